//! A connection whose every request has a deadline, so that a caller who sends one byte a minute holds nothing up.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::request::{self, Unread};
use super::{Limits, Request, Response};

/// A stream that fails once the time is up, however slowly bytes come and go.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Timed<'_> {
    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        self.stream.read(bytes)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// How many times the limit of a body is read and thrown away after a refusal.
const REST: u64 = 16;

/// Answers requests on a connection until the caller or the limits end it.
pub(super) fn answer(stream: &TcpStream, limits: &Limits, handle: &(dyn Fn(&Request) -> Response + Sync)) {
    let timed = || Timed { stream, until: Instant::now() + limits.time };
    stream.set_nodelay(true).ok();
    let mut left = Vec::new();
    loop {
        match request::read(&mut timed(), &mut left, limits) {
            Ok(request) => {
                let answered = handle(&request).write(&mut timed(), request.keep_alive);
                if answered.is_err() || !request.keep_alive {
                    return;
                }
            }
            Err(unread) => return refuse(stream, &unread, limits),
        }
    }
}

fn refuse(stream: &TcpStream, unread: &Unread, limits: &Limits) {
    if let Some(status) = unread.status() {
        close_with(stream, &Response::message(status, unread), limits);
    }
}

/// Answers and closes. What the caller still sends is read for a moment and thrown away: closing over unread bytes would take the answer back.
pub(super) fn close_with(stream: &TcpStream, response: &Response, limits: &Limits) {
    let second = Duration::from_secs(1).min(limits.time);
    let mut timed = Timed { stream, until: Instant::now() + second };
    if response.write(&mut timed, false).is_ok() && stream.shutdown(Shutdown::Write).is_ok() {
        let most = u64::try_from(limits.body_bytes).unwrap_or(u64::MAX).saturating_mul(REST);
        io::copy(&mut timed.take(most), &mut io::sink()).ok();
    }
}
