//! A partnership in a line: what the register shows of it and is searched by.

use commonweal_record::entry::BodyId;
use commonweal_record::tree::Hash;
use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};

use super::View;

/// A partnership in a line, as its log stood at one size. A reader's aid: who may do what is never asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What it says.
    pub line: Line,
    /// What it is searched by: name, place, aims and partners, in small letters.
    text: String,
    /// The ids of the bodies, each between two line ends.
    bodies: String,
}

/// Words to look for, made ready once for many lines.
#[derive(Debug)]
pub struct Words(Vec<Finder<'static>>);

/// A body to look for, made ready once for many lines.
#[derive(Debug)]
pub struct Sought(Finder<'static>);

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
    /// The partners now.
    pub partners: Vec<Partner>,
    /// Decisions put to the partners so far.
    pub decisions: usize,
    /// The bodies that are known in it or have had a key in it.
    pub bodies: Vec<String>,
}

/// A partner in a line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// Its id.
    pub body: String,
    /// Its name, or its id where it has none.
    pub name: String,
    /// The word of its legal form; none where it is not known.
    pub legal_form: Option<String>,
}

impl Summary {
    /// Of a log as far as it was followed.
    pub fn of(view: &View) -> Self {
        let partnership = &view.partnership;
        let members = &partnership.members;
        let proposed = members.proposed.last().map(|told| &told.fact);
        let partner = |body: &BodyId| {
            let known = members.bodies.get(body);
            Partner {
                body: body.to_string(),
                name: known.map_or(body.as_str(), |known| known.name()).to_owned(),
                legal_form: known.map(|known| known.legal_form().word().to_owned()),
            }
        };
        let mut bodies: Vec<String> = members.bodies.keys().map(|body| body.as_str().to_owned()).collect();
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
            partners: members.current().map(partner).collect(),
            decisions: partnership.decisions.len(),
            bodies,
        })
    }

    /// Whether every word stands somewhere in what it is searched by.
    pub fn has(&self, words: &Words) -> bool {
        words.0.iter().all(|word| word.find(self.text.as_bytes()).is_some())
    }

    /// Whether a body is known in it, or has had a key in it.
    pub fn knows(&self, body: &Sought) -> bool {
        body.0.find(self.bodies.as_bytes()).is_some()
    }
}

impl Words {
    /// The words of a text, capital letters or not.
    pub fn of(text: &str) -> Self {
        let words = text.to_lowercase();
        Self(words.split_whitespace().map(|word| Finder::new(word).into_owned()).collect())
    }
}

impl From<&BodyId> for Sought {
    fn from(body: &BodyId) -> Self {
        Self(Finder::new(&format!("\n{body}\n")).into_owned())
    }
}

impl From<Line> for Summary {
    fn from(line: Line) -> Self {
        let parts = [line.name.as_deref(), line.place.as_deref()].into_iter().flatten();
        let parts = parts
            .chain(line.aims.iter().map(String::as_str))
            .chain(line.partners.iter().map(|partner| partner.name.as_str()));
        let text = parts.collect::<Vec<_>>().join(" ").to_lowercase();
        let bodies = format!("\n{}\n", line.bodies.join("\n"));
        Self { line, text, bodies }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary::from(Line {
            origin: "record.example/falls/1-00000000000000aa".to_owned(),
            size: 9,
            leaf: String::new(),
            name: Some("Falls Together".to_owned()),
            style: Some("upstream".to_owned()),
            place: Some("Saltmere".to_owned()),
            aims: vec!["fewer falls".to_owned()],
            partners: vec![Partner {
                body: "acute".to_owned(),
                name: "Saltmere Acute".to_owned(),
                legal_form: Some("nhs_trust".to_owned()),
            }],
            decisions: 2,
            bodies: vec!["acute".to_owned(), "minds".to_owned()],
        })
    }

    #[test]
    fn every_word_must_stand_somewhere() {
        let has = |words: &str| summary().has(&Words::of(words));
        assert!(has("") && has("FALLS acute  salt") && has("fewer"));
        assert!(!has("falls winter"));
    }

    #[test]
    fn the_first_and_the_last_body_are_known_and_a_part_of_an_id_is_not() {
        let knows = |body: &str| summary().knows(&Sought::from(&body.parse().unwrap()));
        assert!(knows("acute") && knows("minds"));
        assert!(!knows("mind") && !knows("inds"));
    }
}
