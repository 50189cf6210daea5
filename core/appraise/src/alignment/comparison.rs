//! Agreement within and between two bodies, by area and by question.

use serde::Serialize;

use super::Terms;
use super::answers::{Area, HIGHEST, LOWEST, Question, STEPS};
use super::tally::{Tallies, Tally};
use super::told::Told;
use crate::raters::alpha::{AlphaInterval, Metric, krippendorff_alpha, krippendorff_alpha_interval};
use crate::raters::ordered::agreement_a;
use crate::raters::within_group::{average_deviation, rwg, rwg_j};
use crate::raters::{Ratings, Undefined, ValuesByUnits};

/// One side on one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideOfQuestion {
    /// How many answered.
    pub answered: u32,
    /// How many gave each step, lowest first.
    pub counts: [u32; STEPS],
    /// The mean answer.
    pub mean: Option<f64>,
    /// Van der Eijk's A.
    pub agreement: Told,
    /// `r_wg`.
    pub rwg: Told,
    /// Average deviation in steps.
    pub average_deviation: Told,
}

/// Both sides on one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionCompared {
    /// The question.
    pub question: Question,
    /// Each side.
    pub sides: [SideOfQuestion; 2],
    /// The distance between the mean answers, in steps.
    pub gap: Option<f64>,
    /// Van der Eijk's A of all answers together.
    pub together: Told,
}

/// One area: α beside A, since α falls on skewed answers though nearly all agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AreaCompared {
    /// Which.
    pub area: Area,
    /// How many questions.
    pub questions: usize,
    /// Krippendorff's ordinal α of all people of both sides.
    pub alpha: Told,
    /// Its interval.
    pub alpha_interval: Told<AlphaInterval>,
    /// α of each side's own people.
    pub alpha_within: [Told; 2],
    /// The mean A of the questions, each side.
    pub agreement_within: [Told; 2],
    /// The mean A of the questions, all answers together.
    pub agreement_together: Told,
    /// `r_wg(j)` of each side.
    pub rwg_j: [Told; 2],
}

/// Agreement by area and by question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Areas that were asked about.
    pub areas: Vec<AreaCompared>,
    /// Questions, by area.
    pub questions: Vec<QuestionCompared>,
}

impl Comparison {
    /// Compares the answers that may be shown.
    pub fn of(tallies: &Tallies, terms: &Terms) -> Self {
        let asked = |area: &Area| tallies.questions.iter().any(|question| question.area == *area);
        Self {
            areas: Area::ALL.into_iter().filter(asked).map(|area| of_area(area, tallies, terms)).collect(),
            questions: (0..tallies.questions.len()).map(|at| of_question(at, tallies)).collect(),
        }
    }
}

fn of_question(at: usize, tallies: &Tallies) -> QuestionCompared {
    let [first, second] = [tallies.counts[0][at], tallies.counts[1][at]];
    let gap = first.mean().zip(second.mean()).map(|(first, second)| (first - second).abs());
    QuestionCompared {
        question: tallies.questions[at].clone(),
        sides: [first, second].map(of_side),
        gap,
        together: agreement_a(&together(first, second).frequencies()).into(),
    }
}

fn of_side(tally: Tally) -> SideOfQuestion {
    SideOfQuestion {
        answered: tally.answered(),
        counts: tally.0,
        mean: tally.mean(),
        agreement: agreement_a(&tally.frequencies()).into(),
        rwg: rwg(&tally.answers(), STEPS).into(),
        average_deviation: average_deviation(&tally.answers()).into(),
    }
}

fn of_area(area: Area, tallies: &Tallies, terms: &Terms) -> AreaCompared {
    let columns: Vec<usize> =
        (0..tallies.questions.len()).filter(|at| tallies.questions[*at].area == area).collect();
    let alpha = |sides: &[usize]| -> Told {
        let ratings = ratings(sides, &columns, tallies);
        ratings
            .and_then(|ratings| krippendorff_alpha(&ratings, Metric::Ordinal))
            .map(|alpha| alpha.value)
            .into()
    };
    let interval = ratings(&[0, 1], &columns, tallies).and_then(|ratings| {
        krippendorff_alpha_interval(&ratings, Metric::Ordinal, terms.level, terms.seed, terms.draws)
    });
    let mean_a = |tally: &dyn Fn(usize) -> Tally| -> Told {
        let each = columns.iter().map(|at| agreement_a(&tally(*at).frequencies()));
        let each: Result<Vec<f64>, Undefined> = each.collect();
        each.map(|each| each.iter().sum::<f64>() / each.len() as f64).into()
    };
    let items = |side: usize| -> Vec<Vec<f64>> {
        columns.iter().map(|at| tallies.counts[side][*at].answers()).collect()
    };
    AreaCompared {
        area,
        questions: columns.len(),
        alpha: alpha(&[0, 1]),
        alpha_interval: interval.into(),
        alpha_within: [alpha(&[0]), alpha(&[1])],
        agreement_within: [0, 1].map(|side: usize| mean_a(&|at| tallies.counts[side][at])),
        agreement_together: mean_a(&|at| together(tallies.counts[0][at], tallies.counts[1][at])),
        rwg_j: [0, 1].map(|side| rwg_j(&items(side), STEPS).into()),
    }
}

/// The ratings of these questions by all people of these sides, on the whole scale.
fn ratings(sides: &[usize], columns: &[usize], tallies: &Tallies) -> Result<ValuesByUnits, Undefined> {
    let people: Vec<&Vec<Option<u8>>> = sides.iter().flat_map(|side| tallies.rows(*side)).collect();
    let levels: Vec<f64> = (LOWEST..=HIGHEST).map(f64::from).collect();
    let by_unit = columns.iter().flat_map(|at| people.iter().map(|person| person[*at].map(f64::from)));
    // Tallies hold nothing that is off the scale, so that a matrix is refused only where nobody rates.
    let ratings = Ratings::on_scale(&levels, people.len(), by_unit).map_err(|_| Undefined::NoRatings)?;
    Ok(ratings.values_by_units())
}

fn together(first: Tally, second: Tally) -> Tally {
    let mut sum = first;
    sum.0.iter_mut().zip(second.0).for_each(|(sum, count)| *sum += count);
    sum
}
