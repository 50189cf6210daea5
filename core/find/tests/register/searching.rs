use commonweal_find::register::{Body, Field, Index, List, Query, Register};
use proptest::prelude::*;

use crate::{entry, id, source, whole};

fn register() -> Register {
    let mut acute = entry(1, "GB-NHS/RAA", "Saltmere Acute");
    acute.fields.insert(Field::Kind, "NHS trust".to_owned());
    acute.fields.insert(Field::Region, "North".to_owned());
    acute.add(List::Services, "1", "Falls clinic");
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
    let indexed = |register: &Register, name: &str| Index::of(register).named(name).map(ToString::to_string);
    assert_eq!(indexed(&register, "Saltmere ACUTE").as_deref(), Some("GB-NHS/RAA"));
    assert_eq!(indexed(&register, "saltmere"), None, "a part of a name is no name");
    whole(&mut register, &source("other", "2026-01-01"), &[entry(1, "X/1", "SALTMERE ACUTE")]);
    assert_eq!((key(&register), indexed(&register, "saltmere acute")), (None, None));
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

#[test]
fn a_slip_in_a_name_is_corrected_and_a_stranger_is_not() {
    let index = Index::of(&register());
    assert_eq!(index.did_you_mean("Saltmeer acute").as_deref(), Some("saltmere acute"));
    assert_eq!(index.did_you_mean("saltmere"), None);
    assert_eq!((index.did_you_mean("xyzzyx"), index.did_you_mean("sxl")), (None, None));
}

#[test]
fn kinds_are_offered_with_how_many_are_of_each() {
    let index = Index::of(&register());
    let kinds: Vec<(&str, usize)> =
        index.kinds().iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    assert_eq!((kinds, index.sectors().len()), (vec![("NHS trust", 1), ("council", 1)], 0));
}

/// Every word somewhere in what is told, asked of each body anew.
fn slowly<'r>(register: &'r Register, words: &str) -> Vec<&'r Body> {
    let has = |body: &&Body| {
        let fields = [Field::Name, Field::Kind, Field::Place, Field::Region, Field::Postcode, Field::Address];
        let told = fields.iter().filter_map(|field| body.value(*field)).chain(body.services());
        let identifiers = body.identifiers.keys().map(ToString::to_string);
        let told: Vec<String> = told.map(str::to_owned).chain(identifiers).collect();
        words.split(' ').all(|word| told.iter().any(|text| text.to_lowercase().contains(word)))
    };
    let mut found: Vec<&Body> = register.bodies().filter(has).collect();
    found.sort_by_key(|body| (body.name().to_lowercase(), body.key.clone()));
    found
}

proptest! {
    #[test]
    fn the_index_finds_what_looking_at_each_body_finds(
        names in proptest::collection::vec("[AaBb ]{1,6}", 0..12),
        services in proptest::collection::vec("[ab]{1,3}", 0..12),
        words in "[ab1]{1,2}( [ab1]{1,2})?",
    ) {
        let entries = (1..).zip(&names).zip(services.iter().cycle()).map(|((line, name), service)| {
            let mut entry = entry(line, &format!("X/{line}"), name);
            entry.add(List::Services, "1", service);
            entry
        });
        let mut register = Register::default();
        whole(&mut register, &source("all", "2026-01-01"), &entries.collect::<Vec<_>>());
        let found = register.search(&Query { words: words.clone(), ..Query::default() });
        prop_assert_eq!(found, slowly(&register, &words));
    }
}
