//! Directories as they are published, where they lie beside the project. Figures are counts of the files' rows.

use std::path::Path;

use commonweal_directory::{Directory, Form, Reading, read};
use commonweal_find::register::{Coverage, Register, Source};

use crate::{reading, wrong};

fn shared(file: &str, form: Form, how: &Reading) -> Option<Directory> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    if let Ok(bytes) = std::fs::read(&path) {
        return Some(read(&bytes, form, how));
    }
    eprintln!("skipped: shared/data/{file} is not beside the project");
    None
}

fn taken_twice(name: &str, directory: &Directory) -> usize {
    let source =
        Source { name: name.to_owned(), as_of: "2026-01-01".parse().unwrap(), licence: "OGL v3".to_owned() };
    let mut register = Register::default();
    let mut take = || register.take(&source, &directory.entries, &directory.successions, Coverage::Whole);
    let (first, again) = (take(), take());
    assert_eq!((again.added.len(), again.changes.len(), again.successions.len()), (0, 0, 0), "{name}");
    assert_eq!(again.unchanged, first.added.len());
    first.added.len()
}

#[test]
fn every_trust_is_read_and_read_again_without_a_change() {
    let Some(directory) = shared("places/etr.csv", Form::Ods, &Reading::default()) else { return };
    assert_eq!((wrong(&directory), taken_twice("trusts", &directory)), (vec![], 218));
}

#[test]
fn every_council_is_read_with_its_successors() {
    let Some(directory) =
        shared("places/mysociety_uk_local_authorities_past_current.csv", Form::Councils, &Reading::default())
    else {
        return;
    };
    assert_eq!((wrong(&directory), taken_twice("councils", &directory)), (vec![], 470));
    assert!(directory.successions.len() > 60, "{}", directory.successions.len());
}

#[test]
fn every_service_of_a_council_s_directory_is_read_under_its_organisation() {
    let file = "directories/north_lincolnshire_council_no_contacts.json";
    let Some(directory) = shared(file, Form::OpenReferral, &Reading::default()) else { return };
    // Two ids were spoilt when contacts were taken out of the file: each is told, and 736 of 738 services are read.
    let lines: Vec<u64> = directory.wrong.iter().map(|wrong| wrong.at.line).collect();
    assert_eq!((lines, directory.entries.len()), (vec![287, 11_418], 736));
    assert_eq!(taken_twice("directory", &directory), 237);
}

#[test]
fn the_examples_of_the_specification_are_read() {
    for file in ["organization_full", "organization_list", "service_full", "service_list"] {
        let Some(directory) = shared(
            &format!("directories/hsds/examples/{file}.json"),
            Form::OpenReferral,
            &Reading::default(),
        ) else {
            return;
        };
        assert!(wrong(&directory).len() + directory.entries.len() > 0, "{file}");
        for entry in &directory.entries {
            assert_eq!(entry.identifier.scheme(), "UUID", "{file}");
        }
    }
}

#[test]
fn mergers_of_trusts_are_successions() {
    let Some(directory) = shared("places/trust_mergers.csv", Form::Successions, &reading("GB-NHS")) else {
        return;
    };
    assert_eq!((wrong(&directory), directory.successions.len()), (vec![], 11));
}
