//! Point for point against what NHSRplotthedots 0.2.2 printed. The files were made by `goldens/scripts/40_spc.R` and, for
//! `data/spc`, by the runs that `PROVENANCE.md` names; the options of each case are those of the scripts.

#![expect(clippy::disallowed_methods, reason = "the reference numbers are in files")]

use std::path::Path;

use commonweal_evaluate::control_chart::{
    Assurance, ControlChart, ControlChartOptions, ControlPoint, ImprovementDirection, OutlierScreening, Side,
    SpecialCause, Variation, control_chart,
};
use commonweal_quantity::Period;
use commonweal_quantity::period::infer_frequency;

/// Rows of a table by column name.
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a file under the shared folder beside the workspace; `None`, with a line that says so, where there is none.
    fn read(path: &str) -> Option<Self> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
        let Ok(text) = std::fs::read_to_string(file) else {
            println!("SKIPPED: no reference file shared/{path} beside the workspace");
            return None;
        };
        let cells = |line: &str| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect();
        let mut lines = text.lines().map(cells);
        Some(Self { header: lines.next().unwrap(), rows: lines.collect() })
    }

    fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        &row[self.header.iter().position(|name| name == column).unwrap()]
    }

    /// The rows in which `column` is `value`.
    fn rows_where(&self, column: &str, value: &str) -> Vec<&[String]> {
        self.rows.iter().map(Vec::as_slice).filter(|row| self.cell(row, column) == value).collect()
    }
}

fn number(text: &str) -> Option<f64> {
    (text != "NA").then(|| text.parse().unwrap())
}

fn package_truth(known: Option<bool>) -> &'static str {
    known.map_or("NA", |truth| if truth { "TRUE" } else { "FALSE" })
}

fn package_side(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Above) => "1",
        Some(Side::AtMean) => "0",
        Some(Side::Below) => "-1",
        None => "NA",
    }
}

fn package_cause(cause: SpecialCause) -> &'static str {
    match cause {
        SpecialCause::AboveUpperLimit => "Above UCL",
        SpecialCause::BelowLowerLimit => "Below LCL",
        SpecialCause::TrendIncreasing => "7 Point Trend (Increasing)",
        SpecialCause::TrendDecreasing => "7 Point Trend (Decreasing)",
        SpecialCause::TwoInThreeAbove => "2 in 3 Above CL",
        SpecialCause::TwoInThreeBelow => "2 in 3 Below CL",
        SpecialCause::SevenAbove => "7 Points Above CL",
        SpecialCause::SevenBelow => "7 Points Below CL",
        SpecialCause::CommonCause => "Common Cause",
    }
}

fn package_variation(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "common_cause",
        Variation::SpecialCauseImprovement => "special_cause_improvement",
        Variation::SpecialCauseConcern => "special_cause_concern",
        Variation::SpecialCauseNeutralHigh => "special_cause_neutral_high",
        Variation::SpecialCauseNeutralLow => "special_cause_neutral_low",
    }
}

fn package_assurance(assurance: Option<Assurance>) -> &'static str {
    match assurance {
        Some(Assurance::ConsistentPass) => "consistent_pass",
        Some(Assurance::ConsistentFail) => "consistent_fail",
        Some(Assurance::Inconsistent) => "inconsistent",
        None => "NA",
    }
}

fn assert_close(what: &str, ours: Option<f64>, theirs: Option<f64>) {
    let close = match (ours, theirs) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        (None, None) => true,
        _ => false,
    };
    assert!(close, "{what}: {ours:?}, the package {theirs:?}");
}

/// The chart of the series that is in the file itself; days that write months are read as months.
fn chart_of(table: &Table, rows: &[&[String]], options: &ControlChartOptions) -> ControlChart {
    let days: Vec<Period> = rows.iter().map(|row| table.cell(row, "x").parse().unwrap()).collect();
    let frequency = infer_frequency(&days);
    let read = |day: &Period| day.first_as(frequency).unwrap();
    let values: Vec<f64> = rows.iter().map(|row| number(table.cell(row, "y")).unwrap_or(f64::NAN)).collect();
    control_chart(&days.iter().map(read).collect::<Vec<_>>(), &values, options).unwrap()
}

fn assert_point(table: &Table, row: &[String], point: &ControlPoint, case: &str) {
    let cell = |column| table.cell(row, column);
    let at = format!("{case}, {}", point.period);
    let mean = if table.header.iter().any(|name| name == "mean") { "mean" } else { "mean_col" };
    assert_close(&at, point.mean, number(cell(mean)));
    assert_close(&at, point.lower_limit, number(cell("lpl")));
    assert_close(&at, point.upper_limit, number(cell("upl")));
    assert_close(&at, point.value, number(cell("y")));
    let ours = [
        point.segment.to_string().as_str(),
        package_side(point.relative_to_mean),
        package_truth(point.close_to_limits),
        package_truth(point.outside_limits),
        package_cause(point.special_cause),
        package_variation(point.variation),
    ]
    .join("; ");
    let theirs = [
        cell("rebase_group"),
        cell("relative_to_mean"),
        cell("close_to_limits"),
        cell("outside_limits"),
        cell("special_cause_type"),
        cell("point_type"),
    ]
    .join("; ");
    assert_eq!(ours, theirs, "{at}");
}

fn assert_points(table: &Table, rows: &[&[String]], chart: &ControlChart, case: &str) -> usize {
    assert_eq!(chart.points.len(), rows.len(), "{case}");
    for (row, point) in rows.iter().zip(&chart.points) {
        assert_point(table, row, point, case);
    }
    rows.len()
}

fn improving(improvement: ImprovementDirection) -> ControlChartOptions {
    ControlChartOptions { improvement, ..ControlChartOptions::default() }
}

fn aimed_at(target: f64, improvement: ImprovementDirection) -> ControlChartOptions {
    ControlChartOptions { target: Some(target), ..improving(improvement) }
}

fn rebased(months: &[&str]) -> ControlChartOptions {
    let rebase = months.iter().map(|text| super::month(text)).collect();
    ControlChartOptions { rebase, ..improving(ImprovementDirection::Decrease) }
}

/// The options of each case of the script; the package's own default is that an increase is an improvement.
fn cases() -> Vec<(&'static str, ControlChartOptions)> {
    use ImprovementDirection::{Decrease, Increase, Neutral};
    let unscreened = ControlChartOptions { screen_outliers: OutlierScreening::Off, ..improving(Increase) };
    vec![
        ("deviations_screened", improving(Increase)),
        ("deviations_unscreened", unscreened.clone()),
        ("ae_total_attendances", improving(Decrease)),
        ("ae_total_rebase2", rebased(&["2017-04", "2018-04"])),
        ("ae_total_breaches", improving(Decrease)),
        ("ae_4hr_target95", aimed_at(0.95, Increase)),
        ("ae_4hr_target80", aimed_at(0.80, Increase)),
        ("ae_fix12", ControlChartOptions { fix_after: Some(12), ..improving(Neutral) }),
        ("RRK_type1_breaches", improving(Decrease)),
        ("RRK_rebase_2018-04", rebased(&["2018-04"])),
        ("RRK_target1000", aimed_at(1000.0, Decrease)),
        ("test_rnorm123", aimed_at(0.5, Increase)),
        ("test_rnorm123_y15_10", improving(Increase)),
        ("test_rnorm123_y15_10_noscreen", unscreened),
        ("two_of_three_opposite_sides", improving(Increase)),
        ("trend7", improving(Increase)),
        ("ties_flat_then_trend", improving(Increase)),
        ("with_NA", improving(Increase)),
    ]
}

#[test]
fn every_point_of_every_published_case_equals_the_package() {
    let Some(table) = Table::read("goldens/spc/spc_nhsrplotthedots_points.csv") else { return };
    let mut compared = 0;
    for (case, options) in cases() {
        let rows = table.rows_where("case", case);
        assert!(!rows.is_empty(), "{case} is not in the file");
        compared += assert_points(&table, &rows, &chart_of(&table, &rows, &options), case);
    }
    println!("{compared} points of {} cases compared", cases().len());
    assert_eq!(compared, table.rows.len(), "no row of the file was left out");
    assert!(compared > 0);
}

#[test]
fn the_summary_of_every_published_case_equals_the_package() {
    let Some(points) = Table::read("goldens/spc/spc_nhsrplotthedots_points.csv") else { return };
    let Some(summary) = Table::read("goldens/spc/spc_nhsrplotthedots_summary.csv") else { return };
    for (case, options) in cases() {
        let chart = chart_of(&points, &points.rows_where("case", case), &options);
        let row = summary.rows_where("case", case)[0];
        let last = chart.segments.last().unwrap();
        assert_close(case, last.mean, number(summary.cell(row, "mean")));
        assert_close(case, last.lower_limit, number(summary.cell(row, "lpl")));
        assert_close(case, last.upper_limit, number(summary.cell(row, "upl")));
        assert_eq!(last.n.to_string(), summary.cell(row, "n"), "{case}");
        assert_eq!(last.counts.common_cause.to_string(), summary.cell(row, "common"), "{case}");
        assert_eq!(package_variation(chart.variation), summary.cell(row, "variation"), "{case}");
        assert_eq!(package_assurance(chart.assurance), summary.cell(row, "assurance"), "{case}");
    }
    println!("{} summaries compared", summary.rows.len());
    assert_eq!(cases().len(), summary.rows.len(), "no row of the file was left out");
}

#[test]
fn every_point_of_the_trust_series_equals_the_package() {
    let files = [
        ("four_trusts_type1_4h_pct_facets", aimed_at(0.95, ImprovementDirection::Increase)),
        ("rjl_type1_4h_pct_increase", aimed_at(0.95, ImprovementDirection::Increase)),
        ("rjl_type1_attendances_decrease", improving(ImprovementDirection::Decrease)),
    ];
    let mut compared = 0;
    for (name, options) in files {
        let Some(table) = Table::read(&format!("data/spc/ptd_reference_{name}.csv")) else { return };
        let mut facets: Vec<&str> = table.rows.iter().map(|row| table.cell(row, "f")).collect();
        facets.dedup();
        let mut in_file = 0;
        for facet in facets {
            let rows = table.rows_where("f", facet);
            let case = format!("{name} {facet}");
            in_file += assert_points(&table, &rows, &chart_of(&table, &rows, &options), &case);
        }
        assert_eq!(in_file, table.rows.len(), "no row of {name} was left out or counted twice");
        compared += in_file;
    }
    println!("{compared} points of the trust series compared");
    assert!(compared > 0);
}
