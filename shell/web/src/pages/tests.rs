//! Pages over the record of the example place: what a reader finds on them.

mod action_pages;
mod admin_pages;
mod appraisal_pages;
mod attest_pages;
/// The software authenticator of the tests of people and access.
#[path = "../../../service/tests/access/authenticator.rs"]
mod authenticator;
mod evidence_pages;
pub(crate) mod example;
mod find_pages;
mod fund_pages;
mod key_pages;
mod manner_pages;
mod money_pages;
mod record_pages;
mod worth_pages;
