//! All options together: net value, probability of being best, regret, switching values, the decision.

use commonweal_quantity::PriceYear;
use commonweal_quantity::quantile::quantiles;
use rayon::prelude::*;
use serde::Serialize;

use super::build::{BuiltOption, BuiltOptions, Failed};
use super::decision::{Candidate, Decision, decide};
use super::file::OptionKind;
use super::switching::{Switching, switching_values};
use super::weights::{Criterion, weighted};
use crate::information::{expected_value_of_partial_information, expected_value_of_perfect_information};
use crate::plan::UsedFigure;
use crate::simulate::simulate;
use crate::stream::Key;
use crate::summary::Summary;
use crate::valuation::{Central, Information};

/// Strata for the worth of knowing one figure.
const STRATA: usize = 40;

/// One option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionValue {
    /// What it is called.
    pub name: String,
    /// What part it plays.
    pub kind: OptionKind,
    /// Who delivers it.
    pub delivered_by: String,
    /// The gates that it does not pass.
    pub failed: Vec<Failed>,
    /// Its costs and benefits as expected, in whole pence.
    pub central: Central,
    /// Its net present social value over the draws, in pounds.
    pub npsv: Summary,
    /// The same less that of business as usual, draw by draw; none for that itself.
    pub over_usual: Option<Summary>,
    /// Its expected scores, in the order of the criteria.
    pub scores: Vec<f64>,
    /// Its weighted score over the draws, at the agreed weights; none without criteria.
    pub score: Option<Summary>,
    /// How it stands among those that pass every gate; none where it does not.
    pub standing: Option<Standing>,
}

/// How an option stands among those that pass every gate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Standing {
    /// Its rank by net value as expected, from 1.
    pub rank: usize,
    /// The probability that none has a higher net value; draws in which several are best are shared among them.
    pub probability_best: f64,
    /// What one would miss on average by choosing it: the best net value of each draw less its own, in pounds.
    pub expected_regret: f64,
    /// What one would miss in one of forty draws or more: the upper end of the interval of regret.
    pub high_regret: f64,
}

/// The first on money against each other option that passes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rivalry {
    /// The first on money as expected.
    pub leader: String,
    /// The other.
    pub other: String,
    /// Its lead as expected, in pounds.
    pub lead: f64,
    /// By how much each line would have to change to end it.
    pub switching: Vec<Switching>,
}

/// A whole appraisal of options.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionsAppraisal {
    /// Title of the report.
    pub title: String,
    /// The year in whose prices all money is.
    pub base_year: PriceYear,
    /// The edition of the discount rates.
    pub vintage: String,
    /// Years looked at.
    pub horizon_years: usize,
    /// How many draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u64,
    /// The probability of being best from which on an option may be preferred.
    pub sure: f64,
    /// What the gates ask.
    pub gates: Vec<String>,
    /// What has no price.
    pub criteria: Vec<Criterion>,
    /// The options in the order of the file.
    pub options: Vec<OptionValue>,
    /// The preferred option, or what would decide.
    pub decision: Decision,
    /// The first on money against each other.
    pub rivalries: Vec<Rivalry>,
    /// What it would be worth to know everything before choosing, in pounds.
    pub evpi: f64,
    /// The same for one figure at a time, the most worth knowing first.
    pub evppi: Vec<Information>,
    /// The figures used, with their sources.
    pub figures: Vec<UsedFigure>,
    /// What must be said beside the result.
    pub warnings: Vec<String>,
    /// What the file says must be told.
    pub caveats: Vec<String>,
}

/// Computes every option with the same draws and says which is preferred.
pub fn appraise(built: &BuiltOptions) -> OptionsAppraisal {
    let npsv: Vec<Vec<f64>> =
        built.options.iter().map(|option| simulate(&option.model, built.seed, built.draws).npsv()).collect();
    let usual = built.options.iter().position(|option| option.kind == OptionKind::BusinessAsUsual);
    let mut options: Vec<OptionValue> = built
        .options
        .iter()
        .zip(&npsv)
        .enumerate()
        .map(|(at, (option, drawn))| {
            let over = usual.filter(|usual| *usual != at).map(|usual| {
                let less = drawn.iter().zip(&npsv[usual]).map(|(this, usual)| this - usual).collect();
                Summary::of(less, built.level)
            });
            option_value(built, option, drawn, over)
        })
        .collect();
    let passing: Vec<usize> = (0..options.len()).filter(|at| options[*at].failed.is_empty()).collect();
    let columns: Vec<&[f64]> = passing.iter().map(|at| npsv[*at].as_slice()).collect();
    let best = shares_of_being_best(&columns);
    let ahead = |at: usize| {
        passing.iter().filter(|other| pence_of(&options[**other]) > pence_of(&options[at])).count()
    };
    let ranks: Vec<usize> = passing.iter().map(|at| 1 + ahead(*at)).collect();
    for (place, at) in passing.iter().enumerate() {
        let (expected_regret, high_regret) = regret(&columns, place, built.level);
        let standing =
            Standing { rank: ranks[place], probability_best: best[place], expected_regret, high_regret };
        options[*at].standing = Some(standing);
    }
    OptionsAppraisal {
        title: built.title.clone(),
        base_year: built.base_year,
        vintage: built.vintage.clone(),
        horizon_years: built.horizon_years,
        draws: built.draws,
        seed: built.seed,
        sure: built.sure,
        gates: built.gates.clone(),
        criteria: built.criteria.clone(),
        decision: decision(built, &options),
        rivalries: rivalries(built, &options, &passing),
        evpi: expected_value_of_perfect_information(&columns),
        evppi: partial(built, &passing, &columns),
        options,
        figures: built.figures.clone(),
        warnings: built.warnings.clone(),
        caveats: built.caveats.clone(),
    }
}

fn pence_of(option: &OptionValue) -> i64 {
    option.central.npsv_pence
}

fn option_value(
    built: &BuiltOptions,
    option: &BuiltOption,
    drawn: &[f64],
    over_usual: Option<Summary>,
) -> OptionValue {
    OptionValue {
        name: option.name.clone(),
        kind: option.kind,
        delivered_by: option.delivered_by.clone(),
        failed: option.failed.clone(),
        central: Central::of(&option.model),
        npsv: Summary::of(drawn.to_vec(), built.level),
        over_usual,
        scores: option.scores.iter().map(|score| score.mean()).collect(),
        score: (!built.criteria.is_empty()).then(|| Summary::of(weighted_scores(built, option), built.level)),
        standing: None,
    }
}

/// The weighted score of each draw; a score's stream is keyed by option and criterion.
fn weighted_scores(built: &BuiltOptions, option: &BuiltOption) -> Vec<f64> {
    let (mut sums, mut drawn) = (vec![0.0; built.draws], vec![0.0; built.draws]);
    for (criterion, score) in built.criteria.iter().zip(&option.scores) {
        let key = Key::new(built.seed, &format!("score of {} on {}", option.name, criterion.key));
        score.draw(key, 0, &mut drawn);
        sums.iter_mut().zip(&drawn).for_each(|(sum, score)| *sum += criterion.weight * score);
    }
    sums
}

/// The share of draws in which each column is the highest; equals share a draw.
fn shares_of_being_best(columns: &[&[f64]]) -> Vec<f64> {
    let draws = columns.first().map_or(0, |column| column.len());
    let mut shares = vec![0.0; columns.len()];
    for draw in 0..draws {
        let best = columns.iter().map(|column| column[draw]).fold(f64::NEG_INFINITY, f64::max);
        let equals = columns.iter().filter(|column| column[draw] == best).count() as f64;
        for (share, column) in shares.iter_mut().zip(columns) {
            if column[draw] == best {
                *share += 1.0 / equals;
            }
        }
    }
    shares.into_iter().map(|share| share / draws.max(1) as f64).collect()
}

/// The mean over draws of the best less this one, and the upper end of its interval.
fn regret(columns: &[&[f64]], place: usize, level: f64) -> (f64, f64) {
    let best = |draw: usize| columns.iter().map(|column| column[draw]).fold(f64::NEG_INFINITY, f64::max);
    let mut missed: Vec<f64> =
        columns[place].iter().enumerate().map(|(draw, own)| best(draw) - own).collect();
    let mean = missed.iter().sum::<f64>() / missed.len().max(1) as f64;
    let upper = quantiles(&mut missed, [1.0 - (1.0 - level) / 2.0]);
    (mean, upper.map_or(mean, |[upper]| upper))
}

fn decision(built: &BuiltOptions, options: &[OptionValue]) -> Decision {
    let candidates = options.iter().filter_map(|option| {
        let standing = option.standing?;
        Some(Candidate {
            name: &option.name,
            npsv: pence_of(option) as f64 / 100.0,
            probability_best: standing.probability_best,
            scores: option.scores.clone(),
            score: weighted(&built.criteria, &option.scores),
        })
    });
    decide(&candidates.collect::<Vec<_>>(), &built.criteria, built.sure)
}

fn rivalries(built: &BuiltOptions, options: &[OptionValue], passing: &[usize]) -> Vec<Rivalry> {
    let Some(leader) = passing.iter().copied().max_by_key(|at| pence_of(&options[*at])) else {
        return Vec::new();
    };
    let others = passing.iter().copied().filter(|at| *at != leader);
    let rivalry = |other: usize| Rivalry {
        leader: options[leader].name.clone(),
        other: options[other].name.clone(),
        lead: (pence_of(&options[leader]) - pence_of(&options[other])) as f64 / 100.0,
        switching: switching_values(&built.options[leader].model, &built.options[other].model),
    };
    others.map(rivalry).collect()
}

/// The worth of knowing each uncertain figure of the options that pass; one that several options share is one.
fn partial(built: &BuiltOptions, passing: &[usize], columns: &[&[f64]]) -> Vec<Information> {
    let all = passing.iter().flat_map(|at| &built.options[*at].model.quantities);
    let mut uncertain: Vec<_> = all.filter(|quantity| !quantity.distribution.is_fixed()).collect();
    uncertain.sort_by(|a, b| a.name.cmp(&b.name));
    uncertain.dedup_by(|a, b| a.name == b.name);
    let worth = |quantity: &&crate::model::Quantity| {
        let mut figure = vec![0.0; built.draws];
        quantity.distribution.draw(Key::new(built.seed, &quantity.name), 0, &mut figure);
        let evppi = expected_value_of_partial_information(&figure, columns, STRATA);
        Information { quantity: quantity.name.clone(), evppi }
    };
    let mut information: Vec<Information> = uncertain.par_iter().map(worth).collect();
    information.sort_by(|a, b| b.evppi.total_cmp(&a.evppi));
    information
}

#[cfg(test)]
mod tests;
