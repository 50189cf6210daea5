//! Sequence symmetry: of the people who met both, how many met the marker after the index, and how many before?
//!
//! The older check beside [`upstream`](crate::upstream): the crude sequence ratio is forward over backward, its interval comes from the
//! Jeffreys interval of the share of forward pairs, and the null ratio is what trends in time alone would give (Tsiropoulos et al. 2009,
//! *Pharmacoepidemiology and Drug Safety* 18(6):483–491). It is biased where an event brings the marker about, as aftercare does.

use serde::Serialize;
use statrs::distribution::{Beta, ContinuousCDF};

/// A sequence ratio with its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SequenceRatio {
    /// Forward over backward.
    pub ratio: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// The crude sequence ratio of `forward` against `backward` pairs; none where nobody met both.
///
/// Limits are those of Jeffreys for the share π of forward pairs, Beta(forward + ½, backward + ½), as π/(1 − π).
pub fn crude_ratio(forward: u64, backward: u64) -> Option<SequenceRatio> {
    if forward + backward == 0 {
        return None;
    }
    let (forward, backward) = (forward as f64, backward as f64);
    let share = Beta::new(forward + 0.5, backward + 0.5).ok()?;
    let limit = |at: f64| {
        let share = share.inverse_cdf(at);
        share / (1.0 - share)
    };
    Some(SequenceRatio { ratio: forward / backward, lower: limit(0.025), upper: limit(0.975) })
}

impl SequenceRatio {
    /// The ratio over the null ratio: what is left when trends in time are taken away.
    #[must_use]
    pub fn adjusted(self, null_ratio: f64) -> Self {
        let by = |value: f64| value / null_ratio;
        Self { ratio: by(self.ratio), lower: by(self.lower), upper: by(self.upper) }
    }
}

/// The null ratio: over all pairs of an index day and a marker day of anybody at most `window_days` apart, forward over backward.
/// Pairs of the same day count in neither. None where no pair runs backward.
///
/// Days are counted from any fixed day, in any order. O((n + m) log(n + m)).
pub fn null_ratio(index_days: &[i32], marker_days: &[i32], window_days: i32) -> Option<f64> {
    let mut markers = marker_days.to_vec();
    markers.sort_unstable();
    let before = |day: i64| markers.partition_point(|marker| i64::from(*marker) < day) as u64;
    let (mut forward, mut backward) = (0_u64, 0_u64);
    for index in index_days.iter().map(|day| i64::from(*day)) {
        let window = i64::from(window_days);
        forward += before(index + window + 1).saturating_sub(before(index + 1));
        backward += before(index).saturating_sub(before(index - window));
    }
    (backward > 0).then(|| forward as f64 / backward as f64)
}
