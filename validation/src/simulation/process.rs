//! The process that makes a panel.
//!
//! ```text
//! Yᵢₜ = levelᵢ + courseₜ + Σ_f loadingᵢ_f factor_fₜ + swingᵢ sin(2π(t + phase)/12) + noiseᵢₜ + effect · [i treated, t ≥ start]
//! noiseᵢₜ = ρ noiseᵢ,ₜ₋₁ + N(0, σ²)
//! ```
//!
//! The common course and the factors are random walks; loadings, levels and swings differ between units. The outcome may be
//! read as a monthly rate near 100 with a month-to-month noise of 2 to 3.

use commonweal_evaluate::design::Design;
use commonweal_evaluate::matrix::Matrix;
use commonweal_evaluate::random::{Purpose, stream};
use commonweal_quantity::{Frequency, Period};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// When the treated start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// After so many periods, in every panel.
    After(usize),
    /// After a number of periods drawn anew for each panel, both ends included.
    Between(usize, usize),
}

/// Who is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adoption {
    /// Units drawn at random: treated and donors are exchangeable.
    Random,
    /// The units with the largest loading on the first factor: they were on another course before they began.
    LargestLoading,
}

/// Sizes and strengths of the process.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Process {
    /// N0 + N1.
    pub units: usize,
    /// N1.
    pub treated: usize,
    /// T0 + T1.
    pub periods: usize,
    /// T0.
    pub start: Start,
    /// Who is treated.
    pub adoption: Adoption,
    /// Standard deviation of the loadings on the two factors; zero gives parallel trends.
    pub loading: f64,
}

const FACTORS: usize = 2;
const LEVEL: (f64, f64) = (100.0, 10.0);
const COURSE_STEP: f64 = 0.5;
const FACTOR_STEP: f64 = 0.5;
const SWING: (f64, f64) = (3.0, 1.0);
const AUTOREGRESSION: f64 = 0.5;
/// Standard deviation of the innovations of the noise.
const INNOVATION: f64 = 2.0;

impl Process {
    /// The panel of one draw, with `effect` added to each treated unit from the start on.
    pub fn draw(&self, seed: u64, draw: u64, effect: f64) -> Design {
        let mut rng = stream(seed, Purpose::Simulation, draw);
        let start = match self.start {
            Start::After(periods) => periods,
            Start::Between(first, last) => rng.random_range(first..=last),
        };
        let course = random_walk(&mut rng, self.periods, COURSE_STEP);
        let factors: Vec<Vec<f64>> =
            (0..FACTORS).map(|_| random_walk(&mut rng, self.periods, FACTOR_STEP)).collect();
        let phase = rng.random_range(0..12_u32);
        let mut units: Vec<Unit> = (0..self.units).map(|_| self.unit(&mut rng)).collect();
        // Units are drawn alike, so the last of them are a random choice.
        if self.adoption == Adoption::LargestLoading {
            units.sort_by(|a, b| a.loadings[0].total_cmp(&b.loadings[0]));
        }
        let donors = self.units - self.treated;
        let mut outcomes = Matrix::zeros(self.units, self.periods);
        for (row, unit) in units.iter().enumerate() {
            for (t, value) in outcomes.row_mut(row).iter_mut().enumerate() {
                let season = std::f64::consts::TAU * (t as f64 + f64::from(phase)) / 12.0;
                let common: f64 =
                    unit.loadings.iter().zip(&factors).map(|(load, factor)| load * factor[t]).sum();
                *value = unit.level + course[t] + common + unit.swing * season.sin() + unit.noise[t];
                if row >= donors && t >= start {
                    *value += effect;
                }
            }
        }
        let name = |row: usize| format!("unit {row:03}");
        Design {
            donors: (0..donors).map(name).collect(),
            treated: (donors..self.units).map(name).collect(),
            periods: (0..).take(self.periods).map(|t| Period::from_ordinal(Frequency::Step, t)).collect(),
            pre_periods: start,
            outcomes,
            dropped: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn unit(&self, rng: &mut ChaCha8Rng) -> Unit {
        let mut noise = Vec::with_capacity(self.periods);
        // Begins in the stationary distribution.
        let mut last = normal(rng) * INNOVATION / (1.0 - AUTOREGRESSION * AUTOREGRESSION).sqrt();
        for _ in 0..self.periods {
            last = AUTOREGRESSION * last + INNOVATION * normal(rng);
            noise.push(last);
        }
        Unit {
            level: LEVEL.0 + LEVEL.1 * normal(rng),
            loadings: [self.loading * normal(rng), self.loading * normal(rng)],
            swing: SWING.0 + SWING.1 * normal(rng),
            noise,
        }
    }
}

struct Unit {
    level: f64,
    loadings: [f64; FACTORS],
    swing: f64,
    noise: Vec<f64>,
}

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    StandardNormal.sample(rng)
}

fn random_walk(rng: &mut ChaCha8Rng, periods: usize, step: f64) -> Vec<f64> {
    let mut position = 0.0;
    (0..periods)
        .map(|_| {
            position += step * normal(rng);
            position
        })
        .collect()
}
