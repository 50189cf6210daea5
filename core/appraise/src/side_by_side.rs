//! Two sides' answers laid beside each other: where they differ, what the clarity rules make of them, and what else to talk about.

use serde::{Deserialize, Serialize};

use crate::language;
use crate::questionnaire::{
    Against, Answers, Asks, Assumption, Form, Question, Section, assumptions, question, questions,
};
use crate::rule::{Rule, Weight};
use crate::rules;

/// Points of a five-point scale from which two answers are said to differ.
const APART: u8 = 2;

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The side that asked.
    Asking,
    /// The side that was asked.
    Asked,
}

impl Side {
    /// Both, the one that asked first.
    pub const BOTH: [Self; 2] = [Self::Asking, Self::Asked];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Asking => Self::Asked,
            Self::Asked => Self::Asking,
        }
    }
}

/// Something of each of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Both<T> {
    /// Of the side that asked.
    pub asking: T,
    /// Of the side that was asked.
    pub asked: T,
}

impl<T> Both<T> {
    /// That of one side.
    pub fn of(&self, side: Side) -> &T {
        match side {
            Side::Asking => &self.asking,
            Side::Asked => &self.asked,
        }
    }

    /// That of one side, to be changed.
    pub fn of_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Asking => &mut self.asking,
            Side::Asked => &mut self.asked,
        }
    }
}

/// How two answers stand to each other, in the order in which they are worth talking about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Different choices, or two points or more apart on a scale.
    Differ,
    /// At most one has answered.
    Open,
    /// Texts, which people compare and no program does.
    Read,
    /// The same choice, or at most one point apart.
    Alike,
}

/// What one side said under a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Who.
    pub side: Side,
    /// To what.
    pub question: &'static Question,
    /// The answer as it is kept; none where it was left open.
    pub answer: Option<&'a str>,
}

/// Two answers that belong beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The question.
    pub question: &'static Question,
    /// What both said; where one side's expectation meets what the other says of itself, the one that expects stands first.
    pub said: [Said<'a>; 2],
    /// How they stand to each other.
    pub likeness: Likeness,
}

/// Every answer for a body beside its counterpart, those that differ first, then in the order in which they were asked.
///
/// Answers of single respondents are not here: what they show is read over all of a body's respondents together. Nor are assumptions, each of
/// which belongs with its own challenge, nor what a side says of itself where the other's expectation is compared with it.
pub fn compare(answers: Both<&Answers>) -> Vec<Pair<'_>> {
    let is_compared = |question: &&Question| {
        let is_text = matches!(question.form, Form::Text(_) | Form::Sentence);
        question.section.asks() == Asks::TheBody
            && question.section != Section::Assumptions
            && (is_text || question.against != Against::Nothing)
    };
    let asked = questions().filter(is_compared);
    let mut pairs: Vec<Pair<'_>> = asked.flat_map(|question| pairs(question, answers)).collect();
    pairs.sort_by_key(|pair| pair.likeness);
    pairs
}

fn pairs<'a>(asked: &'static Question, answers: Both<&'a Answers>) -> Vec<Pair<'a>> {
    let said = |side: Side, question: &'static Question| Said {
        side,
        question,
        answer: answers.of(side).get(question.id),
    };
    let pair = |said: [Said<'a>; 2]| Pair { question: asked, said, likeness: likeness(asked, said) };
    match asked.against {
        Against::Same | Against::Nothing => vec![pair(Side::BOTH.map(|side| said(side, asked)))],
        Against::TheirOwn(own) => match question(own) {
            Some(own) => Side::BOTH.map(|side| pair([said(side, asked), said(side.other(), own)])).into(),
            None => Vec::new(),
        },
    }
}

fn likeness(question: &Question, [one, other]: [Said<'_>; 2]) -> Likeness {
    let (Some(one), Some(other)) = (one.answer, other.answer) else { return Likeness::Open };
    match question.form {
        Form::Text(_) | Form::Sentence => Likeness::Read,
        Form::Choice(_) if one == other => Likeness::Alike,
        Form::Choice(_) => Likeness::Differ,
        Form::Scale(..) => match (one.parse::<u8>(), other.parse::<u8>()) {
            (Ok(one), Ok(other)) if one.abs_diff(other) < APART => Likeness::Alike,
            _ => Likeness::Differ,
        },
    }
}

/// A clarity rule that the answers do not meet.
#[derive(Debug, Clone)]
pub struct Unclear {
    /// The rule, by the name under which it may be set aside.
    pub rule: &'static Rule,
    /// Which answers say so, as sentences.
    pub because: Vec<String>,
}

impl Unclear {
    /// Whether nothing can be started while it stands.
    pub fn refuses(&self) -> bool {
        self.rule.weight == Weight::Refuses
    }
}

/// What the clarity rules make of the answers before anything is on a record; `names` are of the two bodies. What they make of the record once
/// there is one is for [`crate::appraise`].
pub fn unclear(answers: Both<&Answers>, names: Both<&str>) -> Vec<Unclear> {
    let chose = |id: &str, word: &str, says: &str| -> Vec<String> {
        let chose = |side: &Side| answers.of(*side).get(id) == Some(word);
        Side::BOTH.into_iter().filter(chose).map(|side| format!("{} says {says}", names.of(side))).collect()
    };
    let wrote = |words: &[&'static str]| -> Vec<String> {
        let told = |it: Noticed| format!("{} writes '{}'", names.of(it.side), it.words);
        noticed(answers, words).into_iter().map(told).collect()
    };
    let silent = Side::BOTH.into_iter().filter(|side| answers.of(*side).get("own_benefit").is_none());
    let silent = silent.map(|side| format!("{} has not said what it would gain", names.of(side)));
    let mut imposed = chose("sought", "imposed", "that it is required and not wanted");
    imposed.extend(silent);
    let mut bought =
        chose("paying", "closed", "that one pays the other on terms that not every provider can have");
    if Side::BOTH.iter().all(|side| answers.of(*side).get("paying") != Some("open")) {
        bought.extend(wrote(language::COMMISSIONING));
    }
    let only_meets =
        chose("changes", "board", "that the two would meet and plan, and nobody's day would change");
    let found = [
        ("sought_not_imposed", imposed),
        ("not_commissioning", bought),
        ("not_only_a_board", only_meets),
        ("inside_procurement_law", wrote(language::PROCURING)),
        ("open_to_all_sectors", wrote(language::EXCLUDING)),
        ("no_sector_labels", wrote(language::LABELS)),
    ];
    let open = found.into_iter().filter(|(_, because)| !because.is_empty());
    open.filter_map(|(name, because)| Some(Unclear { rule: rules::named(name)?, because })).collect()
}

/// Words that stood out in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noticed {
    /// Who wrote it.
    pub side: Side,
    /// Under which question.
    pub question: &'static Question,
    /// The words.
    pub words: &'static str,
}

/// The answers in one's own words in which one of `words` stands.
pub fn noticed(answers: Both<&Answers>, words: &[&'static str]) -> Vec<Noticed> {
    let texts = || questions().filter(|question| matches!(question.form, Form::Text(_) | Form::Sentence));
    let found = |side: Side| {
        texts().filter_map(move |question| {
            let words = language::find(answers.of(side).get(question.id)?, words)?;
            Some(Noticed { side, question, words })
        })
    };
    Side::BOTH.into_iter().flat_map(found).collect()
}

/// The assumptions of both with whose they are, those first that nobody has challenged.
pub fn assumed(answers: Both<&Answers>) -> Vec<(Side, Assumption<'_>)> {
    let of = |side: Side| assumptions(answers.of(side)).map(move |it| (side, it));
    let mut all: Vec<_> = Side::BOTH.into_iter().flat_map(of).collect();
    all.sort_by_key(|(_, it)| it.challenge.is_some());
    all
}

/// The sides in which nobody would notice a change of the other's rating.
pub fn unwatched(answers: Both<&Answers>) -> Vec<Side> {
    Side::BOTH.into_iter().filter(|side| answers.of(*side).get("rating_watch").is_none()).collect()
}
