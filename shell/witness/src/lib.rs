//! Witness and mirror: what one partner does for the others, so that nobody has to trust the host of a log.
//!
//! A witness has seen every checkpoint that it cosigns to be a continuation of the last one. If the host ever shows two histories, the
//! witness refuses the second and keeps both signed notes: they prove the fork to anybody. A mirror keeps the entries themselves.
//! The protocol is C2SP `tlog-witness`; notes and proofs are those of `docs/record.md`, sections 3 and 4.
//!
//! | module | concept |
//! |---|---|
//! | [`witness`] | the decision whether to cosign, and the state that is on disk before the answer |
//! | [`submission`] | the body of an `add-checkpoint` request |
//! | [`server`] | the small HTTP server: `add-checkpoint`, and the entries of published logs |
//! | [`published`] | checkpoint, entries and consistency proofs of a log in a store, as the server gives them |
//! | [`client`] | submits a checkpoint to witnesses and checks what they answer |
//! | [`policy`] | when a checkpoint is final: k of n witnesses, the host not among them |
//! | [`remote`] | a published log, as bytes |
//! | [`mirror`] | follows a log from its host, checks each page against the signed checkpoint, stores it |
//!
//! What a user sees of an entry is its [`Stage`]: recorded, witnessed, final, mirrored.

pub mod client;
mod http;
pub mod mirror;
pub mod policy;
pub mod published;
pub mod remote;
pub mod server;
mod stage;
pub mod submission;
pub mod witness;

pub use client::{SubmitError, WitnessAddress, submit, submit_all};
pub use http::{FetchError, Limits};
pub use policy::{Finality, Policy, PolicyError, WitnessKey};
pub use server::{ServeError, ServeOptions, Server, serve};
pub use stage::{Progress, Stage};
pub use witness::{Refusal, Witness, WitnessError};
