//! Appraisals between fictional bodies: who sees what, when, and what goes on a record.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set its scene should stop")]

mod answering;
mod ending;
mod history;
mod links;
mod options;
mod scene;
