//! What a stranger's file says, in whatever obvious form it says it.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene should stop")]

mod amounts;
mod plan;
mod worths;
