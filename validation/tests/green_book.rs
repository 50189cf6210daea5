//! Green Book figures, from `shared/goldens/value` (made with the R package greenbook 0.1.1, and read from the sources that
//! its last column names).
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use commonweal_validation::{records, shared};
use commonweal_value::discount::Timing;
use commonweal_value::equity::equity_weight;
use commonweal_value::parameters::{Bounds, Parameters, combined_optimism_bias};
use commonweal_value::plan::Plan;
use commonweal_value::valuation::{Central, value};

/// Published without the incomes that they come from, so that nothing can compute them.
const NOT_COMPUTABLE: [&str; 2] = ["welfare_weight_fujiwara2010", "welfare_weight_2015data"];

fn goldens() -> Option<BTreeMap<String, Option<f64>>> {
    let rows = records(&shared("goldens/value/greenbook.csv")?, b',').unwrap();
    Some(rows.iter().map(|row| (row[0].clone(), row[1].parse().ok())).collect())
}

fn factor(schedule: &str, year: usize) -> f64 {
    let vintage = &Parameters::published().unwrap().vintages["green-book-2022"];
    vintage.schedules[schedule].factors(year + 1, Timing::StartOfYear)[year]
}

/// A plan of one cost and one stated benefit, as expected.
fn plan(horizon_years: usize, cost: &str, benefit: f64, lag_years: usize) -> Central {
    let text = format!(
        "base-year = \"2024/25\"\nhorizon-years = {horizon_years}\nvintage = \"green-book-2022\"\ndraws = 100\npockets = {{ one = \"One\" }}\n\
         [[costs]]\nname = \"cost\"\npocket = \"one\"\n{cost}\n\
         [[benefits]]\nname = \"benefit\"\nunits-a-year = {benefit}\npocket = \"one\"\nsort = \"social\"\nlag-years = {lag_years}\n\
         unit-cost = {{ amount = \"£1\", price-year = \"2024/25\", source = \"golden\", licence = \"none\" }}\n"
    );
    let built =
        Plan::from_toml(&text).unwrap().build(&text, &Parameters::published().unwrap(), &BTreeMap::new());
    value(&built.unwrap()).central
}

fn bounds(name: &str) -> Option<f64> {
    let (kind, rest) = name.strip_prefix("ob_")?.rsplit_once('_')?;
    let kinds = [
        ("non_standard_buildings", "non-standard-buildings"),
        ("standard_buildings", "standard-buildings"),
        ("non_standard_civil", "non-standard-civil-engineering"),
        ("standard_civil", "standard-civil-engineering"),
        ("equipment_development", "equipment-and-development"),
        ("outsourcing_opex", "outsourcing"),
    ];
    let (kind, of) = kind.rsplit_once('_')?;
    let key = kinds.iter().find(|(theirs, _)| *theirs == kind)?.1;
    let bias = &Parameters::published().unwrap().optimism_bias[key];
    let bounds = if of == "capex" { Some(bias.capital) } else { bias.duration };
    bounds.map(|Bounds { upper, lower }| 100.0 * if rest == "upper" { upper } else { lower })
}

/// Ours, and how far the golden may lie off: half of its last digit.
fn ours(name: &str) -> Option<(f64, f64)> {
    const EXACT: f64 = 1e-10;
    let year = |text: &str| text.parse::<usize>().ok();
    let in_pounds = |pence: i64| pence as f64 / 100.0;
    for (prefix, schedule) in
        [("df_standard_year", "standard"), ("df_health_year", "health"), ("df_excl_pure_stp_year", "reduced")]
    {
        if let Some(text) = name.strip_prefix(prefix) {
            return Some((factor(schedule, year(text)?), EXACT));
        }
    }
    if let Some(text) = name.strip_prefix("table2_pv_1000_year") {
        return Some((1_000.0 * factor("standard", year(text)?), 0.5));
    }
    if let Some(text) = name.strip_prefix("py_wlc_df_year") {
        return Some((factor("standard", year(text)?), 1e-4));
    }
    if let Some(rest) = name.strip_prefix("dist_weight_income") {
        let (income, rest) = rest.split_once("_median")?;
        let (median, eta) = rest.split_once("_eta")?;
        return Some((equity_weight(income.parse().ok()?, median.parse().ok()?, eta.parse().ok()?), 1e-9));
    }
    let annuity = |years: usize| (1..=years).map(|year| factor("standard", year)).sum::<f64>();
    match name {
        "annuity_30y_3.5pc" => Some((annuity(30), EXACT)),
        "annuity_5y_3.5pc" => Some((annuity(5), EXACT)),
        // Whole pence.
        "npv_-100_30x5" => Some((in_pounds(plan(6, "amount = \"£100\"", 30.0, 1).npsv_pence), 0.005)),
        "costs_100_ob20pc_mit50pc_metb20pc" => Some((in_pounds(raised(1).costs_pence), 0.0)),
        "npv_30y_ob_metb" => Some((in_pounds(raised(30).npsv_pence), 0.005)),
        "ob_combined_building_capex_30/70" => combined("capital"),
        "ob_combined_building_duration_30/70" => combined("duration"),
        _ => bounds(name).map(|percent| (percent, 1e-9)),
    }
}

/// A cost of 100 raised by 20% of optimism bias, half of it managed, and by 20% for the burden of tax; 10 a year from year 1.
fn raised(years: usize) -> Central {
    let cost = "amount = \"£100\"\noptimism-bias = 0.2\nmitigation = 0.5\nexcess-tax-burden = 0.2";
    plan(years.max(2), cost, 10.0, 1)
}

fn combined(of: &str) -> Option<(f64, f64)> {
    let biases = Parameters::published().unwrap().optimism_bias;
    let bias = |kind: &str| {
        if of == "capital" {
            Some(biases[kind].capital.upper)
        } else {
            biases[kind].duration.map(|it| it.upper)
        }
    };
    let parts = [(0.3, bias("non-standard-buildings")?), (0.7, bias("standard-buildings")?)];
    Some((100.0 * combined_optimism_bias(&parts)?, 1e-9))
}

#[test]
fn every_green_book_figure_is_reproduced() {
    let Some(goldens) = goldens() else { return };
    let mut compared = 0;
    for (name, golden) in goldens.iter().filter(|(name, _)| !NOT_COMPUTABLE.contains(&name.as_str())) {
        let ours = ours(name);
        let Some(golden) = golden else {
            assert_eq!(ours, None, "{name} was not published, and ours is not invented");
            continue;
        };
        let (ours, tolerance) = ours.unwrap_or_else(|| panic!("{name} has no counterpart of ours"));
        assert!((ours - golden).abs() <= tolerance, "{name}: {ours} is not {golden} (± {tolerance})");
        compared += 1;
    }
    // 184 rows, less two without a figure and the two whose incomes were not published.
    assert_eq!(compared, 180);
}

#[test]
fn the_draws_of_a_published_run_are_consistent_with_how_we_summarise() {
    // The model behind this run was not published with it; what its figures say of one another is ours too.
    let Some(path) = shared("goldens/value/cba_psa_1M.csv") else { return };
    let golden: BTreeMap<String, f64> =
        records(&path, b',').unwrap().iter().map(|row| (row[0].clone(), row[1].parse().unwrap())).collect();
    let (benefits, costs) = (golden["mean_B"], golden["mean_C"]);
    // A plan of these means: the ratio is that of the means, not the mean of the ratios, to the eight digits that a penny leaves.
    let central = plan(1, &format!("amount = \"£{costs:.2}\""), benefits, 0);
    assert!((central.bcr.unwrap() - golden["bcr_ratio_of_means"]).abs() < 1e-8);
    assert!((central.bcr.unwrap() - golden["bcr_mean_of_ratios"]).abs() > 0.01);
    assert!((golden["mean_npv"] - central.npsv_pence as f64 / 100.0).abs() < 0.02);
    // Drawing as often with this spread gives this standard error, and budgets add up to the benefits.
    assert!((golden["sd_npv"] / golden["n"].sqrt() - golden["mcse"]).abs() < 0.002);
    assert!((golden["budget_ICB_gross"] + golden["budget_Police_gross"] - benefits).abs() < 0.01);
}

#[test]
fn published_values_of_information_obey_the_rules_that_ours_obey() {
    // The draws of the two models are not among the reference data, so that the figures cannot be computed; this holds of any.
    let Some(path) = shared("goldens/value/psa_evpi.csv") else { return };
    let rows = records(&path, b',').unwrap();
    let of = |case: &str, quantity: &str| -> Vec<(f64, f64)> {
        let chosen = rows.iter().filter(|row| row[0] == case && row[1] == quantity);
        chosen.filter_map(|row| Some((row[2].parse().ok()?, row[3].parse().ok()?))).collect()
    };
    for (case, options) in [("bcea_vaccine", 2), ("dampack_example_psa", 3)] {
        let evpi = of(case, "EVPI");
        assert!(evpi.len() >= 5 && evpi.iter().all(|(_, evpi)| *evpi >= 0.0), "{case}");
        for (place, _) in evpi.iter().enumerate() {
            let shares: f64 =
                (1..=options).map(|option| of(case, &format!("P_optimal_{option}"))[place].1).sum();
            assert!((shares - 1.0).abs() < 1e-9, "{case}");
        }
    }
    // EVPI is largest where the decision is closest: around the ICER, where the expected difference is nought.
    let (evpi, difference) = (of("bcea_vaccine", "EVPI"), of("bcea_vaccine", "EIB"));
    let closest = difference.iter().map(|(_, eib)| eib.abs()).fold(f64::INFINITY, f64::min);
    let at = difference.iter().position(|(_, eib)| eib.abs() == closest).unwrap();
    assert!(evpi[at].1 >= evpi[at - 1].1 && evpi[at].1 >= evpi[at + 1].1);
}
