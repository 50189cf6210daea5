//! An evaluation of the example's record: run again, and what it is worth.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene should stop")]

mod again;
mod scene;
mod worth;
