//! The tables that stand behind the pictures.

use commonweal_evaluate::control_chart::ControlPoint;

use crate::number::Precision;
use crate::report::EvaluationReport;
use crate::table::{Cell, Column, Table};
use crate::view::{ControlChartView, EstimateView, PanelView};

/// Decimals of a weight: a tenth of a per cent.
const WEIGHT: Precision = Precision::decimals(3);

/// Estimate, standard error, interval, p and inference of each method.
pub(crate) fn methods(report: &EvaluationReport) -> Table {
    let heading = report.primary().map_or_else(|| "Effect".to_owned(), |view| view.effect.heading());
    let rows = report.estimates.iter().map(|view| {
        let (estimate, printed) = (&view.figures, &view.printed);
        vec![
            Cell::text(view.title),
            Cell::shown(Some(estimate.estimate), &printed.estimate),
            Cell::shown(estimate.standard_error, &printed.standard_error),
            Cell::text(&printed.interval),
            Cell::text(&printed.interval_level),
            Cell::shown(estimate.p_value, &printed.p_value),
            Cell::text(&printed.inference),
        ]
    });
    Table {
        caption: format!("Figures by method. {heading}"),
        columns: vec![
            Column::text("method", "Method"),
            Column::number("estimate", "Estimate"),
            Column::number("standard_error", "Standard error"),
            Column::number("interval", "Interval"),
            Column::number("level", "Level"),
            Column::number("p_value", "p"),
            Column::text("inference", "Inference"),
        ],
        rows: rows.collect(),
    }
}

/// The ends of each interval, a row a method.
pub(crate) fn intervals(report: &EvaluationReport) -> Table {
    let rows = report.estimates.iter().map(|view| {
        let (estimate, effect) = (&view.figures, view.effect);
        let end = |value: Option<f64>| {
            Cell::shown(value, value.map_or_else(|| "none".to_owned(), |value| effect.signed(value)))
        };
        vec![
            Cell::text(view.title),
            Cell::shown(Some(estimate.estimate), &view.printed.estimate),
            end(estimate.interval.map(|interval| interval.lower)),
            end(estimate.interval.map(|interval| interval.upper)),
            Cell::text(if estimate.is_told_from_noise() { "yes" } else { "no" }),
        ]
    });
    Table {
        caption: "Estimates and their intervals".to_owned(),
        columns: vec![
            Column::text("method", "Method"),
            Column::number("estimate", "Estimate"),
            Column::number("interval_lower", "Interval, lower end"),
            Column::number("interval_upper", "Interval, upper end"),
            Column::text("told_from_noise", "Told from noise"),
        ],
        rows: rows.collect(),
    }
}

/// A line of the table of diagnostics: its name, and the figure with its printed form.
type Diagnostic = (&'static str, fn(&EstimateView) -> (Option<f64>, &str));

/// What to look at before believing an estimate, a column a method.
pub(crate) fn diagnostics(report: &EvaluationReport) -> Table {
    let mut columns = vec![Column::text("diagnostic", "Diagnostic")];
    columns.extend(report.estimates.iter().map(|view| Column::number(view.figures.method.id(), view.title)));
    let lines: [Diagnostic; 9] = [
        ("Typical miss before the start (RMSPE)", |v| {
            (Some(v.figures.diagnostics.pre_rmspe), &v.printed.pre_rmspe)
        }),
        ("The same, over the spread of the series (below 1 is better than a flat line)", |v| {
            (v.figures.diagnostics.pre_rmspe_relative, &v.printed.pre_rmspe_relative)
        }),
        ("Gap after the start over gap before it", |v| {
            (v.figures.diagnostics.rmspe_ratio, &v.printed.rmspe_ratio)
        }),
        ("Rank p of that ratio among the placebos", |v| {
            (v.figures.diagnostics.rmspe_ratio_p_value, &v.printed.rmspe_ratio_p_value)
        }),
        ("Effective number of donors", |v| {
            (Some(v.figures.diagnostics.effective_donors), &v.printed.effective_donors)
        }),
        ("Effective number of periods before the start", |v| {
            (v.figures.diagnostics.effective_periods, &v.printed.effective_periods)
        }),
        ("Placebo in time: effect found at a pretended start, when nothing had happened yet", |v| {
            (v.figures.diagnostics.placebo_in_time.map(|p| p.estimate), &v.printed.placebo_in_time)
        }),
        ("Placebo in time: the pretended start", |v| (None, &v.printed.placebo_in_time_from)),
        ("Estimates with one donor left out, smallest to largest", |v| (None, &v.printed.leave_one_out)),
    ];
    let rows = lines.into_iter().map(|(name, read)| {
        let figures = report.estimates.iter().map(|view| {
            let (value, shown) = read(view);
            Cell::shown(value, shown)
        });
        [Cell::text(name)].into_iter().chain(figures).collect()
    });
    Table {
        caption: "Diagnostics: look at these before the effect".to_owned(),
        columns,
        rows: rows.collect(),
    }
}

/// Actual, counterfactual and band, a row a period.
pub(crate) fn path(view: &EstimateView) -> Table {
    let rows = view.figures.path.iter().map(|point| {
        vec![
            Cell::period(point.period),
            Cell::number(Some(point.actual), view.series),
            Cell::number(Some(point.counterfactual), view.series),
            Cell::number(point.counterfactual_lower, view.series),
            Cell::number(point.counterfactual_upper, view.series),
        ]
    });
    Table {
        caption: format!("Actual and counterfactual, {}", view.title.to_lowercase()),
        columns: vec![
            Column::text("period", "Period"),
            Column::number("actual", "Actual"),
            Column::number("counterfactual", "What would have happened anyway"),
            Column::number("counterfactual_lower", "Band, lower end"),
            Column::number("counterfactual_upper", "Band, upper end"),
        ],
        rows: rows.collect(),
    }
}

/// The gap, a row a period.
pub(crate) fn gap(view: &EstimateView) -> Table {
    let rows = view.figures.path.iter().map(|point| {
        vec![
            Cell::period(point.period),
            Cell::number(Some(view.effect.printed_value(point.gap)), view.series),
        ]
    });
    Table {
        caption: format!("Gap between actual and counterfactual, {}", view.title.to_lowercase()),
        columns: vec![Column::text("period", "Period"), Column::number("gap", "Gap")],
        rows: rows.collect(),
    }
}

/// Placebos in space, in the order in which they were made.
pub(crate) fn placebos(view: &EstimateView) -> Table {
    let rows = view.figures.diagnostics.placebos.iter().map(|placebo| {
        vec![
            Cell::text(&placebo.label),
            Cell::shown(Some(placebo.estimate), view.effect.signed(placebo.estimate)),
            Cell::number(Some(placebo.pre_rmspe), view.series),
            Cell::number(Some(placebo.post_rmspe), view.series),
        ]
    });
    Table {
        caption: format!("Placebos, {}", view.title.to_lowercase()),
        columns: vec![
            Column::text("placebo", "Treated in pretence"),
            Column::number("estimate", "Effect found"),
            Column::number("pre_rmspe", "Typical gap before"),
            Column::number("post_rmspe", "Typical gap after"),
        ],
        rows: rows.collect(),
    }
}

/// Donor weights, heaviest first; equal ones keep their order.
pub(crate) fn unit_weights(view: &EstimateView) -> Table {
    let mut units: Vec<_> = view.figures.weights.units.iter().collect();
    units.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let row = |unit: &&commonweal_evaluate::estimate::UnitWeight| {
        vec![Cell::text(&unit.unit), Cell::number(Some(unit.weight), WEIGHT)]
    };
    Table {
        caption: format!("Weight of each donor, {}", view.title.to_lowercase()),
        columns: vec![Column::text("unit", "Donor"), Column::number("weight", "Weight")],
        rows: units.iter().map(row).collect(),
    }
}

/// Weights of the periods before the start, in order of time.
pub(crate) fn period_weights(view: &EstimateView) -> Table {
    let rows = view
        .figures
        .weights
        .periods
        .iter()
        .map(|period| vec![Cell::period(period.period), Cell::number(Some(period.weight), WEIGHT)]);
    Table {
        caption: format!("Weight of each period before the start, {}", view.title.to_lowercase()),
        columns: vec![Column::text("period", "Period"), Column::number("weight", "Weight")],
        rows: rows.collect(),
    }
}

/// The estimate without each donor that carries weight, heaviest first.
pub(crate) fn leave_one_out(view: &EstimateView) -> Table {
    let rows = view.figures.diagnostics.leave_one_out.iter().map(|left_out| {
        vec![
            Cell::text(&left_out.unit),
            Cell::shown(Some(left_out.estimate), view.effect.signed(left_out.estimate)),
        ]
    });
    Table {
        caption: format!("Estimate with one donor left out, {}", view.title.to_lowercase()),
        columns: vec![Column::text("unit", "Donor left out"), Column::number("estimate", "Estimate")],
        rows: rows.collect(),
    }
}

/// The control chart, a row a period; no rows where none was drawn.
pub(crate) fn control_chart(view: Option<&ControlChartView>) -> Table {
    let rows = view
        .into_iter()
        .flat_map(|chart| chart.points.iter().map(|point| control_point(point, chart.precision)));
    Table {
        caption: "Control chart, point by point".to_owned(),
        columns: vec![
            Column::text("period", "Period"),
            Column::number("value", "Value"),
            Column::number("mean", "Mean"),
            Column::number("lower_limit", "Lower process limit"),
            Column::number("upper_limit", "Upper process limit"),
            Column::text("variation", "Variation"),
            Column::text("special_cause", "Rule"),
        ],
        rows: rows.collect(),
    }
}

fn control_point(point: &ControlPoint, precision: Precision) -> Vec<Cell> {
    vec![
        Cell::period(point.period),
        Cell::number(point.value, precision),
        Cell::number(point.mean, precision),
        Cell::number(point.lower_limit, precision),
        Cell::number(point.upper_limit, precision),
        Cell::text(point.variation.to_string()),
        Cell::text(point.special_cause.to_string()),
    ]
}

/// Units named for each reason; the table of all units has the others.
const NAMED: usize = 6;

/// Units left out, grouped by reason, a few of each named.
pub(crate) fn dropped_by_reason(panel: &PanelView) -> Table {
    let rows = panel.dropped_by_reason.iter().map(|group| {
        let named = group.units.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let named = match group.count.checked_sub(NAMED) {
            None | Some(0) => named,
            Some(more) => format!("{named} and {} more", crate::number::count(more)),
        };
        vec![Cell::text(&group.reason), Cell::text(crate::number::count(group.count)), Cell::text(named)]
    });
    Table {
        caption: "Reasons for leaving units out".to_owned(),
        columns: vec![
            Column::text("reason", "Reason"),
            Column::number("count", "Units"),
            Column::text("units", "Which"),
        ],
        rows: rows.collect(),
    }
}

/// Every unit left out, with its reason and what was seen in it.
pub(crate) fn dropped(panel: &PanelView) -> Table {
    let rows = panel.dropped.iter().map(|dropped| {
        let detail = dropped.detail.clone().unwrap_or_default();
        vec![Cell::text(&dropped.unit), Cell::text(&dropped.reason), Cell::text(detail)]
    });
    Table {
        caption: "Every unit left out".to_owned(),
        columns: vec![
            Column::text("unit", "Unit"),
            Column::text("reason", "Reason"),
            Column::text("detail", "What was seen"),
        ],
        rows: rows.collect(),
    }
}
