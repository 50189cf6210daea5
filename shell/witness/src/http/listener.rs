//! Accepts connections, a thread for each up to the limit, until it is stopped.

use std::collections::BTreeMap;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::connection::{answer, close_with};
use super::{Limits, Request, Response};

/// A listening server; dropping it stops it.
#[derive(Debug)]
pub(crate) struct Listener {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    stopped: AtomicBool,
    open: Mutex<BTreeMap<u64, TcpStream>>,
}

/// A place among the open connections, given up when dropped.
struct Place<'a> {
    shared: &'a Shared,
    number: u64,
}

/// Listens at `address` and answers every request by `handle`.
pub(crate) fn listen(
    address: SocketAddr,
    limits: Limits,
    handle: impl Fn(&Request) -> Response + Send + Sync + 'static,
) -> io::Result<Listener> {
    let listener = TcpListener::bind(address)?;
    let address = listener.local_addr()?;
    let shared = Arc::new(Shared::default());
    let inner = Arc::clone(&shared);
    let accepting = thread::Builder::new()
        .name("witness".to_owned())
        .spawn(move || accept(&listener, &inner, &limits, &handle))?;
    Ok(Listener { address, shared, accepting: Some(accepting) })
}

fn accept(
    listener: &TcpListener,
    shared: &Shared,
    limits: &Limits,
    handle: &(dyn Fn(&Request) -> Response + Sync),
) {
    thread::scope(|scope| {
        for number in 0_u64.. {
            let accepted = listener.accept();
            if shared.stopped.load(Ordering::SeqCst) {
                break;
            }
            let Ok((stream, _)) = accepted else {
                // Out of file handles, or the caller has gone: the next may do better.
                thread::sleep(Duration::from_millis(20));
                continue;
            };
            let Some(place) = shared.admit(number, &stream, limits) else {
                close_with(
                    &stream,
                    &Response::message(503, "too many callers: try again in a moment"),
                    limits,
                );
                continue;
            };
            let served = thread::Builder::new().spawn_scoped(scope, move || {
                let _place = place;
                answer(&stream, limits, handle);
            });
            // Without a thread the connection is closed, which its caller sees.
            drop(served);
        }
    });
}

impl Shared {
    fn open(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn admit(&self, number: u64, stream: &TcpStream, limits: &Limits) -> Option<Place<'_>> {
        let mut open = self.open();
        if open.len() >= limits.connections {
            return None;
        }
        open.insert(number, stream.try_clone().ok()?);
        Some(Place { shared: self, number })
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.shared.open().remove(&self.number);
    }
}

impl Listener {
    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts nothing more, lets requests that are being answered finish, and waits for that.
    pub(crate) fn stop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a caller.
        TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).ok();
        for stream in self.shared.open().values() {
            stream.shutdown(Shutdown::Read).ok();
        }
        self.wait();
    }

    /// Waits until it has stopped.
    pub(crate) fn wait(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if self.accepting.is_some() {
            self.stop();
        }
    }
}
