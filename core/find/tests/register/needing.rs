//! The need of those whom a body serves: told, or the average over their places.

use commonweal_find::register::{Basis, Entry, Field, List, Need, Places, Register};

use crate::{entry, source, whole};

fn council(line: u64, code: &str, place: &str, deprivation: Option<&str>) -> Entry {
    let mut council = entry(line, &format!("GSS/{code}"), &format!("{place} Council"));
    council.fields.insert(Field::Place, place.to_owned());
    council.fields.extend(deprivation.map(|score| (Field::Deprivation, score.to_owned())));
    council
}

/// Saltmere at 30, Fennacre at 10, Ambershaw not known; and a trust with these areas.
fn register(areas: &[(&str, &str)]) -> Register {
    let mut register = Register::default();
    let councils = [
        council(1, "E1", "Saltmere", Some("30")),
        council(2, "E2", "Fennacre", Some("10")),
        council(3, "E3", "Ambershaw", None),
    ];
    whole(&mut register, &source("councils", "2026-01-01"), &councils);
    let mut trust = entry(1, "GB-NHS/RAA", "Saltmere Acute");
    for (place, people) in areas {
        trust.add(List::Areas, *place, *people);
    }
    whole(&mut register, &source("catchments", "2026-02-01"), &[trust]);
    register
}

fn need_of_the_trust(register: &Register) -> Option<Need> {
    let trust = register.body(&crate::id("GB-NHS/RAA")).unwrap();
    Places::of(register).need(register, trust, Field::Deprivation)
}

#[test]
fn what_nobody_tells_of_a_trust_is_the_average_over_the_places_of_those_it_serves() {
    let need = need_of_the_trust(&register(&[("E1", "0.75"), ("Fennacre", "0.25")])).unwrap();
    assert_eq!(need.value, 0.75 * 30.0 + 0.25 * 10.0);
    let sources = ["catchments", "councils"].map(str::to_owned).into();
    assert_eq!(need.basis, Basis::Places { places: 2, sources });
}

#[test]
fn an_average_over_fewer_than_four_in_five_of_those_served_is_none() {
    assert_eq!(need_of_the_trust(&register(&[("E1", "79"), ("E3", "21")])), None);
    assert!(need_of_the_trust(&register(&[("E1", "80"), ("E3", "20")])).is_some());
    assert_eq!(need_of_the_trust(&register(&[])), None);
}

#[test]
fn what_is_told_of_the_body_itself_stands_before_any_average() {
    let mut register = register(&[("E1", "1")]);
    let mut told = entry(1, "GB-NHS/RAA", "Saltmere Acute");
    told.fields.insert(Field::Deprivation, "17.5".to_owned());
    whole(&mut register, &source("need", "2026-03-01"), &[told]);
    let need = need_of_the_trust(&register).unwrap();
    assert!(need.value == 17.5 && matches!(need.basis, Basis::Told { source, .. } if source == "need"));
}

#[test]
fn places_told_by_code_and_by_name_are_one_place() {
    let register = register(&[("E1", "3"), ("saltmere", "4"), ("Elsewhere", "1")]);
    let trust = register.body(&crate::id("GB-NHS/RAA")).unwrap();
    let people: Vec<(String, f64)> = Places::of(&register).people(&register, trust).into_iter().collect();
    assert_eq!(people, [("Elsewhere".to_owned(), 1.0), ("Saltmere".to_owned(), 7.0)]);
}

#[test]
fn whose_place_alone_is_told_serves_those_who_live_there() {
    let mut register = register(&[]);
    let mut charity = entry(1, "GB-CHC/1", "Saltmere Lunches");
    charity.fields.insert(Field::Place, "E1".to_owned());
    whole(&mut register, &source("charities", "2026-01-01"), &[charity]);
    let charity = register.body(&crate::id("GB-CHC/1")).unwrap();
    let need = Places::of(&register).need(&register, charity, Field::Deprivation).unwrap();
    assert_eq!(need.value, 30.0);
}
