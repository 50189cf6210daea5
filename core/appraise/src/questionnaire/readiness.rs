//! The five early considerations (A2), and history (A3).

use super::{Choice, Form, Question, Section, choice};

const PLANS: &[Choice] = &[
    choice("understood", "Yes, and we have asked about what we did not understand"),
    choice("read", "We have read it"),
    choice("not_read", "Not yet"),
];

const ROOM: &[Choice] = &[
    choice("room", "We have time for one more"),
    choice("full", "Only if we let another one go"),
    choice("too_many", "We have too many already"),
];

const CONFLICTS: &[Choice] = &[
    choice("none", "There are none that we know of"),
    choice("disclosed", "There are, and the other body knows of them"),
    choice("not_disclosed", "There are, and the other body does not know of them yet"),
];

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "plans",
        Section::Readiness,
        "A2",
        "Have you read the other body's business plan?",
        Form::Choice(PLANS),
    ),
    Question::new("brings", Section::Readiness, "A2", "What would your body put in?", Form::Text(1_000))
        .hint("Time, skills, rooms, convening, money. What nobody says, everybody assumes."),
    Question::new(
        "expects",
        Section::Readiness,
        "A2",
        "What do you count on from the other body, and have you said it to them?",
        Form::Text(1_000),
    ),
    Question::new(
        "room",
        Section::Readiness,
        "A2",
        "How many relationships do you have in this area already?",
        Form::Choice(ROOM),
    ),
    Question::new(
        "competitors",
        Section::Readiness,
        "A2",
        "Which local competitors does this touch, yours or theirs?",
        Form::Text(1_000),
    )
    .hint("Name the bodies and over what you compete, or say that there are none."),
    Question::new(
        "conflicts",
        Section::Readiness,
        "A2",
        "Are there conflicts of interest?",
        Form::Choice(CONFLICTS),
    ),
    Question::new(
        "leaders",
        Section::Readiness,
        "A2",
        "Do leaders of both know each other at board level, and can they work together?",
        Form::Scale("they have not met", "they work together well"),
    ),
    Question::new(
        "past",
        Section::History,
        "A3",
        "Which partnerships has your body been in, sought or imposed, and what came of them?",
        Form::Text(2_000),
    )
    .hint("What this place's records say stands beside it."),
    Question::new(
        "heard",
        Section::History,
        "A3",
        "What do others say of the other body, and who has checked it?",
        Form::Text(2_000),
    )
    .hint("Myths and dragons too: once they are written down they can be asked about.")
    .may(),
];
