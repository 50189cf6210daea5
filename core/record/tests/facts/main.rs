//! Facts and the fold: a whole partnership, each finding, the golden corpus, properties.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its input should stop")]

mod actions;
mod amending;
mod bodies;
mod claims;
mod corpus;
mod evidence;
mod findings;
mod findings_after_agreement;
mod folding;
mod keys_and_meetings;
mod properties;
mod reading;
mod roles;
mod samples;
mod series;
mod story;
mod teller;
mod witnesses;
