//! Whether collaboration is right here at all (A10), and whether it is one (A1).

use super::{Choice, Form, Question, Section, choice};

const RIGHT_HERE: &[Choice] = &[
    choice("yes", "Yes"),
    choice("not_as_it_stands", "Not as it stands"),
    choice("no", "No"),
    choice("cannot_tell", "I cannot tell yet"),
];

const SOUGHT: &[Choice] = &[
    choice("sought", "We want it, whoever had the idea"),
    choice("asked", "Somebody above us has asked for it, and we want it too"),
    choice("imposed", "Somebody above us requires it, and we would not do it otherwise"),
];

const PAYING: &[Choice] = &[
    choice("nobody", "No: each puts in what it has"),
    choice("open", "Yes, on terms that every provider can have"),
    choice("closed", "Yes, on terms that not every provider can have"),
];

const CHANGES: &[Choice] = &[
    choice("days", "People of both bodies would work differently"),
    choice("one_side", "People of one body would work differently"),
    choice("board", "We would meet, plan and get to know each other"),
];

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "public_gain",
        Section::Purpose,
        "A10",
        "What would the public gain that neither body can give alone?",
        Form::Text(1_000),
    )
    .hint("If nothing, say so: then the answer is no, and it is a good answer."),
    Question::new(
        "right_here",
        Section::Purpose,
        "A10",
        "Is working together right here at all?",
        Form::Choice(RIGHT_HERE),
    ),
    Question::new("sought", Section::Purpose, "A1", "Is it sought, or imposed?", Form::Choice(SOUGHT)),
    Question::new("own_benefit", Section::Purpose, "A1", "What would your own body gain?", Form::Sentence)
        .hint("One or two sentences in your own words, without names of persons. If you start, they go on the record."),
    Question::new(
        "paying",
        Section::Purpose,
        "A1",
        "Would one of the two pay the other for a service?",
        Form::Choice(PAYING),
    )
    .hint("Buying a service is not working together. A contract may be part of it if every provider can have the same."),
    Question::new("changes", Section::Purpose, "A1", "What would be different?", Form::Choice(CHANGES)),
];
