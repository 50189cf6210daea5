//! A partnership in a line: what the register shows of it and is searched by.

use commonweal_record::entry::BodyId;
use commonweal_record::tree::Hash;
use serde::{Deserialize, Serialize};

use super::View;

/// A partnership in a line, as its log stood at one size. A reader's aid: who may do what is never asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What it says.
    pub line: Line,
    /// What it is searched by: name, place, aims and partners, in small letters.
    text: String,
}

/// What a line of the register says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The log.
    pub origin: String,
    /// Entries of it that this rests on.
    pub size: u64,
    /// Leaf hash of the last of these, as text; empty without one.
    pub leaf: String,
    /// The partnership's name; none before it is proposed.
    pub name: Option<String>,
    /// The word of its style.
    pub style: Option<String>,
    /// The place that it serves.
    pub place: Option<String>,
    /// What it is for.
    pub aims: Vec<String>,
    /// The names of the partners now.
    pub partners: Vec<String>,
    /// Decisions put to the partners so far.
    pub decisions: usize,
    /// The bodies that are known in it or have had a key in it.
    pub bodies: Vec<BodyName>,
}

/// The id of a body, as text.
pub type BodyName = String;

impl Summary {
    /// Of a log as far as it was followed.
    pub fn of(view: &View) -> Self {
        let partnership = &view.partnership;
        let members = &partnership.members;
        let proposed = members.proposed.last().map(|told| &told.fact);
        let name = |body: &BodyId| members.bodies.get(body).map_or(body.as_str(), |known| known.name()).to_owned();
        let mut bodies: Vec<BodyName> = members.bodies.keys().map(|body| body.as_str().to_owned()).collect();
        bodies.extend(partnership.log.keys.values().map(|key| key.added.fact.of.as_str().to_owned()));
        bodies.sort_unstable();
        bodies.dedup();
        Self::from(Line {
            origin: view.log.origin().to_string(),
            size: view.log.size(),
            leaf: view.log.tree().leaves().last().map_or_else(String::new, Hash::to_string),
            name: proposed.map(|it| it.name.as_str().to_owned()),
            style: proposed.map(|it| it.style.word().to_owned()),
            place: proposed.map(|it| it.place.as_str().to_owned()),
            aims: proposed.iter().flat_map(|it| &it.aims).map(|aim| aim.as_str().to_owned()).collect(),
            partners: members.current().map(name).collect(),
            decisions: partnership.decisions.len(),
            bodies,
        })
    }

    /// Whether it is of this style, where one is asked for, and every word of `wanted` (small letters) stands somewhere in what it is searched by.
    pub fn fits(&self, wanted: &str, style: Option<&str>) -> bool {
        style.is_none_or(|style| self.line.style.as_deref() == Some(style))
            && wanted.split_whitespace().all(|word| self.text.contains(word))
    }

    /// Whether a body is known in it, or has had a key in it.
    pub fn knows(&self, body: &BodyId) -> bool {
        self.line.bodies.binary_search_by(|known| known.as_str().cmp(body.as_str())).is_ok()
    }
}

impl From<Line> for Summary {
    fn from(line: Line) -> Self {
        let parts = [line.name.as_deref(), line.place.as_deref()].into_iter().flatten();
        let parts = parts.chain(line.aims.iter().map(String::as_str)).chain(line.partners.iter().map(String::as_str));
        let text = parts.collect::<Vec<_>>().join(" ").to_lowercase();
        Self { line, text }
    }
}
