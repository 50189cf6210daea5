//! Each side on its own, and who may answer for it.

use commonweal_appraise::questionnaire::{AnswerError, Section};
use commonweal_record::fact::kinds::members::AppraisalOutcome;
use commonweal_service::appraisal::answering::{MOST_RESPONDENTS, Part, hand_in, remove, save};
use commonweal_service::appraisal::document::text;
use commonweal_service::appraisal::seat::read;
use commonweal_service::appraisal::waiting::{self, Waits};
use commonweal_service::appraisal::{AppraisalError, By};
use commonweal_service::record::policy::Role;

use crate::scene::{DAY, Scene, acting, acute, council};

const PURPOSE: Part = Part { section: Section::Purpose, respondent: 0 };

fn given(id: &str, answer: &str) -> Vec<(String, String)> {
    vec![(id.to_owned(), answer.to_owned())]
}

#[test]
fn neither_side_is_given_the_others_answers_before_both_have_handed_in() {
    let scene = Scene::new();
    let id = scene.opened();
    let (ours, theirs) = (acute(), council());
    let (ours, theirs) = (By::Account(&id, &ours), By::Account(&id, &theirs));
    scene.hand_in(ours, &[("brings", "two nurses on Fridays")]);
    scene.fill(theirs, &[("brings", "a van")]);
    for (by, other) in [(ours, "a van"), (theirs, "two nurses on Fridays")] {
        let appraisal = scene.read(by);
        assert!(appraisal.both().is_none());
        assert!(!text(&appraisal).contains(other), "{}", text(&appraisal));
    }
    hand_in(scene.place(), theirs).unwrap();
    for by in [ours, theirs] {
        let text = text(&scene.read(by));
        assert!(text.contains("a van") && text.contains("two nurses on Fridays"), "{text}");
    }
}

#[test]
fn a_member_answers_and_a_lead_hands_in_and_nobody_else_reads() {
    let scene = Scene::new();
    let id = scene.opened();
    let member = [acting("acute", Role::Member)];
    scene.fill(By::Account(&id, &member), &[]);
    let denied = hand_in(scene.place(), By::Account(&id, &member));
    assert!(matches!(denied, Err(AppraisalError::Denied(_))), "{denied:?}");
    for stranger in [vec![acting("feet", Role::Officer)], vec![acting("acute", Role::Host)], vec![]] {
        let denied = read(scene.place(), By::Account(&id, &stranger));
        assert!(matches!(denied, Err(AppraisalError::Denied(_))), "{denied:?}");
    }
}

#[test]
fn opening_takes_a_lead_another_body_and_words_that_a_record_takes() {
    let scene = Scene::new();
    let denied = scene.try_open(&acting("acute", Role::Member), "Northdown Council (fictional)");
    assert!(matches!(denied, Err(AppraisalError::Denied(_))), "{denied:?}");
    let oneself = scene.try_open(&acute()[0], "northdown acute (FICTIONAL)");
    assert!(matches!(oneself, Err(AppraisalError::WithOneself { .. })), "{oneself:?}");
    let unfit = scene.try_open(&acute()[0], "ask ada@feet.example");
    assert!(matches!(unfit, Err(AppraisalError::NotForTheRecord { .. })), "{unfit:?}");
}

#[test]
fn the_one_that_is_open_is_given_again_whoever_of_the_two_asks() {
    let scene = Scene::new();
    let id = scene.opened();
    assert_eq!(scene.opened(), id);
    assert_eq!(scene.try_open(&council()[0], "Northdown Acute (fictional)").unwrap(), id);
    assert_ne!(scene.try_open(&acute()[0], "Northdown Feet (fictional)").unwrap(), id);
}

#[test]
fn what_is_right_is_kept_and_what_is_wrong_is_told() {
    let scene = Scene::new();
    let (id, ours) = (scene.opened(), acute());
    let by = By::Account(&id, &ours);
    let mut answers = given("sought", "sought");
    answers.extend(given("paying", "perhaps"));
    let wrong = save(scene.place(), by, PURPOSE, &answers).unwrap();
    assert_eq!(wrong.iter().map(AnswerError::question).collect::<Vec<_>>(), ["paying"]);
    let appraisal = scene.read(by);
    assert_eq!(
        (appraisal.answers().get("sought"), appraisal.answers().get("paying")),
        (Some("sought"), None)
    );
}

#[test]
fn answers_of_another_section_are_not_taken_along() {
    let scene = Scene::new();
    let (id, ours) = (scene.opened(), acute());
    let by = By::Account(&id, &ours);
    save(scene.place(), by, PURPOSE, &given("brings", "a van")).unwrap();
    assert_eq!(scene.read(by).answers().get("brings"), None);
}

#[test]
fn handing_in_takes_every_answer_that_must_be_given_and_then_they_stay() {
    let scene = Scene::new();
    let (id, ours) = (scene.opened(), acute());
    let by = By::Account(&id, &ours);
    let missing = hand_in(scene.place(), by).unwrap_err();
    assert!(
        matches!(&missing, AppraisalError::Missing { first, .. } if first.id == "public_gain"),
        "{missing}"
    );
    scene.hand_in(by, &[]);
    let late = save(scene.place(), by, PURPOSE, &given("sought", "imposed"));
    assert!(matches!(late, Err(AppraisalError::HandedIn { .. })), "{late:?}");
    assert_eq!(scene.read(by).answers().get("sought"), Some("sought"));
}

#[test]
fn respondents_are_added_one_by_one_up_to_the_most_and_removed() {
    let scene = Scene::new();
    let (id, ours) = (scene.opened(), acute());
    let by = By::Account(&id, &ours);
    let answer = |respondent: usize| {
        let part = Part { section: Section::Alignment, respondent };
        save(scene.place(), by, part, &given("view_home", "4"))
    };
    let skipped = answer(1);
    assert!(matches!(skipped, Err(AppraisalError::NoRespondent { number: 2, .. })), "{skipped:?}");
    for number in 0..MOST_RESPONDENTS {
        answer(number).unwrap();
    }
    assert!(matches!(answer(MOST_RESPONDENTS), Err(AppraisalError::NoRespondent { .. })));
    remove(scene.place(), by, 3).unwrap();
    assert_eq!(scene.read(by).respondents().len(), MOST_RESPONDENTS - 1);
    let gone = remove(scene.place(), by, MOST_RESPONDENTS);
    assert!(matches!(gone, Err(AppraisalError::NoRespondent { .. })), "{gone:?}");
}

#[test]
fn a_side_is_told_what_waits_for_it() {
    let scene = Scene::new();
    let (id, ours, theirs) = (scene.opened(), acute(), council());
    let waits = |body: &str| {
        let own = waiting::of(scene.place(), &body.parse().unwrap()).unwrap();
        own.into_iter().map(|own| own.waits.map(|(waits, _)| waits)).collect::<Vec<_>>()
    };
    assert_eq!((waits("acute"), waits("feet")), (vec![Some(Waits::Answers)], vec![]));
    scene.hand_in(By::Account(&id, &ours), &[]);
    assert_eq!((waits("acute"), waits("council")), (vec![None], vec![Some(Waits::Answers)]));
    scene.hand_in(By::Account(&id, &theirs), &[]);
    assert_eq!((waits("acute"), waits("council")), (vec![Some(Waits::End)], vec![Some(Waits::End)]));
}

#[test]
fn a_side_that_was_told_no_is_asked_how_it_ends_and_no_longer_for_its_answers() {
    let scene = Scene::new();
    let id = scene.opened();
    scene.end(By::Account(&id, &acute()), AppraisalOutcome::No).unwrap();
    let own = waiting::of(scene.place(), &council()[0].body).unwrap();
    assert_eq!(own[0].waits.unwrap().0, Waits::End);
    let today = scene.place().surroundings().today().unwrap();
    scene.end(By::Account(&id, &council()), AppraisalOutcome::NotYet).unwrap();
    let waits = || waiting::of(scene.place(), &council()[0].body).unwrap()[0].waits.map(|(waits, _)| waits);
    assert_eq!(waits(), None);
    scene.pass(30 * DAY);
    assert_eq!(waits(), Some(Waits::AnotherLook(today.after_days(30).unwrap())));
}
