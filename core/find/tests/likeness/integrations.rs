use commonweal_find::integration::{Integration, unlike};
use commonweal_find::profile::Profile;
use commonweal_find::profiles::Profiles;

use crate::body;

fn partners(all: &[Profile], of: usize) -> Integration {
    unlike(of, &Profiles::of(all.to_vec()), |_| (), usize::MAX)
}

fn people(places: &[(&str, f64)]) -> std::collections::BTreeMap<String, f64> {
    places.iter().map(|(place, people)| ((*place).to_owned(), *people)).collect()
}

fn skills(names: &[&str]) -> std::collections::BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn county() -> [Profile; 4] {
    let police = Profile {
        people_by_place: people(&[("Northdown", 80.0), ("Southdown", 20.0)]),
        needs: skills(&["falls response", "estates"]),
        ..body("police", "police", &[("patrols", 5.0)])
    };
    let fire = Profile {
        people_by_place: people(&[("Northdown", 30.0), ("Westdown", 10.0)]),
        offers: skills(&["falls response"]),
        ..body("fire", "fire and rescue", &[("pumps", 3.0)])
    };
    let twin = Profile {
        people_by_place: people(&[("Northdown", 100.0)]),
        ..body("twin", "police", &[("patrols", 5.0)])
    };
    let far = Profile {
        people_by_place: people(&[("Elsewhere", 100.0)]),
        ..body("far", "charity", &[("lunches", 1.0)])
    };
    [police, fire, twin, far]
}

#[test]
fn police_and_fire_of_one_county_are_matched_with_what_they_share_and_what_the_one_offers() {
    let all = county();
    let found = partners(&all, 0);
    let fire = &found.first[0];
    assert_eq!(fire.key, "fire");
    // Services wholly unlike; 30 of fire's 40 people in Northdown; one of two needs met.
    assert!((fire.score - 1.0 * 0.75 * 0.75).abs() < 1e-12, "{}", fire.score);
    assert_eq!(
        fire.rationale,
        [
            "75% of the smaller's people live where the other serves: Northdown",
            "it offers what is needed here: falls response",
        ]
    );
}

#[test]
fn a_twin_is_no_unlike_partner_and_a_stranger_without_a_reason_is_left_out() {
    let all = county();
    let found = partners(&all, 0);
    let keys: Vec<&str> = found.first.iter().map(|it| it.key.as_str()).collect();
    assert_eq!((keys, found.without_rationale), (vec!["fire", "twin"], 1));
    assert_eq!(found.first[1].score, 0.0);
}

#[test]
fn an_offer_from_another_sector_meets_a_need_where_no_place_is_known() {
    let asks = Profile { needs: skills(&["data analysis"]), ..body("a", "charity", &[]) };
    let gives = Profile { offers: skills(&["data analysis"]), ..body("b", "university", &[]) };
    let idle = Profile { offers: skills(&["music"]), ..body("c", "university", &[]) };
    let all = [asks, gives, idle];
    let found = partners(&all, 0);
    assert_eq!(found.first.len(), 1);
    assert!((found.first[0].score - 0.5 * 0.5 * 1.0).abs() < 1e-12, "{:?}", found.first[0]);
    let back = partners(&all, 1);
    assert_eq!(back.first[0].rationale, ["it needs what is offered here: data analysis"]);
}

#[test]
fn of_equals_the_one_that_serves_more_people_is_told_first() {
    let mut all =
        [body("police", "police", &[]), body("club", "charity", &[]), body("council", "council", &[])];
    for profile in &mut all {
        profile.people_by_place.insert("Northdown".to_owned(), 1.0);
    }
    all[2].population = Some(170_000.0);
    let found = partners(&all, 0).first;
    assert_eq!(found.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["council", "club"]);
    assert!(found[0].score == found[1].score);
}
