//! Forms for every kind of fact, from its declaration.
//!
//! What was sent ([`Asked`]) is names and values; a name is the way to a field: `term.pence`, `items.0.title`, `on.day`. [`propose`] fills in the
//! identifiers that a fact is the first to use, [`derive`] what follows from the record, [`read`] makes the fact or says what to change, and [`fields`] shows what was asked for with what
//! was sent and what is wrong with it.

mod asked;
mod derive;
mod groups;
mod inputs;
mod known;
mod label;
mod offer;
mod place;
mod propose;
mod read;
mod rows;
mod sentence;
#[cfg(test)]
pub(crate) mod tests;
mod write;

pub(crate) use asked::Asked;
pub(crate) use derive::derive;
pub(crate) use known::{Among, Known};
pub(crate) use place::Shown;
pub(crate) use propose::propose;
pub(crate) use read::{Complaint, Made, read};
pub(crate) use rows::{BUTTON, Press, press};
pub(crate) use write::fields;

/// The form's field with the idempotency key, made with the form and kept over re-posts. No field of a fact has a hyphen.
pub(crate) const INTENT: &str = "intent-id";
/// The form's field with the salt from which those of its documents are made.
pub(crate) const SALT: &str = "document-salt";
/// The form's field with the body for which somebody acts.
pub(crate) const ACTING_FOR: &str = "acting-for";
