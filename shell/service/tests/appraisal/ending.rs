//! Start, not now, no: what each takes, and what the record says of it.

use commonweal_record::fact::kinds::members::AppraisalOutcome;
use commonweal_service::appraisal::ending::{Ending, MOST_REASON, end, set_aside};
use commonweal_service::appraisal::recording::put_on_record;
use commonweal_service::appraisal::{AppraisalError, By};
use commonweal_service::record::policy::Role;

use crate::scene::{Scene, acting, acute, council};

/// Both have handed in, the side that was asked with these answers.
fn handed_in(scene: &Scene, otherwise: &[(&str, &str)]) -> String {
    let id = scene.opened();
    scene.hand_in(By::Account(&id, &acute()), &[]);
    scene.hand_in(By::Account(&id, &council()), otherwise);
    id
}

#[test]
fn each_side_that_starts_is_on_one_record_with_its_benefit_and_the_hash_of_the_text() {
    let scene = Scene::new();
    let id = handed_in(&scene, &[("own_benefit", "fewer crises at home")]);
    scene.end(By::Account(&id, &acute()), AppraisalOutcome::GoAhead).unwrap();
    scene.end(By::Account(&id, &council()), AppraisalOutcome::GoAhead).unwrap();
    let slug = scene.read(By::Account(&id, &acute())).slug().unwrap().to_owned();
    assert!(slug.starts_with("northdown-acute-fictional-and-northdown-council-"), "{slug}");
    let documents = scene.partnership(&slug, |it| {
        let members = &it.members;
        assert_eq!(members.proposed.len(), 1);
        assert_eq!(members.proposed[0].fact.aims[0].as_str(), "fewer people wait in A&E");
        let benefits: Vec<&str> = members.benefits.iter().map(|told| told.fact.benefit.as_str()).collect();
        assert_eq!(benefits, ["beds free by noon", "fewer crises at home"]);
        let concluded = members.appraisals.iter().map(|told| (told.body.as_str(), told.fact.outcome));
        let go_ahead = AppraisalOutcome::GoAhead;
        assert_eq!(concluded.collect::<Vec<_>>(), [("acute", go_ahead), ("council", go_ahead)]);
        members.appraisals.iter().map(|told| told.fact.document.unwrap()).collect::<Vec<_>>()
    });
    for document in documents {
        let text = String::from_utf8(scene.place().kept(document).unwrap().unwrap()).unwrap();
        assert!(text.contains("so we think") && text.contains("fewer crises at home"), "{text}");
    }
}

#[test]
fn what_is_on_the_record_already_is_not_said_twice() {
    let scene = Scene::new();
    let id = handed_in(&scene, &[]);
    scene.end(By::Account(&id, &acute()), AppraisalOutcome::GoAhead).unwrap();
    let slug = put_on_record(scene.place(), By::Account(&id, &acute())).unwrap();
    let counts = scene.partnership(&slug, |it| (it.members.benefits.len(), it.members.appraisals.len()));
    assert_eq!(counts, (1, 1));
}

#[test]
fn no_and_not_now_can_be_said_before_anything_is_handed_in_and_state_no_benefit() {
    let scene = Scene::new();
    let id = scene.opened();
    let (ours, theirs) = (acute(), council());
    scene.fill(By::Account(&id, &ours), &[]);
    scene.end(By::Account(&id, &ours), AppraisalOutcome::No).unwrap();
    scene.end(By::Account(&id, &theirs), AppraisalOutcome::NotYet).unwrap();
    let appraisal = scene.read(By::Account(&id, &theirs));
    assert!(appraisal.own().end.as_ref().unwrap().again.is_some());
    let told = scene.partnership(appraisal.slug().unwrap(), |it| {
        let outcomes: Vec<_> = it.members.appraisals.iter().map(|told| told.fact.outcome).collect();
        (outcomes, it.members.benefits.len())
    });
    assert_eq!(told, (vec![AppraisalOutcome::No, AppraisalOutcome::NotYet], 0));
}

#[test]
fn a_side_that_said_no_says_nothing_of_what_the_other_has_not_handed_in() {
    let scene = Scene::new();
    let id = scene.opened();
    scene.fill(By::Account(&id, &council()), &[("brings", "a van")]);
    scene.end(By::Account(&id, &acute()), AppraisalOutcome::No).unwrap();
    let slug = scene.read(By::Account(&id, &acute())).slug().unwrap().to_owned();
    let document = scene.partnership(&slug, |it| it.members.appraisals[0].fact.document.unwrap());
    let text = String::from_utf8(scene.place().kept(document).unwrap().unwrap()).unwrap();
    assert!(!text.contains("a van"), "{text}");
}

#[test]
fn starting_takes_both_sides_answers() {
    let scene = Scene::new();
    let id = scene.opened();
    scene.hand_in(By::Account(&id, &acute()), &[]);
    let early = scene.end(By::Account(&id, &acute()), AppraisalOutcome::GoAhead).unwrap_err();
    assert!(
        matches!(&early, AppraisalError::NotBothHandedIn { name } if name.starts_with("Northdown Council")),
        "{early}"
    );
}

#[test]
fn what_is_imposed_starts_once_the_rule_is_set_aside_with_a_reason() {
    let scene = Scene::new();
    let id = handed_in(&scene, &[("sought", "imposed")]);
    let (ours, theirs) = (acute(), council());
    let by = By::Account(&id, &ours);
    let refused = scene.end(by, AppraisalOutcome::GoAhead).unwrap_err();
    assert!(matches!(refused, AppraisalError::Refused { .. }), "{refused}");
    let empty = set_aside(scene.place(), by, "sought_not_imposed", "  ");
    assert!(matches!(empty, Err(AppraisalError::Reason { .. })), "{empty:?}");
    let not_open = set_aside(scene.place(), by, "not_only_a_board", "it is more");
    assert!(matches!(not_open, Err(AppraisalError::NotOpen { .. })), "{not_open:?}");
    set_aside(scene.place(), By::Account(&id, &theirs), "sought_not_imposed", "we have come to want it")
        .unwrap();
    scene.end(by, AppraisalOutcome::GoAhead).unwrap();
    let text = commonweal_service::appraisal::document::text(&scene.read(by));
    assert!(text.contains("we have come to want it"), "{text}");
}

#[test]
fn a_warning_does_not_hold_up_a_start() {
    let scene = Scene::new();
    let id = handed_in(&scene, &[("changes", "board")]);
    assert_eq!(scene.read(By::Account(&id, &acute())).unclear().len(), 1);
    scene.end(By::Account(&id, &acute()), AppraisalOutcome::GoAhead).unwrap();
}

#[test]
fn an_end_takes_a_reason_and_not_now_a_day_after_today() {
    let scene = Scene::new();
    let id = scene.opened();
    let today = scene.place().surroundings().today().unwrap();
    let say = |outcome, reason: &str, again| {
        let ending = Ending { outcome, reason: reason.to_owned(), again };
        end(scene.place(), By::Account(&id, &acute()), &ending)
    };
    for reason in [" ".to_owned(), "é".repeat(MOST_REASON + 1)] {
        let refused = say(AppraisalOutcome::No, &reason, None);
        assert!(matches!(refused, Err(AppraisalError::Reason { .. })), "{refused:?}");
    }
    for again in [None, Some(today)] {
        let refused = say(AppraisalOutcome::NotYet, "later", again);
        assert!(matches!(refused, Err(AppraisalError::Again)), "{refused:?}");
    }
    say(AppraisalOutcome::NotYet, &"é".repeat(MOST_REASON), today.after_days(1)).unwrap();
}

#[test]
fn not_now_can_become_a_start_and_a_start_is_not_taken_back_here() {
    let scene = Scene::new();
    let id = handed_in(&scene, &[]);
    let ours = acute();
    let by = By::Account(&id, &ours);
    scene.end(by, AppraisalOutcome::NotYet).unwrap();
    scene.pass(60);
    scene.end(by, AppraisalOutcome::GoAhead).unwrap();
    let slug = scene.read(by).slug().unwrap().to_owned();
    let outcomes = scene.partnership(&slug, |it| {
        it.members.appraisals.iter().map(|told| told.fact.outcome).collect::<Vec<_>>()
    });
    assert_eq!(outcomes, [AppraisalOutcome::NotYet, AppraisalOutcome::GoAhead]);
    let late = scene.end(by, AppraisalOutcome::No);
    assert!(matches!(late, Err(AppraisalError::Started { .. })), "{late:?}");
}

#[test]
fn a_member_says_no_end() {
    let scene = Scene::new();
    let id = scene.opened();
    let denied = scene.end(By::Account(&id, &[acting("acute", Role::Member)]), AppraisalOutcome::No);
    assert!(matches!(denied, Err(AppraisalError::Denied(_))), "{denied:?}");
}
