//! The verifier against a writer of its own, which knows the specification and nothing else.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop the test")]

mod bundle_rules;
mod changes;
mod passkeys;
mod rules;
mod sample;
mod stated_policy;
mod two_verifiers;
mod writer;

use commonweal_verify::{Depth, Finding, Place, Rule, Trust, verify_bundle};

/// The first thing wrong with a bundle whose reader trusts nobody beforehand.
fn first(bundle: &[u8]) -> Option<(Place, Rule)> {
    first_at(bundle, Depth::Signatures).map(|finding| (finding.place, finding.rule))
}

fn first_at(bundle: &[u8], depth: Depth) -> Option<Finding> {
    verify_bundle(bundle, Trust::default(), depth).err().map(|report| report.first)
}
