//! The main job on published data, from the command line to the figures. Skipped, aloud, where the data is not beside the project.

use serde_json::Value;

use crate::place::{Folder, Run, shared};

fn evaluate(data: &std::path::Path, arguments: &str) -> Run {
    let folder = Folder::with_place();
    let run = folder.line(&format!("evaluate --data '{}' {arguments}", data.display()));
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

fn method<'a>(document: &'a Value, id: &str) -> &'a Value {
    document["methods"].as_array().unwrap().iter().find(|method| method["method"] == id).unwrap()
}

fn near(value: &Value, wanted: f64, tolerance: f64, what: &str) {
    let value = value.as_f64().unwrap();
    assert!((value - wanted).abs() <= tolerance, "{what}: {value}, not {wanted} ± {tolerance}");
}

const CALIFORNIA: &str =
    "--delimiter ';' --unit State --period Year --value PacksPerCapita --treated California --from 1989";

/// `shared/goldens/synthdid` (`10_synthdid_prop99.R`); errors: all 38 placebos enumerated.
#[test]
fn proposition_99_is_reproduced() {
    let Some(data) = shared("data/causal/california_prop99.csv") else { return };
    let document = evaluate(&data, &format!("{CALIFORNIA} --format json")).json();
    for (id, estimate, tolerance, error) in [
        ("synthetic-did", -15.603_827_87, 5e-9, 9.371),
        ("synthetic-control", -19.6197, 5e-5, 10.615),
        ("did", -27.349_111_08, 5e-9, 17.287),
    ] {
        let method = method(&document, id);
        near(&method["estimate"], estimate, tolerance, id);
        near(&method["standard_error"], error, 5e-4, id);
        assert_eq!(method["inference"]["method"], "exhaustive-placebo", "{id}");
        assert_eq!(method["inference"]["replications"], 38, "{id}");
    }
}

#[test]
fn the_text_prints_proposition_99_unrounded_too() {
    let Some(data) = shared("data/causal/california_prop99.csv") else { return };
    let text = evaluate(&data, CALIFORNIA).stdout;
    for figures in [
        ["synthetic-did", "-15.6038", "9.3710"],
        ["synthetic-control", "-19.6197", "10.6153"],
        ["did", "-27.3491", "17.2868"],
    ] {
        let printed =
            text.lines().map(|line| line.split_whitespace().map(to_four_decimals).collect::<Vec<_>>());
        assert!(printed.into_iter().any(|words| words == figures), "{figures:?} is not in: {text}");
    }
}

fn to_four_decimals(word: &str) -> String {
    word.parse::<f64>().map_or_else(|_| word.to_owned(), |number| format!("{number:.4}"))
}

const NORTHERN_LINCOLNSHIRE: &str = "--unit org_code --period period --value value --treated RJL \
     --where metric=ae_attendances_total --exclude RAL,RBD,RRK,RW1,RQM \
     --since 2013-07 --from 2015-10 --until 2018-03 --method synthetic-did";

/// METHODS: a first run with 105 donors gave -363 attendances a month, placebo error 924.
#[test]
fn a_co_operation_agreement_s_attendances_cannot_be_told_from_noise() {
    let Some(data) = shared("data/panel/nhs_trust_panel.csv") else { return };
    let run = evaluate(&data, &format!("{NORTHERN_LINCOLNSHIRE} --format json"));
    let document = run.json();
    let estimate = method(&document, "synthetic-did");
    near(&estimate["estimate"], -363.0, 15.0, "attendances a month");
    near(&estimate["standard_error"], 924.0, 30.0, "placebo error");
    assert!(estimate["p_value"].as_f64().unwrap() > 0.3, "{}", estimate["p_value"]);
    let headline = document["verdict"]["headline"].as_str().unwrap();
    assert!(headline.to_lowercase().contains("noise"), "{headline}");
    let dropped = document["panel"]["dropped"].as_array().unwrap();
    let reason = |unit: &str| {
        let found = dropped.iter().find(|dropped| dropped["unit"] == unit).unwrap();
        found["reason"].as_str().unwrap().to_owned()
    };
    assert!(reason("ENG").contains("total"), "{}", reason("ENG"));
    assert!(reason("RAL").contains("excluded"), "{}", reason("RAL"));
    let text = evaluate(&data, NORTHERN_LINCOLNSHIRE).stdout;
    assert!(text.contains("noise"), "{text}");
}

/// `shared/data/spc`: computed with NHSRplotthedots 0.2.2.
#[test]
fn the_control_chart_is_that_of_plot_the_dots() {
    let Some(data) = shared("data/panel/nhs_trust_panel.csv") else { return };
    let Some(reference) = shared("data/spc/ptd_reference_rjl_type1_attendances_decrease.csv") else { return };
    let document = evaluate(
        &data,
        "--unit org_code --period period --value value --treated RJL --where metric=ae_attendances_type1 \
         --since 2016-04 --until 2019-03 --from 2017-04 --method control-chart --improvement decrease --format json",
    )
    .json();
    let points = method(&document, "control-chart")["points"].as_array().unwrap();
    let mut reader = csv::Reader::from_path(reference).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(points.len(), rows.len());
    for (point, row) in points.iter().zip(&rows) {
        let cell = |name: &str| &row[headings.iter().position(|heading| heading == name).unwrap()];
        let period = point["period"].as_str().unwrap();
        assert!(cell("x").starts_with(period), "{period}");
        for (key, column) in
            [("value", "y"), ("mean", "mean_col"), ("lower_limit", "lpl"), ("upper_limit", "upl")]
        {
            let wanted: f64 = cell(column).parse().unwrap();
            near(&point[key], wanted, wanted.abs() * 1e-9, &format!("{period} {key}"));
        }
        let special = !point["special_cause"].is_null() && point["special_cause"] != "common-cause";
        assert_eq!(special, cell("special_cause_flag") == "TRUE", "{period}: {point}");
    }
}
