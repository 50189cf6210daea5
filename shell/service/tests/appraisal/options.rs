//! Options: written down by both sides, or brought as a file, and compared.

use commonweal_record::fact::kinds::members::AppraisalOutcome;
use commonweal_service::appraisal::options::{
    MOST_OPTIONS, Weighed, begin_anew, bring, remove_option, stamp, write_frame, write_option,
};
use commonweal_service::appraisal::{Appraisal, AppraisalError, By, document};
use commonweal_service::options::{BroughtError, MOST_BYTES};
use commonweal_service::record::policy::Role;
use commonweal_value::options::sheet::{Frame, Lack, Sheet};

use crate::scene::{Scene, acting, acute, council};

const FILE: &str = r#"
base-year = "2024/25"
horizon-years = 2
vintage = "green-book-2026"
[pockets]
council = "Northdown Council (fictional)"
[[options]]
name = "As it is"
kind = "business-as-usual"
delivered-by = "each for itself"
[[options.costs]]
name = "Falls"
pocket = "council"
amount = "£50,000"
[[options]]
name = "A number to ring"
kind = "do-minimum"
delivered-by = "charity"
[[options.costs]]
name = "Ringing"
pocket = "council"
amount = "£20,000"
"#;

fn fields(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn frame(years: &str) -> Vec<(String, String)> {
    fields(&[("prices", "2024/25"), ("years", years), ("budgets", "Northdown Council (fictional)")])
}

fn option(name: &str, kind: &str, amount: &str) -> Vec<(String, String)> {
    fields(&[
        ("name", name),
        ("kind", kind),
        ("delivered_by", "charity"),
        ("line_1_what", name),
        ("line_1_sort", "cost"),
        ("line_1_budget", "Northdown Council (fictional)"),
        ("line_1_amount", amount),
        ("line_1_source", "Our judgement"),
    ])
}

fn handed_in(scene: &Scene) -> String {
    let id = scene.opened();
    scene.hand_in(By::Account(&id, &acute()), &[]);
    scene.hand_in(By::Account(&id, &council()), &[]);
    id
}

fn sheet(appraisal: &Appraisal) -> Sheet {
    appraisal.options().and_then(|kept| kept.sheet()).cloned().unwrap_or_default()
}

fn stamp_of(appraisal: &Appraisal, name: &str) -> String {
    stamp(sheet(appraisal).options.iter().find(|option| option.name == name).unwrap())
}

fn first_frame() -> String {
    stamp(&None::<Frame>)
}

#[test]
fn what_both_sides_write_down_is_compared_and_stands_in_the_text_of_the_appraisal() {
    let scene = Scene::new();
    let id = handed_in(&scene);
    let (ours, theirs) = (acute(), council());
    let (ours, theirs) = (By::Account(&id, &ours), By::Account(&id, &theirs));
    assert_eq!(write_frame(scene.place(), ours, &first_frame(), &frame("2")).unwrap(), []);
    assert_eq!(write_option(scene.place(), theirs, "", &option("As it is", "usual", "£50k")).unwrap(), []);
    let begun = scene.read(ours).weighed().unwrap();
    assert_eq!(begun, Weighed::Unfinished(vec![Lack::TooFew, Lack::DoMinimum]));
    assert_eq!(write_option(scene.place(), ours, "", &option("Ringing", "least", "£20k")).unwrap(), []);
    let appraisal = scene.read(theirs);
    let Weighed::Compared(found) = appraisal.weighed().unwrap() else { panic!("not compared") };
    // £20,000 × (1 + 1/1.035).
    assert_eq!(found.options[1].central.npsv_pence, -3_932_367);
    let text = document::text(&appraisal);
    assert!(
        text.contains("Preferred: Ringing") && text.contains("Last changed by Northdown Acute"),
        "{text}"
    );
    let file = appraisal.options_file().unwrap();
    bring(scene.place(), theirs, file.as_bytes()).unwrap();
    let Weighed::Compared(again) = scene.read(ours).weighed().unwrap() else { panic!("not compared") };
    assert_eq!(
        again.options[1].central, found.options[1].central,
        "the file says something else than the forms"
    );
}

#[test]
fn nothing_is_weighed_before_both_have_handed_in_nor_after_both_have_started() {
    let scene = Scene::new();
    let id = scene.opened();
    let (ours, theirs) = (acute(), council());
    let (ours, theirs) = (By::Account(&id, &ours), By::Account(&id, &theirs));
    scene.hand_in(ours, &[]);
    let early = [
        write_frame(scene.place(), ours, &first_frame(), &frame("2")).map(|_| ()),
        bring(scene.place(), ours, FILE.as_bytes()),
    ];
    for early in early {
        assert!(matches!(early, Err(AppraisalError::NotBothHandedIn { .. })), "{early:?}");
    }
    scene.hand_in(theirs, &[]);
    scene.end(ours, AppraisalOutcome::GoAhead).unwrap();
    bring(scene.place(), ours, FILE.as_bytes()).unwrap();
    scene.end(theirs, AppraisalOutcome::GoAhead).unwrap();
    let late = begin_anew(scene.place(), ours);
    assert!(matches!(late, Err(AppraisalError::BothStarted)), "{late:?}");
    assert!(
        matches!(scene.read(ours).weighed().unwrap(), Weighed::Compared(_)),
        "it was taken away all the same"
    );
}

#[test]
fn nobody_overwrites_what_another_wrote_meanwhile() {
    let scene = Scene::new();
    let id = handed_in(&scene);
    let (ours, theirs) = (acute(), council());
    let (ours, theirs) = (By::Account(&id, &ours), By::Account(&id, &theirs));
    write_frame(scene.place(), ours, &first_frame(), &frame("2")).unwrap();
    let late = write_frame(scene.place(), theirs, &first_frame(), &frame("3"));
    assert!(matches!(late, Err(AppraisalError::ChangedMeanwhile)), "{late:?}");
    write_option(scene.place(), ours, "", &option("Ringing", "least", "£20k")).unwrap();
    let opened = stamp_of(&scene.read(theirs), "Ringing");
    write_option(scene.place(), ours, &opened, &option("Ringing", "least", "£25k")).unwrap();
    let late = [
        write_option(scene.place(), theirs, &opened, &option("Ringing", "least", "£5k")).map(|_| ()),
        remove_option(scene.place(), theirs, &opened),
    ];
    for late in late {
        assert!(matches!(late, Err(AppraisalError::ChangedMeanwhile)), "{late:?}");
    }
    // Two who add options at the same time are not in each other's way.
    write_option(scene.place(), theirs, "", &option("As it is", "usual", "£50k")).unwrap();
    let now = scene.read(ours);
    assert_eq!(sheet(&now).frame.unwrap().years, 2);
    assert_eq!(sheet(&now).options[0].lines[0].a_year.likely.0, 2_500_000);
    remove_option(scene.place(), theirs, &stamp_of(&now, "Ringing")).unwrap();
    let names: Vec<String> = sheet(&scene.read(ours)).options.into_iter().map(|option| option.name).collect();
    assert_eq!(names, ["As it is"]);
}

#[test]
fn a_wrong_field_is_told_and_nothing_is_kept() {
    let scene = Scene::new();
    let id = handed_in(&scene);
    let ours = acute();
    let ours = By::Account(&id, &ours);
    assert_eq!(write_frame(scene.place(), ours, &first_frame(), &frame("no")).unwrap()[0].field, "years");
    assert_eq!(scene.read(ours).options(), None);
    write_frame(scene.place(), ours, &first_frame(), &frame("2")).unwrap();
    let wrong = write_option(scene.place(), ours, "", &option("Ringing", "least", "much")).unwrap();
    assert_eq!(wrong[0].field, "line_1_amount");
    write_option(scene.place(), ours, "", &option("Ringing", "least", "£1")).unwrap();
    let twice = write_option(scene.place(), ours, "", &option("Ringing", "change", "£2")).unwrap();
    assert_eq!(twice[0].field, "name");
    assert_eq!(sheet(&scene.read(ours)).options.len(), 1);
    for number in 1..MOST_OPTIONS {
        write_option(scene.place(), ours, "", &option(&format!("Option {number}"), "change", "£1")).unwrap();
    }
    let many = write_option(scene.place(), ours, "", &option("One more", "change", "£1"));
    assert!(matches!(many, Err(AppraisalError::TooManyOptions { .. })), "{many:?}");
}

#[test]
fn a_file_that_cannot_be_weighed_here_says_why_and_what_was_there_stays() {
    let scene = Scene::new();
    let id = handed_in(&scene);
    let ours = acute();
    let ours = By::Account(&id, &ours);
    bring(scene.place(), ours, FILE.as_bytes()).unwrap();
    let before = scene.read(ours).options_file();
    let names_one = format!("parameters = [\"../figures.toml\"]\n{FILE}");
    let with_evaluation = format!("{FILE}\n[effects.falls]\nevaluation = \"/etc/passwd\"\n");
    let too_large = format!("{FILE}\n#{}", "x".repeat(MOST_BYTES));
    let not_a_text = BroughtError::NotAText.to_string();
    let cases: [(&[u8], &str); 6] = [
        (b"", &not_a_text),
        (b"\xff\xfe", &not_a_text),
        (too_large.as_bytes(), &not_a_text),
        (names_one.as_bytes(), "It names ../figures.toml, which is not here"),
        (with_evaluation.as_bytes(), "It names /etc/passwd, which is not here"),
        (b"options = 1", "In the file, "),
    ];
    for (bytes, says) in cases {
        let wrong = bring(scene.place(), ours, bytes);
        let Err(AppraisalError::Options(error)) = &wrong else { panic!("{wrong:?}") };
        assert!(error.to_string().starts_with(says), "{error}");
    }
    assert_eq!(scene.read(ours).options_file(), before);
    let over_a_file = write_frame(scene.place(), ours, &first_frame(), &frame("2"));
    assert!(matches!(over_a_file, Err(AppraisalError::ChangedMeanwhile)), "{over_a_file:?}");
    begin_anew(scene.place(), ours).unwrap();
    assert_eq!(scene.read(ours).options(), None);
}

#[test]
fn whoever_comes_by_the_link_writes_options_down_and_nobody_of_another_body_does() {
    let scene = Scene::new();
    let (id, secret) = scene.opened_with_stranger();
    scene.hand_in(By::Account(&id, &acute()), &[]);
    scene.hand_in(By::Link(&secret), &[]);
    assert_eq!(write_frame(scene.place(), By::Link(&secret), &first_frame(), &frame("2")).unwrap(), []);
    let another = [acting("feet", Role::Lead)];
    let denied =
        write_option(scene.place(), By::Account(&id, &another), "", &option("Ringing", "least", "£1"));
    assert!(matches!(denied, Err(AppraisalError::Denied(_))), "{denied:?}");
}
