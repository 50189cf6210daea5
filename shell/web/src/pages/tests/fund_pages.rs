//! The pooled fund, the files of the money, and the board pack.

use commonweal_service::record::policy::Role;

use super::example::{ACUTE, DOCUMENT, Example};
use super::record_pages::text;
use crate::pages::money::{files, fund};
use crate::pages::{money, pack};

/// Whether the page says it, the bodies' names without "(fictional)".
#[track_caller]
fn says(page: &str, words: &str) {
    let text = text(page).replace(" (fictional)", "");
    assert!(text.contains(words), "'{words}' is not in: {text}");
}

/// The example with a second agreement that sets up a fund, hosted by the trust.
fn pooled() -> Example {
    let example = Example::new().read_by(ACUTE, Role::Officer);
    let drafted = format!(r#"{{"agreement":"2","document":"{DOCUMENT}","version":1}}"#);
    example.tell(ACUTE, "agreement_drafted", &drafted);
    for (clause, term) in [
        ("1", r#"{"host":"saltmere-acute","type":"pooled_fund"}"#),
        ("2", r#"{"about":"aims","type":"fund_clause","words":"fewer falls"}"#),
    ] {
        let set = format!(r#"{{"agreement":"2","clause":"{clause}","term":{term},"version":1}}"#);
        example.tell(ACUTE, "term_set", &set);
    }
    example
}

#[test]
fn the_five_questions_are_answered_before_anything_else() {
    let example = Example::new();
    example.tell(
        ACUTE,
        "benefit_claimed",
        r#"{"beneficiary":"saltmere-acute","claim":"freed-beds","evaluation":"falls","pence":"21600000","sort":"capacity_freed","title":"Beds freed"}"#,
    );
    let page = example.page(money::page, "");
    says(&page, "Who paid? Saltmere Acute has put in £120,000.00");
    says(&page, "Who gained? Saltmere Acute gains £216,000.00");
    says(&page, "Is it cash? None of it: no budget spends less. £216,000.00 is capacity freed");
    says(&page, "How sure is it? Beds freed: between £86,400.00 and £345,600.00");
    says(&page, "What does each body owe? Nothing: all that was posted between the partners is paid.");
}

#[test]
fn without_a_fund_the_page_says_how_there_comes_to_be_one() {
    let page = Example::new().read_by(ACUTE, Role::Officer).page(fund::page, "");
    says(&page, "No agreement here sets up a pooled fund.");
    says(&page, "reg. 7(3)(a) It states the agreed aims and outcomes");
    assert!(page.contains("/attest/term_set?term.type=pooled_fund"), "{page}");
    says(&Example::new().page(money::page, ""), "The partners pool no money. What a pooled fund needs");
}

#[test]
fn a_fund_shows_what_is_met_with_its_proof_and_what_is_open_with_what_settles_it() {
    let page = pooled().page(fund::page, "");
    says(&page, "Saltmere Acute hosts the fund.");
    says(&page, "It states the agreed aims and outcomes Met entry");
    says(&page, "No clause on the pooled fund is about duration. Record it");
    says(&page, "No partner is a local authority.");
    assert!(page.contains("/attest/lead_named?role=pool_manager"), "{page}");
    says(&page, "October to December 2021 Quarterly report Not over yet");
}

#[test]
fn a_report_is_made_of_any_period_and_of_nothing_else() {
    let example = pooled();
    let report = |period: &str| {
        let path = format!("/partnerships/saltmere/money/fund/{period}");
        example.visited(fund::report_page, &path, &[("slug", "saltmere"), ("period", period)], &[])
    };
    let page = report("2021-Q4").said();
    says(&page, "Pooled fund: quarterly report, October to December 2021");
    says(&page, "October to December 2021 has not ended: this is how it stood on 10 October 2021.");
    assert!(page.contains("/attest/fund_reported?period=2021-Q4"), "{page}");
    let pdf = |handler, parts: &[(&str, &str)]| {
        example.visited(handler, "/partnerships/saltmere", parts, &[]).said()
    };
    assert!(pdf(fund::report_pdf, &[("slug", "saltmere"), ("period", "2021-22")]).starts_with("%PDF-1.7"));
    assert!(pdf(fund::contents_pdf, &[("slug", "saltmere")]).starts_with("%PDF-1.7"));
}

#[test]
fn the_files_hold_the_journal_and_the_pack_is_a_pdf() {
    let example = Example::new();
    assert!(example.page(files::journal, "").contains("(cut-2022) The grant that ended"));
    assert!(example.page(files::journal_csv, "").starts_with("journal,day,body"));
    assert!(example.page(files::workbook, "").starts_with("PK"));
    assert!(example.page(pack::file, "").starts_with("%PDF-1.7"));
}
