//! A log on somebody else's server, as bytes of which nothing is believed yet.

use std::time::Duration;

use commonweal_record::entry::Origin;

use crate::http::{Caller, FetchError, join};
use crate::published::MOST_ENTRIES;

/// An answer of entries ends with the one that passes 4 MiB, and an entry has at most 64 KiB.
const MOST_BYTES: u64 = 5 * 1024 * 1024;

/// A log that a host or a mirror publishes.
#[derive(Debug)]
pub struct RemoteLog<'a> {
    caller: Caller,
    url: &'a str,
    origin: &'a Origin,
}

impl<'a> RemoteLog<'a> {
    /// The log `origin` below `url`; each answer may take `time`.
    pub fn new(url: &'a str, origin: &'a Origin, time: Duration) -> Self {
        Self { caller: Caller::new(time, MOST_BYTES), url, origin }
    }

    /// Where a part of the log is: `checkpoint`.
    pub(crate) fn path(&self, what: &str) -> String {
        join(self.url, &format!("log/{}/{what}", self.origin))
    }

    pub(crate) fn origin(&self) -> &Origin {
        self.origin
    }

    /// The last checkpoint with its signatures.
    ///
    /// # Errors
    /// [`FetchError`].
    pub fn checkpoint(&self) -> Result<Vec<u8>, FetchError> {
        self.get("checkpoint")
    }

    /// The consistency proof between two sizes, a base64 hash a line.
    ///
    /// # Errors
    /// [`FetchError`].
    pub(crate) fn proof(&self, from: u64, to: u64) -> Result<Vec<u8>, FetchError> {
        self.get(&format!("proof?from={from}&to={to}"))
    }

    /// The next entries from `from` on and before `size`, without their line breaks; none where the server gives none.
    ///
    /// # Errors
    /// [`FetchError`].
    pub fn entries(&self, from: u64, size: u64) -> Result<Vec<Vec<u8>>, FetchError> {
        let left = usize::try_from(size.saturating_sub(from)).unwrap_or(MOST_ENTRIES);
        let limit = left.min(MOST_ENTRIES);
        let body = self.get(&format!("entries?from={from}&limit={limit}"))?;
        let lines = body.split_inclusive(|byte| *byte == b'\n').take(limit);
        Ok(lines.map(|line| line.strip_suffix(b"\n").unwrap_or(line).to_vec()).collect())
    }

    fn get(&self, what: &str) -> Result<Vec<u8>, FetchError> {
        self.caller.get(&self.path(what))?.ok()
    }
}
