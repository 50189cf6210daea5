//! The worked example of the method page: its figures are those of the code, to the penny.
#![expect(clippy::disallowed_methods, reason = "the page is a file")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use commonweal_quantity::Pence;
use commonweal_value::parameters::Parameters;
use commonweal_value::plan::Plan;
use commonweal_value::valuation::{Central, value};

const PLAN: &str = r#"
title = "Grab rails (invented)"
base-year = "2024/25"
horizon-years = 3
vintage = "green-book-2026"
draws = 100
pockets = { hospital = "Hospital", council = "Council" }

[[benefits]]
name = "Attendances avoided"
units-a-year = 200
unit-cost = "a-and-e-attendance"
pocket = "hospital"
sort = "capacity-freed"
displacement = 0.2
drop-off = 0.1

[[costs]]
name = "Fitting"
pocket = "council"
amount = "£60,000"
optimism-bias = "standard-buildings"

[[costs]]
name = "Upkeep"
pocket = "council"
amount = "£5,000"
from = 1
years = 2
"#;

fn example() -> Result<Central, Box<dyn Error>> {
    let plan = Plan::from_toml(PLAN)?.build(PLAN, &Parameters::published()?, &BTreeMap::new())?;
    Ok(value(&plan).central)
}

/// Without the sign of the pound, as the page's table has it.
fn said(pence: i64) -> String {
    Pence(pence).to_string().replace('£', "").replace('-', "−")
}

#[test]
fn the_method_page_prints_what_the_code_computes() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/methods/value.md");
    let page = std::fs::read_to_string(page).unwrap();
    let page = page.split("## Worked example").nth(1).unwrap();
    let central = example().unwrap();
    let mut all = vec![central.benefits_pence, central.costs_pence, central.npsv_pence];
    all.extend(central.lines.iter().map(|line| line.present_value_pence));
    all.extend(
        central.years.iter().flat_map(|year| [year.costs_pence, year.benefits_pence, year.running_pence]),
    );
    for pence in all {
        assert!(page.contains(&said(pence)), "the page does not say {}", said(pence));
    }
    assert!(page.contains(&format!("BCR {:.2}", central.bcr.unwrap())));
    assert!(page.contains(&format!("by the end of year {}", central.payback_year.unwrap())));
}

#[test]
fn the_example_is_worth_what_it_comes_to_by_hand() {
    // In pounds: benefits 44,827.20 at 0.9 and 1/1.035 a year; costs 74,400, then 5,000 twice.
    let central = example().unwrap();
    let benefits = 44_827.20 * (1.0 + 0.9 / 1.035 + 0.81 / (1.035 * 1.035));
    let costs = 74_400.0 + 5_000.0 / 1.035 + 5_000.0 / (1.035 * 1.035);
    assert!((central.benefits_pence as f64 / 100.0 - benefits).abs() <= 0.01);
    assert!((central.costs_pence as f64 / 100.0 - costs).abs() <= 0.01);
}
