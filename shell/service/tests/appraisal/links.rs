//! A body without an account answers by a link, and puts nothing on a record by it.

use commonweal_record::fact::kinds::members::AppraisalOutcome;
use commonweal_service::appraisal::link::{VALID_DAYS, make, revoke, take_over};
use commonweal_service::appraisal::recording::put_on_record;
use commonweal_service::appraisal::seat::read;
use commonweal_service::appraisal::waiting::{self, Waits};
use commonweal_service::appraisal::withdrawing::withdraw;
use commonweal_service::appraisal::{AppraisalError, By};
use commonweal_service::record::policy::Role;

use crate::scene::{DAY, STRANGER, Scene, acting, acute, council};

#[test]
fn a_link_answers_for_the_body_that_was_asked_and_for_no_other() {
    let scene = Scene::new();
    let (id, secret) = scene.opened_with_stranger();
    let seen = scene.read(By::Link(&secret));
    assert_eq!((seen.id.as_str(), seen.own().name.as_str()), (id.as_str(), STRANGER));
    scene.hand_in(By::Link(&secret), &[]);
    assert!(scene.read(By::Account(&id, &acute())).other().handed_in.is_some());
    let wrong = read(scene.place(), By::Link("another"));
    assert!(matches!(wrong, Err(AppraisalError::LinkGone)), "{wrong:?}");
    let by_id = read(scene.place(), By::Link(&id));
    assert!(matches!(by_id, Err(AppraisalError::LinkGone)), "{by_id:?}");
}

#[test]
fn a_link_ends_with_its_day_when_it_is_revoked_and_when_a_new_one_is_made() {
    let scene = Scene::new();
    let (id, first) = scene.opened_with_stranger();
    let ours = acute();
    let leads = |secret: &str| read(scene.place(), By::Link(secret)).is_ok();
    scene.pass(VALID_DAYS * DAY);
    assert!(leads(&first));
    scene.pass(1);
    assert!(!leads(&first));
    let again = || {
        let made = make(scene.place(), By::Account(&id, &ours)).unwrap();
        made.path.reveal().rsplit('/').next().unwrap().to_owned()
    };
    let second = again();
    let third = again();
    assert!(!leads(&second) && leads(&third));
    revoke(scene.place(), By::Account(&id, &ours)).unwrap();
    assert!(!leads(&third));
}

#[test]
fn only_a_lead_of_the_body_that_asked_makes_a_link_and_only_to_a_body_without_accounts() {
    let scene = Scene::new();
    let (id, secret) = scene.opened_with_stranger();
    let member = [acting("acute", Role::Member)];
    for by in [By::Account(&id, &member), By::Link(&secret)] {
        assert!(matches!(make(scene.place(), by), Err(AppraisalError::Denied(_))));
        assert!(matches!(revoke(scene.place(), by), Err(AppraisalError::Denied(_))));
    }
    let known = scene.opened();
    for by in [By::Account(&known, &acute()), By::Account(&known, &council())] {
        let taken = make(scene.place(), by);
        assert!(matches!(taken, Err(AppraisalError::Taken { .. })), "{taken:?}");
    }
}

#[test]
fn what_is_concluded_by_a_link_is_on_no_record_until_the_side_is_taken_over_with_an_account() {
    let scene = Scene::new();
    let (id, secret) = scene.opened_with_stranger();
    scene.hand_in(By::Account(&id, &acute()), &[]);
    scene.hand_in(By::Link(&secret), &[]);
    scene.end(By::Link(&secret), AppraisalOutcome::GoAhead).unwrap();
    assert_eq!(scene.read(By::Link(&secret)).slug(), None);
    assert!(matches!(put_on_record(scene.place(), By::Link(&secret)), Err(AppraisalError::Denied(_))));
    let feet = [acting("feet", Role::Lead)];
    assert_eq!(take_over(scene.place(), &secret, &feet[0]).unwrap(), id);
    let waits = waiting::of(scene.place(), &feet[0].body).unwrap()[0].waits.unwrap().0;
    assert_eq!(waits, Waits::Record);
    let slug = put_on_record(scene.place(), By::Account(&id, &feet)).unwrap();
    let concluded = scene.partnership(&slug, |it| it.members.appraisals[0].body.clone());
    assert_eq!(concluded, feet[0].body);
    assert!(matches!(read(scene.place(), By::Link(&secret)), Err(AppraisalError::LinkGone)));
}

#[test]
fn the_body_that_asked_cannot_take_the_other_side_over_nor_can_a_member() {
    let scene = Scene::new();
    let (_, secret) = scene.opened_with_stranger();
    let oneself = take_over(scene.place(), &secret, &acute()[0]);
    assert!(matches!(oneself, Err(AppraisalError::WithOneself { .. })), "{oneself:?}");
    let denied = take_over(scene.place(), &secret, &acting("feet", Role::Member));
    assert!(matches!(denied, Err(AppraisalError::Denied(_))), "{denied:?}");
    assert!(read(scene.place(), By::Link(&secret)).is_ok());
}

#[test]
fn what_was_opened_by_mistake_is_taken_back_while_the_other_side_has_answered_nothing() {
    let scene = Scene::new();
    let (id, secret) = scene.opened_with_stranger();
    let ours = acute();
    scene.fill(By::Account(&id, &ours), &[]);
    let member = [acting("acute", Role::Member)];
    for by in [By::Account(&id, &member), By::Link(&secret)] {
        let denied = withdraw(scene.place(), by);
        assert!(matches!(denied, Err(AppraisalError::Denied(_))), "{denied:?}");
    }
    withdraw(scene.place(), By::Account(&id, &ours)).unwrap();
    assert!(matches!(read(scene.place(), By::Account(&id, &ours)), Err(AppraisalError::Gone)));
    assert!(matches!(read(scene.place(), By::Link(&secret)), Err(AppraisalError::LinkGone)));
    assert_eq!(waiting::of(scene.place(), &ours[0].body).unwrap().len(), 0);
    assert_ne!(scene.opened_with_stranger().0, id, "the one that was taken back is open again");
}

#[test]
fn what_the_other_side_has_begun_to_answer_or_somebody_has_ended_is_not_taken_back() {
    let refused = |scene: &Scene, by: By<'_>| {
        let late = withdraw(scene.place(), by);
        assert!(matches!(late, Err(AppraisalError::NotTakenBack { .. })), "{late:?}");
    };
    let scene = Scene::new();
    let (ours, theirs) = (acute(), council());
    let id = scene.opened();
    assert!(scene.read(By::Account(&id, &ours)).can_be_taken_back());
    refused(&scene, By::Account(&id, &theirs));
    scene.fill(By::Account(&id, &theirs), &[]);
    assert!(!scene.read(By::Account(&id, &ours)).can_be_taken_back());
    refused(&scene, By::Account(&id, &ours));
    let another = scene.try_open(&ours[0], "Northdown Feet (fictional)").unwrap();
    scene.end(By::Account(&another, &ours), AppraisalOutcome::No).unwrap();
    refused(&scene, By::Account(&another, &ours));
}
