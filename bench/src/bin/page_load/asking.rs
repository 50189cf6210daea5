//! Requests at a constant rate, each timed from when it was due.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ureq::Agent;

use crate::Failure;
use crate::server::Server;
use crate::sites::{Request, Sites, Sort};

/// Connections; enough that one is free when the next request is due.
const CLIENTS: usize = 64;

/// How much is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) rate: u32,
    pub(crate) seconds: u32,
    pub(crate) seed: u64,
}

/// Whether the record behind a page had been asked for before; what is behind the others is there from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visit {
    First,
    Later,
}

/// A request that was answered, somehow.
pub(crate) struct Asked {
    pub(crate) sort: Sort,
    pub(crate) visit: Visit,
    pub(crate) took: Duration,
    pub(crate) answered: bool,
}

/// Asks everything.
pub(crate) fn ask_all(
    server: &Server,
    sites: &Sites,
    cookie: &str,
    pace: Pace,
) -> Result<Vec<Asked>, Failure> {
    let (next, begun) = (AtomicU64::new(0), Instant::now() + Duration::from_millis(200));
    let visited = Mutex::new(BTreeSet::new());
    let all = u64::from(pace.rate) * u64::from(pace.seconds);
    let client = || {
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        let mut asked = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= all {
                return asked;
            }
            let due = begun + Duration::from_secs_f64(number as f64 / f64::from(pace.rate));
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let Request { sort, slug, path } = sites.request(pace.seed, number);
            let is_first = slug.is_some_and(|slug| lock(&visited).insert(slug));
            let visit = if is_first { Visit::First } else { Visit::Later };
            let mut request =
                agent.get(format!("{}{path}", server.address)).header("accept-encoding", "gzip");
            if sort == Sort::WhatNeedsMe {
                request = request.header("cookie", cookie);
            }
            let answered = request.call().is_ok_and(|mut response| {
                let read = response.body_mut().read_to_vec();
                response.status() == 200 && read.is_ok()
            });
            asked.push(Asked { sort, visit, took: due.elapsed(), answered });
        }
    };
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
        let mut asked = Vec::new();
        for client in clients {
            asked.extend(client.join().map_err(|_| "a client broke off")?);
        }
        Ok(asked)
    })
}

/// In milliseconds, of times in ascending order.
pub(crate) fn quantile(times: &[Duration], share: f64) -> f64 {
    let last = times.len().saturating_sub(1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let place = (last * share).round() as usize;
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
