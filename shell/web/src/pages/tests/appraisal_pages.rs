//! An appraisal on the pages, from a candidate to three ends.

use commonweal_service::example::{appraisal as example_appraisal, directory};
use commonweal_service::record::policy::Role;

use super::example::{ACUTE, COMMUNITY, Example, officer};
use super::record_pages::text;
use crate::answer::Answer;
use crate::pages::{appraisals, find, home};
use crate::routes::Handler;

const BEGIN: &str =
    "/find/appraise?need=fewer falls&of=EXAMPLE/1&with=Saltmere Home Care (fictional)&style=upstream";
const STRANGER: &str = "Saltmere Home Care (fictional)";

fn example() -> Example {
    let example = Example::new();
    directory::write(example.place(), example.folder()).unwrap();
    example
}

fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What a handler answers about an appraisal.
fn answered(example: &Example, handler: Handler, id: &str, section: &str, fields: &[(&str, &str)]) -> Answer {
    let parts = [("appraisal", id), ("section", section), ("respondent", "1")];
    example.visited(handler, &format!("/appraisals/{id}"), &parts, &form(fields))
}

fn page(example: &Example, handler: Handler, id: &str) -> String {
    answered(example, handler, id, "purpose", &[]).said()
}

#[track_caller]
fn says(page: &str, words: &str) {
    let text = text(page).replace(" (fictional)", "");
    assert!(text.contains(words), "'{words}' is not in: {text}");
}

#[test]
fn whoever_is_not_signed_in_reads_what_is_asked_and_is_led_to_signing_in_and_back() {
    let page = example().visited(find::appraise::page, BEGIN, &[], &[]).said();
    says(&page, "Appraise: Saltmere Acute and Saltmere Home Care");
    says(&page, "Is it right here at all? Better value for the public, or there is no point.");
    says(&page, "Saltmere Together , integration: is a partner.");
    assert!(page.contains("/sign-in?next=/find/appraise%3Fneed%3Dfewer%2520falls"), "{page}");
}

#[test]
fn how_a_regulator_rated_the_candidate_is_told_with_the_entry_that_says_so() {
    let community = BEGIN.replace("Saltmere Home Care", "Saltmere Community Care");
    let page = example().visited(find::appraise::page, &community, &[], &[]).said();
    says(&page, "Rated requires improvement by Care inspectorate, 21 June 2024 ( entry 92");
    says(&page, "Rated good by Care inspectorate, 1 September 2022 ( entry 78");
}

#[test]
fn a_lead_opens_it_for_the_own_body_and_a_member_is_told_who_does() {
    let lead = example().read_by(ACUTE, Role::Lead);
    says(&lead.visited(find::appraise::page, BEGIN, &[], &[]).said(), "You open it for Saltmere Acute");
    let opened = lead
        .visited(find::appraise::sent, BEGIN, &[], &form(&[("need", "fewer falls"), ("place", "Saltmere")]))
        .said();
    assert!(opened.starts_with("/appraisals/"), "{opened}");
    let member = example().read_by(ACUTE, Role::Member);
    says(
        &member.visited(find::appraise::page, BEGIN, &[], &[]).said(),
        "A lead of your body opens the appraisal",
    );
}

#[test]
fn a_need_that_no_record_takes_comes_back_with_what_was_typed() {
    let lead = example().read_by(ACUTE, Role::Lead);
    let typed = form(&[("need", "ask ada@saltmere.example"), ("place", "Saltmere")]);
    let page = lead.visited(find::appraise::sent, BEGIN, &[], &typed).said();
    says(&page, "The need goes on the record, which does not take it");
    assert!(page.contains("value=\"ask ada@saltmere.example\""), "{page}");
}

#[test]
fn the_tasks_say_what_is_done_and_what_is_open() {
    let example = example().read_by(ACUTE, Role::Lead);
    let id = example.appraise(STRANGER);
    says(&page(&example, appraisals::tasks::page, &id), "Is it right here at all? Not started");
    answered(&example, appraisals::section::sent, &id, "purpose", &[("sought", "sought")]);
    let tasks = page(&example, appraisals::tasks::page, &id);
    says(&tasks, "Is it right here at all? In progress");
    says(&tasks, "Assumptions Optional");
    let early = answered(&example, appraisals::tasks::hand_in_sent, &id, "", &[]).said();
    says(&early, "must be answered before you hand in, first: What would the public gain");
}

#[test]
fn answers_lead_to_the_next_section_and_a_wrong_one_stands_beside_its_question() {
    let example = example().read_by(ACUTE, Role::Member);
    let id = example.appraise(STRANGER);
    let sent = |fields: &[(&str, &str)]| {
        answered(&example, appraisals::section::sent, &id, "purpose", fields).said()
    };
    assert_eq!(sent(&[("own_benefit", "beds by noon")]), format!("/appraisals/{id}/questions/readiness"));
    assert_eq!(sent(&[("then", "back")]), format!("/appraisals/{id}"));
    let wrong = sent(&[("own_benefit", "ask ada@saltmere.example")]);
    says(&wrong, "There is a problem");
    assert!(wrong.contains("href=\"#own_benefit\"") && wrong.contains("id=\"own_benefit-error\""), "{wrong}");
}

#[test]
fn respondents_answer_one_by_one() {
    let example = example().read_by(ACUTE, Role::Member);
    let id = example.appraise(STRANGER);
    let list = || answered(&example, appraisals::section::page, &id, "alignment", &[]).said();
    says(&list(), "Nobody has answered yet.");
    let to =
        answered(&example, appraisals::section::respondent_sent, &id, "alignment", &[("view_home", "4")]);
    assert_eq!(to.said(), format!("/appraisals/{id}/questions/alignment"));
    says(&list(), "Respondent 1");
    answered(&example, appraisals::section::remove_sent, &id, "alignment", &[]);
    says(&list(), "Nobody has answered yet.");
}

#[test]
fn a_link_is_shown_once_and_opens_the_other_side() {
    let example = example().read_by(ACUTE, Role::Lead);
    let id = example.appraise(STRANGER);
    let made = answered(&example, appraisals::link::make, &id, "", &[]).said();
    let secret = made.split("/appraise/").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!page(&example, appraisals::tasks::page, &id).contains(&secret));
    let mut by_link = example;
    by_link.person = None;
    let seen = by_link.visited(appraisals::tasks::page, "/appraise/x", &[("token", &secret)], &[]).said();
    says(&seen, "Should you work with Saltmere Acute?");
    says(&seen, "What goes on a record in the name of a body takes somebody with an account of it");
}

#[test]
fn an_end_without_a_choice_a_reason_or_a_day_says_what_is_missing() {
    let example = example().read_by(ACUTE, Role::Lead);
    let id = example.appraise(STRANGER);
    let said = |fields: &[(&str, &str)]| answered(&example, appraisals::ending::sent, &id, "", fields).said();
    says(&said(&[]), "Choose start, not now or no.");
    says(&said(&[("outcome", "no")]), "Give a reason");
    says(&said(&[("outcome", "not-now"), ("reason", "later")]), "needs the day on which to look again");
    says(&said(&[("outcome", "start"), ("reason", "now")]), "has not handed in yet");
}

#[test]
fn a_no_is_on_the_record_and_told_to_the_next_who_asks() {
    let example = example().read_by(ACUTE, Role::Lead);
    let id = example.appraise(STRANGER);
    let to =
        answered(&example, appraisals::ending::sent, &id, "", &[("outcome", "no"), ("reason", "we cannot")]);
    assert_eq!(to.said(), format!("/appraisals/{id}/end"));
    says(&page(&example, appraisals::ending::page, &id), "On the record: entry");
    let mut next = example;
    next.person = None;
    let page = next.visited(find::appraise::page, BEGIN, &[], &[]).said();
    says(&page, "Appraised, upstream: Saltmere Acute and Saltmere Home Care");
    says(&page, "Saltmere Acute: No, 10 October 2021.");
    assert!(!page.contains("we cannot"), "the reason is for the two alone");
}

#[test]
fn what_waits_for_a_body_stands_on_the_first_page_of_its_people() {
    let example = example().read_by(COMMUNITY, Role::Member);
    example.appraise("Saltmere Community Care (fictional)");
    says(
        &example.visited(home::page, "/", &[], &[]).said(),
        "Answer the appraisal with Saltmere Acute Since 10 October 2021 fewer falls, for Saltmere Community Care",
    );
    says(&example.visited(appraisals::list, "/appraisals", &[], &[]).said(), "Waits for you");
}

#[test]
fn the_example_s_appraisal_shows_both_sides_beside_each_other() {
    let example = Example::new();
    example_appraisal::write(example.place()).unwrap();
    let example = example.read_by(ACUTE, Role::Officer);
    let own = appraisals_of(&example);
    let compared = page(&example, appraisals::compare::page, &own);
    for words in [
        "Is working together right here at all? Yes Not as it stands",
        "Saltmere Acute: Voluntary sector staff leave after a year. Unchallenged",
        "In Ambershaw Care nobody is named who would notice",
        "Training that fits: Review a partnership that ended, with those who left it. Ambershaw Care could teach it.",
        "Unravelling Values are shared, but differences of culture are not understood.",
        "We can read the same figures with others",
        "5 people of Saltmere Acute and 5 of Ambershaw Care answered.",
    ] {
        says(&compared, words);
    }
}

/// The id of the only appraisal of the hospital.
fn appraisals_of(example: &Example) -> String {
    let body = officer(ACUTE).body;
    let own = commonweal_service::appraisal::waiting::of(example.place(), &body).unwrap();
    own[0].appraisal.id.clone()
}
