//! Reasons to be careful with an estimate, read off its own diagnostics.

use commonweal_evaluate::estimate::{Estimate, Inference, IntervalConstruction};

use crate::effect_words::EffectWords;
use crate::number::{Precision, number, p_value, percent};
use crate::words;

/// Above this `pre_rmspe_relative` the comparison fits no better than a flat line.
pub(crate) const POOR_FIT: f64 = 1.0;
/// A donor with more than this share of the weight is the comparison, near enough.
const MOST_OF_THE_WEIGHT: f64 = 0.5;

/// Each reason as a sentence; effects in the words of `effect`.
pub(crate) fn reasons(estimate: &Estimate, effect: EffectWords) -> Vec<String> {
    [
        poor_fit(estimate),
        placebo_in_time(estimate, effect),
        one_heavy_donor(estimate),
        leave_one_out_changes_sign(estimate, effect),
        too_few_placebos(estimate),
        ranks_disagree(estimate),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn poor_fit(estimate: &Estimate) -> Option<String> {
    let relative = estimate.diagnostics.pre_rmspe_relative.filter(|relative| *relative > POOR_FIT)?;
    Some(format!(
        "The pre-period fit is poor: the typical miss before the start is {} times the spread of the series itself.",
        number(relative, Precision::decimals(1))
    ))
}

fn placebo_in_time(estimate: &Estimate, effect: EffectWords) -> Option<String> {
    let placebo = estimate.diagnostics.placebo_in_time?;
    (placebo.estimate.abs() >= estimate.estimate.abs()).then(|| {
        format!(
            "A pretended start in {}, when nothing had happened yet, gives an effect as large as the real one ({} {}).",
            words::period(placebo.from),
            effect.phrase(placebo.estimate),
            effect.per()
        )
    })
}

fn one_heavy_donor(estimate: &Estimate) -> Option<String> {
    let heaviest = estimate.weights.units.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
    (heaviest.weight > MOST_OF_THE_WEIGHT).then(|| {
        format!(
            "One comparison unit, {}, carries {} of the weight: whatever happened there is read as what would have happened anyway.",
            heaviest.unit,
            percent(heaviest.weight)
        )
    })
}

fn leave_one_out_changes_sign(estimate: &Estimate, effect: EffectWords) -> Option<String> {
    let flips = |without: f64| without * estimate.estimate < 0.0;
    let flipped: Vec<_> =
        estimate.diagnostics.leave_one_out.iter().filter(|left_out| flips(left_out.estimate)).collect();
    let first = flipped.first()?;
    let others = match flipped.len() - 1 {
        0 => String::new(),
        more => format!("; so does leaving out {more} other{}", if more == 1 { "" } else { "s" }),
    };
    Some(format!(
        "Leaving out {} turns the estimate round, to {} {}{others}.",
        first.unit,
        effect.phrase(first.estimate),
        effect.per()
    ))
}

/// With r placebos the rank test cannot give a p below 1 / (r + 1).
fn too_few_placebos(estimate: &Estimate) -> Option<String> {
    let (Inference::ExhaustivePlacebo { replications } | Inference::SampledPlacebo { replications, .. }) =
        estimate.inference
    else {
        return None;
    };
    // Only an interval read off the ranks is bound by their number.
    if estimate
        .interval
        .is_some_and(|interval| interval.construction != IntervalConstruction::PlaceboInversion)
    {
        return None;
    }
    let level = estimate.interval.map_or(0.95, |interval| interval.level);
    let smallest = 1.0 / (replications as f64 + 1.0);
    // Half a millionth below: 1 − 0.95 is a hair above 0.05, and 19 placebos are just enough.
    (smallest > 1.0 - level + 5e-7).then(|| {
        format!(
            "With {} the smallest p that the rank test can give is {}: it could not have told any effect from noise at {}.",
            words::counted(replications, "placebo"),
            p_value(smallest),
            percent(level)
        )
    })
}

fn ranks_disagree(estimate: &Estimate) -> Option<String> {
    let (p, ratio_p) = (estimate.p_value?, estimate.diagnostics.rmspe_ratio_p_value?);
    let level = estimate.interval.map_or(0.95, |interval| interval.level);
    let rejects = |p: f64| p <= 1.0 - level + 1e-12;
    (rejects(p) != rejects(ratio_p)).then(|| {
        format!(
            "Two rankings of the placebos differ: by the size of the effect p = {}, by the gap after the start over the gap before p = {}.",
            p_value(p),
            p_value(ratio_p)
        )
    })
}
