//! Skills and leadership for working together (A6), and the training that fits a gap.

use super::{Answers, Form, Question, Section, questions};

/// A body that places itself here or below has a gap.
const GAP: u8 = 2;

/// A gap, and what closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Training {
    /// The question by which it was found.
    pub question: &'static Question,
    /// Where the body places itself, from 1 to 5.
    pub level: u8,
    /// What to learn, and how.
    pub fits: &'static str,
}

const fn skill(id: &'static str, wording: &'static str) -> Question {
    Question::new(id, Section::Skills, "A6", wording, Form::Scale("not yet", "well, and often"))
}

pub(super) const QUESTIONS: &[Question] = &[
    skill(
        "skill_listening",
        "Our people can say what the other body wants in words that the other would use.",
    ),
    skill("skill_conflict", "We talk about a disagreement with a partner before it becomes one of boards."),
    skill("skill_sharing", "We share data and papers with partners lawfully and without long delay."),
    skill("skill_money", "Our finance people can work out who pays and who gains across budgets."),
    skill("skill_evidence", "We can tell what a piece of joint work changed."),
    skill("skill_leading", "Our leaders give time to work that shows in somebody else's figures."),
    skill("skill_ending", "We have ended a partnership well."),
];

/// What fits a gap, by the question that finds it.
const FITS: &[(&str, &str)] = &[
    (
        "skill_listening",
        "A day in each other's work for those who would meet weekly, and what they saw told to both boards.",
    ),
    (
        "skill_conflict",
        "Practice in interest-based negotiation, with a case of one's own, for the leads of both bodies together.",
    ),
    (
        "skill_sharing",
        "A session of both information-governance leads over one real data flow, ending in a written agreement.",
    ),
    (
        "skill_money",
        "A worked case of costs and benefits by budget, for the finance leads of both, with this place's value plans.",
    ),
    (
        "skill_evidence",
        "Writing the protocol of one evaluation before the outcomes are seen, with an analyst beside them.",
    ),
    (
        "skill_leading",
        "Peer coaching for one director of each body by somebody whose partnership is two years older.",
    ),
    (
        "skill_ending",
        "Reading leaving terms of earlier partnerships here, and writing one's own before starting.",
    ),
];

pub(super) fn training(answers: &Answers) -> Vec<Training> {
    let gap = |question: &'static Question| {
        let level = answers.scale(question.id).filter(|level| *level <= GAP)?;
        let (_, fits) = FITS.iter().find(|(id, _)| *id == question.id)?;
        Some(Training { question, level, fits })
    };
    let mut gaps: Vec<Training> = questions().filter_map(gap).collect();
    gaps.sort_by_key(|training| training.level);
    gaps
}
