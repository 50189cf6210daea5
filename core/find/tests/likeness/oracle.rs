//! The slow form: every body compared by maps of names, every reason written, all of them sorted.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use commonweal_find::integration::Unlike;
use commonweal_find::mirror::Mirror;
use commonweal_find::profile::{Aspect, Part, Profile, UNKNOWN, distance_km};

pub(crate) fn totals(all: &[Profile]) -> BTreeMap<&str, f64> {
    let mut totals = BTreeMap::new();
    for (service, amount) in all.iter().flat_map(|profile| &profile.services) {
        *totals.entry(service.as_str()).or_insert(0.0) += amount;
    }
    totals
}

pub(crate) fn likeness(one: &Profile, other: &Profile, totals: &BTreeMap<&str, f64>) -> Option<f64> {
    let services: BTreeSet<&str> =
        one.services.keys().chain(other.services.keys()).map(String::as_str).collect();
    let share = |profile: &Profile, service: &str| {
        let total = totals.get(service).copied().filter(|total| *total > 0.0);
        total.map_or(0.0, |total| profile.services.get(service).copied().unwrap_or_default() / total)
    };
    let (mut least, mut most) = (0.0, 0.0);
    for service in services {
        let (mine, theirs) = (share(one, service), share(other, service));
        least += f64::min(mine, theirs);
        most += f64::max(mine, theirs);
    }
    (!one.services.is_empty() && !other.services.is_empty() && most > 0.0).then(|| least / most)
}

/// All others of the kind, in order; none where nobody is.
pub(crate) fn mirrors(of: &Profile, all: &[Profile], half_distance_km: f64) -> Vec<Mirror> {
    let totals = totals(all);
    let kind = |profile: &Profile| profile.kind.as_ref().map(|kind| kind.to_ascii_lowercase());
    let others = all.iter().filter(|other| other.key != of.key && kind(other) == kind(of));
    let compared = others.map(|other| {
        let alike = likeness(of, other, &totals);
        let apart = of.position.zip(other.position).map(|(one, other)| distance_km(one, other));
        let near = apart.map(|apart| 0.5_f64.powf(apart / half_distance_km));
        let (size, need) = (ratio(of.population, other.population), ratio(of.deprivation, other.deprivation));
        let common: Vec<&str> =
            of.services.keys().filter(|it| other.services.contains_key(*it)).map(String::as_str).collect();
        let parts = [
            (
                Aspect::Services,
                alike,
                "it is not known which services both give",
                format!("their services are {} alike; in common: {}", percent(alike), a_few(&common)),
            ),
            (
                Aspect::Population,
                size,
                "it is not known how many people both serve",
                format!(
                    "it serves {:.0} people, the smaller {} of the larger",
                    other.population.unwrap_or_default(),
                    percent(size)
                ),
            ),
            (
                Aspect::Deprivation,
                need,
                "it is not known how deprived those are whom both serve",
                format!(
                    "the deprivation of those served is {:.1}, here {:.1}",
                    other.deprivation.unwrap_or_default(),
                    of.deprivation.unwrap_or_default()
                ),
            ),
            (
                Aspect::Distance,
                near,
                "it is not known how far they are apart",
                format!("it is {:.0} km away", apart.unwrap_or_default()),
            ),
        ];
        let parts = parts.map(|(aspect, score, unknown, known)| Part {
            aspect,
            score,
            reason: if score.is_some() { known } else { unknown.to_owned() },
        });
        let score = parts.iter().map(|part| part.score.unwrap_or(UNKNOWN)).product();
        Mirror { key: other.key.clone(), name: other.name.clone(), score, parts: parts.to_vec() }
    });
    let mut found: Vec<Mirror> = compared.collect();
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.key.cmp(&other.key)));
    found
}

/// All unlike ones with a rationale, in order; and how many have none.
pub(crate) fn unlike(of: &Profile, all: &[Profile], before: impl Fn(&Profile) -> u8) -> (Vec<Unlike>, usize) {
    let totals = totals(all);
    let others: Vec<&Profile> = all.iter().filter(|other| other.key != of.key).collect();
    let compared = others.iter().map(|other| (compare(of, other, &totals), other.population, before(other)));
    let mut found: Vec<_> = compared.filter(|(other, ..)| !other.rationale.is_empty()).collect();
    let without_rationale = others.len() - found.len();
    found.sort_by(|(one, people, before), (other, others, first)| {
        let more_people = others.partial_cmp(people).unwrap_or(Ordering::Equal);
        let by_score = other.score.total_cmp(&one.score);
        first.cmp(before).then(by_score).then(more_people).then_with(|| one.key.cmp(&other.key))
    });
    (found.into_iter().map(|(other, ..)| other).collect(), without_rationale)
}

fn compare(of: &Profile, other: &Profile, totals: &BTreeMap<&str, f64>) -> Unlike {
    let difference = likeness(of, other, totals).map(|alike| 1.0 - alike);
    let services = difference.map_or_else(
        || "it is not known which services both give".to_owned(),
        |_| format!("their services are {} unlike", percent(difference)),
    );
    let shared = shared_people(of, other);
    let share = shared.as_ref().map(|(share, _)| *share);
    let people = shared.map_or_else(
        || "it is not known where those live whom both serve".to_owned(),
        |(_, places)| {
            let (share, places) = (percent(share), a_few(&places));
            format!("{share} of the smaller's people live where the other serves: {places}")
        },
    );
    let mut rationale = Vec::new();
    if share.is_some_and(|share| share > 0.0) {
        rationale.push(people.clone());
    }
    let (mut met, needs) = (0, of.needs.len() + other.needs.len());
    for (needs, offers, words) in [
        (&of.needs, &other.offers, "it offers what is needed here"),
        (&other.needs, &of.offers, "it needs what is offered here"),
    ] {
        let names: Vec<&str> = needs.intersection(offers).map(String::as_str).collect();
        met += names.len();
        if !names.is_empty() {
            rationale.push(format!("{words}: {}", a_few(&names)));
        }
    }
    let skills = match needs {
        0 => "neither says which skills it needs".to_owned(),
        _ => format!("{met} of {needs} needs are met by the other"),
    };
    let complement = (needs > 0).then(|| met as f64 / needs as f64);
    let known = |score: Option<f64>| score.unwrap_or(UNKNOWN);
    let score = known(difference) * known(share) * (0.5 + 0.5 * known(complement));
    let parts = [
        (Aspect::Services, difference, services),
        (Aspect::People, share, people),
        (Aspect::Skills, complement, skills),
    ];
    Unlike {
        key: other.key.clone(),
        name: other.name.clone(),
        kind: other.kind.clone(),
        score,
        parts: parts.map(|(aspect, score, reason)| Part { aspect, score, reason }).to_vec(),
        rationale,
    }
}

fn shared_people<'p>(one: &'p Profile, other: &Profile) -> Option<(f64, Vec<&'p str>)> {
    let sum = |profile: &Profile| profile.people_by_place.values().sum::<f64>();
    let smaller = f64::min(sum(one), sum(other));
    let both = one.people_by_place.iter().filter_map(|(place, mine)| {
        let people = f64::min(*mine, *other.people_by_place.get(place)?);
        (people > 0.0).then_some((people, place.as_str()))
    });
    let mut both: Vec<(f64, &str)> = both.collect();
    both.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let share = both.iter().map(|(people, _)| people).sum::<f64>() / smaller;
    (smaller > 0.0).then(|| (share.min(1.0), both.into_iter().map(|(_, place)| place).collect()))
}

fn ratio(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    let (one, other) = one.zip(other).filter(|(one, other)| *one > 0.0 && *other > 0.0)?;
    Some(f64::min(one, other) / f64::max(one, other))
}

fn percent(share: Option<f64>) -> String {
    format!("{:.0}%", 100.0 * share.unwrap_or_default())
}

fn a_few(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        [_] | [_, _] | [_, _, _] => names.join(", "),
        [one, two, three, rest @ ..] => format!("{one}, {two}, {three} and {} more", rest.len()),
    }
}
