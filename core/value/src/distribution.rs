//! How sure a figure is: known, or spread around what is expected.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::stream::Key;

/// The distribution of one figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Distribution {
    /// Taken as known.
    Fixed {
        /// Its value.
        value: f64,
    },
    /// Normal: an estimate with its standard error.
    Normal {
        /// The estimate.
        mean: f64,
        /// Its standard error, above zero.
        sd: f64,
    },
    /// Anywhere between two ends, evenly.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end, above the lower.
        high: f64,
    },
    /// Between two ends, most likely around a third value.
    Triangular {
        /// Lower end.
        low: f64,
        /// The most likely value.
        mode: f64,
        /// Upper end, above the lower.
        high: f64,
    },
}

impl Distribution {
    /// A known value.
    pub fn fixed(value: f64) -> Self {
        Self::Fixed { value }
    }

    /// The expected value.
    pub fn mean(self) -> f64 {
        match self {
            Self::Fixed { value } => value,
            Self::Normal { mean, .. } => mean,
            Self::Uniform { low, high } => f64::midpoint(low, high),
            Self::Triangular { low, mode, high } => (low + mode + high) / 3.0,
        }
    }

    /// What no draw is larger than in size; a normal one is not drawn beyond ten standard errors.
    pub fn size(self) -> f64 {
        match self {
            Self::Fixed { value } => value.abs(),
            Self::Normal { mean, sd } => mean.abs() + 10.0 * sd,
            Self::Uniform { low, high } | Self::Triangular { low, high, .. } => low.abs().max(high.abs()),
        }
    }

    /// Whether anything is uncertain.
    pub fn is_fixed(self) -> bool {
        matches!(self, Self::Fixed { .. })
    }

    /// The distribution of `factor` times the figure, `factor` above zero.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        match self {
            Self::Fixed { value } => Self::Fixed { value: value * factor },
            Self::Normal { mean, sd } => Self::Normal { mean: mean * factor, sd: sd * factor },
            Self::Uniform { low, high } => Self::Uniform { low: low * factor, high: high * factor },
            Self::Triangular { low, mode, high } => {
                Self::Triangular { low: low * factor, mode: mode * factor, high: high * factor }
            }
        }
    }

    /// The value that the figure stays below with probability `p`, 0 < p < 1.
    pub fn quantile(self, p: f64) -> f64 {
        match self {
            Self::Fixed { value } => value,
            Self::Normal { mean, sd } => mean + sd * Normal::standard().inverse_cdf(p),
            Self::Uniform { low, high } => low + p * (high - low),
            Self::Triangular { low, mode, high } => triangular(low, mode, high, p),
        }
    }

    /// Fills `out` with draws `first`, `first` + 1, … of the stream `key`; `first` is a multiple of [`crate::stream::RUN`].
    ///
    /// Triangular draws are min(U, V) + c·|U − V| of two even ones, c being the mode's place in the width (Stein and Keblis
    /// 2009, "A new method to simulate the triangular distribution", Mathematical and Computer Modelling 49:1143–1147): no root.
    #[expect(clippy::inline_always, reason = "compiled into each instruction set, not called from it")]
    #[inline(always)]
    pub(crate) fn draw(self, key: Key, first: u64, out: &mut [f64]) {
        match self {
            Self::Fixed { value } => out.fill(value),
            Self::Normal { mean, sd } => {
                key.normals(mean, sd, first, out);
            }
            Self::Uniform { low, high } => {
                for (index, x) in out.iter_mut().enumerate() {
                    *x = low + key.uniform(first.wrapping_add(index as u64)) * (high - low);
                }
            }
            Self::Triangular { low, mode, high } => {
                let width = high - low;
                let c = (mode - low) / width;
                for (index, x) in out.iter_mut().enumerate() {
                    let (u, v) = key.uniform_pair(first.wrapping_add(index as u64));
                    let least = if u < v { u } else { v };
                    *x = low + width * (least + c * (u - v).abs());
                }
            }
        }
    }
}

/// The inverse of the triangular distribution function.
fn triangular(low: f64, mode: f64, high: f64, p: f64) -> f64 {
    let (width, rise) = (high - low, mode - low);
    if p * width < rise {
        low + (p * width * rise).sqrt()
    } else {
        high - ((1.0 - p) * width * (width - rise)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_expected_value_and_the_quantiles_that_are_told() {
        const DRAWS: usize = 100_000;
        let each = [
            Distribution::Normal { mean: -58.0, sd: 11.0 },
            Distribution::Uniform { low: 2.0, high: 5.0 },
            Distribution::Triangular { low: 1.0, mode: 2.0, high: 6.0 },
        ];
        for distribution in each {
            let mut drawn = vec![0.0; DRAWS];
            distribution.draw(Key::new(1, "drawn"), 0, &mut drawn);
            let mean = drawn.iter().sum::<f64>() / DRAWS as f64;
            let spread = distribution.quantile(0.9) - distribution.quantile(0.1);
            assert!(
                (mean - distribution.mean()).abs() < 5.0 * spread / (DRAWS as f64).sqrt(),
                "{distribution:?} {mean}"
            );
            for p in [0.1, 0.5, 0.9] {
                let below = drawn.iter().filter(|x| **x < distribution.quantile(p)).count() as f64;
                // Five standard errors of a share.
                let bound = 5.0 * (p * (1.0 - p) / DRAWS as f64).sqrt();
                assert!((below / DRAWS as f64 - p).abs() < bound, "{distribution:?} {p}");
            }
        }
    }

    #[test]
    fn a_figure_times_two_has_twice_the_mean_and_twice_every_quantile() {
        let triangular = Distribution::Triangular { low: 1.0, mode: 2.0, high: 6.0 };
        let normal = Distribution::Normal { mean: 3.0, sd: 2.0 };
        for distribution in
            [triangular, normal, Distribution::fixed(4.0), Distribution::Uniform { low: 0.0, high: 1.0 }]
        {
            let twice = distribution.times(2.0);
            assert!((twice.mean() - 2.0 * distribution.mean()).abs() < 1e-12);
            assert!((twice.quantile(0.3) - 2.0 * distribution.quantile(0.3)).abs() < 1e-12);
        }
    }
}
