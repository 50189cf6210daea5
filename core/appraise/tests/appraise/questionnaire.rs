//! What both sides are asked, and what is taken as an answer.

use std::collections::BTreeSet;

use commonweal_appraise::alignment::{CannotTell, Mode, Reading};
use commonweal_appraise::capability::gaps;
use commonweal_appraise::questionnaire::{
    AnswerError, Answers, Asks, Form, Need, Progress, Question, Section, alignment, missing, progress,
    question, questions, skills,
};
use commonweal_appraise::side_by_side::Both;

fn asked(id: &str) -> &'static Question {
    question(id).unwrap()
}

/// Anything that is taken as an answer.
fn any_answer(question: &Question) -> &'static str {
    match question.form {
        Form::Text(_) | Form::Sentence => "a few words",
        Form::Scale(..) => "3",
        Form::Choice(choices) => choices[0].word,
    }
}

fn filled(asks: Asks) -> Answers {
    let mut answers = Answers::default();
    for question in questions().filter(|it| it.section.asks() == asks && it.need == Need::Must) {
        answers.give(question, any_answer(question)).unwrap();
    }
    answers
}

#[test]
fn every_question_has_a_name_of_its_own_and_every_section_questions() {
    let ids: BTreeSet<&str> = questions().map(|question| question.id).collect();
    assert_eq!(ids.len(), questions().count());
    for section in Section::ALL {
        assert!(section.questions().count() > 0, "{section:?}");
        assert_eq!(Section::named(section.word()), Some(section));
    }
}

#[test]
fn every_feature_of_the_appraisal_that_asks_both_sides_is_asked_about() {
    let served: BTreeSet<&str> = questions().map(|question| question.serves).collect();
    assert_eq!(served, BTreeSet::from(["A1", "A10", "A2", "A3", "A4", "A5", "A6", "A7", "A9"]));
}

#[test]
fn a_choice_is_one_of_those_shown_and_a_scale_goes_from_one_to_five() {
    let mut answers = Answers::default();
    answers.give(asked("sought"), "sought").unwrap();
    answers.give(asked("leaders"), " 5 ").unwrap();
    assert_eq!((answers.get("sought"), answers.scale("leaders")), (Some("sought"), Some(5)));
    for (id, wrong) in [("sought", "perhaps"), ("leaders", "6"), ("leaders", "0"), ("leaders", "3.5")] {
        let refused = answers.give(asked(id), wrong).unwrap_err();
        assert!(matches!(refused, AnswerError::NotOffered { question, .. } if question == id), "{refused}");
    }
    assert_eq!((answers.get("sought"), answers.scale("leaders")), (Some("sought"), Some(5)));
}

#[test]
fn a_text_is_counted_in_characters_and_may_be_as_long_as_the_question_says_and_no_longer() {
    let mut answers = Answers::default();
    answers.give(asked("assumption_1"), &"é".repeat(500)).unwrap();
    let refused = answers.give(asked("assumption_1"), &"é".repeat(501)).unwrap_err();
    assert_eq!(refused, AnswerError::TooLong { question: "assumption_1", found: 501, most: 500 });
    assert!(answers.get("assumption_1").is_some());
}

#[test]
fn what_may_go_on_a_record_is_made_one_line_and_held_to_what_a_record_takes() {
    let mut answers = Answers::default();
    answers.give(asked("own_benefit"), "beds free \n by noon").unwrap();
    assert_eq!(answers.get("own_benefit"), Some("beds free by noon"));
    for wrong in ["ask ada@acute.example", &"é".repeat(281)] {
        let refused = answers.give(asked("own_benefit"), wrong).unwrap_err();
        assert!(matches!(refused, AnswerError::NotForTheRecord { question: "own_benefit", .. }), "{refused}");
    }
}

#[test]
fn an_empty_answer_takes_back_the_one_before() {
    let mut answers = Answers::default();
    answers.give(asked("brings"), "two nurses").unwrap();
    answers.give(asked("brings"), "  \n ").unwrap();
    assert!(answers.is_empty());
}

#[test]
fn nothing_is_missing_once_the_body_and_every_respondent_have_answered() {
    let (body, respondent) = (filled(Asks::TheBody), filled(Asks::EachRespondent));
    assert_eq!(missing(&body, std::slice::from_ref(&respondent)), Vec::<&Question>::new());
    let mut half = respondent.clone();
    half.give(asked("knows_plans"), "").unwrap();
    assert_eq!(missing(&body, &[respondent, half]), [asked("knows_plans")]);
}

#[test]
fn without_any_respondent_every_question_of_theirs_is_missing() {
    let missing = missing(&filled(Asks::TheBody), &[]);
    assert!(missing.iter().all(|question| question.section == Section::Alignment));
    assert_eq!(missing.len(), Section::Alignment.questions().count());
}

#[test]
fn a_section_is_done_when_all_that_must_be_answered_is() {
    let mut body = Answers::default();
    assert_eq!(progress(Section::Quality, &body, &[]), Progress::NotStarted);
    body.give(asked("rating_watch"), "the quality lead").unwrap();
    assert_eq!(progress(Section::Quality, &body, &[]), Progress::Begun);
    assert_eq!(progress(Section::Quality, &filled(Asks::TheBody), &[]), Progress::Done);
    assert_eq!(progress(Section::Alignment, &body, &[Answers::default()]), Progress::Begun);
}

#[test]
fn a_body_places_itself_and_its_gaps_come_widest_first() {
    let mut body = Answers::default();
    for (skill, level) in [("listening", "4"), ("conflict", "3"), ("letting_go", "1")] {
        body.give(asked(skill), level).unwrap();
    }
    let found: Vec<&str> = gaps(&skills(&body)).iter().map(|gap| gap.skill.key).collect();
    assert_eq!(found, ["letting_go", "conflict"]);
    assert_eq!(asked("listening").says(), "We can hear what another body needs before we say what we offer");
    assert_eq!(asked("brings").says(), asked("brings").wording);
}

/// So many people who answer every question of theirs with `point`, but for those that are given.
fn people(many: usize, point: &str, otherwise: &[(&str, &str)]) -> Vec<Answers> {
    let mut one = Answers::default();
    for question in Section::Alignment.questions() {
        one.give(question, point).unwrap();
    }
    for (id, answer) in otherwise {
        one.give(asked(id), answer).unwrap();
    }
    vec![one; many]
}

fn read(asking: &[Answers], asked: &[Answers]) -> Reading {
    let names = Both { asking: "Northdown Acute", asked: "Northdown Care" };
    alignment(names, Both { asking, asked }).reading
}

#[test]
fn people_who_share_everything_and_know_each_other_are_genuine() {
    assert_eq!(read(&people(5, "5", &[]), &people(5, "5", &[])), Reading::Told(Mode::Genuine));
}

#[test]
fn people_who_hope_for_the_others_skills_without_knowing_them_are_naive() {
    let hoping = people(5, "5", &[("knows_plans", "1"), ("knows_ways", "1")]);
    let outcomes = [("outcome_need", "1"), ("outcome_joined", "1"), ("outcome_money", "1")];
    assert_eq!(read(&hoping, &people(5, "5", &outcomes)), Reading::Told(Mode::Naive));
}

#[test]
fn shared_values_without_knowing_the_others_ways_unravel() {
    let views = [("view_earlier", "1"), ("view_home", "1"), ("view_choice", "1"), ("knows_ways", "1")];
    let low = [("expects_skills", "1")];
    assert_eq!(read(&people(5, "5", &low), &people(5, "5", &views)), Reading::Told(Mode::Unravelling));
}

#[test]
fn of_fewer_than_five_people_nothing_is_told() {
    let reading = read(&people(5, "5", &[]), &people(4, "5", &[]));
    assert!(
        matches!(&reading, Reading::CannotTell(CannotTell::TooFew { body, found: 4, .. }) if body == "Northdown Care"),
        "{reading:?}"
    );
}
