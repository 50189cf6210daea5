//! One module a page. Page functions have one shape, so that the table of routes can name them.

#![allow(clippy::unnecessary_wraps, reason = "the shape of a page function")]

pub(crate) mod account;
pub(crate) mod acting_for;
pub(crate) mod actions;
pub(crate) mod admin;
pub(crate) mod agreement;
pub(crate) mod appraisals;
pub(crate) mod attest;
pub(crate) mod decisions;
pub(crate) mod directory;
pub(crate) mod evidence;
pub(crate) mod find;
pub(crate) mod home;
pub(crate) mod invitation;
pub(crate) mod keys;
pub(crate) mod lessons;
pub(crate) mod meetings;
pub(crate) mod money;
pub(crate) mod overview;
pub(crate) mod pack;
pub(crate) mod partners;
pub(crate) mod people;
pub(crate) mod provider;
pub(crate) mod readiness;
pub(crate) mod record;
pub(crate) mod register;
pub(crate) mod risks;
pub(crate) mod shared;
pub(crate) mod sign_in;
pub(crate) mod signing;
pub(crate) mod strength;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod tokens;
