//! The preferred option, where there is one; else what would decide.

use serde::Serialize;

use super::weights::{Criterion, least_difference};

/// What the decision looks at of an option that passes every gate.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its net present social value as expected, in pounds.
    pub npsv: f64,
    /// The probability that no candidate has a higher one.
    pub probability_best: f64,
    /// Its expected scores, in the order of the criteria.
    pub scores: Vec<f64>,
    /// Its weighted score.
    pub score: f64,
}

/// The preferred option, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Decision {
    /// One is best on money with enough probability, and no agreed weights put another before it.
    Preferred {
        /// Which.
        option: String,
        /// The probability that it is best on money.
        probability: f64,
    },
    /// Only one passes every gate.
    OnlyOne {
        /// Which.
        option: String,
    },
    /// None passes every gate.
    NonePasses,
    /// None is robust; each of these would decide.
    Undecided {
        /// First on money as expected.
        first_on_money: String,
        /// What would decide.
        would_decide: Vec<Decides>,
    },
}

/// Something that would decide.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Decides {
    /// Knowing more of the money: the first is best in too few draws.
    Money {
        /// First on money.
        first: String,
        /// The probability that it is best.
        probability: f64,
        /// The most probable of the others.
        rival: String,
    },
    /// What a point of the score is worth: the other is ahead on the score and behind on money.
    WorthOfAPoint {
        /// Ahead on the score.
        other: String,
        /// By how many points, at the agreed weights.
        points: f64,
        /// The pounds that a point would have to be worth for the other to be better.
        pounds_a_point: f64,
    },
    /// Which weights within the ranges are meant: under some the other is ahead on the score.
    Weights {
        /// Which.
        other: String,
        /// The weights that put it furthest ahead, by criterion.
        weights: Vec<(String, f64)>,
        /// By how many points.
        points: f64,
    },
}

/// Decides among the candidates; `sure` is the probability from which on the first on money may be preferred.
pub fn decide(candidates: &[Candidate<'_>], criteria: &[Criterion], sure: f64) -> Decision {
    let Some(first) = candidates.iter().max_by(|a, b| a.npsv.total_cmp(&b.npsv)) else {
        return Decision::NonePasses;
    };
    if candidates.len() == 1 {
        return Decision::OnlyOne { option: first.name.to_owned() };
    }
    let others = || candidates.iter().filter(|other| other.name != first.name);
    let mut would_decide = Vec::new();
    let rival = others().max_by(|a, b| a.probability_best.total_cmp(&b.probability_best));
    if let Some(rival) = rival.filter(|_| first.probability_best < sure) {
        would_decide.push(Decides::Money {
            first: first.name.to_owned(),
            probability: first.probability_best,
            rival: rival.name.to_owned(),
        });
    }
    would_decide.extend(others().filter_map(|other| on_scores(first, other, criteria)));
    if would_decide.is_empty() {
        return Decision::Preferred { option: first.name.to_owned(), probability: first.probability_best };
    }
    Decision::Undecided { first_on_money: first.name.to_owned(), would_decide }
}

/// What of the scores speaks for the other.
fn on_scores(first: &Candidate<'_>, other: &Candidate<'_>, criteria: &[Criterion]) -> Option<Decides> {
    /// A lead that is only rounding is none.
    const ROUNDING: f64 = 1e-9;
    let ahead = other.score - first.score;
    if ahead > ROUNDING {
        let pounds_a_point = (first.npsv - other.npsv) / ahead;
        return Some(Decides::WorthOfAPoint { other: other.name.to_owned(), points: ahead, pounds_a_point });
    }
    let differences: Vec<f64> =
        first.scores.iter().zip(&other.scores).map(|(first, other)| first - other).collect();
    let (least, weights) = least_difference(criteria, &differences);
    let keys = criteria.iter().map(|criterion| criterion.key.clone());
    (least < -ROUNDING).then(|| Decides::Weights {
        other: other.name.to_owned(),
        weights: keys.zip(weights).collect(),
        points: -least,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(name: &str, npsv: f64, probability_best: f64, scores: [f64; 2]) -> Candidate<'_> {
        Candidate {
            name,
            npsv,
            probability_best,
            scores: scores.to_vec(),
            score: f64::midpoint(scores[0], scores[1]),
        }
    }

    fn criteria(range: [f64; 2]) -> Vec<Criterion> {
        let one = |key: &str| Criterion {
            key: key.to_owned(),
            title: key.to_owned(),
            weight: 0.5,
            least: range[0],
            most: range[1],
        };
        vec![one("access"), one("trust")]
    }

    fn decided(first: (f64, [f64; 2]), other: (f64, [f64; 2]), range: [f64; 2]) -> Decision {
        let candidates = [candidate("A", 90.0, first.0, first.1), candidate("B", 30.0, other.0, other.1)];
        decide(&candidates, &criteria(range), 0.8)
    }

    #[test]
    fn an_option_ahead_on_money_and_under_all_weights_is_preferred() {
        let found = decided((0.9, [60.0, 60.0]), (0.1, [50.0, 50.0]), [0.0, 1.0]);
        assert_eq!(found, Decision::Preferred { option: "A".to_owned(), probability: 0.9 });
    }

    #[test]
    fn an_option_that_is_best_in_too_few_draws_is_not_preferred() {
        let Decision::Undecided { would_decide, .. } =
            decided((0.7, [60.0, 60.0]), (0.3, [50.0, 50.0]), [0.5, 0.5])
        else {
            panic!("preferred")
        };
        let money = Decides::Money { first: "A".to_owned(), probability: 0.7, rival: "B".to_owned() };
        assert_eq!(would_decide, [money]);
    }

    #[test]
    fn where_money_and_score_disagree_the_worth_of_a_point_decides() {
        let Decision::Undecided { would_decide, .. } =
            decided((0.9, [50.0, 50.0]), (0.1, [60.0, 80.0]), [0.5, 0.5])
        else {
            panic!("preferred")
        };
        // £60 of money for 20 points.
        let worth = Decides::WorthOfAPoint { other: "B".to_owned(), points: 20.0, pounds_a_point: 3.0 };
        assert_eq!(would_decide, [worth]);
    }

    #[test]
    fn a_lead_on_the_score_that_other_weights_would_turn_is_told_with_those_weights() {
        let scores = ([70.0, 40.0], [50.0, 50.0]);
        let Decision::Undecided { would_decide, .. } = decided((0.9, scores.0), (0.1, scores.1), [0.2, 0.8])
        else {
            panic!("preferred")
        };
        let Decides::Weights { other, weights, points } = &would_decide[0] else {
            panic!("{would_decide:?}")
        };
        assert_eq!(other, "B");
        assert!(
            (weights[0].1 - 0.2).abs() < 1e-12
                && (weights[1].1 - 0.8).abs() < 1e-12
                && (points - 4.0).abs() < 1e-12
        );
        // Nobody would give trust more than 0.6: 0.4 · 20 − 0.6 · 10 is a lead still.
        let narrow = decided((0.9, scores.0), (0.1, scores.1), [0.4, 0.6]);
        assert!(matches!(narrow, Decision::Preferred { .. }), "{narrow:?}");
    }

    #[test]
    fn one_or_no_option_that_passes_the_gates_is_told_as_such() {
        assert_eq!(decide(&[], &[], 0.8), Decision::NonePasses);
        let only = decide(&[candidate("A", -5.0, 1.0, [0.0, 0.0])], &[], 0.8);
        assert_eq!(only, Decision::OnlyOne { option: "A".to_owned() });
    }
}
