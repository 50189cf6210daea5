//! An appraisal of options in plain words.

use commonweal_value::options::OptionsAppraisal;
use commonweal_value::options::appraisal::OptionValue;
use commonweal_value::options::decision::{Decides, Decision};
use commonweal_value::options::file::OptionKind;

use super::tables::LEAST_TOLD;
use crate::number::{Precision, number, percent};
use crate::valuation::words::{probability, rounded};
use crate::words::{clause, counted, list};

/// Which option is preferred, or that none is.
pub(crate) fn headline(appraisal: &OptionsAppraisal) -> String {
    match &appraisal.decision {
        Decision::Preferred { option, .. } | Decision::OnlyOne { option } if is_usual(appraisal, option) => {
            format!("No option is better than going on as now ({option}).")
        }
        Decision::Preferred { option, .. } => format!("Preferred: {option}."),
        Decision::OnlyOne { option } => format!("Only {option} passes every gate."),
        Decision::NonePasses => "No option passes every gate, so that none can be preferred.".to_owned(),
        Decision::Undecided { .. } => "No option is preferred yet: what would decide is below.".to_owned(),
    }
}

fn is_usual(appraisal: &OptionsAppraisal, name: &str) -> bool {
    let is_it = |option: &OptionValue| option.name == name && option.kind == OptionKind::BusinessAsUsual;
    appraisal.options.iter().any(is_it)
}

/// Why it is preferred, or what would decide.
pub(crate) fn sentences(appraisal: &OptionsAppraisal) -> Vec<String> {
    let mut sentences = match &appraisal.decision {
        Decision::Preferred { option, probability: best } => preferred(appraisal, option, *best),
        Decision::OnlyOne { .. } | Decision::NonePasses => Vec::new(),
        Decision::Undecided { first_on_money, would_decide } => {
            let first = format!("On money as expected, {first_on_money} comes first.");
            let decides = would_decide.iter().map(|decides| would(appraisal, first_on_money, decides));
            std::iter::once(first).chain(decides).collect()
        }
    };
    sentences.extend(appraisal.options.iter().filter(|option| !option.failed.is_empty()).map(failed));
    sentences
}

fn preferred(appraisal: &OptionsAppraisal, option: &str, best: f64) -> Vec<String> {
    let mut sentences = vec![format!(
        "The probability that no other option is worth more is {}; {} was asked for.",
        probability(best),
        percent(appraisal.sure)
    )];
    if !appraisal.criteria.is_empty() {
        sentences.push(format!(
            "No weights within the agreed ranges put another option before {option} on what has no price."
        ));
    }
    sentences
}

fn would(appraisal: &OptionsAppraisal, first: &str, decides: &Decides) -> String {
    let points = |points: f64| number(points, Precision::decimals(1));
    match decides {
        Decides::Money { probability: best, rival, .. } => {
            let most = appraisal.evppi.iter().filter(|one| one.evppi >= LEAST_TOLD).take(2);
            let figures: Vec<String> =
                most.map(|one| format!("{} ({})", one.quantity, rounded(one.evppi))).collect();
            let worth = if figures.is_empty() {
                String::new()
            } else {
                format!("; most worth knowing: {}", list(&figures))
            };
            format!(
                "Money: {first} is worth most in {} of draws, and {} was asked for; {rival} is next. Knowing everything before choosing would be worth {}{worth}.",
                percent(*best),
                percent(appraisal.sure),
                rounded(appraisal.evpi)
            )
        }
        Decides::WorthOfAPoint { other, points: ahead, pounds_a_point } => format!(
            "What has no price: {other} is {} points ahead of {first}. It is better if a point is worth more than {} to you.",
            points(*ahead),
            rounded(*pounds_a_point)
        ),
        Decides::Weights { other, weights, points: ahead } => {
            let title = |key: &str| {
                let known = appraisal.criteria.iter().find(|criterion| criterion.key == key);
                known.map_or_else(|| key.to_owned(), |criterion| clause(&criterion.title).to_owned())
            };
            let weights: Vec<String> =
                weights.iter().map(|(key, weight)| format!("{} {}", title(key), percent(*weight))).collect();
            format!(
                "Weights: with {} {other} would be {} points ahead of {first}. Agree on the weights first.",
                list(&weights),
                points(*ahead)
            )
        }
    }
}

fn failed(option: &OptionValue) -> String {
    let gates: Vec<String> = option
        .failed
        .iter()
        .map(|failed| format!("“{}” ({})", clause(&failed.gate), clause(&failed.reason)))
        .collect();
    format!("{} does not pass {}.", option.name, list(&gates))
}

/// What the figures are.
pub(crate) fn basis(appraisal: &OptionsAppraisal) -> String {
    format!(
        "{}, at present value over {}, in {} prices, discounted by {}; {} draws, seed {}. A figure that several options share is drawn once for all.",
        counted(appraisal.options.len(), "option"),
        counted(appraisal.horizon_years, "year"),
        appraisal.base_year,
        clause(&appraisal.vintage),
        crate::number::count(appraisal.draws),
        appraisal.seed
    )
}
