//! The rules of clarity and readiness: each has a case that trips it and one that meets it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its input should stop")]

mod agreement;
mod clarity;
mod considerations;
mod evidence;
mod leads_and_groundwork;
mod overrides;
mod pooled_fund;
mod teller;
