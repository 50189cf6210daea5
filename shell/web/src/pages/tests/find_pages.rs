//! Find and the register, over the example's directory and pathway.

use commonweal_service::example::directory;
use commonweal_service::register::directory::{Form, Reading};
use commonweal_service::register::model::{Coverage, Source};
use commonweal_service::register::{Import, import};

use super::example::Example;
use super::record_pages::text;
use crate::pages::{directory as register, find};
use crate::routes::Handler;

const PATHWAY: &str = "/find/pathway?target=an emergency admission after a fall (fictional)&gap=1&window=90";

fn example() -> Example {
    let example = Example::new();
    directory::write(example.place(), example.folder()).unwrap();
    example
}

fn page(example: &Example, handler: Handler, path: &str) -> String {
    example.visited(handler, path, &[], &[]).said()
}

#[track_caller]
fn says(page: &str, words: &str) {
    let text = text(page).replace(" (fictional)", "");
    assert!(text.contains(words), "'{words}' is not in: {text}");
}

#[test]
fn a_need_leads_to_candidates_of_three_styles_each_with_reasons_need_and_what_comes_next() {
    let page = page(&example(), find::page, "/find?need=fewer falls&of=EXAMPLE/1");
    says(
        &page,
        "Fennacre General Their services are 40% alike; in common: A&amp;E, Emergency surgery, Stroke unit",
    );
    says(
        &page,
        "Saltmere Home Care charity About your need: Falls response Better together 100% of the smaller's people live where the other serves: Saltmere It offers what is needed here: falls response",
    );
    says(&page, "Saltmere Home Care Met before 320 events; 140 were to be expected anyway");
    says(
        &page,
        "Need of those served: people served 138,000, deprivation 25.9, life expectancy 79.6 (Example bodies, 2026-04-01).",
    );
    assert!(
        page.contains(
            "/find/appraise?need=fewer%20falls&amp;of=EXAMPLE/1&amp;with=EXAMPLE/2&amp;style=mirror"
        ),
        "{page}"
    );
    assert!(!text(&page).contains("Merrow Optician"), "whom people meet as often anyway is no candidate");
}

#[test]
fn who_asks_is_chosen_from_the_register_by_words() {
    let example = example();
    let chosen = page(&example, find::page, "/find?need=fewer falls&of=fennacre");
    says(&chosen, "Which of these? Fennacre Council council, Fennacre; EXAMPLE/5");
    assert!(chosen.contains("/find?need=fewer%20falls&amp;of=EXAMPLE/5"), "{chosen}");
    says(&page(&example, find::page, "/find?of=nowhere"), "Nobody in the register is called so.");
}

#[test]
fn without_directories_and_pathways_the_pages_say_how_they_come_here() {
    let example = Example::new();
    says(&page(&example, register::page, "/register"), "No directory has been read yet.");
    says(&page(&example, find::page, "/find?of=x"), "Nobody in the register is called so.");
}

#[test]
fn a_pathway_is_drawn_told_in_a_table_and_says_what_it_is_not() {
    let page = page(&example(), find::pathway::page, PATHWAY);
    says(&page, "Saltmere Home Care 210 More than anyway");
    says(&page, "Nobody in the window, or not told 300");
    says(&page, "Coming before is not causing.");
    says(&page, "3 bodies are not told, because a count is below 10.");
    assert!(page.contains("role=\"img\"") && page.contains("From upstream to"), "{page}");
}

#[test]
fn a_body_shows_what_is_told_by_whom_since_when_and_the_register_is_searched_by_services() {
    let example = example();
    let one = example.visited(
        register::one::page,
        "/register/EXAMPLE/1",
        &[("scheme", "EXAMPLE"), ("code", "1")],
        &[],
    );
    says(&one.said(), "Deprivation 27.4 Example bodies 2026-04-01");
    let found = page(&example, register::page, "/register?q=foot care");
    says(&found, "1 body of 11");
    let csv = page(&example, register::csv, "/register.csv?kind=council");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    says(&page(&example, register::page, "/register?q=fennacer"), "Did you mean 'fennacre'");
    says(&page(&example, register::page, "/register?q=fennacre&kind=police"), "3 fit the words alone");
}

#[test]
fn an_import_is_seen_by_the_pages_that_were_looked_at_before() {
    let example = Example::new();
    says(&page(&example, register::page, "/register"), "0 bodies of 0");
    directory::write(example.place(), example.folder()).unwrap();
    says(&page(&example, register::page, "/register"), "11 bodies of 11");
}

#[test]
fn a_need_in_other_words_leads_with_the_pathway_that_it_means_and_says_why() {
    let example = example();
    let full = page(&example, find::page, "/find?need=our casualty department is full&of=EXAMPLE/2");
    says(
        &full,
        "Before an A&amp;E attendance Why this pathway: 'casualty' and 'a&amp;e' are both about the emergency department.",
    );
    says(&full, "Other pathways that were counted Before an emergency admission after a fall");
    assert!(text(&full).find("Tenants&#39; Line") < text(&full).find("Ask again"), "{full}");
}

#[test]
fn a_need_that_no_pathway_is_about_says_so_and_offers_those_that_are_counted() {
    let page = page(&example(), find::page, "/find?need=shorter queues for passports&of=EXAMPLE/2");
    says(&page, "No pathway counted here is about this need.");
    assert_eq!(page.matches("/find/pathway?").count(), 2, "{page}");
}

#[test]
fn a_need_without_a_body_shows_what_is_upstream_of_it_and_asks_who_asks() {
    let page = page(&example(), find::page, "/find?need=fewer falls");
    says(&page, "Who asks? Say above which body you are");
    says(&page, "Before an emergency admission after a fall");
    assert!(!page.contains("/find/appraise"), "nobody appraises for nobody");
}

#[test]
fn a_name_that_one_body_alone_has_needs_no_choosing_and_a_slip_is_corrected() {
    let example = example();
    says(&page(&example, find::page, "/find?of=fennacre council (fictional)"), "For Fennacre Council .");
    says(&page(&example, find::page, "/find?of=fennacer"), "Did you mean 'fennacre' ?");
}

#[test]
fn two_councils_see_what_they_have_twice_and_what_one_of_it_would_cost_less() {
    let page = page(&example(), find::page, "/find?of=EXAMPLE/4");
    says(&page, "Their services are 40% alike; in common: Benefits, Housing, Social care");
    says(&page, "What you have twice Benefits system: £640,000.00 here, £590,000.00 there");
    says(&page, "at most £771,000.00 a year less, before what the change costs.");
}

#[test]
fn a_body_that_has_closed_leads_to_who_came_after_it() {
    let example = example();
    let merged = example.folder().join("merged.csv");
    std::fs::write(&merged, "before,after,from\n2,1,2026-05-01\n").unwrap();
    let closed = example.folder().join("closed.csv");
    std::fs::write(&closed, "code,closed\n2,2026-05-01\n").unwrap();
    let read = |path, form| {
        let source = Source {
            name: "Mergers".to_owned(),
            as_of: "2026-05-01".parse().unwrap(),
            licence: "any".to_owned(),
        };
        let reading = Reading { scheme: Some("EXAMPLE".to_owned()), ..Reading::default() };
        let wanted = Import { path, form, reading, source, coverage: Coverage::Part };
        import(example.place(), &wanted).unwrap();
    };
    read(merged, Form::Successions);
    read(closed, Form::Table);
    let page = page(&example, find::page, "/find?of=EXAMPLE/2");
    says(
        &page,
        "It closed on 2026-05-01, so nobody is looked for. Look for Saltmere Acute , which came after it.",
    );
    assert!(page.contains("/find?need=&amp;of=EXAMPLE/1"), "{page}");
}

#[test]
fn a_department_is_listed_with_its_body_and_leads_back_to_it() {
    let example = example();
    let one = |code: &str| {
        let path = format!("/register/EXAMPLE/{code}");
        example.visited(register::one::page, &path, &[("scheme", "EXAMPLE"), ("code", code)], &[]).said()
    };
    says(&one("4"), "Its departments Saltmere Council Housing");
    says(&one("10"), "Department of Saltmere Council");
    says(&one("4"), "Offers 1 skill that it offers Home adaptations");
}

#[test]
fn a_need_is_met_by_an_offer_from_another_sector_on_the_page_of_skills() {
    let example = example();
    let all = page(&example, find::skills::page, "/find/skills");
    says(
        &all,
        "Falls response Saltmere Acute (health) Saltmere Council Housing (local government) Saltmere Home Care (voluntary) Met by an offer from another sector",
    );
    says(&all, "Hospital transport Fennacre General (health) Nobody else offers it");
    says(
        &page(&example, find::skills::page, "/find/skills?q=zebra"),
        "Nobody says that it needs or offers this.",
    );
}

#[test]
fn candidates_beyond_the_first_five_are_one_link_away() {
    let example = example();
    let few = page(&example, find::page, "/find?of=EXAMPLE/4");
    says(&few, "Show 1 more of style integration");
    let link = "/find?need=&amp;of=EXAMPLE/4&amp;more=integration#integration";
    assert!(few.contains(link), "{few}");
    let more = page(&example, find::page, "/find?of=EXAMPLE/4&more=integration");
    assert_eq!(more.matches("style=integration").count(), few.matches("style=integration").count() + 1);
    assert!(!more.contains(link));
}
