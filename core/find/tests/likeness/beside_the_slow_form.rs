//! The finders beside their slow forms, on registers so small and so alike that ties abound.

use std::collections::BTreeSet;

use commonweal_find::about::About;
use commonweal_find::integration::unlike;
use commonweal_find::meaning::{InCommon, Meaning, Meanings};
use commonweal_find::mirror::{MirrorError, mirrors};
use commonweal_find::profile::Profile;
use commonweal_find::profiles::Profiles;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::oracle;

const SERVICES: [&str; 7] = [
    "A & E",
    "Emergency department",
    "Falls clinic",
    "Homes for people who fall",
    "Lunch club",
    "Parks",
    "999 call",
];
const NEEDS: [&str; 5] =
    ["our A&E is full", "fewer falls", "falls in parks", "shorter queues for passports", ""];

fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(1.0), 0.1_f64..100.0]
}

fn names(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(of).prop_map(str::to_owned)
}

fn skills() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set("[a-d]", 0..3)
}

fn profile() -> impl Strategy<Value = Profile> {
    let figures = (option::of(amount()), option::of(amount()), option::of((50..53, -1..1)));
    let lists = (btree_map(names(&SERVICES), amount(), 0..5), btree_map("[p-u]", amount(), 0..5));
    let kind = option::of(names(&["council", "Council", "charity"]));
    (kind, figures, lists, skills(), skills()).prop_map(|(kind, figures, lists, needs, offers)| {
        let ((population, deprivation, position), (services, people_by_place)) = (figures, lists);
        let position = position.map(|(north, east)| (f64::from(north), f64::from(east)));
        Profile {
            kind,
            services,
            population,
            deprivation,
            position,
            people_by_place,
            needs,
            offers,
            ..Profile::default()
        }
    })
}

/// Bodies with keys whose order is not that in which they come.
fn register() -> impl Strategy<Value = Vec<Profile>> {
    vec(profile(), 1..30).prop_map(|mut all| {
        for (at, profile) in all.iter_mut().enumerate() {
            let number = at * 17 % 31;
            (profile.key, profile.name) = (format!("X/{number}"), format!("Body {number}"));
        }
        all
    })
}

proptest! {
    #[test]
    fn the_first_mirrors_are_those_of_the_slow_form_to_the_last_digit(all in register(), most in 0_usize..12) {
        let ready = Profiles::of(all.clone());
        for (at, of) in all.iter().enumerate().filter(|(_, of)| of.kind.is_some()) {
            let mut slow = oracle::mirrors(of, &all, 50.0);
            match mirrors(at, &ready, 50.0, most) {
                Ok(found) => {
                    prop_assert_eq!(found.count, slow.len());
                    slow.truncate(most);
                    prop_assert_eq!(found.first, slow);
                }
                Err(why) => {
                    let is_alone = matches!(why, MirrorError::Alone { .. });
                    prop_assert!(is_alone && slow.is_empty(), "{}", why);
                }
            }
        }
    }

    #[test]
    fn the_first_unlike_partners_are_those_of_the_slow_form_to_the_last_digit(all in register(), most in 0_usize..12) {
        let ready = Profiles::of(all.clone());
        let before = |profile: &Profile| u8::from(profile.services.contains_key("Parks"));
        for (at, of) in all.iter().enumerate() {
            let (mut slow, without) = oracle::unlike(of, &all, before);
            let found = unlike(at, &ready, |body| before(&all[body]), most);
            prop_assert_eq!((found.count, found.without_rationale), (slow.len(), without));
            slow.truncate(most);
            prop_assert_eq!(found.first, slow);
        }
    }

    #[test]
    fn who_gives_services_about_a_need_is_whom_comparing_every_service_finds(
        all in register(),
        need in select(&NEEDS[..]),
        most in 0_usize..12,
    ) {
        let (ready, need) = (Profiles::of(all.clone()), Meaning::of(need));
        let services = Meanings::of(ready.services().iter().map(String::as_str));
        let about = About::new(&need, &ready, &services);
        let near = |name: &str| need.in_common(&Meaning::of(name)).filter(InCommon::is_close);
        let of = &all[0];
        let mut slow = Vec::new();
        for (at, profile) in all.iter().enumerate() {
            let mut found: Vec<(InCommon, &str)> =
                profile.services.keys().filter_map(|name| Some((near(name)?, name.as_str()))).collect();
            found.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
            prop_assert_eq!(about.in_common(at), found.first().map(|(nearest, _)| nearest));
            if at > 0 && let Some((nearest, _)) = found.first() {
                let serves_here = profile.people_by_place.keys().any(|place| of.people_by_place.contains_key(place));
                slow.push((serves_here, nearest.clone(), at));
            }
            prop_assert_eq!(about.services(at), found.into_iter().map(|(_, name)| name).collect::<Vec<_>>());
        }
        slow.sort_by(|one, other| (other.0, &other.1).cmp(&(one.0, &one.1)));
        let givers = about.givers(Some(0), most);
        prop_assert_eq!(givers.count, slow.len());
        prop_assert_eq!(givers.serve_here, slow.iter().filter(|it| it.0).count());
        let first: Vec<(usize, bool)> = slow.into_iter().take(most).map(|(here, _, at)| (at, here)).collect();
        prop_assert_eq!(givers.first, first);
    }
}
