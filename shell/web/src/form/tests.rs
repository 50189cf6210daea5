//! Every kind of fact through its form: what was filled in comes back, shown or read, and nothing that is sent breaks it.

mod filled;
pub(crate) mod html;

use commonweal_record::canonical;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::control::Control;
use commonweal_record::fact::{Fact, KINDS, Kind, kind_of};
use commonweal_record::partnership::Partnership;
use commonweal_service::record::Acting;
use commonweal_service::record::policy::Role;
use proptest::prelude::*;

use self::filled::filled;
use super::label::inner;
use super::{Among, Asked, Complaint, Known, Made, Press, Shown, fields, press, propose, read};

/// A line a kind: what the record's own tests read.
const CORPUS: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../validation/vectors/facts/corpus.jsonl"));

struct Beside {
    partnership: Partnership,
    elsewhere: Vec<(BodyId, String)>,
    acting: Acting,
}

impl Beside {
    fn nothing() -> Self {
        let acting = Acting {
            body: "northdown-acute".parse().unwrap(),
            role: Role::Officer,
            subject: "1".repeat(32).parse().unwrap(),
        };
        Self { partnership: Partnership::default(), elsewhere: Vec::new(), acting }
    }

    fn known(&self) -> Known<'_> {
        let among = Among::Everybody;
        Known { partnership: &self.partnership, elsewhere: &self.elsewhere, among, acting: &self.acting }
    }
}

fn samples() -> Vec<(&'static Kind, Fact)> {
    let read = |line: &str| {
        let line = canonical::parse(line.as_bytes()).unwrap();
        let kind = kind_of(line.get("kind").unwrap().as_text().unwrap()).unwrap();
        (kind, Fact::from_payload(kind.name, kind.schema, line.get("newest").unwrap()).unwrap())
    };
    CORPUS.lines().map(read).collect()
}

fn shown(kind: &Kind, asked: &Asked, complaints: &[Complaint], known: &Known<'_>) -> String {
    fields((kind.lines)(), &Shown { asked, complaints, known }).into_string()
}

fn fact(kind: &Kind, asked: &Asked, known: &Known<'_>) -> Fact {
    match read(kind, &mut asked.clone(), known, [7; 32]) {
        Made::Fact(fact, _) => *fact,
        Made::NotYet(complaints) => panic!("{}: {complaints:?} from {asked:?}", kind.name),
    }
}

fn complaints(kind: &Kind, asked: &Asked, known: &Known<'_>) -> Vec<Complaint> {
    match read(kind, &mut asked.clone(), known, [7; 32]) {
        Made::Fact(fact, _) => panic!("{fact:?} from {asked:?}"),
        Made::NotYet(complaints) => complaints,
    }
}

fn of(pairs: &[(&str, &str)]) -> Asked {
    Asked::new(
        &pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>(),
    )
}

#[test]
fn a_fact_of_every_kind_comes_back_from_its_form() {
    let beside = Beside::nothing();
    let samples = samples();
    for kind in KINDS {
        assert!(samples.iter().any(|(known, _)| known.name == kind.name), "{} has no sample", kind.name);
    }
    for (kind, sample) in samples {
        assert_eq!(fact(kind, &filled(kind, &sample.to_payload()), &beside.known()), sample);
    }
}

#[test]
fn what_was_filled_in_is_shown_again_and_sent_again() {
    let beside = Beside::nothing();
    for (kind, sample) in samples() {
        let page = shown(kind, &filled(kind, &sample.to_payload()), &[], &beside.known());
        let sent_again = Asked::new(&html::sent(&page));
        assert_eq!(fact(kind, &sent_again, &beside.known()), sample, "{page}");
    }
}

#[test]
fn an_empty_form_names_every_field_that_is_needed() {
    let beside = Beside::nothing();
    for kind in KINDS {
        let lines = (kind.lines)();
        let mut asked = Asked::default();
        propose(lines, &mut asked, &beside.known());
        let needed = lines.iter().filter(|line| (line.required)() && asked.is_blank(line.name));
        let needed: Vec<&str> = needed
            .filter(|line| {
                !matches!(
                    inner((line.control)()),
                    Control::List(_) | Control::Set(_) | Control::PerBody { .. }
                )
            })
            .map(|line| line.name)
            .collect();
        if needed.is_empty() {
            continue;
        }
        let said = complaints(kind, &asked, &beside.known());
        for name in needed {
            assert!(
                said.iter().any(|it| it.path.split('.').next() == Some(name)),
                "{} {name}: {said:?}",
                kind.name
            );
        }
    }
}

#[test]
fn each_complaint_leads_to_a_field_and_stands_beside_it() {
    let beside = Beside::nothing();
    for kind in KINDS {
        let asked = Asked::default();
        if let Made::NotYet(said) = read(kind, &mut asked.clone(), &beside.known(), [7; 32]) {
            let page = shown(kind, &asked, &said, &beside.known());
            for complaint in said {
                assert!(
                    page.contains(&format!("id=\"{}\"", complaint.path)),
                    "{}: {complaint:?}\n{page}",
                    kind.name
                );
                assert!(page.contains(&complaint.says), "{}: {complaint:?}\n{page}", kind.name);
            }
        }
    }
}

/// Kind, what was sent, where it is wrong, what is said.
type Mistake = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);

#[test]
fn mistakes_are_said_in_words_for_people() {
    let beside = Beside::nothing();
    let cases: &[Mistake] = &[
        (
            "promise_made",
            &[
                ("what", "a nurse"),
                ("promise", "p-1"),
                ("due.day", "31"),
                ("due.month", "2"),
                ("due.year", "2027"),
            ],
            "due",
            "By when must be a day that the calendar has",
        ),
        (
            "promise_made",
            &[("what", "a nurse"), ("promise", "p-1"), ("due.day", "3"), ("due.year", "2027")],
            "due.month",
            "By when must include a month",
        ),
        (
            "benefit_stated",
            &[("benefit", "ask jo@example")],
            "benefit",
            "The benefit must not contain @: nobody's address stands in the record, where it could not be taken away",
        ),
        (
            "contribution_made",
            &[
                ("contribution.type", "money"),
                ("contribution.shown", "money"),
                ("contribution.pence", "lots"),
            ],
            "contribution.pence",
            "How much must be pounds and pence, such as 1,250 or 1,250.50",
        ),
        (
            "contribution_made",
            &[("contribution.type", "money"), ("contribution.shown", "money"), ("contribution.pence", "0")],
            "contribution.pence",
            "How much must be more than £0",
        ),
        (
            "risk_raised",
            &[("risk", "r-1"), ("title", "late"), ("likelihood", "9"), ("impact", "1")],
            "likelihood",
            "How likely must be from 1 to 5",
        ),
        (
            "risk_allocated",
            &[("risk", "r-1"), ("before.a", "50%"), ("after.a", "1")],
            "before",
            "The bearers before: the parts come to 1/2, and the whole is 1/1. Change them until the two are the same",
        ),
        (
            "shock_noted",
            &[("event", "e"), ("title", "t"), ("total", "5"), ("struck.a", "1.005")],
            "struck.a",
            "a must be pounds and pence, such as 1,250 or 1,250.50",
        ),
        (
            "journal_posted",
            &[
                ("journal", "j-1"),
                ("memo", "m"),
                ("lines.0.body", "a"),
                ("lines.0.account", "pool"),
                ("lines.0.side", "debit"),
                ("lines.0.pence", "-1"),
            ],
            "lines.0.pence",
            "How much must be more than £0",
        ),
    ];
    for (kind, sent, path, says) in cases {
        let said = complaints(kind_of(kind).unwrap(), &of(sent), &beside.known());
        let expected = Complaint { path: (*path).to_owned(), says: (*says).to_owned() };
        assert_eq!(said, [expected], "{kind}");
    }
}

#[test]
fn adding_and_removing_rows_loses_nothing() {
    let mut asked = of(&[("on.day", "7"), ("items.0.title", "Winter"), ("do", "add items")]);
    assert_eq!(press(&mut asked), Press::Again);
    asked.set("items.1.title", "Respite");
    asked.set("do", "add items");
    press(&mut asked);
    assert_eq!(asked.rows("items"), [0, 1, 2]);
    asked.set("do", "remove items.0");
    press(&mut asked);
    assert_eq!(
        (asked.one("items.0.title"), asked.one("on.day"), asked.rows("items").len()),
        ("Respite", "7", 2)
    );
    asked.set("do", "record");
    assert_eq!(press(&mut asked), Press::Record);
}

#[test]
fn rows_get_letters_that_no_other_row_has() {
    let beside = Beside::nothing();
    let lines = (kind_of("meeting_called").unwrap().lines)();
    let mut asked = of(&[
        ("items.0.item", "b"),
        ("items.0.title", "Winter"),
        ("items.1.title", ""),
        ("items.2.title", ""),
    ]);
    propose(lines, &mut asked, &beside.known());
    let items = ["items.0.item", "items.1.item", "items.2.item", "meeting"].map(|name| asked.one(name));
    assert_eq!(items, ["b", "a", "c", "m-1"]);
}

#[test]
fn a_row_with_nothing_but_its_letter_is_no_row() {
    let beside = Beside::nothing();
    let kind = kind_of("meeting_called").unwrap();
    let asked = of(&[
        ("meeting", "m-1"),
        ("on", "2026-10-07"),
        ("items.0.item", "a"),
        ("items.1.item", "b"),
        ("items.1.title", "Winter"),
    ]);
    let Fact::MeetingCalled(called) = fact(kind, &asked, &beside.known()) else { panic!("another kind") };
    assert_eq!(called.items.len(), 1);
    assert_eq!(called.items[0].title.as_str(), "Winter");
}

#[test]
fn a_shape_is_chosen_before_its_parts_are_asked_for() {
    let beside = Beside::nothing();
    let kind = kind_of("term_set").unwrap();
    let asked = of(&[("agreement", "1"), ("version", "1"), ("clause", "c-1"), ("term.type", "quorum")]);
    assert_eq!(complaints(kind, &asked, &beside.known()), []);
    let page = shown(kind, &asked, &[], &beside.known());
    assert!(page.contains("name=\"term.bodies\"") && page.contains("name=\"term.shown\""), "{page}");
}

#[test]
fn the_same_form_makes_the_same_hash_and_another_form_another() {
    let beside = Beside::nothing();
    let kind = kind_of("lesson_recorded").unwrap();
    let asked = of(&[("title", "meet early"), ("document.text", "At length:\r\nearlier.")]);
    let made = |salt| match read(kind, &mut asked.clone(), &beside.known(), salt) {
        Made::Fact(fact, documents) => (*fact, documents.len()),
        Made::NotYet(said) => panic!("{said:?}"),
    };
    assert_eq!(made([1; 32]), made([1; 32]));
    assert_ne!(made([1; 32]).0, made([2; 32]).0);
    assert_eq!(made([1; 32]).1, 1);
}

/// Names that the form has, and some that it has not.
fn names(kind: &'static Kind) -> impl Strategy<Value = String> {
    let own: Vec<String> =
        (kind.lines)().iter().map(|line| line.name.to_owned()).chain(["do".to_owned()]).collect();
    let ends = [
        "",
        ".0",
        ".1.title",
        ".99999999999999999999.x",
        ".type",
        ".shown",
        ".day",
        ".year",
        ".northdown-acute",
        ".a.b.c",
        ".text",
        ".",
    ];
    (prop::sample::select(own), prop::sample::select(ends.to_vec()))
        .prop_map(|(name, end)| format!("{name}{end}"))
}

fn values() -> impl Strategy<Value = String> {
    let known = [
        "",
        "1",
        "quorum",
        "money",
        "2027",
        "-0",
        "1/0",
        "£",
        "9223372036854775808",
        "remove x.1",
        "add items",
        "<b>\"&'",
    ];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_that_is_sent_breaks_a_form(
        (kind, pairs) in prop::sample::select(KINDS.iter().collect::<Vec<_>>())
            .prop_flat_map(|kind| (Just(kind), prop::collection::vec((names(kind), values()), 0..12)))
    ) {
        let beside = Beside::nothing();
        let mut asked = Asked::new(&pairs);
        press(&mut asked);
        propose((kind.lines)(), &mut asked, &beside.known());
        let said = match read(kind, &mut asked, &beside.known(), [0; 32]) {
            Made::NotYet(said) => said,
            Made::Fact(..) => Vec::new(),
        };
        let page = shown(kind, &asked, &said, &beside.known());
        prop_assert!(!page.contains("<b>"));
    }
}
