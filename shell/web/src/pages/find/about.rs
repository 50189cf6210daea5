//! Who gives services that are about a need.

use std::collections::BTreeMap;

use commonweal_find::meaning::{InCommon, Meaning};
use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Identifier};

/// What of a body's services is about the need: the most that one has in common with it, and their names, the nearest first.
pub(super) struct About<'k> {
    pub(super) nearest: InCommon,
    pub(super) services: Vec<&'k str>,
}

/// The bodies that give services about the need, by key.
pub(super) fn about<'k>(known: &'k Known, need: &Meaning) -> BTreeMap<&'k Identifier, About<'k>> {
    if need.is_empty() {
        return BTreeMap::new();
    }
    let bodies = known.index.mentions(&need.traces()).into_iter().filter_map(|key| known.body(key));
    bodies.filter_map(|body| Some((&body.key, of(body, need)?))).collect()
}

fn of<'k>(body: &'k Body, need: &Meaning) -> Option<About<'k>> {
    let near = |name: &'k str| Some((need.in_common(&Meaning::of(name)).filter(InCommon::is_close)?, name));
    let mut services: Vec<(InCommon, &str)> = body.services().filter_map(near).collect();
    services.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let nearest = services.first()?.0.clone();
    Some(About { nearest, services: services.into_iter().map(|(_, name)| name).collect() })
}
