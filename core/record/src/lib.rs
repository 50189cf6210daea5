//! The record of a partnership: facts that its bodies attest, in an append-only log that nobody can rewrite unseen.
//!
//! Every byte is specified in [`docs/record.md`](../../../docs/record.md); the section numbers in this crate are those of that page.
//!
//! | module | concept | section |
//! |---|---|---|
//! | [`canonical`] | the strict profile of RFC 8785 and the admission rule | 1 |
//! | [`entry`] | intent, admission, signature, and the ids in them | 2 |
//! | [`tree`] | RFC 6962 Merkle tree, inclusion and consistency proofs | 3 |
//! | [`note`] | C2SP checkpoints, cosignatures and receipts | 4 |
//! | [`key`] | Ed25519 keys, strictly verified | 5 |
//! | [`log_state`] | what a host must know to admit the next entry | 6 |
//! | [`fact`] | what is said: every kind as a typed value, its sentence, its older schemas | 7 |
//! | [`partnership`] | the fold from facts to the state of a partnership | |
//!
//! The crate is pure: bytes in, values out; instants and secret keys are arguments. There is no floating-point number in it.

#![deny(clippy::float_arithmetic)]

pub mod canonical;
pub mod entry;
pub mod fact;
pub mod key;
pub mod log_state;
pub mod note;
pub mod partnership;
pub mod tree;

mod encoding;
