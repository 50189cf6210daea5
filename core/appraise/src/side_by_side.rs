//! Two sides' answers laid beside each other: where they differ, what the clarity rules make of them, and what else to talk about.

use commonweal_record::fact::Date;
use serde::{Deserialize, Serialize};

use crate::assumptions::{Assumption, Stated, noticed as taken_for_granted, unchallenged};
use crate::language;
use crate::quality::{CQC, Rating, RiskProposal, watch};
use crate::questionnaire::{
    Against, Answers, Asks, Form, Question, Section, assumptions, question, questions,
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

/// An assumption about the other's sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumed<'a> {
    /// Whose it is.
    pub side: Side,
    /// What is assumed, and what it holds against it.
    pub stated: Stated<'a>,
    /// Whether nothing, or nothing but the assumption again, is held against it.
    pub is_open: bool,
}

/// The assumptions that both wrote down, those first that nobody has challenged.
pub fn assumed(answers: Both<&Answers>) -> Vec<Assumed<'_>> {
    let of = |side: Side| {
        assumptions(answers.of(side)).map(move |stated| {
            let is_open = !unchallenged(std::slice::from_ref(&stated)).is_empty();
            Assumed { side, stated, is_open }
        })
    };
    let mut all: Vec<Assumed<'_>> = Side::BOTH.into_iter().flat_map(of).collect();
    all.sort_by_key(|it| !it.is_open);
    all
}

/// What is often taken for granted, where the words of an answer give it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenAway {
    /// Who wrote it.
    pub side: Side,
    /// The words.
    pub words: &'static str,
    /// What they take for granted, with its challenge.
    pub assumption: &'static Assumption,
}

/// What the answers of both take for granted, each assumption once a side, at its first words.
pub fn given_away(answers: Both<&Answers>) -> Vec<GivenAway> {
    let mut all: Vec<GivenAway> = Vec::new();
    for side in Side::BOTH {
        let texts = questions().filter(|question| matches!(question.form, Form::Text(_) | Form::Sentence));
        let found =
            texts.filter_map(|question| answers.of(side).get(question.id)).flat_map(taken_for_granted);
        for (assumption, words) in found {
            if !all.iter().any(|it| it.side == side && it.assumption.key == assumption.key) {
                all.push(GivenAway { side, words, assumption });
            }
        }
    }
    all
}

/// The risks to one's own name that a poor rating of the other raises, by what each says of its own latest rating, to be raised once the two have
/// started; `on` is the day of the answers.
pub fn rating_risks(answers: Both<&Answers>, names: Both<&str>, on: Both<Date>) -> Vec<RiskProposal> {
    let risk = |side: Side| {
        let rating = question("own_rating")?.in_words(answers.of(side).get("own_rating")?);
        let history = [Rating { on: *on.of(side), rating: &rating }];
        // An answer that is no step of the regulator's scale, such as "nobody rates it", is no rating.
        watch(names.of(side), &history, &CQC).ok().flatten()
    };
    Side::BOTH.into_iter().filter_map(risk).collect()
}

/// The sides in which nobody would notice a change of the other's rating.
pub fn unwatched(answers: Both<&Answers>) -> Vec<Side> {
    Side::BOTH.into_iter().filter(|side| answers.of(*side).get("rating_watch").is_none()).collect()
}
