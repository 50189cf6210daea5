//! An evaluation of the example's record, run again from the files that it carries by their hashes.

use std::sync::atomic::Ordering;

use commonweal_record::fact::EvaluationId;
use commonweal_service::evaluation::again::{self, AgainError, Brought, MOST_PANEL_BYTES, begin};
use commonweal_service::evaluation::kept::{Attempt, Beside};
use commonweal_service::record::policy::Role;

use crate::scene::{NOW, Scene, acting, falls, figures};

#[test]
fn the_files_of_the_record_give_its_figures_again_and_the_panel_is_not_kept() {
    let scene = Scene::new();
    let work = scene.begin(Role::Lead, &scene.brought).unwrap();
    assert_eq!(scene.beside(), Beside { found: None, attempt: Some(Attempt::Running) });
    work.carry_out(&scene.place).unwrap();
    let beside = scene.beside();
    assert_eq!(beside.attempt, None);
    let found = beside.found.unwrap();
    assert_eq!(found.sections[0].id, "fit");
    assert!(found.sections.iter().any(|section| section.html.contains("<svg")));
    let panel = String::from_utf8(scene.brought.panel.clone()).unwrap();
    let donors = panel.lines().filter(|row| row.starts_with("Ambershaw,"));
    let everything = format!("{found:?}");
    assert_eq!(donors.filter(|row| everything.contains(row)).count(), 0);
    assert!(!everything.contains("/tmp"), "the place where the panel lay for a moment is told");
    again::forget(&scene.place, &scene.log, &acting(Role::Lead), &falls()).unwrap();
    assert_eq!(scene.beside(), Beside::default());
}

#[test]
fn another_protocol_or_panel_is_refused_by_its_hash_before_anything_is_run() {
    let scene = Scene::new();
    let mut other = scene.brought.clone();
    other.panel.push(b'\n');
    let refused = scene.begin(Role::Lead, &other);
    assert!(matches!(refused, Err(AgainError::OtherFile { what: "panel", .. })), "{refused:?}");
    let mut other = scene.brought.clone();
    other.protocol.push(b'\n');
    let refused = scene.begin(Role::Lead, &other);
    assert!(matches!(refused, Err(AgainError::OtherFile { what: "protocol", .. })), "{refused:?}");
    assert_eq!(scene.beside(), Beside::default());
}

#[test]
fn a_panel_beyond_the_limit_is_refused() {
    let scene = Scene::new();
    let large = Brought { panel: vec![b'0'; MOST_PANEL_BYTES + 1], ..scene.brought.clone() };
    let refused = scene.begin(Role::Lead, &large);
    assert!(matches!(refused, Err(AgainError::TooLarge { what: "panel", .. })), "{refused:?}");
}

#[test]
fn figures_that_the_record_does_not_carry_are_told_and_not_kept() {
    let [estimate, lower, _] = figures().clone();
    let scene = Scene::with_figures(estimate, lower, "999.9".to_owned());
    scene.begin(Role::Lead, &scene.brought).unwrap().carry_out(&scene.place).unwrap();
    let Beside { found: None, attempt: Some(Attempt::Failed { why }) } = scene.beside() else {
        return assert_eq!(scene.beside(), Beside::default());
    };
    assert!(why.contains("to 999.9"), "{why}");
}

#[test]
fn evaluations_are_run_one_at_a_time_until_one_has_taken_too_long() {
    let scene = Scene::new();
    let first = scene.begin(Role::Lead, &scene.brought).unwrap();
    assert!(matches!(scene.begin(Role::Lead, &scene.brought), Err(AgainError::AtWork)));
    scene.clock.store(NOW + 15 * 60 + 1, Ordering::Relaxed);
    let second = scene.begin(Role::Lead, &scene.brought).unwrap();
    second.carry_out(&scene.place).unwrap();
    drop(first);
    assert!(scene.begin(Role::Lead, &scene.brought).is_ok());
}

#[test]
fn who_may_not_attach_an_evaluation_may_not_run_or_remove_one() {
    let scene = Scene::new();
    let refused = scene.begin(Role::Member, &scene.brought);
    assert!(matches!(refused, Err(AgainError::Denied(_))), "{refused:?}");
    let refused = again::forget(&scene.place, &scene.log, &acting(Role::Member), &falls());
    assert!(matches!(refused, Err(AgainError::Denied(_))), "{refused:?}");
}

#[test]
fn an_evaluation_that_was_never_attached_is_not_run() {
    let scene = Scene::new();
    let unknown: EvaluationId = "stays".parse().unwrap();
    let refused = begin(&scene.place, &scene.log, &acting(Role::Lead), &unknown, scene.brought.clone());
    assert!(matches!(refused, Err(AgainError::NotAttached { .. })), "{refused:?}");
}
