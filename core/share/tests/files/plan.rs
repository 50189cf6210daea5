//! Plans: what is shared, by which rule, within which limits.

use commonweal_quantity::Pence;
use commonweal_share::division::divide;
use commonweal_share::files::FileError;
use commonweal_share::files::plan::{PlanError, read};
use commonweal_share::{Division, Rule};

fn divided(text: &str) -> Division {
    let (problem, rule) = read(text, None).unwrap();
    divide(&problem, rule).unwrap()
}

fn pence(division: &Division) -> Vec<i64> {
    division.parts.iter().map(|part| part.pence.0).collect()
}

const SHOCK: &str = "
rule = \"by-contribution\"
bodies = [\"Trust\", \"Council\", \"Charity\"]
[struck]
Trust = \"£1m\"
[contributions]
Trust = 40
Council = 60
Charity = 7
[limits.Council]
cap = \"£500,000\"
";

#[test]
fn a_cut_to_one_is_shared_within_limits_journalled_and_settled_to_the_penny() {
    let division = divided(SHOCK);
    assert_eq!(division.total_pence, Pence(-100_000_000));
    assert_eq!(pence(&division).iter().sum::<i64>(), -100_000_000);
    // 60/107 of a million is more than the cap; the two others take over half of the rest each.
    assert_eq!(pence(&division), [-40_420_561, -50_000_000, -9_579_439]);
    assert_eq!(division.limits.len(), 1);
    let paid: Vec<(&str, &str, i64)> =
        division.payments.iter().map(|payment| (&*payment.from, &*payment.to, payment.pence.0)).collect();
    assert_eq!(paid, [("Council", "Trust", 50_000_000), ("Charity", "Trust", 9_579_439)]);
    assert_eq!(division.journal.unwrap().postings().len(), 6);
}

#[test]
fn benefit_lines_make_a_game_and_the_plans_rule_may_be_overridden() {
    let text = "
rule = \"shapley\"
[[benefit]]
name = \"fewer falls\"
needs = [\"Council\", \"Trust\"]
amount = 120
[[benefit]]
needs = [\"Council\", \"Trust\", \"Charity\"]
at-least = 1
amount = \"£30\"
";
    assert_eq!(pence(&divided(text)), [1000, 7000, 7000]);
    let (problem, rule) = read(text, Some(Rule::Equal)).unwrap();
    assert_eq!(pence(&divide(&problem, rule).unwrap()), [5000, 5000, 5000]);
}

#[test]
fn a_corridor_pays_what_the_interval_bears_out() {
    let text = |follows: &str| {
        format!(
            "rule = \"equal\"\nbodies = [\"A\", \"B\"]\n[corridor]\nestimate = 40\nlow = 14\nhigh = 66\nfollows = \"{follows}\"\n\
             gain = {{ free = 10, rate = 0.5, cap = 20 }}\nloss = {{ rate = 0.25, cap = 5 }}\n"
        )
    };
    assert_eq!(pence(&divided(&text("estimate"))), [750, 750]);
    let borne_out = divided(&text("borne-out"));
    assert_eq!(pence(&borne_out), [100, 100]);
    assert_eq!(borne_out.corridor.unwrap().at_high, 20.0);
}

#[test]
fn each_wrong_plan_is_told_with_what_to_do() {
    let refused = |text: &str| read(text, None).unwrap_err();
    assert_eq!(refused("total = 5\n"), PlanError::NoRule);
    assert!(matches!(refused("rule = \"shapely\"\n"), PlanError::Rule(_)));
    assert_eq!(refused("rule = \"equal\"\n"), PlanError::Basis("nothing"));
    assert_eq!(refused("rule = \"equal\"\ntotal = 5\n[struck]\nA = 5\n"), PlanError::Basis("more than one"));
    let no_table = refused("rule = \"by-need\"\nbodies = [\"A\"]\ntotal = 5\n");
    assert_eq!(no_table, PlanError::NoTable { rule: Rule::ByNeed, table: "needs" });
    let unknown = refused("rule = \"by-need\"\nbodies = [\"Trust\"]\ntotal = 5\n[needs]\nTrsut = 5\n");
    assert!(unknown.to_string().contains("entry 'needs' names 'Trsut'"), "{unknown}");
    let key = refused("rule = \"equal\"\nbodys = [\"A\"]\n");
    assert!(
        matches!(&key, PlanError::File(FileError::Form { place, .. }) if place == "line 2, column 1: "),
        "{key}"
    );
    let amount = refused("rule = \"equal\"\ntotal = \"much\"\n");
    assert!(amount.to_string().contains("\"much\" is not an amount"), "{amount}");
    let rate =
        refused("rule = \"equal\"\nbodies = [\"A\"]\n[corridor]\nestimate = 5\ngain = { rate = 2.0 }\n");
    assert!(matches!(rate, PlanError::Corridor(_)), "{rate}");
    let twice = refused("rule = \"equal\"\ntotal = 5\nbodies = [\"A\", \"A\"]\n");
    assert!(matches!(twice, PlanError::File(FileError::Twice { .. })), "{twice}");
}
