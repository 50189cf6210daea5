//! How many entries a second: reading, hashing, signing, verifying, admitting. Figures for docs/reliability.md.
//!
//! `cargo run --release -p commonweal-record --example speed [ENTRIES]`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "fixed inputs, shared with the tests"
)]

#[path = "../tests/log/authenticator.rs"]
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod authenticator;
#[path = "../tests/log/support.rs"]
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod support;

use std::hint::black_box;
use std::time::Instant;

use commonweal_record::canonical;
use commonweal_record::entry::Entry;
use commonweal_record::log_state::{LogState, Signatures};
use commonweal_record::tree::{Tree, leaf_hash};

#[expect(clippy::disallowed_methods, reason = "an example is at the rim: it measures time")]
fn timed<T>(what: &str, count: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::float_arithmetic, reason = "a rate for people to read")]
    let rate = count as f64 / seconds;
    println!("{what:<44} {rate:>12.0} a second  ({count} in {seconds:.2} s)");
    result
}

#[expect(clippy::disallowed_methods, reason = "an example is at the rim: it takes an argument")]
fn entries_asked_for() -> usize {
    std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(20_000)
}

fn main() {
    let count = entries_asked_for();
    let (mut state, mut entries) = support::opened();
    let intents: Vec<_> = (0..count)
        .map(|n| {
            let mut intent = support::lesson(&state, None);
            intent.id = format!("{:032x}", n + 2).parse().expect("32 digits");
            intent.stream = format!("lesson/{n}").parse().expect("a stream");
            intent
        })
        .collect();
    let key = support::body_key();
    let signed: Vec<_> =
        timed("sign", count, || intents.into_iter().map(|intent| intent.sign(&key)).collect());
    timed("admit (all checks and the signature) and push", count, || {
        for signed in &signed {
            let entry = support::append(&mut state, signed);
            entries.push(entry);
        }
    });
    let bytes: Vec<Vec<u8>> =
        timed("write canonical bytes", count, || entries.iter().map(Entry::to_bytes).collect());
    let size: usize = bytes.iter().map(Vec::len).sum();
    println!("{:<44} {:>12} bytes", "an entry has on average", size / bytes.len());
    timed("canonical check", count, || {
        bytes.iter().filter(|b| black_box(canonical::admit(b)).is_ok()).count()
    });
    timed("canonical check and shape", count, || {
        bytes.iter().filter(|b| black_box(Entry::from_bytes(b)).is_ok()).count()
    });
    timed("leaf hash and tree", count, || {
        black_box(bytes.iter().map(|b| leaf_hash(b)).collect::<Tree>().root())
    });
    let public = &key.public().into();
    timed("verify signature", count, || {
        signed.iter().filter(|s| black_box(s.verify(public)).is_ok()).count()
    });
    let passkey = authenticator::passkey().into();
    let asserted: Vec<_> =
        signed.iter().take(2_000).map(|s| authenticator::attest(s.intent.clone())).collect();
    timed("verify a passkey's assertion", asserted.len(), || {
        asserted.iter().filter(|s| black_box(s.verify(&passkey)).is_ok()).count()
    });
    let origin = || support::ORIGIN.parse().expect("an origin");
    let trusting =
        timed("replay, all but signatures", count, || LogState::replay(origin(), &bytes, Signatures::Trust));
    let verifying = timed("replay, all", count, || LogState::replay(origin(), &bytes, Signatures::Verify));
    assert!(trusting == verifying && verifying == Ok(state), "replay must give the state back");
}
