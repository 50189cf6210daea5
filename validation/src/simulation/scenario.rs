//! Which panels are drawn and what is run on them.

use commonweal_evaluate::design::Design;
use commonweal_evaluate::difference_in_differences::difference_in_differences;
use commonweal_evaluate::estimate::{Estimate, Method};
use commonweal_evaluate::inference::{EstimateError, InferenceChoice, InferenceOptions, PlaceboDraws};
use commonweal_evaluate::synthetic_control::synthetic_control;
use commonweal_evaluate::synthetic_did::synthetic_did;
use rayon::prelude::*;

use super::process::{Adoption, Process, Start};
use super::tally::Outcome;

/// An estimator with its inference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arm {
    /// The estimator.
    pub method: Method,
    /// The inference.
    pub inference: InferenceChoice,
}

/// A kind of panel and the arms run on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Name in tables.
    pub name: &'static str,
    /// What it stands for, in a sentence.
    pub meaning: &'static str,
    /// How its panels are made.
    pub process: Process,
    /// What is run.
    pub arms: Vec<Arm>,
}

/// Placebos drawn where they cannot all be enumerated: with 199 the attainable level next to 5% is 10/200, exactly.
const PLACEBOS: usize = 199;
const BOOTSTRAPS: usize = 100;

const fn arm(method: Method, inference: InferenceChoice) -> Arm {
    Arm { method, inference }
}

/// Every scenario.
pub fn all() -> Vec<Scenario> {
    use InferenceChoice::{Bootstrap, Clustered, Jackknife, Placebo};
    use Method::{Did, SyntheticControl, SyntheticDid};
    let one = Process {
        units: 40,
        treated: 1,
        periods: 60,
        start: Start::After(48),
        adoption: Adoption::Random,
        loading: 1.0,
    };
    let methods = [SyntheticDid, SyntheticControl, Did];
    let placebos: Vec<Arm> = methods.map(|method| arm(method, Placebo)).to_vec();
    let several: Vec<Arm> = methods
        .into_iter()
        .flat_map(|method| [Placebo, Jackknife, Bootstrap].map(|inference| arm(method, inference)))
        // Refused by the program, with its reason.
        .filter(|arm| (arm.method, arm.inference) != (SyntheticControl, Jackknife))
        .chain([arm(Did, Clustered)])
        .collect();
    vec![
        Scenario {
            name: "one treated",
            meaning: "one unit of 40, drawn at random, 48 months before and 12 after; all 39 placebos",
            process: one,
            arms: placebos.clone(),
        },
        Scenario {
            name: "one treated, random start",
            meaning: "the same, the start drawn anew between month 24 and month 48 of each panel",
            process: Process { start: Start::Between(24, 48), ..one },
            arms: placebos.clone(),
        },
        Scenario {
            name: "one treated, chosen",
            meaning: "the unit with the largest loading on a common trend is treated: trends are not parallel",
            process: Process { adoption: Adoption::LargestLoading, ..one },
            arms: placebos,
        },
        Scenario {
            name: "8 of 60 treated",
            meaning: "8 units of 60, drawn at random, 36 months before and 12 after; 199 placebos",
            process: Process { units: 60, treated: 8, periods: 48, start: Start::After(36), ..one },
            arms: several.clone(),
        },
        Scenario {
            name: "3 of 40 treated",
            meaning: "3 units of 40: few for the jackknife and the bootstrap",
            process: Process { treated: 3, periods: 48, start: Start::After(36), ..one },
            arms: several,
        },
        Scenario {
            name: "24 of 60 treated",
            meaning: "24 units of 60, drawn at random: enough clusters on both sides",
            process: Process { units: 60, treated: 24, periods: 48, start: Start::After(36), ..one },
            arms: vec![
                arm(Did, Clustered),
                arm(Did, Placebo),
                arm(Did, Jackknife),
                arm(SyntheticDid, Jackknife),
            ],
        },
        Scenario {
            name: "24 of 60 treated, parallel",
            meaning: "the same without factors: trends are parallel by construction",
            process: Process {
                units: 60,
                treated: 24,
                periods: 48,
                start: Start::After(36),
                loading: 0.0,
                ..one
            },
            arms: vec![
                arm(Did, Clustered),
                arm(Did, Placebo),
                arm(Did, Jackknife),
                arm(SyntheticDid, Jackknife),
            ],
        },
    ]
}

impl Scenario {
    /// Runs every arm on panels `0..panels`, all with the same effect. Same seed, same panels.
    pub fn run(&self, panels: u64, seed: u64, effect: f64, level: f64) -> Vec<(Arm, Vec<Outcome>)> {
        let by_panel: Vec<Vec<Outcome>> = (0..panels)
            .into_par_iter()
            .map(|draw| {
                let design = self.process.draw(seed, draw, effect);
                self.arms.iter().map(|arm| outcome(&arm.run(&design, seed, level), effect)).collect()
            })
            .collect();
        let of_arm = |position: usize| by_panel.iter().map(|panel| panel[position]).collect();
        self.arms.iter().enumerate().map(|(position, &arm)| (arm, of_arm(position))).collect()
    }
}

impl Arm {
    /// Runs the estimator; a refusal of all inference counts as none.
    fn run(self, design: &Design, seed: u64, level: f64) -> Result<Estimate, EstimateError> {
        let enumerable = design.treated_count() == 1;
        let options = InferenceOptions {
            choice: self.inference,
            placebos: if enumerable { PlaceboDraws::All } else { PlaceboDraws::Sample(PLACEBOS) },
            bootstraps: BOOTSTRAPS,
            seed,
            level,
            most_left_out: 0,
        };
        match self.method {
            Method::SyntheticControl => synthetic_control(design, &options, &|_, _| ()),
            Method::SyntheticDid => synthetic_did(design, &options, &|_, _| ()),
            Method::Did | Method::ControlChart => difference_in_differences(design, &options, &|_, _| ()),
        }
    }
}

fn outcome(estimate: &Result<Estimate, EstimateError>, effect: f64) -> Outcome {
    match estimate {
        Ok(estimate) => Outcome {
            error: estimate.estimate - effect,
            standard_error: estimate.standard_error,
            rejects: estimate.p_value.zip(estimate.interval).map(|(p, it)| p <= 1.0 - it.level + 1e-12),
            covers: estimate.interval.map(|it| it.lower <= effect && effect <= it.upper),
        },
        Err(_) => Outcome { error: 0.0, standard_error: None, rejects: None, covers: None },
    }
}
