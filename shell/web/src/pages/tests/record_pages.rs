//! Overview, partners, agreement, readiness, lessons.

use commonweal_record::entry::SubjectId;
use commonweal_service::record::Acting;
use commonweal_service::record::policy::Role;

use super::example::{ACUTE, COMMUNITY, DOCUMENT, Example, MIND};
use crate::pages::{
    actions, agreement, decisions, evidence, lessons, meetings, money, overview, partners, readiness, risks,
};
use crate::routes::{Handler, ROUTES};
use crate::visit::Person;

/// The text of a page without its tags, white space joined.
pub(super) fn text(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(page: &str, words: &str) {
    let text = text(page);
    assert!(text.contains(words), "'{words}' is not in: {text}");
}

#[test]
fn the_overview_says_what_changed_with_its_interval_and_that_the_protocol_came_first() {
    let page = Example::new().page(overview::page, "");
    says(&page, "An integration partnership in Saltmere.");
    says(&page, "\u{2212}12.5 admissions a month 95% interval from \u{2212}20.0 to \u{2212}5.0.");
    says(&page, "does not hold zero");
    says(&page, "Protocol locked first");
}

#[test]
fn the_next_meeting_is_the_first_that_is_not_past() {
    let example = Example::new();
    for (meeting, on) in [("late", "2021-11-03"), ("next", "2021-10-20"), ("missed", "2021-10-09")] {
        let payload = format!(r#"{{"items":[],"meeting":"{meeting}","on":"{on}"}}"#);
        example.tell(ACUTE, "meeting_called", &payload);
    }
    let page = example.page(overview::page, "");
    says(&page, "20 October 2021 Called");
    assert!(!text(&page).contains("9 October 2021 Called"));
}

#[test]
fn a_promise_is_overdue_from_the_day_after_it_was_due() {
    let example = Example::new();
    example.tell(ACUTE, "promise_made", r#"{"due":"2021-10-10","promise":"a","what":"a room"}"#);
    says(&example.page(overview::page, ""), "10 October 2021 Open");
    example.tell(ACUTE, "promise_made", r#"{"due":"2021-10-09","promise":"b","what":"a van"}"#);
    says(&example.page(overview::page, ""), "9 October 2021 Overdue");
}

#[test]
fn a_decision_above_an_interest_limit_is_flagged_with_its_clause_on_both_pages() {
    let example = Example::new();
    example.tell(ACUTE, "decision_proposed", r#"{"decision":"9","options":[],"title":"A second ward"}"#);
    example.tell(
        COMMUNITY,
        "interest_declared",
        r#"{"decision":"9","interest":"financial","pence":"750000"}"#,
    );
    for body in [ACUTE, COMMUNITY] {
        example.tell(body, "vote_cast", r#"{"decision":"9","vote":"for"}"#);
    }
    let taken = example.tell(
        ACUTE,
        "decision_taken",
        r#"{"counted":["saltmere-acute","saltmere-community"],"decision":"9","outcome":"carried"}"#,
    );
    let overview = example.page(overview::page, "");
    says(
        &overview,
        "Saltmere Community Care (fictional) took part with an interest of £7,500.00; the limit is £5,000.00 by clause 4-1 of agreement 1.",
    );
    assert!(overview.contains("/agreement#agreement-1-clause-4-1"));
    assert!(overview.contains(&format!("#entry-{taken}")));
    says(
        &example.page(agreement::page, "/agreement"),
        "Breached: Saltmere Community Care (fictional) took part",
    );
}

#[test]
fn partners_show_their_form_their_benefit_and_the_queue_in_order() {
    let page = Example::new().page(partners::page, "/partners");
    says(&page, "Legal form A community interest company");
    says(&page, "Beds free for those who need a hospital.");
    says(&page, "Ambershaw Care (fictional) 1");
    says(&page, "Not answered");
}

#[test]
fn what_bodies_write_is_shown_as_text_and_never_as_markup() {
    let example = Example::new();
    example.tell(MIND, "benefit_stated", r#"{"benefit":"<script>alert(1)</script> & calm"}"#);
    example.tell(MIND, "lesson_recorded", r#"{"title":"<b>ask</b> the porters"}"#);
    let page = example.page(partners::page, "/partners");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; calm"));
    assert!(!page.contains("<script>alert"));
    assert!(!example.page(lessons::page, "/lessons").contains("<b>ask"));
}

#[test]
fn terms_become_numbered_clauses_with_their_names_and_signatures_with_their_keys() {
    let example = Example::new();
    let page = example.page(agreement::page, "/agreement");
    says(&page, "Clause 3.2 Quorum A decision is valid if at least 2 partners take part in it.");
    says(&page, "Shared losses fall 50% to Saltmere Acute (fictional), 1/3 to");
    says(&page, "Version 1 in force");
    says(&page, "3 of 3");
    let key = example
        .state(|state| *state.log.keys.iter().find(|(_, key)| key.added.fact.of.as_str() == MIND).unwrap().0);
    assert!(page.contains(&key.to_string()), "the key is not shown");
}

#[test]
fn the_text_of_an_agreement_is_open_to_people_of_the_partners_and_to_nobody_else() {
    let mut example = Example::new();
    let document = example.keep("We meet on Wednesdays.");
    let draft = format!(r#"{{"agreement":"1","document":"{document}","version":2}}"#);
    example.tell(ACUTE, "agreement_drafted", &draft);
    let as_body = |body: &str| {
        let acting = Acting { body: body.parse().unwrap(), role: Role::Member, subject: SubjectId([1; 16]) };
        Some(Person { acting: vec![acting] })
    };
    for (person, open) in [(None, false), (as_body("ambershaw-care"), false), (as_body(MIND), true)] {
        example.person = person;
        let page = example.page(agreement::page, "/agreement?version=2");
        assert_eq!(page.contains("We meet on Wednesdays."), open, "{:?}", example.person);
    }
}

#[test]
fn two_versions_stand_side_by_side_with_what_changed_marked() {
    let example = Example::new();
    let first = example.state(|state| {
        let versions = state.agreements.values().next().unwrap().versions.values();
        versions.map(|version| version.drafted.fact.document).next().unwrap()
    });
    let draft = format!(r#"{{"agreement":"1","document":"{first}","version":2}}"#);
    example.tell(ACUTE, "agreement_drafted", &draft);
    let term = r#"{"agreement":"1","clause":"3-2","term":{"bodies":3,"type":"quorum"},"version":2}"#;
    example.tell(ACUTE, "term_set", term);
    let page = example.page(agreement::page, "/agreement?compare=1-2");
    says(&page, "What changed from version 1 to version 2");
    assert!(page.contains("<del>2</del>") && page.contains("<ins>3</ins>"));
    says(&page, "3.1 Decision rule");
    says(&page, "Left out");
    says(&page, "Both versions carry the same text.");
    let unknown = example.page(agreement::page, "/agreement?compare=1-7");
    says(&unknown, "Version 1 in plain words");
}

#[test]
fn a_signature_over_other_terms_is_shown_in_red_and_the_partner_as_unsigned() {
    let example = Example::new();
    let draft = format!(r#"{{"agreement":"1","document":"{DOCUMENT}","version":2}}"#);
    example.tell(ACUTE, "agreement_drafted", &draft);
    let other = example.terms();
    let term = r#"{"agreement":"1","clause":"3-2","term":{"bodies":3,"type":"quorum"},"version":2}"#;
    example.tell(ACUTE, "term_set", term);
    let sign = format!(r#"{{"agreement":"1","document":"{DOCUMENT}","terms":"{other}","version":2}}"#);
    example.tell(MIND, "agreement_signed", &sign);
    let page = example.page(agreement::page, "/agreement?version=2");
    says(&page, "Saltmere Minds (fictional) Signed something else");
    says(&page, "Saltmere Minds (fictional) Not signed");
}

#[test]
fn readiness_counts_shows_proof_and_offers_the_fact_that_settles_what_is_open() {
    let example = Example::new();
    let page = example.page(readiness::page, "/readiness");
    assert!(!page.contains("/attest/"), "who is not signed in is offered nothing to record");
    let example = example.read_by(ACUTE, Role::Officer);
    let page = example.page(readiness::page, "/readiness");
    says(&page, "At least two bodies each say what they gain Met");
    assert!(page.contains("/partnerships/saltmere/attest/groundwork_done?what=legal_check"));
    says(&page, "The partnership is not proposed as an upstream one.");
    example.tell(MIND, "rule_overridden", r#"{"reason":"the council did it","rule":"political_check"}"#);
    let page = example.page(readiness::page, "/readiness");
    says(&page, "Each partner has done its political check Set aside");
    says(&page, "set this rule aside: “the council did it”");
}

#[test]
fn a_review_is_promised_until_its_day_and_then_overdue_until_it_is_published() {
    let example = Example::new();
    example.tell(MIND, "review_promised", r#"{"publish_by":"2021-10-10","review":"a","title":"The year"}"#);
    says(&example.page(lessons::page, "/lessons"), "10 October 2021 Promised");
    example.tell(MIND, "review_promised", r#"{"publish_by":"2021-10-09","review":"b","title":"The ward"}"#);
    says(&example.page(lessons::page, "/lessons"), "9 October 2021 Overdue");
    example.tell(MIND, "review_published", &format!(r#"{{"document":"{DOCUMENT}","review":"b"}}"#));
    says(&example.page(lessons::page, "/lessons"), "9 October 2021 Published late");
}

#[test]
fn each_page_of_a_new_partnership_says_what_would_be_there_and_how_it_comes() {
    let example = Example::new();
    example.propose("quiet", r#"{"aims":["calm"],"name":"Quiet Board","place":"Saltmere","style":"mirror"}"#);
    let page = |handler, path| example.page_of("quiet", handler, path);
    says(&page(overview::page, ""), "A mirror partnership in Saltmere.");
    says(&page(overview::page, ""), "Nothing is evaluated yet.");
    says(&page(overview::page, ""), "Nothing is planned.");
    says(&page(overview::page, ""), "Planning and networking");
    says(&page(partners::page, "/partners"), "Nobody has joined yet.");
    says(&page(agreement::page, "/agreement"), "There is no agreement yet, and none is needed to begin.");
    says(&page(readiness::page, "/readiness"), "This cannot go on as a partnership yet");
    says(&page(lessons::page, "/lessons"), "No lesson is recorded yet.");
}

#[test]
fn aims_that_speak_of_a_commissioner_are_warned_and_a_board_is_called_what_it_is() {
    let example = Example::new();
    let payload = r#"{"aims":["the commissioner pays for each visit"],"name":"Harbour Board","place":"Harbour","style":"mirror"}"#;
    example.propose("harbour", payload);
    let page = example.page_of("harbour", readiness::page, "/readiness");
    says(&page, "An aim says 'commissioner'");
    says(&page, "Planning and networking");
    assert!(!text(&example.page(readiness::page, "/readiness")).contains("An aim says"));
}

#[test]
fn beside_every_table_of_a_partnership_is_a_link_to_it_as_csv_and_the_link_leads_somewhere() {
    let example = Example::new();
    let routes = |path: &str| ROUTES.iter().any(|route| route.path == path);
    for (handler, path) in [
        (partners::page as Handler, "/partners"),
        (agreement::page, "/agreement"),
        (readiness::page, "/readiness"),
        (meetings::page, "/meetings"),
        (decisions::page, "/decisions"),
        (risks::page, "/risks"),
        (actions::page, "/actions"),
        (evidence::page, "/evidence"),
        (money::page, "/money"),
        (lessons::page, "/lessons"),
    ] {
        let page = example.page(handler, path);
        let links: Vec<&str> =
            page.split("href=\"").filter_map(|rest| rest.split_once(".csv\"")).map(|(to, _)| to).collect();
        assert!(!page.contains("<table") || !links.is_empty(), "{path} has a table and no CSV");
        for link in links {
            let pattern = link.replace("/saltmere/", "/{slug}/") + ".csv";
            assert!(routes(&pattern), "{link} on {path}");
        }
    }
}

#[test]
fn the_overview_says_what_each_body_last_concluded_and_where_that_stands() {
    let example = Example::new();
    example.tell(ACUTE, "appraisal_concluded", r#"{"outcome":"not_yet"}"#);
    example.tell(ACUTE, "appraisal_concluded", r#"{"outcome":"no"}"#);
    let page = text(&example.page(overview::page, ""));
    assert!(
        page.contains("Saltmere Acute (fictional): that collaboration is not right here ( entry"),
        "{page}"
    );
    assert!(!page.contains("not to go ahead yet"), "{page}");
}

#[test]
fn a_rating_that_fell_raises_a_risk_until_somebody_puts_it_into_the_register() {
    let example = Example::new();
    let because = "The rating of Saltmere Community Care (fictional) fell from good to requires improvement on 21 June 2024.";
    says(&example.page(risks::page, "/risks"), because);
    says(&example.page(overview::page, ""), because);
    let title = "The rating of Saltmere Community Care (fictional) harms its partners' reputation";
    let payload = format!(r#"{{"impact":4,"likelihood":4,"risk":"rating","title":"{title}"}}"#);
    example.tell(ACUTE, "risk_raised", &payload);
    let page = text(&example.page(risks::page, "/risks"));
    assert!(page.contains(title) && !page.contains("Raised by a rating"), "{page}");
    assert!(!text(&example.page(overview::page, "")).contains("fell from good"), "it is in the register");
}
