//! The story is told on the days on which it happens, and of a text that is there.

use commonweal_record::entry::Entry;
use commonweal_record::tree::Hash;

use super::story::AGREEMENT;
use super::{Evaluated, SLUG, surroundings, write};
use crate::record::{Database, Place};

fn told() -> (tempfile::TempDir, Place) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, name).unwrap();
        path
    };
    let evaluated = Evaluated {
        estimate: "-30.5".to_owned(),
        lower: "-40.1".to_owned(),
        upper: "-20.9".to_owned(),
        protocol: file("protocol.toml"),
        data: file("data.csv"),
        report: file("evaluation.json"),
        worth: None,
    };
    let record = write(folder.path(), &evaluated).unwrap();
    let clock = super::Clock::at(super::OPENED).unwrap();
    let host = folder.path().join("record.host");
    let place = Place::open(Database::Sqlite(record.database), &host, surroundings(&clock)).unwrap();
    (folder, place)
}

fn entries(place: &Place) -> Vec<Entry> {
    let origin = place.origin(SLUG).unwrap();
    let rows = place.store.read(origin.as_str(), 0, 1_000).unwrap();
    rows.iter().map(|row| Entry::from_bytes(&row.bytes).unwrap()).collect()
}

/// Days of admission of the entries of a kind.
fn days(entries: &[Entry], kind: &str) -> Vec<String> {
    let of_kind = entries.iter().filter(|entry| entry.intent.kind == kind);
    of_kind.map(|entry| entry.admission.at.date().to_string()).collect()
}

#[test]
fn each_fact_is_recorded_on_its_own_day() {
    let (_folder, place) = told();
    let entries = entries(&place);
    assert_eq!(days(&entries, "log_opened"), ["2021-09-01"]);
    assert_eq!(days(&entries, "agreement_signed"), ["2021-09-22", "2021-09-22", "2021-09-24"]);
    for at_a_meeting in ["decision_taken", "meeting_held"] {
        assert_eq!(
            days(&entries, at_a_meeting),
            ["2021-10-06", "2021-10-13", "2022-03-16"],
            "{at_a_meeting}"
        );
    }
    assert_eq!(days(&entries, "protocol_locked"), ["2021-09-28"]);
    assert_eq!(days(&entries, "evaluation_attached"), ["2024-05-07"]);
    let log = place.log(SLUG).unwrap();
    let partnership = &log.view().partnership;
    assert_eq!((partnership.evidence.evaluations.len(), partnership.findings.as_slice()), (1, [].as_slice()));
}

#[test]
fn the_agreement_signed_is_the_text_that_was_written() {
    let (folder, place) = told();
    let signed = entries(&place).into_iter().find(|entry| entry.intent.kind == "agreement_signed").unwrap();
    let document = signed.intent.payload.get("document").and_then(|hash| hash.as_text()).unwrap().to_owned();
    let kept = place.store.blob(&document).unwrap().unwrap();
    assert_eq!(Hash::of_parts(&[&kept.salt, AGREEMENT.as_bytes()]).to_string(), document);
    assert_eq!(std::fs::read_to_string(folder.path().join("agreement.txt")).unwrap(), AGREEMENT);
    let clauses: Vec<_> = place
        .log(SLUG)
        .unwrap()
        .view()
        .partnership
        .agreements
        .values()
        .flat_map(|agreement| {
            agreement
                .versions
                .values()
                .flat_map(|version| version.terms().into_keys().map(ToString::to_string).collect::<Vec<_>>())
        })
        .collect();
    for clause in &clauses {
        assert!(AGREEMENT.contains(&format!("\n{clause}  ")), "the text has no clause {clause}");
    }
    assert_eq!(clauses.len(), 6);
}
