use commonweal_find::mirror::{Duplicate, Mirror, MirrorError, Post, duplicates, mirrors};
use commonweal_find::profile::{Aspect, Profile};
use commonweal_find::profiles::Profiles;
use commonweal_quantity::Pence;

use crate::body;

const BENEFITS: [(&str, f64); 2] = [("benefits", 30.0), ("parks", 5.0)];

/// The mirrors of the first.
fn mirrors_of_the_first(all: &[Profile], half_distance_km: f64) -> Result<Vec<Mirror>, MirrorError> {
    mirrors(0, &Profiles::of(all.to_vec()), half_distance_km, usize::MAX).map(|found| found.first)
}

fn near(key: &str, services: &[(&str, f64)], population: f64, longitude: f64) -> Profile {
    Profile {
        population: Some(population),
        deprivation: Some(20.0),
        position: Some((53.0, longitude)),
        ..body(key, "council", services)
    }
}

#[test]
fn of_two_councils_the_one_that_gives_the_same_services_is_the_mirror() {
    let all = [
        near("a", &BENEFITS, 100.0, 0.0),
        near("b", &[("roads", 9.0)], 100.0, 0.0),
        near("c", &BENEFITS, 100.0, 0.0),
        Profile { kind: Some("charity".to_owned()), ..near("d", &BENEFITS, 100.0, 0.0) },
    ];
    let found = mirrors_of_the_first(&all, 50.0).unwrap();
    let keys: Vec<&str> = found.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["c", "b"], "a charity is no mirror of a council, nor is a body its own");
    assert!((found[0].score - 1.0).abs() < 1e-12 && found[1].score == 0.0, "{found:?}");
}

#[test]
fn size_need_and_distance_each_take_their_part_and_say_so() {
    let all = [
        near("a", &BENEFITS, 100.0, 0.0),
        Profile { deprivation: Some(10.0), ..near("b", &BENEFITS, 400.0, 0.0) },
        near("c", &BENEFITS, 100.0, 1.0),
    ];
    let found = mirrors_of_the_first(&all, 66.92).unwrap();
    let (far, large) = (&found[0], &found[1]);
    assert_eq!((far.key.as_str(), large.key.as_str()), ("c", "b"));
    assert!((far.score - 0.5).abs() < 1e-3, "half at the half-distance: {}", far.score);
    assert!(
        (large.score - 0.25 * 0.5).abs() < 1e-12,
        "a quarter of the size, half of the need: {}",
        large.score
    );
    let reasons: Vec<(Aspect, &str)> =
        large.parts.iter().map(|part| (part.aspect, part.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (Aspect::Services, "their services are 100% alike; in common: benefits, parks"),
            (Aspect::Population, "it serves 400 people, the smaller 25% of the larger"),
            (Aspect::Deprivation, "the deprivation of those served is 10.0, here 20.0"),
            (Aspect::Distance, "it is 0 km away"),
        ]
    );
}

#[test]
fn what_is_not_known_counts_half_and_is_told() {
    let all =
        [near("a", &BENEFITS, 100.0, 0.0), Profile { population: None, ..near("b", &BENEFITS, 1.0, 0.0) }];
    let found = mirrors_of_the_first(&all, 50.0).unwrap();
    assert!((found[0].score - 0.5).abs() < 1e-12);
    assert_eq!(
        (found[0].parts[1].score, found[0].parts[1].reason.as_str()),
        (None, "it is not known how many people both serve")
    );
}

#[test]
fn nobody_is_looked_for_without_a_kind_among_none_or_at_no_distance() {
    let alone = [near("a", &BENEFITS, 1.0, 0.0), body("b", "charity", &[])];
    assert!(matches!(mirrors_of_the_first(&[Profile::default()], 50.0), Err(MirrorError::NoKind { .. })));
    let told = mirrors_of_the_first(&alone, 50.0).unwrap_err().to_string();
    assert!(told.contains("kind 'council'") && told.contains("charity, council"), "{told}");
    assert!(matches!(mirrors_of_the_first(&alone, 0.0), Err(MirrorError::HalfDistance { .. })));
    assert!(matches!(mirrors_of_the_first(&alone, f64::NAN), Err(MirrorError::HalfDistance { .. })));
    assert!(matches!(mirrors_of_the_first(&[], 50.0), Err(MirrorError::NoBody { of: 0, count: 0 })));
}

#[test]
fn what_both_have_is_priced_once_at_the_smaller_cost() {
    let post = |name: &str, pounds: i64| Post { name: name.to_owned(), cost: Pence(100 * pounds) };
    let mine = [post("Finance director", 120_000), post("Payroll system", 40_000), post("Bin lorries", 9)];
    let theirs =
        [post("payroll system", 30_000), post("Payroll System", 25_000), post("Finance Director", 110_000)];
    let twice = |name: &str, mine: i64, theirs: i64, twice: i64| Duplicate {
        name: name.to_owned(),
        cost_pence: 100 * mine,
        other_pence: 100 * theirs,
        twice_pence: 100 * twice,
    };
    assert_eq!(
        duplicates(&mine, &theirs),
        [
            twice("Finance director", 120_000, 110_000, 110_000),
            twice("Payroll system", 40_000, 55_000, 40_000)
        ]
    );
}
