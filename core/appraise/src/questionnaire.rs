//! What both sides of a possible partnership are asked, as data: each question with its wording, what it is about, and how it is answered.
//!
//! Each side answers on its own and sees nothing of the other's answers until both have handed in. Most questions are answered once for a
//! body; those of [`Section::Alignment`] by each of several respondents of it, because agreement within a body is read beside agreement
//! between two. The wording is our own.

mod aligned;
mod answers;
mod mission;
mod people;
mod quality;
mod readiness;
mod skills;

pub use aligned::alignment;
pub use answers::{AnswerError, Answers, Progress, missing, progress};
pub use skills::skills;

use crate::assumptions::Stated;

/// What a group of questions is about, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Whether collaboration is right here, and whether it is one.
    Purpose,
    /// What to consider early.
    Readiness,
    /// What each has been in before, and what is said of it.
    History,
    /// Comfort, threat, and the roles that each expects.
    People,
    /// Views, values, outcomes, and knowledge of the other's plans; asked of several.
    Alignment,
    /// Skills and leadership for working together.
    Skills,
    /// What is assumed of the other's sector, and who has challenged it.
    Assumptions,
    /// Quality, ratings and reputation.
    Quality,
}

impl Section {
    /// Every section, in order.
    pub const ALL: [Self; 8] = [
        Self::Purpose,
        Self::Readiness,
        Self::History,
        Self::People,
        Self::Alignment,
        Self::Skills,
        Self::Assumptions,
        Self::Quality,
    ];

    /// Its name in addresses. It never changes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Readiness => "readiness",
            Self::History => "history",
            Self::People => "people",
            Self::Alignment => "alignment",
            Self::Skills => "skills",
            Self::Assumptions => "assumptions",
            Self::Quality => "quality",
        }
    }

    /// The section of that name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.word() == word)
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Purpose => "Is it right here at all?",
            Self::Readiness => "What each brings",
            Self::History => "History",
            Self::People => "Comfort, threat and roles",
            Self::Alignment => "Views, values and outcomes",
            Self::Skills => "Skills and leadership",
            Self::Assumptions => "Assumptions",
            Self::Quality => "Quality and reputation",
        }
    }

    /// What it is for, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Purpose => {
                "Better value for the public, or there is no point. A 'no' is a good answer when it is the true one."
            }
            Self::Readiness => "Five things to consider before starting.",
            Self::History => "What came of earlier partnerships, and what others say, checked or not.",
            Self::People => "What size and sector make people feel, and who expects which role of whom.",
            Self::Alignment => {
                "Answered by several people of your body, each for themselves and without a name: two bodies can agree on paper while their people do not."
            }
            Self::Skills => {
                "What your own body can do when it works with others, and what it would have to learn."
            }
            Self::Assumptions => {
                "What your people take for granted of the other's sector. An assumption is no fault; one that nobody has challenged is."
            }
            Self::Quality => {
                "How each knows that its work is good, and what the other's reputation may do to it."
            }
        }
    }

    /// Its questions, in order.
    pub fn questions(self) -> impl Iterator<Item = &'static Question> {
        questions().filter(move |question| question.section == self)
    }

    /// Whether several people of a body answer it, each for themselves.
    pub fn asks(self) -> Asks {
        if self == Self::Alignment { Asks::EachRespondent } else { Asks::TheBody }
    }
}

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// The body, once.
    TheBody,
    /// Each of several people of it.
    EachRespondent,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In one's own words, up to so many characters.
    Text(usize),
    /// In a sentence or two that may go on a record.
    Sentence,
    /// By a whole number from 1 to 5; what 1 and 5 mean.
    Scale(&'static str, &'static str),
    /// By one of these.
    Choice(&'static [Choice]),
}

/// Something that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// As it is kept. It never changes.
    pub word: &'static str,
    /// As it is read.
    pub says: &'static str,
}

/// Whether a question may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It is answered before the side hands in.
    Must,
    /// It may be left open.
    May,
}

/// With which answer of the other side an answer is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// With the answer to the same question.
    Same,
    /// With what the other says of itself under another question.
    TheirOwn(&'static str),
    /// With none: it is read by itself, or another question is compared with it.
    Nothing,
}

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The name under which answers are kept. It never changes.
    pub id: &'static str,
    /// What it belongs to.
    pub section: Section,
    /// The promise of the product that it serves, such as "A4".
    pub serves: &'static str,
    /// What is asked.
    pub wording: &'static str,
    /// What helps to answer.
    pub hint: &'static str,
    /// How it is answered.
    pub form: Form,
    /// Whether it may be left out.
    pub need: Need,
    /// With what it is compared.
    pub against: Against,
}

impl Question {
    const fn new(
        id: &'static str,
        section: Section,
        serves: &'static str,
        wording: &'static str,
        form: Form,
    ) -> Self {
        let against = match form {
            Form::Text(_) | Form::Sentence => Against::Nothing,
            Form::Scale(..) | Form::Choice(_) => Against::Same,
        };
        Self { id, section, serves, wording, hint: "", form, need: Need::Must, against }
    }

    const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    const fn may(self) -> Self {
        Self { need: Need::May, ..self }
    }

    const fn against(self, against: Against) -> Self {
        Self { against, ..self }
    }

    /// What is asked, as a sentence: a skill is completed to one.
    pub fn says(&self) -> String {
        match self.section {
            Section::Skills => format!("We can {}", self.wording),
            _ => self.wording.to_owned(),
        }
    }

    /// An answer as it is read: the words of a choice, a point of the scale with what its ends mean, a text as it is.
    pub fn in_words(&self, answer: &str) -> String {
        match self.form {
            Form::Text(_) | Form::Sentence => answer.to_owned(),
            Form::Scale(least, most) => format!("{answer} (1 {least}, 5 {most})"),
            Form::Choice(choices) => choices
                .iter()
                .find(|choice| choice.word == answer)
                .map_or_else(|| answer.to_owned(), |choice| choice.says.to_owned()),
        }
    }
}

const fn choice(word: &'static str, says: &'static str) -> Choice {
    Choice { word, says }
}

/// Every question, in the order of the sections.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    let parts: [&[Question]; 5] =
        [mission::QUESTIONS, readiness::QUESTIONS, people::QUESTIONS, skills::QUESTIONS, quality::QUESTIONS];
    parts.into_iter().flatten()
}

/// The question of that id.
pub fn question(id: &str) -> Option<&'static Question> {
    questions().find(|question| question.id == id)
}

/// The assumptions about the other's sector that a side wrote down, in order, each with what it holds against it.
pub fn assumptions(answers: &Answers) -> impl Iterator<Item = Stated<'_>> {
    quality::ASSUMPTIONS.iter().filter_map(|(assumed, challenge)| {
        Some(Stated { says: answers.get(assumed)?, challenge: answers.get(challenge) })
    })
}
