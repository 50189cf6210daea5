//! Independent verifier of the record.
//!
//! It is written from `docs/record.md` and shares nothing with the program that writes records: no crate, no function. It trusts
//! bytes and keys alone, does no input or output, and names the first thing wrong with its place. A bundle is fed line by
//! line to a [`Verifier`]; the entries of a live database one by one to an [`EntryChecker`]. About 130 bytes an entry are kept
//! (hashes and ids), and no entry itself.

mod bundle;
mod entry;
mod entry_checker;
mod finding;
mod hash;
mod json;
mod keys;
mod note;
mod passkey;
mod policy;
mod shape;
mod signature;
mod sums;
mod verdict;
mod witnesses;

pub use bundle::{Verifier, verify_bundle};
pub use entry_checker::{Depth, EntryChecker};
pub use finding::{Finding, Place, Rule};
pub use keys::KeyHistory;
pub use note::Checkpoint;
pub use policy::{Policy, Witness};
pub use verdict::{Report, Trust, Verified};
