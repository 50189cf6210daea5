//! The golden corpus: every kind in every schema ever written, with its sentence and what it is lifted to.
//!
//! `validation/vectors/facts/corpus.jsonl` is made by `cargo run -p commonweal-record --example fact_corpus > FILE`. A line may be added, never
//! changed: records with such entries exist.

#![expect(clippy::disallowed_methods, reason = "the corpus and the page are files")]

use std::fs;
use std::path::PathBuf;

use commonweal_record::fact::{Fact, KINDS, reference, upcast};

use crate::samples::{SAMPLES, line, payload};

fn workspace(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

#[test]
fn every_corpus_line_still_reads_says_and_lifts_the_same() {
    let made: Vec<String> = SAMPLES.iter().map(line).collect();
    let path = workspace("validation/vectors/facts/corpus.jsonl");
    let kept = fs::read_to_string(&path).unwrap();
    for (kept, made) in kept.lines().zip(&made) {
        assert_eq!(kept, made);
    }
    assert_eq!(kept.lines().count(), made.len());
}

#[test]
fn every_kind_and_schema_is_in_the_corpus() {
    for kind in KINDS {
        for schema in 1..=kind.schema {
            let there = SAMPLES.iter().any(|(name, of, _)| *name == kind.name && *of == schema);
            assert!(there, "no corpus line for {} schema {schema}", kind.name);
        }
    }
}

#[test]
fn newest_payloads_are_written_as_they_were_read() {
    for (kind, schema, text) in SAMPLES {
        let fact = Fact::from_payload(kind, *schema, &payload(text)).unwrap();
        assert_eq!(fact.kind(), *kind);
        if fact.schema() == *schema {
            assert_eq!(fact.to_payload(), payload(text));
        }
    }
}

#[test]
fn each_old_schema_has_a_step_to_the_next() {
    for kind in KINDS {
        for from in 1..kind.schema {
            let steps = upcast::STEPS.iter().filter(|(name, start, _)| *name == kind.name && *start == from);
            assert_eq!(steps.count(), 1, "{} schema {from}", kind.name);
        }
    }
}

#[test]
fn whole_hours_become_minutes() {
    let old = crate::teller::json(r#"{"hours":3,"of":"time"}"#);
    let fact = Fact::from_payload("contribution_made", 1, &old).unwrap();
    assert_eq!(fact.to_payload(), crate::teller::json(r#"{"contribution":{"minutes":180,"type":"time"}}"#));
}

#[test]
fn the_page_of_kinds_is_the_one_the_code_makes() {
    let kept = fs::read_to_string(workspace("docs/record-kinds.md")).unwrap();
    assert!(
        kept == reference(),
        "docs/record-kinds.md is old: cargo run -p commonweal-record --example record_kinds > docs/record-kinds.md"
    );
}
