//! What each picture shows, in words: for people who do not see it, and for everybody else.

use commonweal_evaluate::estimate::PathPoint;
use commonweal_quantity::Period;

use crate::chart::MOST_BARS;
use crate::number::{number, percent};
use crate::report::EvaluationReport;
use crate::view::{ControlChartView, EstimateView};
use crate::words;

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.filter(|v| v.is_finite()).fold((0.0, 0usize), |(sum, n), v| (sum + v, n + 1));
    (count > 0).then(|| sum / count as f64)
}

fn span(points: &[PathPoint]) -> String {
    match (points.first(), points.last()) {
        (Some(first), Some(last)) => {
            format!("{} to {}", words::period(first.period), words::period(last.period))
        }
        _ => "no periods".to_owned(),
    }
}

/// Estimates with intervals, a sentence each.
pub(crate) fn forest(report: &EvaluationReport) -> String {
    let each = report.estimates.iter().map(|view| {
        let told = if view.figures.is_told_from_noise() { "told from noise" } else { "not told from noise" };
        match view.figures.interval {
            Some(_) => format!(
                "{}: {}, {} interval {}, {told}.",
                view.title, view.printed.estimate, view.printed.interval_level, view.printed.interval
            ),
            None => format!("{}: {}, no interval.", view.title, view.printed.estimate),
        }
    });
    format!("Estimates as dots, intervals as lines, zero marked. {}", each.collect::<Vec<_>>().join(" "))
}

/// Where the two lines run before and after the start.
pub(crate) fn path(view: &EstimateView, from: Period) -> String {
    let path = &view.figures.path;
    let after = || path.iter().filter(|point| point.period >= from);
    let average = |value: fn(&PathPoint) -> f64| {
        mean(after().map(value)).map_or_else(|| "unknown".to_owned(), |mean| number(mean, view.series))
    };
    format!(
        "Two lines over {}. Before {} they lie a typical {} apart; from then on the actual values average {}, against {} had nothing changed.",
        span(path),
        words::period(from),
        view.printed.pre_rmspe,
        average(|point| point.actual),
        average(|point| point.counterfactual)
    )
}

/// How far the gap ranges before and after the start.
pub(crate) fn gap(view: &EstimateView, from: Period) -> String {
    let range = |after: fn(&Period, &Period) -> bool| {
        let gaps: Vec<f64> =
            view.figures.path.iter().filter(|p| after(&p.period, &from)).map(|p| p.gap).collect();
        let low = gaps.iter().copied().fold(f64::INFINITY, f64::min);
        let high = gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if gaps.is_empty() {
            return "has no periods".to_owned();
        }
        let printed = |gap: f64| number(view.effect.printed_value(gap), view.series);
        format!("lies between {} and {}", printed(low), printed(high))
    };
    format!(
        "The gap between the two lines over {}. Before {} it {}; from then on it {}.",
        span(&view.figures.path),
        words::period(from),
        range(|period, from| period < from),
        range(|period, from| period >= from)
    )
}

/// The rank of ours among the placebos.
pub(crate) fn placebos(view: &EstimateView) -> String {
    let placebos = &view.figures.diagnostics.placebos;
    let ours = view.figures.estimate.abs();
    let as_large = placebos.iter().filter(|placebo| placebo.estimate.abs() >= ours).count();
    let share = match as_large {
        0 => "none finds an effect".to_owned(),
        1 => "1 finds an effect".to_owned(),
        several => format!("{} find an effect", crate::number::count(several)),
    };
    let p = match view.figures.p_value {
        Some(_) => format!(" p = {}.", view.printed.p_value).replace("= <", "<"),
        None => String::new(),
    };
    format!(
        "Of {} where nothing happened, {share} as large as ours ({}) in either direction: ours has rank {} of {} by size.{p}",
        words::counted(placebos.len(), "pretended treatment"),
        view.printed.estimate,
        crate::number::count(as_large + 1),
        crate::number::count(placebos.len() + 1),
    )
}

/// Icons and segments in words.
pub(crate) fn control_chart(chart: &ControlChartView) -> String {
    format!(
        "Values over time with mean and process limits. {}. {}",
        chart.printed.segments.join("; "),
        chart.printed.special_causes
    )
}

/// How the weight is spread over donors.
pub(crate) fn unit_weights(view: &EstimateView) -> String {
    if let Some(weight) = view.equal_weight() {
        let donors = words::counted(view.figures.weights.units.len(), "donor");
        return format!("{donors} weighed alike, {} each.", percent(weight));
    }
    let mut units: Vec<_> = view.figures.weights.units.iter().collect();
    units.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let named: Vec<String> =
        units.iter().take(3).map(|unit| format!("{} ({})", unit.unit, percent(unit.weight))).collect();
    format!(
        "{} of {} carry weight; they count as {} equal ones. Heaviest: {}.{}",
        crate::number::count(view.figures.diagnostics.donors_with_weight),
        words::counted(units.len(), "donor"),
        view.printed.effective_donors,
        words::list(&named),
        not_drawn(units.iter().skip(MOST_BARS).map(|unit| unit.weight).filter(|weight| *weight > 0.0))
    )
}

/// What the bars leave out, where they leave out anything.
fn not_drawn(weights: impl Iterator<Item = f64>) -> String {
    let (count, sum) = weights.fold((0, 0.0), |(count, sum), weight| (count + 1, sum + weight));
    match count {
        0 => String::new(),
        _ => {
            format!(" The {MOST_BARS} heaviest are drawn; the other {count} together weigh {}.", percent(sum))
        }
    }
}

/// Which pre-periods carry weight.
pub(crate) fn period_weights(view: &EstimateView) -> String {
    let periods = &view.figures.weights.periods;
    let weighted: Vec<_> = periods.iter().filter(|period| period.weight > 0.0).collect();
    let mut heaviest: Vec<f64> = weighted.iter().map(|period| period.weight).collect();
    heaviest.sort_by(|a, b| b.total_cmp(a));
    let ends = match (weighted.first(), weighted.last()) {
        (Some(first), Some(last)) => {
            format!(", between {} and {}", words::period(first.period), words::period(last.period))
        }
        _ => String::new(),
    };
    format!(
        "{} of {} before the start carry weight{ends}.{}",
        weighted.len(),
        words::counted(periods.len(), "period"),
        not_drawn(heaviest.into_iter().skip(MOST_BARS))
    )
}

/// The range of estimates without one donor.
pub(crate) fn leave_one_out(view: &EstimateView) -> String {
    match view.leave_one_out_range() {
        None => "No donor was left out in turn.".to_owned(),
        Some(_) => format!(
            "With one donor left out in turn the estimate ranges over {}; with all donors it is {}.",
            view.printed.leave_one_out, view.printed.estimate
        ),
    }
}
