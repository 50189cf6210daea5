//! The words of a partnership, and those to look twice at.
//!
//! Words are compared without regard to case or punctuation, and as whole words: "board" is not found in "aboard".

use commonweal_record::fact::kinds::agreement::Term;
use commonweal_record::partnership::{Agreement, AgreementVersion, Partnership};

/// A piece of text that the partners wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'a> {
    /// What it is: "the name", "an aim", "clause 3 of agreement 1".
    pub place: String,
    /// The entry that says it.
    pub entry: u64,
    /// The text.
    pub text: &'a str,
}

/// A passage in which a word stood out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noticed {
    /// What the passage is.
    pub place: String,
    /// The entry that says it.
    pub entry: u64,
    /// The words that stood out.
    pub words: &'static str,
}

/// Words of buying and selling services.
pub const COMMISSIONING: &[&str] = &[
    "commissioner",
    "commissioners",
    "commissioning",
    "commissioned",
    "purchaser",
    "provider contract",
    "service contract",
    "contract with the provider",
    "contractor",
    "supplier",
    "suppliers",
];

/// Words that open a contract to all.
pub const OPEN_TO_ALL: &[&str] =
    &["every provider", "all providers", "any provider", "each provider", "any willing provider"];

/// Words that shut others out of the discussion.
pub const EXCLUDING: &[&str] = &[
    "exclusive",
    "exclusively",
    "exclusivity",
    "sole provider",
    "preferred provider",
    "preferred partner",
    "nhs only",
    "by invitation only",
    "closed to",
];

/// Words of procurement.
pub const PROCURING: &[&str] =
    &["procurement", "procure", "procured", "tender", "tenders", "tendering", "competition law"];

/// Words that name a meeting and not a change in anybody's day, in any text.
pub const BOARD: &[&str] = &["partnership board", "partnership boards", "programme board", "steering group"];

/// The same in a name.
pub const BOARD_IN_NAME: &[&str] = &["board", "boards", "steering group", "forum", "network"];

/// Sectors used as labels.
pub const LABELS: &[&str] = &[
    "public sector",
    "private sector",
    "public provider",
    "public providers",
    "private provider",
    "private providers",
    "public body",
    "public bodies",
    "private body",
    "private bodies",
    "private company",
    "private companies",
    "private firm",
    "private firms",
    "public organisation",
    "public organisations",
    "private organisation",
    "private organisations",
    "public partner",
    "public partners",
    "private partner",
    "private partners",
    "public sectors",
    "private sectors",
    "public and private",
    "private and public",
    "public or private",
    "private or public",
    "public private",
    "privately run",
    "publicly run",
];

/// The name of the partnership.
pub fn name(partnership: &Partnership) -> impl Iterator<Item = Passage<'_>> {
    partnership.members.proposed.last().into_iter().map(|told| Passage {
        place: "the name".to_owned(),
        entry: told.seq,
        text: told.fact.name.as_str(),
    })
}

/// Its name, its aims, and the clauses in plain words of the latest version of each agreement that is not over.
pub fn passages(partnership: &Partnership) -> impl Iterator<Item = Passage<'_>> {
    let aims = partnership.members.proposed.last().into_iter().flat_map(|told| {
        told.fact.aims.iter().map(|aim| Passage {
            place: "an aim".to_owned(),
            entry: told.seq,
            text: aim.as_str(),
        })
    });
    name(partnership).chain(aims).chain(clauses(partnership))
}

fn clauses(partnership: &Partnership) -> impl Iterator<Item = Passage<'_>> {
    partnership.agreements.iter().flat_map(|(id, agreement)| {
        latest(agreement).into_iter().flat_map(settings).filter_map(move |(entry, clause, term)| match term {
            Term::Plain { words, .. } => {
                let place = format!("clause {clause} of agreement {id}");
                Some(Passage { place, entry, text: words.as_str() })
            }
            _ => None,
        })
    })
}

/// The latest version of an agreement that is not over.
pub(crate) fn latest(agreement: &Agreement) -> Option<&AgreementVersion> {
    agreement.versions.values().next_back().filter(|_| agreement.over_from.is_none())
}

/// The terms of a version as they stand: entry, clause, term.
pub(crate) fn settings(version: &AgreementVersion) -> impl Iterator<Item = (u64, &str, &Term)> {
    let terms = version.terms();
    version.set.iter().rev().filter_map({
        let mut seen: Vec<&str> = Vec::new();
        move |told| {
            let clause = told.fact.clause.as_str();
            if seen.contains(&clause) {
                return None;
            }
            seen.push(clause);
            terms.get(&told.fact.clause).map(|term| (told.seq, clause, *term))
        }
    })
}

/// Every label that stands in a text, each with what to write in its place.
pub fn labels(text: &str) -> Vec<Label> {
    let text = plain(text);
    let found = LABELS.iter().copied().filter(|words| text.contains(&format!(" {words} ")));
    found.map(|words| Label { words, instead: INSTEAD }).collect()
}

/// What to write in the place of a label.
const INSTEAD: &str = "name the body, and say what it is for and to whom it answers";

/// A label with what to write in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The words.
    pub words: &'static str,
    /// What to write instead.
    pub instead: &'static str,
}

/// The first of `words` that stands in a text.
pub fn find(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let text = plain(text);
    words.iter().copied().find(|words| text.contains(&format!(" {words} ")))
}

/// The passages in which one of `words` stands.
pub fn notice<'a>(passages: impl IntoIterator<Item = Passage<'a>>, words: &[&'static str]) -> Vec<Noticed> {
    let notice = |passage: Passage<'a>| {
        find(passage.text, words).map(|words| Noticed { place: passage.place, entry: passage.entry, words })
    };
    passages.into_iter().filter_map(notice).collect()
}

/// In small letters, words apart by one space, with a space at both ends.
fn plain(text: &str) -> String {
    let letters: String =
        text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<String> = letters.split_whitespace().map(str::to_lowercase).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_whatever_their_case_and_punctuation() {
        assert_eq!(find("The Partnership-Board, weekly", BOARD), Some("partnership board"));
        assert_eq!(find("All aboard the Skateboard", BOARD_IN_NAME), None);
        assert_eq!(find("Health Board", BOARD_IN_NAME), Some("board"));
    }

    #[test]
    fn every_label_of_a_text_is_told_with_what_to_write_instead() {
        let found = labels("The private sector is quick; a public body is slow.");
        assert_eq!(
            found.iter().map(|label| label.words).collect::<Vec<_>>(),
            ["private sector", "public body"]
        );
        assert!(found[0].instead.starts_with("name the body"));
    }

    #[test]
    fn sectors_are_labels_and_the_public_is_not() {
        assert_eq!(find("a private-sector partner", LABELS), Some("private sector"));
        assert_eq!(find("better value for the public, and public benefit", LABELS), None);
        assert_eq!(find("a private room for those who are dying", LABELS), None);
        assert_eq!(find("public health, and public services", LABELS), None);
        assert_eq!(find("a public/private partnership", LABELS), Some("public private"));
        assert_eq!(find("across the public and private sectors", LABELS), Some("private sectors"));
    }
}
