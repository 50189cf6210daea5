use commonweal_find::register::{Change, Conflict, Coverage, Entry, Field, How, List, Register, Succession};
use proptest::prelude::*;

use crate::{entry, id, source, whole};

#[test]
fn reading_the_same_directory_again_changes_nothing() {
    let mut register = Register::default();
    let entries = [entry(1, "GB-NHS/RAA", "Saltmere Acute"), entry(2, "GB-NHS/RBB", "Fennacre Care")];
    let first = whole(&mut register, &source("ods", "2026-01-01"), &entries);
    assert_eq!((first.added.len(), first.changes.len(), first.unchanged), (2, 0, 0));
    let before = register.clone();
    let again = whole(&mut register, &source("ods", "2026-02-01"), &entries);
    assert_eq!((again.added.len(), again.touched.len(), again.unchanged), (0, 0, 2));
    assert!(before.bodies().eq(register.bodies()));
    assert_eq!(register.source("ods").unwrap().as_of.to_string(), "2026-02-01");
}

#[test]
fn only_the_field_that_changed_changes_and_says_from_what_to_what() {
    let mut register = Register::default();
    let mut told = entry(1, "GB-NHS/RAA", "Saltmere Acute");
    told.fields.insert(Field::Postcode, "SM1 1AA".to_owned());
    whole(&mut register, &source("ods", "2026-01-01"), &[told.clone()]);
    told.fields.insert(Field::Name, "Saltmere University Hospitals".to_owned());
    let taken = whole(&mut register, &source("ods", "2026-03-01"), &[told]);
    let change = Change {
        body: id("GB-NHS/RAA"),
        what: "name".to_owned(),
        before: Some("Saltmere Acute".to_owned()),
        after: Some("Saltmere University Hospitals".to_owned()),
    };
    assert_eq!(taken.changes, [change]);
    let body = register.body(&id("GB-NHS/RAA")).unwrap();
    let since = |field| body.told(field).unwrap().1.since.to_string();
    assert_eq!((since(Field::Name), since(Field::Postcode)), ("2026-03-01".into(), "2026-01-01".into()));
}

#[test]
fn what_another_source_tells_stays_and_the_later_is_shown() {
    let mut register = Register::default();
    whole(&mut register, &source("ods", "2026-01-01"), &[entry(1, "GB-NHS/RAA", "Saltmere Acute")]);
    let mut other = entry(1, "GB-CHC/123", "Saltmere Acute Charity");
    other.also.push(id("GB-NHS/RAA"));
    let taken = whole(&mut register, &source("charities", "2026-02-01"), &[other]);
    assert_eq!((register.len(), taken.added.len()), (1, 0));
    let body = register.body(&id("GB-CHC/123")).unwrap();
    assert_eq!(body.told(Field::Name).unwrap().0, "charities");
    assert_eq!(body.fields[&Field::Name]["ods"].value, "Saltmere Acute");
    whole(&mut register, &source("charities", "2026-03-01"), &[]);
    assert_eq!(register.body(&id("GB-CHC/123")).unwrap().fields[&Field::Name].len(), 2);
}

#[test]
fn a_value_that_is_told_no_longer_is_taken_back() {
    let mut register = Register::default();
    let mut told = entry(1, "GB-NHS/RAA", "Saltmere Acute");
    told.fields.insert(Field::Region, "North".to_owned());
    told.add(List::Services, "1", "Falls clinic");
    whole(&mut register, &source("ods", "2026-01-01"), &[told]);
    let taken =
        whole(&mut register, &source("ods", "2026-02-01"), &[entry(1, "GB-NHS/RAA", "Saltmere Acute")]);
    let what: Vec<&str> = taken.changes.iter().map(|change| change.what.as_str()).collect();
    assert_eq!(what, ["region", "service"]);
    let body = register.body(&id("GB-NHS/RAA")).unwrap();
    assert_eq!((body.value(Field::Region), body.services().count()), (None, 0));
}

#[test]
fn whom_a_whole_directory_leaves_out_is_kept_and_marked_until_it_is_listed_again() {
    let mut register = Register::default();
    let both = [entry(1, "GB-NHS/RAA", "Saltmere Acute"), entry(2, "GB-NHS/RBB", "Fennacre Care")];
    whole(&mut register, &source("ods", "2026-01-01"), &both);
    let part = register.take(&source("ods", "2026-02-01"), &both[..1], &[], Coverage::Part);
    assert!(part.changes.is_empty(), "a part says nothing of the others");
    whole(&mut register, &source("ods", "2026-03-01"), &both[..1]);
    let marked = &register.body(&id("GB-NHS/RBB")).unwrap().no_longer_listed;
    assert_eq!(marked["ods"].to_string(), "2026-03-01");
    let again = whole(&mut register, &source("ods", "2026-04-01"), &both[..1]);
    assert!(again.changes.is_empty(), "it is said once");
    whole(&mut register, &source("ods", "2026-05-01"), &both);
    assert!(register.body(&id("GB-NHS/RBB")).unwrap().no_longer_listed.is_empty());
}

#[test]
fn an_entry_with_identifiers_of_two_bodies_joins_nobody() {
    let mut register = Register::default();
    let both = [entry(1, "GB-NHS/RAA", "Saltmere Acute"), entry(2, "GB-NHS/RBB", "Fennacre Care")];
    whole(&mut register, &source("ods", "2026-01-01"), &both);
    let mut crossed = entry(7, "GB-NHS/RAA", "Saltmere Acute");
    crossed.also.push(id("GB-NHS/RBB"));
    let taken = register.take(&source("other", "2026-02-01"), &[crossed], &[], Coverage::Part);
    assert!(matches!(&taken.conflicts[..], [Conflict::TwoBodies { at, .. }] if at.line == 7));
    assert_eq!((register.len(), taken.touched.len()), (2, 0));
}

#[test]
fn of_two_names_in_one_directory_the_first_is_kept_and_the_second_told() {
    let mut register = Register::default();
    let entries = [entry(1, "GB-NHS/RAA", "Saltmere Acute"), entry(5, "GB-NHS/RAA", "Somebody else")];
    let taken = whole(&mut register, &source("ods", "2026-01-01"), &entries);
    let told = taken.conflicts[0].to_string();
    assert!(told.contains("line 5") && told.contains("'Saltmere Acute' further up"), "{told}");
    assert_eq!(register.body(&id("GB-NHS/RAA")).unwrap().name(), "Saltmere Acute");
}

#[test]
fn a_succession_is_told_once_and_found_from_both_sides() {
    let mut register = Register::default();
    whole(&mut register, &source("ods", "2026-01-01"), &[entry(1, "GB-NHS/RBB", "Fennacre Care")]);
    let merger = Succession { from: id("GB-NHS/RAA"), to: id("GB-NHS/RBB"), how: How::Succeeded, on: None };
    let told = [merger.clone(), merger.clone()];
    let first = register.take(&source("mergers", "2026-01-01"), &[], &told, Coverage::Part);
    let again = register.take(&source("mergers", "2026-01-01"), &[], &told, Coverage::Part);
    assert_eq!((first.successions.len(), again.successions.len()), (1, 0));
    let body = register.body(&id("GB-NHS/RBB")).unwrap();
    assert_eq!(register.successions_of(body).collect::<Vec<_>>(), [(&merger, "mergers")]);
    assert_eq!(register.len(), 1, "who was before is not listed by it");
}

fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (0_u8..12, 0_u8..3, proptest::option::of(0_u8..12), 0_u8..4);
    proptest::collection::vec(one, 0..20).prop_map(|rows| {
        let build = |(line, (code, name, also, service)): (u64, (u8, u8, Option<u8>, u8))| {
            let mut entry = entry(line, &format!("A/{code}"), &format!("name {name}"));
            entry.also.extend(also.map(|code| id(&format!("B/{code}"))));
            entry.add(List::Services, service.to_string(), format!("service {service}"));
            entry
        };
        (1..).zip(rows).map(build).collect()
    })
}

proptest! {
    #[test]
    fn taking_twice_is_taking_once(entries in any_entries(), earlier in any_entries()) {
        let mut register = Register::default();
        whole(&mut register, &source("other", "2025-01-01"), &earlier);
        whole(&mut register, &source("ods", "2026-01-01"), &entries);
        let once = register.clone();
        let again = whole(&mut register, &source("ods", "2026-01-01"), &entries);
        prop_assert!(again.touched.is_empty(), "{:?}", again.changes);
        prop_assert_eq!(once, register);
    }

    #[test]
    fn no_identifier_is_of_two_bodies(first in any_entries(), second in any_entries()) {
        let mut register = Register::default();
        whole(&mut register, &source("one", "2026-01-01"), &first);
        whole(&mut register, &source("two", "2026-01-01"), &second);
        for body in register.bodies() {
            for identifier in body.identifiers.keys() {
                prop_assert_eq!(&register.body(identifier).unwrap().key, &body.key);
            }
        }
    }

    #[test]
    fn what_was_kept_of_a_register_makes_the_same_register(entries in any_entries()) {
        let mut register = Register::default();
        whole(&mut register, &source("ods", "2026-01-01"), &entries);
        let kept = Register::of(register.bodies().cloned(), register.sources().cloned(), []);
        prop_assert_eq!(kept, register);
    }
}
