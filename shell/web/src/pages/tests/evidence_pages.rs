//! The evidence of the example, run again from its files: fit before effect, pictures with their tables, and nothing of the panel.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use commonweal_service::evaluation::run;
use commonweal_service::example as place;
use commonweal_service::example::partnership::SLUG;
use commonweal_service::protocol_file;
use commonweal_service::record::policy::Role;

use super::example::{ACUTE, Example};
use crate::pages::evidence;
use crate::routes::Handler;

const ONE: &str = "/partnerships/saltmere/evidence/falls";

/// The example with a quick evaluation of its own data, read by somebody of the hospital.
pub(super) fn evaluated(role: Role) -> Example {
    let folder = tempfile::tempdir().unwrap();
    let files = place::write(folder.path()).unwrap();
    let protocol = fs::read_to_string(&files.protocol).unwrap().replace("\"all\"", "\"did\"");
    fs::write(&files.protocol, &protocol).unwrap();
    let report = run(&protocol_file::read(&files.protocol).unwrap(), "", &|_| {}).unwrap();
    let estimate = report.estimates().next().unwrap();
    let interval = estimate.interval.unwrap();
    let figures = [estimate.estimate, interval.lower, interval.upper].map(|figure| format!("{figure:.1}"));
    let data = fs::read(&files.data).unwrap();
    let content = |name: &str| if name == "data" { data.clone() } else { protocol.clone().into_bytes() };
    let figures = [figures[0].as_str(), figures[1].as_str(), figures[2].as_str()];
    let mut example = Example::evaluated(figures, content).read_by(ACUTE, role);
    example.files = vec![("protocol".to_owned(), protocol.into_bytes()), ("panel".to_owned(), data)];
    example
}

pub(super) fn one(example: &Example, handler: Handler, end: &str, table: &str) -> String {
    let parts = [("slug", SLUG), ("evaluation", "falls"), ("table", table)];
    example.visited(handler, &format!("{ONE}{end}"), &parts, &[]).said()
}

/// Runs it again and waits until it is done.
pub(super) fn run_again(example: &Example) -> String {
    assert_eq!(one(example, evidence::one::run, "/run", ""), ONE);
    for _ in 0..600 {
        let page = one(example, evidence::one::page, "", "");
        if !page.contains("It is being run") {
            return page;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("it is still being run");
}

#[test]
fn an_evaluation_run_again_shows_its_fit_before_its_effect_and_each_picture_with_its_table() {
    let example = evaluated(Role::Lead);
    assert!(one(&example, evidence::one::page, "", "").contains("is not kept here"));
    run_again(&example);
    let page = example.page(evidence::page, "/evidence");
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("'{words}' is not in: {page}"));
    assert!(place("How well the comparison fits before the start") < place("class=\"cw-effect\""));
    assert!(
        place("class=\"cw-effect\"") < place("figure-path") && place("figure-path") < place("figure-gap")
    );
    assert!(page.contains("what would have happened anyway: the figures as a table"));
    assert!(page.contains(&format!("{ONE}/path.csv")) && page.contains(&format!("{ONE}/evaluation.json")));
    let path = one(&example, evidence::one::table, "/path.csv", "path.csv");
    assert!(path.lines().next().unwrap().contains("counterfactual"), "{path}");
    assert!(
        one(&example, evidence::one::table, "/evaluation.json", "evaluation.json")
            .contains("commonweal.evaluation/1")
    );
    assert_eq!(one(&example, evidence::one::forget, "/forget", ""), ONE);
    assert!(!example.page(evidence::page, "/evidence").contains("figure-path"));
}

#[test]
fn another_panel_is_refused_beside_its_field_and_a_missing_one_is_asked_for() {
    let mut example = evaluated(Role::Lead);
    example.files[1].1.push(b'\n');
    let page = one(&example, evidence::one::run, "/run", "");
    assert!(page.contains("<title>Error: ") && page.contains("id=\"panel-error\""), "{page}");
    example.files.remove(1);
    assert!(one(&example, evidence::one::run, "/run", "").contains("Choose the file of the panel"));
}

#[test]
fn who_may_not_attach_an_evaluation_is_not_offered_to_run_one() {
    let example = evaluated(Role::Member);
    assert!(!one(&example, evidence::one::page, "", "").contains("enctype"));
    assert!(one(&evaluated(Role::Lead), evidence::one::page, "", "").contains("enctype"));
}
