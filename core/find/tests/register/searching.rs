use commonweal_find::register::{Body, Field, Query, Register};

use crate::{entry, id, source, whole};

fn register() -> Register {
    let mut acute = entry(1, "GB-NHS/RAA", "Saltmere Acute");
    acute.fields.insert(Field::Kind, "NHS trust".to_owned());
    acute.fields.insert(Field::Region, "North".to_owned());
    acute.services.insert("1".to_owned(), "Falls clinic".to_owned());
    let mut council = entry(2, "GSS/E06000099", "Fennacre Council");
    council.fields.insert(Field::Kind, "council".to_owned());
    council.fields.insert(Field::Place, "Saltmere".to_owned());
    let mut register = Register::default();
    whole(&mut register, &source("all", "2026-01-01"), &[acute, council]);
    register
}

fn found(query: &Query) -> Vec<String> {
    register().search(query).into_iter().map(Body::name).collect()
}

#[test]
fn words_are_looked_for_in_names_places_codes_and_services_whatever_their_case() {
    let words = |words: &str| found(&Query { words: words.to_owned(), ..Query::default() });
    assert_eq!(words("SALTMERE"), ["Fennacre Council", "Saltmere Acute"]);
    assert_eq!(words("saltmere falls"), ["Saltmere Acute"]);
    assert_eq!(words("e06000099"), ["Fennacre Council"]);
    assert_eq!(words("saltmere orchard"), [""; 0]);
}

#[test]
fn kind_and_place_narrow_what_words_find() {
    let kind = Some("nhs trust".to_owned());
    assert_eq!(found(&Query { kind, ..Query::default() }), ["Saltmere Acute"]);
    let place = |place: &str| found(&Query { place: Some(place.to_owned()), ..Query::default() });
    assert_eq!(
        (place("north"), place("saltmere")),
        (vec!["Saltmere Acute".to_owned()], vec!["Fennacre Council".to_owned()])
    );
    assert_eq!(found(&Query { sector: Some("health".to_owned()), ..Query::default() }), [""; 0]);
}

#[test]
fn a_name_finds_its_body_unless_two_have_it() {
    let mut register = register();
    let key = |register: &Register| register.named("saltmere acute").map(|body| body.key.to_string());
    assert_eq!(key(&register).as_deref(), Some("GB-NHS/RAA"));
    whole(&mut register, &source("other", "2026-01-01"), &[entry(1, "X/1", "SALTMERE ACUTE")]);
    assert_eq!(key(&register), None);
}

#[test]
fn a_body_is_found_by_any_of_its_identifiers() {
    let mut register = register();
    let mut other = entry(1, "X/1", "Saltmere Acute");
    other.also.push(id("GB-NHS/RAA"));
    whole(&mut register, &source("other", "2026-01-01"), &[other]);
    assert_eq!(register.body(&id("X/1")), register.body(&id("GB-NHS/RAA")));
    assert!(register.body(&id("X/1")).is_some());
}
