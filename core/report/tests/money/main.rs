//! The money of a partnership: sheets, journals for accounting tools, workbooks.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set its scene should stop")]

mod accounts;
mod fund;
mod pack;
mod teller;
