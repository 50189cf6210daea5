//! The example place: fictional, generated, with a known truth.
//!
//! Thirty invented places count their emergency admissions after a fall, month by month, for five years. In one of them, Saltmere, the
//! hospital, the council and a charity agree in October 2021 to answer falls together, and admissions fall by a
//! known amount. One place merges with another, one stops reporting, and the file carries a total of all places, as real files do.

pub mod appraisal;
pub mod directory;
pub mod partnership;
pub mod people;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use commonweal_evaluate::random::{Purpose, stream};
use commonweal_quantity::{Frequency, Period};
use rand::RngExt;
use rand_distr::{Distribution, Poisson, StandardNormal};

/// Places of the example. All are invented.
const PLACES: [&str; 30] = [
    "Saltmere",
    "Ambershaw",
    "Brackenhythe",
    "Corvendale",
    "Dunmarrow",
    "Elderwyke",
    "Fennacre",
    "Gorsethwaite",
    "Hallowmarsh",
    "Inglebarrow",
    "Jessamoor",
    "Kestrelfold",
    "Larchminster",
    "Merrowfen",
    "Nethersedge",
    "Oxenwater",
    "Pellowick",
    "Quillshaw",
    "Ravenmarch",
    "Silverstrand",
    "Tarnbeck Vale",
    "Umberfold",
    "Valewater",
    "Wrenstrand",
    "Yarrowend",
    "Zephyrholm",
    "Cindermoor",
    "Dovestrand",
    "Emberwick",
    "Foxlow Marsh",
];
const TREATED: usize = 0;
const MERGED: usize = 9;
const STOPPED: usize = 17;
const TOTAL: &str = "All places";
const MONTHS: usize = 60;
const START: usize = 30;
/// Share of admissions prevented once the response is fully at work.
const PREVENTED: f64 = 0.14;
/// Months until it is.
const RAMP_MONTHS: f64 = 6.0;
const SEED: u64 = 1;

/// What is known of the example because it was generated.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// The place that was treated.
    pub treated: String,
    /// Average true effect, admissions a month, over the months from the start.
    pub average_effect: f64,
}

/// Where the example was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The data file.
    pub data: PathBuf,
    /// The protocol.
    pub protocol: PathBuf,
    /// The plan of its valuation, which reads `evaluation.json` beside it.
    pub plan: PathBuf,
    /// What is known.
    pub truth: Truth,
}

/// Why the example could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {source}; choose another folder with --dir", path.display())]
pub struct ExampleError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: std::io::Error,
}

/// Writes the example place into `folder`: data, protocol, plan and truth. Files of the same names are replaced, no other is touched.
///
/// # Errors
/// [`ExampleError`] where the folder or a file cannot be written.
pub fn write(folder: &Path) -> Result<Example, ExampleError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        |source| ExampleError { path, source }
    };
    std::fs::create_dir_all(folder).map_err(at(folder))?;
    let generated = generate();
    let example = Example {
        data: folder.join("admissions.csv"),
        protocol: folder.join("protocol.toml"),
        plan: folder.join("plan.toml"),
        truth: generated.truth,
    };
    let truth_file = folder.join("truth.toml");
    let effect = example.truth.average_effect;
    for (path, text) in [
        (&example.data, generated.csv),
        (&example.protocol, PROTOCOL.to_owned()),
        (&example.plan, PLAN.to_owned()),
        (
            &truth_file,
            format!("{TRUTH_HEADER}treated = \"{}\"\naverage_effect = {effect}\n", example.truth.treated),
        ),
    ] {
        std::fs::write(path, text).map_err(at(path))?;
    }
    Ok(example)
}

struct Generated {
    csv: String,
    truth: Truth,
}

/// Draws the admissions: place level × season × common factors with loadings × AR(1) noise, then a Poisson count. The treated place's
/// prevented admissions are thinned out of the same counts, so that its path without the response is known.
fn generate() -> Generated {
    let factors = common_factors();
    let mut csv = String::from("place,month,admissions\n");
    let mut prevented_sum = 0.0;
    let mut totals = [0.0; MONTHS];
    let mut rows = Vec::new();
    for (index, place) in PLACES.iter().enumerate() {
        let counts = counts_without_response(index, &factors);
        let mut rng = stream(SEED, Purpose::Example, 1_000 + index as u64);
        for (month, &count) in counts.iter().enumerate() {
            let mut count = count;
            if index == TREATED && month >= START {
                let share = PREVENTED * (((month - START + 1) as f64) / RAMP_MONTHS).min(1.0);
                let prevented = (0..whole(count)).filter(|_| rng.random::<f64>() < share).count() as f64;
                prevented_sum += prevented;
                count -= prevented;
            }
            if index == MERGED && month >= 41 {
                count = (count * 1.9).round();
            }
            totals[month] += count;
            if index == STOPPED && month >= 52 {
                continue;
            }
            rows.push((*place, month, count));
        }
    }
    rows.extend(totals.iter().enumerate().map(|(month, &count)| (TOTAL, month, count)));
    for (place, month, count) in rows {
        // Writing to a String cannot fail.
        let _ = writeln!(csv, "{place},{},{count}", month_name(month));
    }
    let truth = Truth {
        treated: PLACES[TREATED].to_owned(),
        average_effect: -prevented_sum / (MONTHS - START) as f64,
    };
    Generated { csv, truth }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a Poisson count of some hundreds"
)]
fn whole(count: f64) -> usize {
    count as usize
}

fn month_name(month: usize) -> Period {
    const APRIL_2019: i64 = 2019 * 12 + 3;
    let later = i64::try_from(month).unwrap_or(i64::MAX);
    Period::from_ordinal(Frequency::Month, APRIL_2019).plus(later)
}

/// Two random walks that all places share, each with its own loading.
fn common_factors() -> Vec<[f64; 2]> {
    let mut rng = stream(SEED, Purpose::Example, 0);
    let mut level = [0.0; 2];
    let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
    (0..MONTHS)
        .map(|_| {
            level = level.map(|value| value + 0.008 * normal());
            level
        })
        .collect()
}

fn counts_without_response(index: usize, factors: &[[f64; 2]]) -> Vec<f64> {
    let mut rng = stream(SEED, Purpose::Example, 1 + index as u64);
    let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
    let level = if index == TREATED { 6.05 } else { 6.0 + 0.2 * normal() };
    let loadings = [1.0 + 0.3 * normal(), 0.4 * normal()];
    let mut noise = 0.0;
    let means: Vec<f64> = factors
        .iter()
        .enumerate()
        .map(|(month, factor)| {
            noise = 0.4 * noise + 0.02 * normal();
            let season = 0.06 * (std::f64::consts::TAU * (month as f64 - 9.0) / 12.0).cos();
            (level + season + loadings[0] * factor[0] + loadings[1] * factor[1] + noise).exp()
        })
        .collect();
    means.iter().map(|&mean| Poisson::new(mean).map_or(mean.round(), |law| law.sample(&mut rng))).collect()
}

const TRUTH_HEADER: &str = "# What is known of the example place because it was generated. No real place or body is meant.\n\
# average_effect: admissions a month, over the months from October 2021, against the same months without the response.\n";

/// The plan of what the response is worth, by budget.
pub const PLAN: &str = include_str!("example/plan.toml");

const PROTOCOL: &str = r#"# The example place is fictional and generated; no real place or body is meant.
# Run it again with: commonweal evaluate protocol.toml
title = "Answering falls together in Saltmere (a fictional place)"
outcome = "emergency admissions after a fall"
data = "admissions.csv"
unit = "place"
period = "month"
value = "admissions"
treated = "Saltmere"
from = "2021-10"
exclude = { Inglebarrow = "merged with a neighbour in September 2022" }
improvement = "decrease"
method = "all"
caveats = ["Saltmere, its neighbours and every figure here are invented: the true effect is known, and stands in truth.toml."]
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_the_same_every_time_and_its_truth_lowers_admissions() {
        let (first, second) = (generate(), generate());
        assert_eq!(first.csv, second.csv);
        assert!(first.truth.average_effect < -30.0, "{:?}", first.truth);
        assert_eq!(first.csv.lines().count(), 1 + 30 * 60 - 8 + 60);
    }
}
