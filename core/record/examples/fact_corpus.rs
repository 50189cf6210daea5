//! Prints the golden corpus of facts: `cargo run -p commonweal-record --example fact_corpus > validation/vectors/facts/corpus.jsonl`.

#[path = "../tests/facts/samples.rs"]
#[expect(clippy::unwrap_used, clippy::panic, reason = "shared with the tests")]
mod samples;

fn main() {
    for sample in samples::SAMPLES {
        println!("{}", samples::line(sample));
    }
}
