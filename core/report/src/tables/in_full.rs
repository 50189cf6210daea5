//! Tables over all methods at once, for programs.

use commonweal_evaluate::estimate::{Inference, Interval, IntervalConstruction};

use crate::number::Precision;
use crate::report::EvaluationReport;
use crate::table::{Cell, Column, Table};
use crate::view::{ControlChartView, EstimateView};

/// Printed forms of these tables are not used; the digits only have to be some.
const ANY: Precision = Precision::decimals(6);

fn figure(value: Option<f64>) -> Cell {
    Cell::number(value, ANY)
}

/// One row a method: the main figures.
pub(crate) fn methods_in_full(report: &EvaluationReport) -> Table {
    let rows = report.estimates.iter().map(estimate_row);
    Table {
        caption: "Figures by method".to_owned(),
        columns: vec![
            Column::text("method", "Method"),
            Column::number("estimate", "Estimate"),
            Column::number("standard_error", "Standard error"),
            Column::number("interval_lower", "Interval, lower end"),
            Column::number("interval_upper", "Interval, upper end"),
            Column::number("interval_level", "Interval, level"),
            Column::text("interval_construction", "Interval, construction"),
            Column::number("p_value", "p"),
            Column::text("inference", "Inference"),
            Column::number("replications", "Replications"),
            Column::number("pre_rmspe", "Pre-period RMSPE"),
            Column::number("pre_rmspe_relative", "Pre-period RMSPE, relative"),
            Column::number("effective_donors", "Effective donors"),
            Column::text("warnings", "Warnings"),
        ],
        rows: rows.chain(report.control_chart.iter().map(control_chart_row)).collect(),
    }
}

fn estimate_row(view: &EstimateView) -> Vec<Cell> {
    let estimate = &view.figures;
    let interval = |end: fn(Interval) -> f64| figure(estimate.interval.map(end));
    let construction = estimate.interval.map_or("", |interval| match interval.construction {
        IntervalConstruction::PlaceboInversion => "placebo-inversion",
        IntervalConstruction::Normal => "normal",
        IntervalConstruction::StudentT => "student-t",
    });
    let (inference, replications) = inference(&estimate.inference);
    vec![
        Cell::text(estimate.method.id()),
        figure(Some(estimate.estimate)),
        figure(estimate.standard_error),
        interval(|interval| interval.lower),
        interval(|interval| interval.upper),
        interval(|interval| interval.level),
        Cell::text(construction),
        figure(estimate.p_value),
        Cell::text(inference),
        replications.map_or_else(|| Cell::text(""), |count| Cell::text(count.to_string())),
        figure(Some(estimate.diagnostics.pre_rmspe)),
        figure(estimate.diagnostics.pre_rmspe_relative),
        figure(Some(estimate.diagnostics.effective_donors)),
        Cell::text(estimate.warnings.join("; ")),
    ]
}

/// The identifier that JSON uses, and the number of replications or clusters.
fn inference(inference: &Inference) -> (&'static str, Option<usize>) {
    match inference {
        Inference::ExhaustivePlacebo { replications } => ("exhaustive-placebo", Some(*replications)),
        Inference::SampledPlacebo { replications, .. } => ("sampled-placebo", Some(*replications)),
        Inference::Jackknife { replications } => ("jackknife", Some(*replications)),
        Inference::Bootstrap { replications, .. } => ("bootstrap", Some(*replications)),
        Inference::Clustered { clusters, .. } => ("clustered", Some(*clusters)),
        Inference::Refused { .. } => ("refused", None),
    }
}

fn control_chart_row(chart: &ControlChartView) -> Vec<Cell> {
    let blank = || Cell::text("");
    let mut row = vec![Cell::text("control-chart")];
    row.extend((0..7).map(|_| blank()));
    row.push(Cell::text(format!("control-chart-rules {}", chart.inference.rule_set)));
    row.extend((0..4).map(|_| blank()));
    row.push(Cell::text(chart.warnings.join("; ")));
    row
}

/// A row a method and period.
pub(crate) fn paths_in_full(report: &EvaluationReport) -> Table {
    let rows = report.estimates.iter().flat_map(|view| {
        view.figures.path.iter().map(|point| {
            vec![
                Cell::text(view.figures.method.id()),
                Cell::period(point.period),
                figure(Some(point.actual)),
                figure(Some(point.counterfactual)),
                figure(Some(point.gap)),
                figure(point.counterfactual_lower),
                figure(point.counterfactual_upper),
            ]
        })
    });
    Table {
        caption: "Actual and counterfactual by method".to_owned(),
        columns: vec![
            Column::text("method", "Method"),
            Column::text("period", "Period"),
            Column::number("actual", "Actual"),
            Column::number("counterfactual", "Counterfactual"),
            Column::number("gap", "Gap"),
            Column::number("counterfactual_lower", "Band, lower end"),
            Column::number("counterfactual_upper", "Band, upper end"),
        ],
        rows: rows.collect(),
    }
}

/// A row a method and donor or pre-period.
pub(crate) fn weights_in_full(report: &EvaluationReport) -> Table {
    let rows = report.estimates.iter().flat_map(|view| {
        let method = view.figures.method.id();
        let units = view.figures.weights.units.iter().map(move |unit| {
            vec![Cell::text(method), Cell::text("donor"), Cell::text(&unit.unit), figure(Some(unit.weight))]
        });
        let periods = view.figures.weights.periods.iter().map(move |period| {
            vec![
                Cell::text(method),
                Cell::text("period"),
                Cell::period(period.period),
                figure(Some(period.weight)),
            ]
        });
        units.chain(periods)
    });
    Table {
        caption: "Weights by method".to_owned(),
        columns: vec![
            Column::text("method", "Method"),
            Column::text("kind", "Kind"),
            Column::text("name", "Donor or period"),
            Column::number("weight", "Weight"),
        ],
        rows: rows.collect(),
    }
}

/// A row a method and placebo.
pub(crate) fn placebos_in_full(report: &EvaluationReport) -> Table {
    let rows = report.estimates.iter().flat_map(|view| {
        view.figures.diagnostics.placebos.iter().map(|placebo| {
            vec![
                Cell::text(view.figures.method.id()),
                Cell::text(&placebo.label),
                figure(Some(placebo.estimate)),
                figure(Some(placebo.pre_rmspe)),
                figure(Some(placebo.post_rmspe)),
            ]
        })
    });
    Table {
        caption: "Placebos by method".to_owned(),
        columns: vec![
            Column::text("method", "Method"),
            Column::text("placebo", "Placebo"),
            Column::number("estimate", "Estimate"),
            Column::number("pre_rmspe", "RMSPE before the start"),
            Column::number("post_rmspe", "RMSPE after the start"),
        ],
        rows: rows.collect(),
    }
}
