use std::collections::BTreeMap;

use commonweal_value::options::{OptionsAppraisal, OptionsFile, appraise};
use commonweal_value::parameters::Parameters;

use super::*;

const OPTIONS: &str = r#"
title = "Lifts (invented)"
base-year = "2024/25"
horizon-years = 1
vintage = "green-book-2026"
draws = 1000
pockets = { council = "Council" }
gates = { lawful = "The law allows it." }

[criteria.trust]
title = "Trusted by those who fall"
weight = 1.0

[[options]]
name = "As it is"
kind = "business-as-usual"
delivered-by = "ambulance service"
passes = ["lawful"]
scores = { trust = 40 }
[[options.costs]]
name = "Ambulances"
pocket = "council"
amount = 1000

[[options]]
name = "Team, small"
kind = "do-minimum"
delivered-by = "council"
passes = ["lawful"]
scores = { trust = 60 }
[[options.costs]]
name = "Pay"
pocket = "council"
amount = 600
"#;

fn appraised(text: &str) -> OptionsAppraisal {
    let file = OptionsFile::from_toml(text).unwrap();
    appraise(&file.build(text, &Parameters::published().unwrap(), &BTreeMap::new()).unwrap())
}

fn with(from: &str, to: &str) -> OptionsAppraisal {
    assert!(OPTIONS.contains(from), "{from}");
    appraised(&OPTIONS.replacen(from, to, 1))
}

#[test]
fn the_preferred_option_is_named_with_its_probability_in_every_form() {
    let found = appraised(OPTIONS);
    assert_eq!(headline(&found), "Preferred: Team, small.");
    let text = to_text(&found, Style::Plain);
    assert!(
        text.starts_with(
            "Preferred: Team, small.\nThe probability that no other option is worth more is more than 99%"
        ),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&to_json(&found)).unwrap();
    assert_eq!(
        (&json["headline"], &json["options"][1]["central"]["npsv_pence"]),
        (&"Preferred: Team, small.".into(), &(-60_000).into())
    );
    let csv = to_csv(&found);
    assert!(
        csv.lines().nth(2).is_some_and(|line| line.starts_with("\"Team, small\",do minimum,council,-600,")),
        "{csv}"
    );
    let parts = parts(&found);
    assert!(parts[0].html.contains("Preferred: Team, small."));
    let ids: std::collections::BTreeSet<&str> = parts.iter().map(|part| part.id).collect();
    assert_eq!(ids.len(), parts.len());
}

#[test]
fn where_nothing_beats_going_on_as_now_the_headline_says_so() {
    assert_eq!(
        headline(&with("amount = 600", "amount = 1600")),
        "No option is preferred yet: what would decide is below."
    );
    let worse = appraised(&OPTIONS.replacen("amount = 600", "amount = 1600", 1).replacen(
        "trust = 60",
        "trust = 30",
        1,
    ));
    assert_eq!(headline(&worse), "No option is better than going on as now (As it is).");
}

#[test]
fn a_disagreement_of_money_and_score_asks_what_a_point_is_worth() {
    let sentences = sentences(&with("amount = 600", "amount = 1600"));
    // £600 for 20 points.
    assert!(
        sentences[1].contains(
            "Team, small is 20.0 points ahead of As it is. It is better if a point is worth more than £30"
        ),
        "{sentences:?}"
    );
}

#[test]
fn an_option_that_fails_a_gate_is_told_with_the_reason() {
    let failed = with(
        "delivered-by = \"council\"\npasses = [\"lawful\"]",
        "delivered-by = \"council\"\nfails = { lawful = \"No power to.\" }",
    );
    assert_eq!(headline(&failed), "No option is better than going on as now (As it is).");
    assert_eq!(sentences(&failed), ["Team, small does not pass “The law allows it” (No power to)."]);
    assert!(to_csv(&failed).contains(",out,"));
}
