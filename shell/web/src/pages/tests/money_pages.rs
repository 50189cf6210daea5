//! Money: who paid, who gained, what a shock comes to under the agreement.

use commonweal_service::record::policy::Role;

use super::example::{ACUTE, COMMUNITY, Example, MIND};
use super::record_pages::text;
use crate::pages::money;

/// Whether the page says it, the bodies' names without "(fictional)".
#[track_caller]
fn says(page: &str, words: &str) {
    let text = text(page).replace(" (fictional)", "");
    assert!(text.contains(words), "'{words}' is not in: {text}");
}

/// A grant of £100.01 that ends, of which no division is recorded.
const SHOCK: &str = r#"{"event":"small","struck":[{"body":"saltmere-community","pence":"10001"}],"title":"A small grant ends","total":"10001"}"#;

#[test]
fn a_cut_that_was_shared_shows_what_struck_whom_what_falls_to_each_and_who_pays() {
    let page = Example::new().page(money::page, "");
    says(&page, "Saltmere Minds £1,000,000.00 £166,666.67");
    says(&page, "Saltmere Acute pays Saltmere Minds £500,000.00");
    says(&page, "Saltmere Community Care pays Saltmere Minds £333,333.33");
}

#[test]
fn a_cut_that_is_not_divided_shows_what_the_agreement_gives_each_to_the_penny_with_its_clause() {
    let example = Example::new().read_by(ACUTE, Role::Officer);
    example.tell(COMMUNITY, "shock_noted", SHOCK);
    let page = example.page(money::page, "");
    says(&page, "The agreement divides it in fixed shares (clause 5-1 of agreement 1)");
    for part in ["Saltmere Acute £50.00", "Saltmere Community Care £33.34", "Saltmere Minds £16.67"] {
        says(&page, part);
    }
    let filled =
        "loss_shared?event=small&amp;total=100.01&amp;rule=fixed&amp;allocation.saltmere-acute=50.00";
    assert!(page.contains(filled), "{page}");
}

#[test]
fn what_the_agreement_gives_is_recorded_without_a_finding_and_anything_else_with_one() {
    for (acute, community, flagged) in [(5_000, 3_334, false), (5_001, 3_333, true)] {
        let example = Example::new();
        example.tell(COMMUNITY, "shock_noted", SHOCK);
        let shared = format!(
            r#"{{"allocation":[{{"body":"saltmere-acute","pence":"{acute}"}},{{"body":"saltmere-community","pence":"{community}"}},{{"body":"saltmere-minds","pence":"1667"}}],"event":"small","rule":"fixed","total":"10001"}}"#
        );
        example.tell(ACUTE, "loss_shared", &shared);
        let page = example.page(money::page, "");
        says(&page, "Saltmere Minds pays Saltmere Community Care £16.67");
        assert_eq!(page.contains("govuk-error-message"), flagged, "{acute}: {page}");
    }
}

#[test]
fn who_pays_more_than_is_claimed_for_it_is_said() {
    let example = Example::new();
    example.tell(MIND, "contribution_made", r#"{"contribution":{"pence":"90000000","type":"money"}}"#);
    example.tell(
        MIND,
        "benefit_claimed",
        r#"{"beneficiary":"saltmere-acute","claim":"beds","pence":"5000000","sort":"capacity_freed","title":"Beds free for others"}"#,
    );
    let page = example.page(money::page, "");
    says(&page, "Who paid, who gained");
    says(
        &page,
        "Saltmere Minds has put in £900,000.00 more than is claimed for its own budget: others gain by it.",
    );
}
