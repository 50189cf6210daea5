//! Canonical bytes, tree, notes, entries and log state, against published vectors, oracles and wrong inputs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests stop the test")]

mod authenticator;
mod canonical;
mod entry;
mod key;
mod log_state;
mod note;
mod passkey;
mod support;
mod tree;
mod vectors;
