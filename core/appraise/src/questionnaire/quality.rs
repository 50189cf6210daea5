//! Assumptions about sectors (A7); quality, ratings and reputation (A9).

use super::{Against, Choice, Form, Question, Section, choice};

/// Each assumption with its challenge.
pub(super) const ASSUMPTIONS: [(&str, &str); 3] =
    [("assumption_1", "challenge_1"), ("assumption_2", "challenge_2"), ("assumption_3", "challenge_3")];

const RATINGS: &[Choice] = &[
    choice("outstanding", "Outstanding"),
    choice("good", "Good"),
    choice("requires_improvement", "Requires improvement"),
    choice("inadequate", "Inadequate"),
    choice("not_rated", "Nobody rates it so"),
    choice("not_known", "We do not know"),
];

const fn assumed(id: &'static str) -> Question {
    Question::new(
        id,
        Section::Assumptions,
        "A7",
        "Something that your people take for granted of the other's sector",
        Form::Text(500),
    )
    .may()
}

const fn challenged(id: &'static str) -> Question {
    Question::new(
        id,
        Section::Assumptions,
        "A7",
        "What speaks against it, and who has asked",
        Form::Text(500),
    )
    .may()
}

pub(super) const QUESTIONS: &[Question] = &[
    assumed("assumption_1"),
    challenged("challenge_1"),
    assumed("assumption_2"),
    challenged("challenge_2"),
    assumed("assumption_3"),
    challenged("challenge_3"),
    Question::new(
        "quality_means",
        Section::Quality,
        "A9",
        "What does quality mean in your body's work?",
        Form::Text(1_000),
    ),
    Question::new(
        "quality_shown",
        Section::Quality,
        "A9",
        "By what do you know that it is there?",
        Form::Text(1_000),
    ),
    Question::new(
        "own_rating",
        Section::Quality,
        "A9",
        "Your own body's latest rating",
        Form::Choice(RATINGS),
    )
    .hint("In the words of the Care Quality Commission; choose the nearest if another regulator rates you.")
    .against(Against::Nothing),
    Question::new(
        "their_rating",
        Section::Quality,
        "A9",
        "The other body's latest rating, as you know it",
        Form::Choice(RATINGS),
    )
    .against(Against::TheirOwn("own_rating")),
    Question::new(
        "rating_watch",
        Section::Quality,
        "A9",
        "Who in your body would notice if the other's rating changed?",
        Form::Text(280),
    )
    .hint("A role, not a person's name.")
    .may(),
];
