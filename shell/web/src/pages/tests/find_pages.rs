//! Find and the register, over the example's directory and pathway.

use std::path::PathBuf;

use commonweal_service::example::directory;
use commonweal_service::finding::pathways::keep;
use commonweal_service::record::Place;
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

/// Reads a further directory into the register.
fn read(place: &Place, path: PathBuf, form: Form) {
    let source = Source {
        name: "Another".to_owned(),
        as_of: "2026-05-01".parse().unwrap(),
        licence: "any".to_owned(),
    };
    let reading = Reading { scheme: Some("EXAMPLE".to_owned()), ..Reading::default() };
    import(place, &Import { path, form, reading, source, coverage: Coverage::Part }).unwrap();
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
    read(example.place(), merged, Form::Successions);
    read(example.place(), closed, Form::Table);
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
    assert!(one("4").contains("/find/skill?name=home%20adaptations"), "{}", one("4"));
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

#[test]
fn of_a_skill_that_many_need_the_first_are_named_and_its_own_page_lists_all_of_them() {
    let example = example();
    let table = example.folder().join("many.csv");
    let rows: Vec<String> =
        (100..160).map(|number| format!("{number},Night Club {number},Night sitting")).collect();
    std::fs::write(&table, format!("code,name,needs\n{}\n", rows.join("\n"))).unwrap();
    read(example.place(), table, Form::Table);
    let all = page(&example, find::skills::page, "/find/skills?q=night");
    says(&all, "Night Club 100 Night Club 101 Night Club 102 and 57 more who need Night sitting");
    assert!(!all.contains("Night Club 103"), "{all}");
    assert!(all.contains("/find/skill?name=night%20sitting#need"), "{all}");
    let own = page(&example, find::skill::page, "/find/skill?name=night sitting");
    says(&own, "Nobody else offers it. Who needs it 60 bodies");
    assert!(own.contains("Night Club 149") && !own.contains("Night Club 150"), "{own}");
    assert!(own.contains("/find/skill?name=night%20sitting&amp;need=50#need"), "{own}");
    let rest = page(&example, find::skill::page, "/find/skill?name=night sitting&need=50");
    assert!(rest.contains("Night Club 150") && !rest.contains("Night Club 149"), "{rest}");
    says(&rest, "60 bodies, from number 51");
    let other = page(&example, find::skill::page, "/find/skill?name=hospital transport");
    says(&other, "Who offers it Nobody here.");
}

#[test]
fn skills_beyond_a_page_are_on_the_next() {
    let example = example();
    let table = example.folder().join("many.csv");
    let rows: Vec<String> =
        (100..250).map(|number| format!("{number},Club {number},Knot {number}")).collect();
    std::fs::write(&table, format!("code,name,needs\n{}\n", rows.join("\n"))).unwrap();
    read(example.place(), table, Form::Table);
    let first = page(&example, find::skills::page, "/find/skills?q=knot");
    assert!(first.contains("Knot 199") && !first.contains("Knot 200"), "{first}");
    assert!(first.contains("/find/skills?q=knot&amp;from=100"), "{first}");
    let last = page(&example, find::skills::page, "/find/skills?q=knot&from=100");
    assert!(last.contains("Knot 200") && last.contains("Knot 249") && !last.contains("Knot 199"), "{last}");
    assert!(!last.contains("Next page"), "{last}");
}

#[test]
fn what_another_process_imports_shows_at_the_next_request() {
    let example = example();
    let (skills, candidates) = ("/find/skills?q=knots", "/find?need=trouble with knots&of=EXAMPLE/1");
    says(&page(&example, find::skills::page, skills), "Nobody says that it needs or offers this.");
    assert!(!page(&example, find::page, candidates).contains("Harbour Hands"));
    let table = example.folder().join("more.csv");
    let row = "90,Harbour Hands,hospital,Saltmere,Knots and splices,Falls response,Knots\n";
    std::fs::write(&table, format!("code,name,kind,place,services,needs,offers\n{row}")).unwrap();
    read(&example.elsewhere(), table, Form::Table);
    says(&page(&example, find::skills::page, skills), "Knots Harbour Hands Nobody else needs it");
    let found = page(&example, find::page, candidates);
    says(&found, "About your need: Knots and splices");
    says(&found, "1 body of the register, by the names of their services; those that serve your place first");
    assert!(found.contains("with=EXAMPLE/90&amp;style=integration"), "{found}");
    let table = example.folder().join("less.csv");
    std::fs::write(&table, "code,closed\n90,2026-05-02\n").unwrap();
    read(&example.elsewhere(), table, Form::Table);
    assert!(!page(&example, find::page, candidates).contains("Harbour Hands"));
}

#[test]
fn a_pathway_that_another_process_brings_shows_at_the_next_request_and_ranks_its_bodies_page_by_page() {
    let example = example();
    let wanted = "/find?need=fewer knots&of=EXAMPLE/1";
    assert!(!page(&example, find::page, wanted).contains("Before knots"));
    let kept = std::fs::read_to_string(example.folder().join("pathway_fall.json")).unwrap();
    let mut counts: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let one = counts["bodies"]["Saltmere Home Care (fictional)"].clone();
    let bodies = (0..120).map(|number| (format!("Club {number:03}"), one.clone()));
    counts["target"] = "knots".into();
    counts["bodies"] = serde_json::Value::Object(bodies.collect());
    counts["lags"] = serde_json::json!({});
    let file = example.folder().join("knots.json");
    std::fs::write(&file, counts.to_string()).unwrap();
    keep(&example.elsewhere(), &[file]).unwrap();
    says(&page(&example, find::page, wanted), "Before knots Why this pathway: both say 'knot'.");
    let path = "/find/pathway?target=knots&gap=1&window=90";
    let first = page(&example, find::pathway::page, path);
    let (_, table) = first.split_once("ranked by the lower limit").unwrap();
    assert!(table.contains("Club 099") && !table.contains("Club 100"), "{table}");
    assert!(first.contains("gap=1&amp;window=90&amp;from=100"), "{first}");
    let rest = page(&example, find::pathway::page, &format!("{path}&from=100"));
    let (_, table) = rest.split_once("ranked by the lower limit").unwrap();
    assert!(
        table.contains("Club 119") && !table.contains("Club 099") && !table.contains("Next page"),
        "{table}"
    );
}
