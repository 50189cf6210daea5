use std::collections::BTreeMap;

use commonweal_quantity::Pence;
use serde::Serialize;

/// A post or system that a body has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// What it is called.
    pub name: String,
    /// What it costs in a year.
    pub cost: Pence,
}

/// What two bodies both have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// What it is called.
    pub name: String,
    /// What it costs the one in a year, pence.
    pub cost_pence: i64,
    /// What it costs the other, pence.
    pub other_pence: i64,
    /// The smaller of the two: what one set instead of two would save at most, before what a change costs.
    pub twice_pence: i64,
}

/// The posts and systems that both have under one name, letters compared without case, the dearest first; several of a name in one body
/// are taken together.
pub fn duplicates(mine: &[Post], theirs: &[Post]) -> Vec<Duplicate> {
    let (mine, theirs) = (by_name(mine), by_name(theirs));
    let both = mine.iter().filter_map(|(name, (shown, cost))| {
        let (_, other) = theirs.get(name)?;
        let (cost_pence, other_pence, twice_pence) = (*cost, *other, (*cost).min(*other));
        Some(Duplicate { name: shown.clone(), cost_pence, other_pence, twice_pence })
    });
    let mut both: Vec<Duplicate> = both.collect();
    both.sort_by(|one, other| {
        other.twice_pence.cmp(&one.twice_pence).then_with(|| one.name.cmp(&other.name))
    });
    both
}

fn by_name(posts: &[Post]) -> BTreeMap<String, (String, i64)> {
    let mut found: BTreeMap<String, (String, i64)> = BTreeMap::new();
    for post in posts {
        let (_, cost) = found.entry(post.name.to_lowercase()).or_insert_with(|| (post.name.clone(), 0));
        *cost = cost.saturating_add(post.cost.0);
    }
    found
}
