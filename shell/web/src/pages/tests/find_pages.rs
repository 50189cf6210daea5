//! Find and the register, over the example's directory and pathway.

use commonweal_service::example::directory;

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
    says(&page, "Saltmere Council 100% of the smaller's people live where the other serves: Saltmere");
    says(&page, "Saltmere Home Care Met before 320 events; 140 were to be expected anyway");
    says(
        &page,
        "Need of those served: people served 138,000, deprivation 25.9, life expectancy 79.6 (Example directory, 2026-04-01).",
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
    says(&chosen, "Which of these? Fennacre Council (EXAMPLE/5)");
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
    says(&one.said(), "Deprivation 27.4 Example directory 2026-04-01");
    let found = page(&example, register::page, "/register?q=foot care");
    says(&found, "1 body of 9");
    let csv = page(&example, register::csv, "/register.csv?kind=council");
    assert_eq!(csv.lines().count(), 3, "{csv}");
}

#[test]
fn an_import_is_seen_by_the_pages_that_were_looked_at_before() {
    let example = Example::new();
    says(&page(&example, register::page, "/register"), "0 bodies of 0");
    directory::write(example.place(), example.folder()).unwrap();
    says(&page(&example, register::page, "/register"), "9 bodies of 9");
}
