use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::options::OptionsFile;
use crate::options::decision::Decides;
use crate::parameters::Parameters;

const HEAD: &str = r#"
base-year = "2024/25"
horizon-years = 3
vintage = "green-book-2026"
draws = 4000
pockets = { council = "Council", trust = "Trust" }
"#;

const USUAL: &str = r#"
[[options]]
name = "As it is"
kind = "business-as-usual"
delivered-by = "ambulance service"
"#;

fn appraised(text: &str) -> OptionsAppraisal {
    let parameters = Parameters::published().unwrap();
    appraise(&OptionsFile::from_toml(text).unwrap().build(text, &parameters, &BTreeMap::new()).unwrap())
}

fn option(name: &str, kind: &str, costs: &[(&str, &str)]) -> String {
    let line = |(name, amount): &(&str, &str)| {
        format!("[[options.costs]]\nname = \"{name}\"\npocket = \"council\"\namount = {amount}\n")
    };
    let lines = costs.iter().map(line).collect::<Vec<_>>().concat();
    format!("[[options]]\nname = \"{name}\"\nkind = \"{kind}\"\ndelivered-by = \"{name}'s people\"\n{lines}")
}

fn standing(found: &OptionsAppraisal, name: &str) -> Standing {
    found.options.iter().find(|option| option.name == name).unwrap().standing.unwrap()
}

#[test]
fn a_figure_that_two_options_share_moves_both_alike_so_that_it_decides_nothing() {
    let wide = r#"{ low = "£10,000", high = "£90,000" }"#;
    let text = format!(
        "{HEAD}{USUAL}{}{}",
        option("Small", "do-minimum", &[("Rent", wide), ("Small van", "1000")]),
        option("Large", "change", &[("Rent", wide), ("Large van", "2000")]),
    );
    let found = appraised(&text);
    let (small, large) = (found.options[1].clone(), found.options[2].clone());
    // £1,000 apart in every draw, although each alone spreads over £80,000.
    assert!(small.npsv.sd > 20_000.0);
    assert!((small.npsv.mean - large.npsv.mean - 1_000.0).abs() < 1e-6);
    assert_eq!(standing(&found, "Large").probability_best, 0.0);
    assert_eq!(standing(&found, "As it is").rank, 1);
}

#[test]
fn equals_share_the_draws_in_which_they_are_best() {
    let text = format!(
        "{HEAD}{USUAL}{}{}",
        option("A", "do-minimum", &[("a", "0")]),
        option("B", "change", &[("b", "5")])
    );
    let found = appraised(&text);
    assert!((standing(&found, "As it is").probability_best - 0.5).abs() < 1e-9);
    assert!((standing(&found, "A").probability_best - 0.5).abs() < 1e-9);
    let b = standing(&found, "B");
    assert_eq!((b.rank, b.probability_best), (3, 0.0));
    assert!((b.expected_regret - 5.0).abs() < 1e-9 && (b.high_regret - 5.0).abs() < 1e-9);
}

#[test]
fn an_option_that_fails_a_gate_is_shown_and_not_ranked() {
    let gates = "gates = { lawful = \"The law allows it\" }\n";
    let passes = "passes = [\"lawful\"]\n";
    let fails = "fails = { lawful = \"It needs an exemption\" }\n";
    let with =
        |option: String, gate: &str| option.replacen("delivered-by", &format!("{gate}delivered-by"), 1);
    let text = format!(
        "{gates}{HEAD}{}{}{}",
        with(USUAL.to_owned(), passes),
        with(option("A", "do-minimum", &[("a", "10")]), passes),
        with(option("B", "change", &[("b", "\"-£0\"")]), fails).replace("amount = \"-£0\"", "amount = 0"),
    );
    let found = appraised(&text);
    assert_eq!(found.options[2].failed[0].reason, "It needs an exemption");
    assert_eq!(found.options[2].standing, None);
    assert_eq!(found.decision, Decision::Preferred { option: "As it is".to_owned(), probability: 1.0 });
}

#[test]
fn a_lead_ends_where_a_line_has_changed_by_its_switching_value() {
    let text = |rent: f64| {
        format!(
            "{HEAD}{USUAL}{}{}",
            option("Small", "do-minimum", &[("Van", "3000")]),
            option("Large", "change", &[("Rent", &rent.to_string()), ("Van", "1000")]),
        )
        .replace("[[options.costs]]\nname = \"Van\"", "[[options.benefits]]\nname = \"People\"\nunits-a-year = 1\nunit-cost = { amount = \"£4,000\", price-year = \"2024/25\", source = \"made up\", licence = \"none\" }\npocket = \"trust\"\nsort = \"social\"\nyears = 1\n[[options.costs]]\nname = \"Van\"")
    };
    let found = appraised(&text(1_500.0));
    let rivalry = found.rivalries.iter().find(|rivalry| rivalry.other == "Small").unwrap();
    let rent = rivalry.switching.iter().find(|switching| switching.line == "Rent").unwrap();
    assert_eq!((rivalry.leader.as_str(), rivalry.lead), ("Large", 500.0));
    let change = rent.change.unwrap();
    assert!((change - 1.0 / 3.0).abs() < 1e-9);
    let level = appraised(&text(1_500.0 * (1.0 + change)));
    assert_eq!(level.options[1].central.npsv_pence, level.options[2].central.npsv_pence);
    // The same people in both add nothing to the lead, so that no change of them ends it.
    assert_eq!(rivalry.switching.iter().find(|switching| switching.line == "People").unwrap().change, None);
}

#[test]
fn an_option_is_not_preferred_while_chance_decides_and_knowing_more_is_worth_something() {
    let text = format!(
        "{HEAD}{USUAL}{}{}",
        option("A", "do-minimum", &[("a", r#"{ low = "£0", high = "£10,000" }"#)]),
        option("B", "change", &[("b", r#"{ low = "£0", high = "£10,100" }"#)]),
    )
    .replace("name = \"As it is\"\nkind = \"business-as-usual\"\ndelivered-by = \"ambulance service\"\n", "name = \"As it is\"\nkind = \"business-as-usual\"\ndelivered-by = \"ambulance service\"\n[[options.costs]]\nname = \"waste\"\npocket = \"trust\"\namount = 20000\n");
    let found = appraised(&text);
    let Decision::Undecided { first_on_money, would_decide } = &found.decision else {
        panic!("{:?}", found.decision)
    };
    assert_eq!(first_on_money, "A");
    assert!(
        matches!(&would_decide[0], Decides::Money { rival, probability, .. } if rival == "B" && *probability < 0.6)
    );
    // The mean of the better of two even figures of the same width is a sixth of it above that of one.
    assert!((found.evpi - 10_000.0 / 6.0).abs() < 100.0, "{}", found.evpi);
    assert!(found.evppi.iter().all(|one| one.evppi <= found.evpi));
    assert!((standing(&found, "A").expected_regret - found.evpi).abs() < 1e-6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn the_order_of_options_changes_nothing_but_their_order(a in 1_u32..9_000, b in 1_u32..9_000) {
        let spread = |high: u32| format!("{{ low = \"£0\", high = \"£{high}\" }}");
        let (one, other) =
            (option("A", "do-minimum", &[("a", &spread(a))]), option("B", "change", &[("b", &spread(b))]));
        let found = appraised(&format!("{HEAD}{USUAL}{one}{other}"));
        let turned = appraised(&format!("{HEAD}{other}{USUAL}{one}"));
        for name in ["A", "B", "As it is"] {
            let (here, there) = (standing(&found, name), standing(&turned, name));
            prop_assert_eq!(here.rank, there.rank);
            prop_assert!((here.probability_best - there.probability_best).abs() < 1e-9);
        }
        let sum: f64 = ["A", "B", "As it is"].map(|name| standing(&found, name).probability_best).iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        prop_assert_eq!(found.decision, turned.decision);
    }
}
