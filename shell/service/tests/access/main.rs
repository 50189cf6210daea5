//! People and access: each use case with a given clock and given entropy, on an embedded store.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set its scene should stop")]

mod audit_trail;
mod authenticator;
mod body_passkeys;
mod drafts;
mod emails;
mod invitations;
mod passkeys;
mod people;
mod policy;
mod resets;
mod scene;
mod second_factor;
mod secrets;
mod sessions;
mod sign_in;
mod tokens;
