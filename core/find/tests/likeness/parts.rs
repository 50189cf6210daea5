use std::collections::BTreeMap;

use commonweal_find::profile::{Profile, distance_km};
use commonweal_find::profiles::Profiles;
use proptest::prelude::*;

use crate::body;

fn likeness(bodies: &[Profile], one: usize, other: usize) -> Option<f64> {
    Profiles::of(bodies.to_vec()).likeness(one, other)
}

#[test]
fn likeness_is_what_a_hand_makes_of_it() {
    let bodies = [
        body("a", "council", &[("benefits", 30.0), ("parks", 1.0)]),
        body("b", "council", &[("benefits", 10.0), ("roads", 2.0)]),
    ];
    // In shares of the totals 40, 1 and 2: a has 0.75, 1, 0 and b has 0.25, 0, 1.
    let alike = likeness(&bodies, 0, 1).unwrap();
    assert!((alike - 0.25 / 2.75).abs() < 1e-12, "{alike}");
}

#[test]
fn of_a_body_whose_services_nobody_knows_nothing_is_said() {
    let bodies = [body("a", "council", &[("parks", 1.0)]), body("b", "council", &[])];
    assert_eq!(likeness(&bodies, 0, 1), None);
    let nothing = [body("a", "council", &[("parks", 0.0)]), body("b", "council", &[("parks", 0.0)])];
    assert_eq!(likeness(&nothing, 0, 1), None);
}

#[test]
fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
    assert!((distance_km((53.0, -1.0), (54.0, -1.0)) - 111.19).abs() < 0.01);
    // At 60 degrees north a degree of longitude is half as long as at the equator.
    let (north, equator) = (distance_km((60.0, 0.0), (60.0, 1.0)), distance_km((0.0, 0.0), (0.0, 1.0)));
    assert!((north / equator - 0.5).abs() < 1e-4, "{north} {equator}");
    assert!((distance_km((0.0, 0.0), (0.0, 180.0)) - 20_015.1).abs() < 0.1);
}

fn amounts() -> impl Strategy<Value = BTreeMap<String, f64>> {
    proptest::collection::btree_map("[a-e]", 0.1_f64..100.0, 1..5)
}

proptest! {
    #[test]
    fn likeness_is_between_nothing_and_one_the_same_both_ways_and_one_with_itself(left in amounts(), right in amounts()) {
        let mut bodies = [body("a", "x", &[]), body("b", "x", &[])];
        bodies[0].services = left;
        bodies[1].services = right;
        let there = likeness(&bodies, 0, 1).unwrap();
        let back = likeness(&bodies, 1, 0).unwrap();
        prop_assert!((0.0..=1.0).contains(&there) && (there - back).abs() < 1e-12);
        prop_assert!((likeness(&bodies, 0, 0).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_unit_in_which_a_service_is_counted_moves_nothing(left in amounts(), right in amounts(), unit in 0.01_f64..100.0) {
        let mut bodies = [body("a", "x", &[]), body("b", "x", &[])];
        bodies[0].services = left;
        bodies[1].services = right;
        let before = likeness(&bodies, 0, 1).unwrap();
        for body in &mut bodies {
            if let Some(amount) = body.services.get_mut("a") {
                *amount *= unit;
            }
        }
        let after = likeness(&bodies, 0, 1).unwrap();
        prop_assert!((before - after).abs() < 1e-9);
    }
}
