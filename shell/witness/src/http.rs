//! As much HTTP/1.1 as a witness needs, with a limit on everything that a stranger can send.

mod connection;
mod fetch;
mod listener;
mod request;
mod response;

use std::time::Duration;

pub use fetch::FetchError;
pub(crate) use fetch::{Caller, join};
pub(crate) use listener::{Listener, listen};
pub(crate) use request::Request;
pub(crate) use response::Response;

/// What one caller may take up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a request line with its headers.
    pub head_bytes: usize,
    /// Most bytes of a body. A submission with 63 hashes of proof and a dozen signatures has 5,000.
    pub body_bytes: usize,
    /// From the first byte of a request to its last; also how long an idle connection is kept, and how long an answer may take to be read.
    pub time: Duration,
    /// Most connections at once; one more is answered with 503 and closed.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head_bytes: 8 * 1024, body_bytes: 64 * 1024, time: Duration::from_secs(10), connections: 64 }
    }
}
