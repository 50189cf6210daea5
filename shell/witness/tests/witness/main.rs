//! Witnesses, mirrors and forked hosts, over real sockets on loopback.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop the test")]

mod any_bytes;
mod deciding;
mod finality;
mod mirroring;
mod place;
mod processes;
mod serving;
