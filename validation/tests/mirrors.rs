//! The mirror finder beside the peers that the National Hospital Plan's model publishes for English trusts (`shared/data/places`): how
//! many of a trust's k peers are among our first k. The peers are a baseline, not a truth: how they were chosen is not published with them.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use commonweal_find::mirror::mirrors;
use commonweal_find::profile::{Profile, distance_km};
use commonweal_find::profiles::Profiles;
use commonweal_validation::{records, shared};

/// Activity by which trusts are compared.
const SERVICES: [&str; 7] = [
    "ae_attendances_type1",
    "ae_attendances_type2",
    "ae_attendances_other",
    "em_adm_total",
    "beds_overnight_available_q",
    "gna_beds_open_wintermean",
    "cc_adult_open_wintermean",
];
/// The financial year of it.
const YEAR: std::ops::RangeInclusive<&str> = "2018-04"..="2019-03";

struct Trusts {
    profiles: Vec<Profile>,
    peers: BTreeMap<String, BTreeSet<String>>,
}

fn trusts() -> Option<Trusts> {
    let read = |file: &str| Some(records(&shared(&format!("data/{file}"))?, b',').unwrap());
    let mut peers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in read("places/nhp_trust_peers.csv")?.into_iter().filter(|row| row[0] != row[1]) {
        peers.entry(row[0].clone()).or_default().insert(row[1].clone());
    }
    let need: BTreeMap<String, f64> = read("places/imd2019_england_ltla19.csv")?
        .into_iter()
        .map(|row| (row[0].clone(), row[1].parse().unwrap()))
        .collect();
    let mut catchments: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for row in read("places/geographr_lookup_nhs_trusts22_ltla21.csv")? {
        let Some(need) = need.get(&row[1]) else { continue };
        let share: f64 = row[2].parse().unwrap();
        let (sum, weights) = catchments.entry(row[0].clone()).or_default();
        (*sum, *weights) = (*sum + share * need, *weights + share);
    }
    let mut activity: BTreeMap<String, BTreeMap<String, (f64, f64)>> = BTreeMap::new();
    let year = read("panel/nhs_trust_panel.csv")?;
    for row in year.iter().filter(|row| YEAR.contains(&row[1].get(..7).unwrap_or_default())) {
        let Ok(value) = row[3].parse::<f64>() else { continue };
        let (sum, count) = activity.entry(row[0].clone()).or_default().entry(row[2].clone()).or_default();
        (*sum, *count) = (*sum + value, *count + 1.0);
    }
    let mut profiles = Vec::new();
    for row in read("places/geographr_points_nhs_trusts22.csv")? {
        let Some(mine) = activity.get(&row[1]).filter(|_| peers.contains_key(&row[1])) else { continue };
        let mean = |service: &str| mine.get(service).map(|(sum, count)| (service.to_owned(), sum / count));
        profiles.push(Profile {
            key: row[1].clone(),
            name: row[0].clone(),
            kind: Some("NHS trust".to_owned()),
            services: SERVICES.iter().filter_map(|service| mean(service)).collect(),
            deprivation: catchments.get(&row[1]).map(|(sum, weights)| sum / weights),
            position: Some((row[4].parse().unwrap(), row[3].parse().unwrap())),
            ..Profile::default()
        });
    }
    Some(Trusts { profiles, peers })
}

impl Trusts {
    /// The share of peers that are among the first k in an order, k being a trust's number of peers here; and what chance gives.
    fn agreement(&self, order: impl Fn(&Profile) -> Vec<String>) -> (f64, f64) {
        let keys: BTreeSet<&String> = self.profiles.iter().map(|it| &it.key).collect();
        let (mut both, mut all, mut chance) = (0.0, 0.0, 0.0);
        for trust in &self.profiles {
            let peers: BTreeSet<&String> =
                self.peers[&trust.key].iter().filter(|it| keys.contains(it)).collect();
            let k = peers.len();
            both += order(trust).iter().take(k).filter(|it| peers.contains(it)).count() as f64;
            all += k as f64;
            chance += (k * k) as f64 / (keys.len() - 1) as f64;
        }
        (both / all, chance / all)
    }

    fn by(&self, trust: &Profile, score: impl Fn(&Profile) -> f64) -> Vec<String> {
        let others = self.profiles.iter().filter(|it| it.key != trust.key);
        let mut scored: Vec<(f64, String)> = others.map(|it| (score(it), it.key.clone())).collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        scored.into_iter().map(|(_, key)| key).collect()
    }
}

#[test]
fn a_third_of_the_published_peers_are_among_as_many_mirrors_where_chance_gives_a_twentieth() {
    let Some(trusts) = trusts() else { return };
    let ready = Profiles::of(trusts.profiles.clone());
    let place = |trust: &Profile| ready.find(&trust.key).unwrap();
    let ours = |trust: &Profile| {
        let found = mirrors(place(trust), &ready, 50.0, usize::MAX).unwrap();
        found.first.into_iter().map(|it| it.key).collect()
    };
    let (agreement, chance) = trusts.agreement(ours);
    let alike = |one: &Profile, other: &Profile| ready.likeness(place(one), place(other)).unwrap_or_default();
    let (services, _) = trusts.agreement(|trust| trusts.by(trust, |other| alike(trust, other)));
    let apart = |one: &Profile, other: &Profile| distance_km(one.position.unwrap(), other.position.unwrap());
    let (near, _) = trusts.agreement(|trust| trusts.by(trust, |other| -apart(trust, other)));
    let each_other = |one: &String| {
        let peers = &trusts.peers[one];
        peers
            .iter()
            .filter(|other| trusts.peers.get(*other).is_some_and(|theirs| theirs.contains(one)))
            .count()
    };
    let mutual: usize = trusts.peers.keys().map(each_other).sum();
    let pairs: usize = trusts.peers.values().map(BTreeSet::len).sum();
    let percent = |share: f64| (100.0 * share).round();
    let figures = [agreement, chance, services, near, mutual as f64 / pairs as f64].map(percent);
    println!(
        "{} trusts: {agreement:.4} of peers, by chance {chance:.4}, services alone {services:.4}, distance alone {near:.4}",
        trusts.profiles.len()
    );
    assert_eq!(trusts.profiles.len(), 189);
    // The figures of docs/methods/mirror.md, in whole percent.
    let page = include_str!("../../docs/methods/mirror.md").replace('\n', " ");
    for words in [
        format!(
            "{}% of our first *k* are among a trust's *k* peers; {}% would be by chance",
            figures[0], figures[1]
        ),
        format!("The services alone reach {}%, distance alone {}%", figures[2], figures[3]),
        format!("{}% name each other", figures[4]),
    ] {
        assert!(page.contains(&words), "docs/methods/mirror.md does not say '{words}'");
    }
    assert!(agreement > 2.0 * services.max(chance) && agreement > near, "each part adds something");
}
