//! Checkpoints, cosignatures and receipts (docs/record.md, section 4), as C2SP `signed-note`, `tlog-checkpoint`, `tlog-cosignature` and `tlog-proof`
//! specify them.
//!
//! A host signs a [`Checkpoint`] of its log; partners who have checked that it only grew add theirs as witnesses; signatures of others are ignored, so that
//! new kinds can be added without breaking old readers.
//!
//! ```
//! use commonweal_record::key::SecretKey;
//! use commonweal_record::note::{Checkpoint, SignedNote, cosign, sign_checkpoint, verify_cosignature, verify_host};
//! use commonweal_record::tree::Hash;
//!
//! let (host, witness) = (SecretKey::from_bytes(&[1; 32]), SecretKey::from_bytes(&[2; 32]));
//! let origin = "record.example/east-place/1-0123456789abcdef".parse()?;
//! let mut note = sign_checkpoint(&Checkpoint { origin, size: 0, root: Hash::EMPTY_ROOT }, &host);
//! note.signatures.push(cosign(&note, "witness.example", &witness, 1_790_000_000)?);
//!
//! let note = SignedNote::parse(note.to_string().as_bytes())?;
//! assert_eq!(verify_host(&note, host.public())?.size, 0);
//! assert_eq!(verify_cosignature(&note, "witness.example", witness.public())?, 1_790_000_000);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod checkpoint;
mod error;
mod receipt;
mod signed_note;
mod signing;

pub use checkpoint::Checkpoint;
pub use error::NoteError;
pub use receipt::{Receipt, ReceiptError};
pub use signed_note::{NoteSignature, SignedNote, is_key_name};
pub use signing::{cosign, sign_checkpoint, verify_cosignature, verify_host};
