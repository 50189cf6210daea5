//! What somebody answered, and what is still open.

use std::collections::BTreeMap;

use commonweal_record::fact::{FieldError, Sentence};
use serde::{Deserialize, Serialize};

use super::{Asks, Form, Need, Question, Section};

/// Answers by question. One that is empty is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, String>);

/// Why an answer was not taken.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnswerError {
    /// Longer than the question takes.
    #[error("the answer has {found} characters, and at most {most} are taken: shorten it")]
    TooLong {
        /// The question's id.
        question: &'static str,
        /// How many it has.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// Not fit to stand on a record.
    #[error("it may go on the record, which does not take it: {reason}")]
    NotForTheRecord {
        /// The question's id.
        question: &'static str,
        /// What the record says.
        reason: FieldError,
    },
    /// None of what may be chosen.
    #[error("'{answer}' is not among the answers to '{wording}': choose one of those shown")]
    NotOffered {
        /// The question's id.
        question: &'static str,
        /// What is asked.
        wording: &'static str,
        /// What was sent.
        answer: String,
    },
}

impl AnswerError {
    /// The id of the question that it is about.
    pub fn question(&self) -> &'static str {
        match self {
            Self::TooLong { question, .. }
            | Self::NotForTheRecord { question, .. }
            | Self::NotOffered { question, .. } => question,
        }
    }
}

impl Answers {
    /// The answer to a question, as it is kept.
    pub fn get(&self, question: &str) -> Option<&str> {
        self.0.get(question).map(String::as_str)
    }

    /// The point of the scale that was chosen, from 1 to 5.
    pub fn scale(&self, question: &str) -> Option<u8> {
        self.get(question)?.parse().ok()
    }

    /// Takes an answer, in the place of the one before; white space around it is taken off, and an empty one takes the answer back.
    ///
    /// # Errors
    /// [`AnswerError`]; then the answer before stays.
    pub fn give(&mut self, question: &'static Question, answer: &str) -> Result<(), AnswerError> {
        let answer = answer.trim();
        if answer.is_empty() {
            self.0.remove(question.id);
            return Ok(());
        }
        let mut kept = answer.to_owned();
        let is_offered = match question.form {
            Form::Text(most) => {
                let found = answer.chars().count();
                if found > most {
                    return Err(AnswerError::TooLong { question: question.id, found, most });
                }
                true
            }
            Form::Sentence => {
                kept = answer.split_whitespace().collect::<Vec<_>>().join(" ");
                let refused = |reason| AnswerError::NotForTheRecord { question: question.id, reason };
                Sentence::new(&kept).map_err(refused)?;
                true
            }
            Form::Scale(..) => matches!(answer, "1" | "2" | "3" | "4" | "5"),
            Form::Choice(choices) => choices.iter().any(|choice| choice.word == answer),
        };
        if !is_offered {
            let (question, wording) = (question.id, question.wording);
            return Err(AnswerError::NotOffered { question, wording, answer: answer.to_owned() });
        }
        self.0.insert(question.id.to_owned(), kept);
        Ok(())
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing of it is answered.
    NotStarted,
    /// Something that must be answered is open.
    Begun,
    /// Everything that must be answered is.
    Done,
}

/// The questions that must be answered before a side hands in and are not, in order. Those for each respondent are open while nobody, or
/// somebody not fully, has answered them.
pub fn missing(body: &Answers, respondents: &[Answers]) -> Vec<&'static Question> {
    super::questions().filter(|question| is_open(question, body, respondents)).collect()
}

fn is_open(question: &Question, body: &Answers, respondents: &[Answers]) -> bool {
    let unanswered = |answers: &Answers| answers.get(question.id).is_none();
    let open = match question.section.asks() {
        Asks::TheBody => unanswered(body),
        Asks::EachRespondent => respondents.is_empty() || respondents.iter().any(unanswered),
    };
    question.need == Need::Must && open
}

/// How far a side is with a section. A section without anything that must be answered is done once something in it is.
pub fn progress(section: Section, body: &Answers, respondents: &[Answers]) -> Progress {
    let is_begun = match section.asks() {
        Asks::TheBody => section.questions().any(|question| body.get(question.id).is_some()),
        Asks::EachRespondent => !respondents.is_empty(),
    };
    if !is_begun {
        Progress::NotStarted
    } else if section.questions().any(|question| is_open(question, body, respondents)) {
        Progress::Begun
    } else {
        Progress::Done
    }
}
