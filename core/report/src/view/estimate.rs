//! One method's result: every figure in full, and each as it is printed.

use commonweal_evaluate::estimate::{Estimate, Inference};
use commonweal_evaluate::evaluation::Evaluation;
use serde::Serialize;

use crate::effect_words::EffectWords;
use crate::number::{Precision, number, p_value, percent};
use crate::words;

/// Printed where the inference gives no figure.
const NONE: &str = "none";

/// The figures of one method as text, table and page print them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Printed {
    pub(crate) estimate: String,
    pub(crate) standard_error: String,
    pub(crate) interval: String,
    pub(crate) interval_level: String,
    pub(crate) p_value: String,
    pub(crate) inference: String,
    /// Why there is no inference, where there is none.
    pub(crate) refusal: Option<String>,
    /// "360 fewer a month".
    pub(crate) in_words: String,
    /// "2,180 fewer to 1,450 more a month", or why there is none.
    pub(crate) interval_in_words: String,
    pub(crate) pre_rmspe: String,
    pub(crate) pre_rmspe_relative: String,
    pub(crate) post_rmspe: String,
    pub(crate) rmspe_ratio: String,
    pub(crate) rmspe_ratio_p_value: String,
    pub(crate) effective_donors: String,
    pub(crate) effective_periods: String,
    pub(crate) placebo_in_time: String,
    /// The pretended start.
    pub(crate) placebo_in_time_from: String,
    pub(crate) leave_one_out: String,
}

/// One method's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct EstimateView {
    #[serde(flatten)]
    pub(crate) figures: Estimate,
    pub(crate) title: &'static str,
    pub(crate) printed: Printed,
    #[serde(skip)]
    pub(crate) effect: EffectWords,
    /// For the values of the series themselves.
    #[serde(skip)]
    pub(crate) series: Precision,
}

impl EstimateView {
    pub(crate) fn of(evaluation: &Evaluation, estimate: &Estimate) -> Self {
        let effect = EffectWords::of(evaluation, estimate);
        let values = estimate.path.iter().flat_map(|point| [point.actual, point.counterfactual]);
        let series = Precision::of_range(values);
        Self {
            title: estimate.method.title(),
            printed: printed(estimate, effect, series),
            figures: estimate.clone(),
            effect,
            series,
        }
    }

    /// The weight that every donor has, where there are several and it is the same.
    pub(crate) fn equal_weight(&self) -> Option<f64> {
        let weights = &self.figures.weights.units;
        let first = weights.first()?.weight;
        let alike = weights.iter().all(|unit| (unit.weight - first).abs() <= 1e-9);
        (weights.len() > 1 && alike).then_some(first)
    }

    /// Smallest and largest estimate when one donor is left out.
    pub(crate) fn leave_one_out_range(&self) -> Option<(f64, f64)> {
        range(&self.figures)
    }
}

fn range(estimate: &Estimate) -> Option<(f64, f64)> {
    let estimates = estimate.diagnostics.leave_one_out.iter().map(|left_out| left_out.estimate);
    estimates.fold(None, |range: Option<(f64, f64)>, e| {
        Some(range.map_or((e, e), |(low, high)| (low.min(e), high.max(e))))
    })
}

fn printed(estimate: &Estimate, effect: EffectWords, series: Precision) -> Printed {
    let diagnostics = &estimate.diagnostics;
    let or_none = |text: Option<String>| text.unwrap_or_else(|| NONE.to_owned());
    let one_decimal = |value: Option<f64>| or_none(value.map(|v| number(v, Precision::decimals(1))));
    let refusal = match &estimate.inference {
        Inference::Refused { wanted, reason } => Some(format!("{wanted} refused: {}", words::clause(reason))),
        _ => None,
    };
    let interval_in_words = estimate.interval.map_or_else(
        || "no interval".to_owned(),
        |interval| format!("{} {}", effect.range(interval), effect.per()),
    );
    Printed {
        estimate: effect.signed(estimate.estimate),
        standard_error: or_none(estimate.standard_error.map(|error| effect.standard_error(error))),
        interval: or_none(estimate.interval.map(|interval| effect.signed_range(interval))),
        interval_level: or_none(estimate.interval.map(|interval| percent(interval.level))),
        p_value: or_none(estimate.p_value.map(p_value)),
        inference: if refusal.is_some() { NONE.to_owned() } else { estimate.inference.to_string() },
        refusal,
        in_words: format!("{} {}", effect.phrase(estimate.estimate), effect.per()),
        interval_in_words,
        pre_rmspe: number(diagnostics.pre_rmspe, series),
        pre_rmspe_relative: or_none(
            diagnostics.pre_rmspe_relative.map(|relative| number(relative, Precision::decimals(2))),
        ),
        post_rmspe: number(diagnostics.post_rmspe, series),
        rmspe_ratio: one_decimal(diagnostics.rmspe_ratio),
        rmspe_ratio_p_value: or_none(diagnostics.rmspe_ratio_p_value.map(p_value)),
        effective_donors: number(diagnostics.effective_donors, Precision::decimals(1)),
        effective_periods: one_decimal(diagnostics.effective_periods),
        placebo_in_time: or_none(diagnostics.placebo_in_time.map(|placebo| effect.signed(placebo.estimate))),
        placebo_in_time_from: or_none(diagnostics.placebo_in_time.map(|placebo| words::period(placebo.from))),
        leave_one_out: or_none(
            range(estimate).map(|(low, high)| format!("{} to {}", effect.signed(low), effect.signed(high))),
        ),
    }
}
