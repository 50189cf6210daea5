//! What the example's evaluation is worth: a plan brought, attached from a filled-in form, and claimed line by line.

use commonweal_service::example::PLAN;
use commonweal_service::record::policy::Role;

use super::evidence_pages::{evaluated, one, run_again};
use super::example::{ACUTE, Example};
use super::record_pages::text;
use crate::pages::{evidence, money};

const VALUE: &str = "/partnerships/saltmere/evidence/falls/value";

/// The example after its evaluation was run again and a plan was brought.
fn valued() -> Example {
    let mut example = evaluated(Role::Lead);
    run_again(&example);
    example.files = vec![("plan".to_owned(), format!("draws = 1000\n{PLAN}").into_bytes())];
    assert_eq!(one(&example, evidence::value::bring, "/value", ""), VALUE);
    example
}

/// The value of a field in the address of a form that the page links to.
fn prefilled(page: &str, kind: &str) -> Vec<(String, String)> {
    let query = page.split(&format!("/attest/{kind}?")).nth(1).unwrap().split('"').next().unwrap();
    let pairs = query.split("&amp;").filter_map(|pair| pair.split_once('='));
    let plain =
        |text: &str| text.replace("%20", " ").replace("%3A", ":").replace("%2C", ",").replace("%26", "&");
    pairs.map(|(name, value)| (name.to_owned(), plain(value))).collect()
}

fn field<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    &fields.iter().find(|(known, _)| known == name).unwrap().1
}

/// Attaches what the page offers.
fn attach(example: &Example) {
    let fields = prefilled(&one(example, evidence::value::page, "/value", ""), "valuation_attached");
    let pence = |name: &str| field(&fields, name).replace('.', "");
    let payload = format!(
        r#"{{"base_year":"2024/25","evaluation":"falls","horizon_years":5,"level_percent":95,"lower":"{}","npsv":"{}","plan":"{}","probability_percent":{},"upper":"{}","valuation":"v-1"}}"#,
        pence("lower"),
        pence("npsv"),
        field(&fields, "plan"),
        field(&fields, "probability_percent"),
        pence("upper")
    );
    example.tell(ACUTE, "valuation_attached", &payload);
}

#[test]
fn a_plan_that_nobody_attached_is_shown_to_those_who_may_and_to_nobody_else() {
    let mut example = valued();
    let page = one(&example, evidence::value::page, "/value", "");
    assert!(page.contains("Not attached yet") && page.contains("figure-tornado"), "{page}");
    assert!(!example.page(evidence::page, "/evidence").contains("figure-tornado"));
    example = example.read_by(ACUTE, Role::Member);
    let page = one(&example, evidence::value::page, "/value", "");
    assert!(page.contains("Nobody has said yet what it is worth") && !page.contains("enctype"), "{page}");
}

#[test]
fn once_attached_it_says_who_pays_who_gains_is_it_cash_and_how_sure_with_pictures_and_tables() {
    let example = valued();
    attach(&example);
    let page = example.page(evidence::page, "/evidence");
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("'{words}' is not in: {page}"));
    assert!(place("class=\"cw-effect\"") < place("id=\"worth-falls\""));
    for picture in ["figure-pockets", "figure-curve", "figure-tornado"] {
        assert!(place("id=\"worth-falls\"") < place(picture));
    }
    let said = text(&page);
    for words in [
        "The wrong pocket:",
        "95% interval",
        "Benefits exceed costs with a probability of",
        "Not counted by anybody:",
        "is cash that a budget no longer spends",
    ] {
        assert!(said.contains(words), "'{words}' is not in: {said}");
    }
    let csv = one(&example, evidence::value::table, "/value/pockets.csv", "pockets.csv");
    assert!(csv.starts_with("pocket,invests,"), "{csv}");
    assert!(one(&example, evidence::value::table, "/value/plan.toml", "plan.toml").contains("[pockets]"));
    assert!(
        one(&example, evidence::value::table, "/value/valuation.json", "valuation.json")
            .contains("commonweal.valuation/1")
    );
}

#[test]
fn a_benefit_is_claimed_from_a_form_that_is_filled_in_and_then_stands_as_claimed() {
    let example = valued();
    attach(&example);
    let fields = prefilled(&example.page(evidence::page, "/evidence"), "benefit_claimed");
    assert_eq!(field(&fields, "beneficiary"), ACUTE);
    assert_eq!(field(&fields, "counts.0.link"), "admission");
    let payload = format!(
        r#"{{"beneficiary":"{ACUTE}","claim":"c-1","counts":[{{"event":"falls","link":"admission","share":"{}"}}],"evaluation":"falls","pence":"{}","sort":"{}","title":"{}","valuation":"v-1"}}"#,
        field(&fields, "counts.0.share"),
        field(&fields, "pence").replace('.', ""),
        field(&fields, "sort"),
        field(&fields, "title")
    );
    let seq = example.tell(ACUTE, "benefit_claimed", &payload);
    assert!(text(&example.page(evidence::page, "/evidence")).contains(&format!("Claimed, entry {seq}")));
    assert!(text(&example.page(money::page, "/money")).contains("valuation v-1"));
}

#[test]
fn a_plan_that_cannot_be_valued_is_answered_beside_its_field() {
    let mut example = valued();
    example.files[0].1 = PLAN.replace("horizon-years", "horizon-year").into_bytes();
    let page = one(&example, evidence::value::bring, "/value", "");
    assert!(page.contains("<title>Error: ") && page.contains("id=\"plan-error\""), "{page}");
    assert!(page.contains("line 5"), "{page}");
    example.files.clear();
    assert!(one(&example, evidence::value::bring, "/value", "").contains("Choose the file of the plan"));
}

#[test]
fn what_was_brought_is_removed_again() {
    let example = valued();
    assert_eq!(one(&example, evidence::value::forget, "/value/forget", ""), VALUE);
    assert!(!one(&example, evidence::value::page, "/value", "").contains("Not attached yet"));
}
