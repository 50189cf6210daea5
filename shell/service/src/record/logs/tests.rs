use std::sync::Arc;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::members::{BodyRegistered, LegalForm, PartnershipProposed, Style};
use commonweal_record::fact::{Fact, Sentence, Title};
use commonweal_store::{Change, Expected, Kept, Value};
use tempfile::TempDir;

use super::*;
use crate::record::summary::Line;
use crate::record::{Database, Surroundings};

fn registered() -> BodyRegistered {
    BodyRegistered {
        body: "acute".parse().unwrap(),
        name: Title::new("Northdown Acute").unwrap(),
        legal_form: LegalForm::NhsTrust,
        purpose: Sentence::new("hospital care").unwrap(),
    }
}

fn proposed(name: &str) -> Fact {
    let (name, place) = (Title::new(name).unwrap(), Title::new("Northdown").unwrap());
    let aims = vec![Sentence::new("fewer falls").unwrap()];
    Fact::from(PartnershipProposed { name, style: Style::Upstream, place, aims })
}

/// A place whose one body has proposed one partnership, and a second process on it.
struct Scene {
    folder: TempDir,
    one: Place,
    acute: BodyId,
}

impl Scene {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let database = Database::Sqlite(folder.path().join("record.db"));
        let one = Place::init(
            database,
            &folder.path().join("host"),
            "record.example",
            Surroundings::of_this_machine(),
        )
        .unwrap();
        one.add_body(registered()).unwrap();
        let acute: BodyId = "acute".parse().unwrap();
        one.propose("falls", &acute, proposed("Falls"), None).unwrap();
        Self { folder, one, acute }
    }

    fn other(&self) -> Logs {
        let database = Database::Sqlite(self.folder.path().join("record.db"));
        let host = self.folder.path().join("host");
        Logs::new(Arc::new(Place::open(database, &host, Surroundings::of_this_machine()).unwrap()))
    }

    fn rename(&self, name: &str) {
        let fact = proposed(name);
        let author = self.one.author(&fact, &self.acute, None).unwrap();
        let mut log = self.one.log("falls").unwrap();
        log.attest(&self.one.statement(&self.acute, fact).unwrap(), author).unwrap();
    }

    /// Puts a line into the snapshot behind everybody's back.
    fn forge(&self, line: &Line) {
        let value = Value { bytes: serde_json::to_vec(line).unwrap(), kept: Kept::Open, until: None };
        let change = Change {
            table: "summary",
            key: line.origin.clone(),
            expected: Expected::Any,
            value: Some(value),
        };
        self.one.store.write(&[change]).unwrap();
    }
}

fn names(logs: &Logs) -> Vec<(String, String)> {
    let summaries = logs.summaries().unwrap();
    summaries.iter().map(|(slug, it)| (slug.clone(), it.line.name.clone().unwrap_or_default())).collect()
}

fn line(slug: &str, name: &str) -> (String, String) {
    (slug.to_owned(), name.to_owned())
}

#[test]
fn two_processes_on_one_database_see_what_the_other_appends_at_the_next_look() {
    let scene = Scene::new();
    let other = scene.other();
    let proposals = || other.look("falls", |log| log.view().partnership.members.proposed.len()).unwrap();
    assert_eq!((names(&other), proposals()), (vec![line("falls", "Falls")], 1));

    scene.rename("Falls and fractures");
    scene.one.propose("winter", &scene.acute, proposed("Winter"), None).unwrap();

    assert_eq!(proposals(), 2);
    assert_eq!(names(&other), [line("falls", "Falls and fractures"), line("winter", "Winter")]);
    assert!(matches!(other.look("spring", |_| ()), Err(RecordError::NoLog { .. })));
}

#[test]
fn a_process_that_starts_takes_up_the_lines_that_an_earlier_one_has_kept() {
    let scene = Scene::new();
    let first = scene.other();
    first.summaries().unwrap();
    assert_eq!((first.keep_summaries().unwrap(), first.keep_summaries().unwrap()), (1, 0));

    let mut kept = first.summaries().unwrap()["falls"].line.clone();
    kept.name = Some("As it was kept".to_owned());
    scene.forge(&kept);
    assert_eq!(names(&scene.other()), [line("falls", "As it was kept")], "nothing was folded for it");

    scene.rename("Falls and fractures");
    let next = scene.other();
    assert_eq!(names(&next), [line("falls", "Falls and fractures")], "the log has grown since");
    assert_eq!(next.keep_summaries().unwrap(), 1);
}

#[test]
fn a_kept_line_that_rests_on_other_entries_than_the_stores_is_made_anew() {
    let scene = Scene::new();
    let mut kept = scene.other().summaries().unwrap()["falls"].line.clone();
    kept.name = Some("Forged".to_owned());
    for forged in [
        Line { leaf: "00".repeat(32), ..kept.clone() },
        Line { size: kept.size + 1, ..kept.clone() },
        Line { origin: "record.example/falls/2-00000000000000aa".to_owned(), ..kept.clone() },
    ] {
        scene.forge(&forged);
        assert_eq!(names(&scene.other()), [line("falls", "Falls")], "{forged:?}");
    }
}

#[test]
fn the_logs_that_know_a_body_are_looked_at_and_no_others() {
    let scene = Scene::new();
    let logs = scene.other();
    let known = |body: &str| {
        let (body, mut slugs): (BodyId, _) = (body.parse().unwrap(), Vec::new());
        logs.each_knowing(&[&body], |slug, _| {
            slugs.push(slug.to_owned());
            Ok::<_, RecordError>(())
        })
        .unwrap();
        slugs
    };
    assert_eq!(known("acute"), ["falls"]);
    assert_eq!(known("acut"), [""; 0], "a part of an id is no id");
}
