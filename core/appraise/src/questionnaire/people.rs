//! Comfort, threat and roles (A4); views, values, outcomes and knowledge of the other (A5).

use super::{Against, Choice, Form, Question, Section, choice};

const ROLES: &[Choice] = &[
    choice("equal", "An equal partner"),
    choice("leader", "The one who leads"),
    choice("follower", "One who follows"),
    choice("provider", "One who provides a service"),
    choice("supporter", "One who supports with skills or standing"),
    choice("funder", "One who pays"),
];

const AGREES: Form = Form::Scale("do not agree", "agree fully");
const MATTERS: Form = Form::Scale("matters little", "matters most");

const fn comfort(id: &'static str, wording: &'static str) -> Question {
    Question::new(id, Section::People, "A4", wording, Form::Scale("under threat", "at ease"))
}

const fn each(id: &'static str, wording: &'static str, form: Form) -> Question {
    Question::new(id, Section::Alignment, "A5", wording, form)
}

pub(super) const QUESTIONS: &[Question] = &[
    comfort("comfort_size", "How do your people feel about the other body's size?"),
    comfort("comfort_sector", "How do your people feel about the other body's sector and legal form?"),
    Question::new("threat", Section::People, "A4", "What would worry your people most?", Form::Text(1_000))
        .may(),
    Question::new(
        "own_role",
        Section::People,
        "A4",
        "What role would your own body have?",
        Form::Choice(ROLES),
    )
    .against(Against::Nothing),
    Question::new(
        "their_role",
        Section::People,
        "A4",
        "What role do you expect of the other body?",
        Form::Choice(ROLES),
    )
    .against(Against::TheirOwn("own_role")),
    each("view_earlier", "This need could be made smaller before people come to either of us.", AGREES),
    each("view_home", "Most of the help should be given where people live.", AGREES),
    each(
        "view_choice",
        "People should decide what help they take, even if we would decide otherwise.",
        AGREES,
    ),
    each("value_risk", "It is right to spend now on what may pay off for others later.", AGREES),
    each("value_open", "A mistake is told to everybody whom it concerns, outside the body too.", AGREES),
    each("value_credit", "The credit goes to whoever did the work, whichever body they are of.", AGREES),
    each("outcome_need", "A good result in a year: fewer people need the service.", MATTERS),
    each("outcome_joined", "A good result in a year: people say that their help is joined up.", MATTERS),
    each("outcome_money", "A good result in a year: money is free for something else.", MATTERS),
    each("knows_plans", "I know what the other body plans for the next two years.", AGREES),
    each("knows_ways", "I know how the other body decides, and how long that takes.", AGREES),
    each(
        "expects_skills",
        "Working beside the other body, their skills will become ours without more ado.",
        AGREES,
    ),
    each("keeps_identity", "My body can do this and keep its own ways.", AGREES),
];
