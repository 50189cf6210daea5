//! What was asked and what was answered.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// The lowest answer of every scale.
pub const LOWEST: u8 = 1;
/// The highest answer of every scale.
pub const HIGHEST: u8 = 5;
/// Steps of the scale.
pub const STEPS: usize = 5;

/// What a question is about. A question is put to both sides in the same words; 5 says yes to it, 1 says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// How one sees the problem and the work.
    Views,
    /// What one holds to be right.
    Values,
    /// What should come of it.
    Outcomes,
    /// Whether one knows the other's plans.
    Plans,
    /// Whether one knows the other's ways of working, its culture.
    Ways,
    /// What one expects the other to bring: skills that will seep in.
    Expects,
    /// Whether one stays oneself.
    Identity,
    /// How one feels about the other's size and sector: 1 a threat, 5 at ease.
    Comfort,
}

impl Area {
    /// Every area, in the order of pages.
    pub const ALL: [Self; 8] = [
        Self::Views,
        Self::Values,
        Self::Outcomes,
        Self::Plans,
        Self::Ways,
        Self::Expects,
        Self::Identity,
        Self::Comfort,
    ];

    /// Those in which the two sides are compared with each other.
    pub const COMPARED: [Self; 3] = [Self::Views, Self::Values, Self::Outcomes];

    /// Its name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Views => "views",
            Self::Values => "values",
            Self::Outcomes => "outcomes",
            Self::Plans => "plans",
            Self::Ways => "ways",
            Self::Expects => "expects",
            Self::Identity => "identity",
            Self::Comfort => "comfort",
        }
    }

    /// The area of that name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.key() == key)
    }

    /// The words of tables.
    pub fn title(self) -> &'static str {
        match self {
            Self::Views => "Views",
            Self::Values => "Values",
            Self::Outcomes => "Outcomes",
            Self::Plans => "The other's plans",
            Self::Ways => "The other's ways",
            Self::Expects => "What the other brings",
            Self::Identity => "Own identity",
            Self::Comfort => "Comfort",
        }
    }
}

/// One question on the scale.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Question {
    /// What it is about.
    pub area: Area,
    /// Its words, or a key that stands for them; one area never has the same twice.
    pub words: String,
}

impl Question {
    /// A question of an area.
    pub fn new(area: Area, words: impl Into<String>) -> Self {
        Self { area, words: words.into() }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.area.key(), self.words)
    }
}

/// One person's answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Respondent {
    /// Who, in letters that tell nobody: used to keep answers together, and in no result.
    pub name: String,
    /// Answers from [`LOWEST`] to [`HIGHEST`]; others are not counted.
    pub answers: BTreeMap<Question, u8>,
    /// The role that this person's own body is to have: lead, equal, supporter, funder.
    pub own_role: Option<String>,
    /// The role that the other body is to have.
    pub other_role: Option<String>,
}

/// The people of one body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// The body's name.
    pub body: String,
    /// Its people.
    pub respondents: Vec<Respondent>,
}
