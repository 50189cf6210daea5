//! The rules of clarity and readiness, each with a case that trips it and one that meets it; the questions of an appraisal and what is
//! made of the answers.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its input should stop")]

mod agreement;
mod clarity;
mod considerations;
mod evidence;
mod leads_and_groundwork;
mod overrides;
mod pooled_fund;
mod questionnaire;
mod ratings;
mod side_by_side;
mod teller;
