//! What the next who asks is told.

use commonweal_appraise::side_by_side::Side;
use commonweal_record::fact::kinds::members::AppraisalOutcome;
use commonweal_service::appraisal::By;
use commonweal_service::appraisal::history::{History, of};

use crate::scene::{DAY, Scene, acute, council};

const COUNCIL: &str = "northdown COUNCIL (fictional)";

#[test]
fn a_body_without_a_past_has_none() {
    let scene = Scene::new();
    assert_eq!(of(&scene.logs, COUNCIL).unwrap(), History::default());
    scene.opened();
    assert_eq!(of(&scene.logs, COUNCIL).unwrap(), History::default(), "what is open is nobody else's affair");
}

#[test]
fn not_now_is_told_with_its_day_to_whoever_asks_about_either() {
    let scene = Scene::new();
    let id = scene.opened();
    scene.end(By::Account(&id, &council()), AppraisalOutcome::NotYet).unwrap();
    let today = scene.place().surroundings().today().unwrap();
    for name in [COUNCIL, "Northdown Acute (fictional)"] {
        let history = of(&scene.logs, name).unwrap();
        assert_eq!((history.partnerships.len(), history.appraisals.len()), (0, 1), "{name}");
        let (outcome, _, again) = history.appraisals[0].ends.of(Side::Asked).unwrap();
        assert_eq!((outcome, again), (AppraisalOutcome::NotYet, today.after_days(30)));
        assert_eq!(*history.appraisals[0].ends.of(Side::Asking), None);
    }
    assert_eq!(of(&scene.logs, "Northdown Feet (fictional)").unwrap(), History::default());
}

#[test]
fn what_was_concluded_by_a_link_alone_is_not_told() {
    let scene = Scene::new();
    let (id, secret) = scene.opened_with_stranger();
    scene.end(By::Link(&secret), AppraisalOutcome::No).unwrap();
    assert_eq!(of(&scene.logs, "Northdown Acute (fictional)").unwrap(), History::default());
    scene.end(By::Account(&id, &acute()), AppraisalOutcome::No).unwrap();
    let history = of(&scene.logs, "Northdown Acute (fictional)").unwrap();
    assert!(history.appraisals[0].ends.of(Side::Asking).is_some());
    assert_eq!(*history.appraisals[0].ends.of(Side::Asked), None);
}

#[test]
fn the_latest_comes_first() {
    let scene = Scene::new();
    let first = scene.opened();
    scene.end(By::Account(&first, &acute()), AppraisalOutcome::No).unwrap();
    scene.pass(DAY);
    let second = scene.try_open(&acute()[0], "Northdown Feet (fictional)").unwrap();
    scene.end(By::Account(&second, &acute()), AppraisalOutcome::No).unwrap();
    let history = of(&scene.logs, "Northdown Acute (fictional)").unwrap();
    let others: Vec<&str> = history.appraisals.iter().map(|it| it.names.asked.as_str()).collect();
    assert_eq!(others, ["Northdown Feet (fictional)", "Northdown Council (fictional)"]);
}
