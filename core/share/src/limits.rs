//! Limits on own interest that bind: nobody gets or bears less than its floor or more than its cap, whatever the rule says.

use serde::Serialize;

use crate::error::ShareError;
use crate::game::check_amounts;

/// What a body's part may be, in the direction of the total: of a gain, what it gets; of a loss or cost, what it bears.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// At least so much.
    pub floor: f64,
    /// At most so much.
    pub cap: f64,
}

impl Limit {
    /// No limit at all.
    pub const NONE: Self = Self { floor: f64::NEG_INFINITY, cap: f64::INFINITY };
}

/// Which side of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The least.
    Floor,
    /// The most.
    Cap,
}

/// A limit that changed a part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binding {
    /// Whose, by position.
    pub body: usize,
    /// Which side.
    pub side: Side,
    /// The limit.
    pub limit: f64,
    /// What the rule gave before.
    pub before: f64,
}

/// Parts within limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Limited {
    /// The parts; they add up to what they added up to before.
    pub parts: Vec<f64>,
    /// The limits that bind.
    pub bindings: Vec<Binding>,
    /// What every body between its limits takes over, or below nought is relieved of.
    pub spread: f64,
}

/// Why limits cannot be kept.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LimitError {
    /// A floor above its cap.
    #[error("the floor {floor} at position {position} is above the cap {cap}; correct one of them")]
    Crossed {
        /// Whose, from 1.
        position: usize,
        /// The floor.
        floor: f64,
        /// The cap.
        cap: f64,
    },
    /// The caps leave a part with nobody.
    #[error("the caps add up to {caps}, which leaves {} of {total} with nobody; raise caps by that much, or share less", total - caps)]
    CapsTooLow {
        /// Sum of the caps.
        caps: f64,
        /// What is to be shared.
        total: f64,
    },
    /// The floors ask for more than there is.
    #[error("the floors add up to {floors}, {} more than the {total} there is; lower floors by that much, or share more", floors - total)]
    FloorsTooHigh {
        /// Sum of the floors.
        floors: f64,
        /// What is to be shared.
        total: f64,
    },
    /// Limits or parts that cannot be used.
    #[error(transparent)]
    Share(#[from] ShareError),
}

/// The parts within limits that are nearest to the rule's in the sum of squares: `x_i` = `min(cap_i`, `max(floor_i`, `part_i` + λ)), λ such that the sum
/// stays. What one may not take goes in equal amounts to all who still can; so a part changes continuously with every part and limit.
///
/// The projection on a box and a plane: λ is where the sum, a rising function of straight pieces, reaches the total.
///
/// # Errors
/// [`LimitError::CapsTooLow`] and [`LimitError::FloorsTooHigh`] where no division keeps all limits; crossed or missing limits; parts that are not finite.
pub fn within(parts: &[f64], limits: &[Limit]) -> Result<Limited, LimitError> {
    check(parts, limits)?;
    let total: f64 = parts.iter().sum();
    let clamped = |spread: f64| -> Vec<f64> {
        parts.iter().zip(limits).map(|(part, limit)| (part + spread).clamp(limit.floor, limit.cap)).collect()
    };
    let sum = |spread: f64| clamped(spread).iter().sum::<f64>();
    let corners = parts.iter().zip(limits).flat_map(|(part, limit)| [limit.floor - part, limit.cap - part]);
    let mut corners: Vec<f64> = corners.filter(|corner| corner.is_finite()).chain([0.0]).collect();
    corners.sort_by(f64::total_cmp);
    let below = corners.iter().copied().rfind(|corner| sum(*corner) <= total);
    let above = corners.iter().copied().find(|corner| sum(*corner) >= total);
    let spread = match (below, above) {
        (Some(low), Some(high)) if sum(high) > sum(low) => {
            low + (high - low) * (total - sum(low)) / (sum(high) - sum(low))
        }
        (Some(low), None) => low + (total - sum(low)) / open(limits, |limit| limit.cap == f64::INFINITY),
        (None, Some(high)) => {
            high - (sum(high) - total) / open(limits, |limit| limit.floor == f64::NEG_INFINITY)
        }
        (Some(at), Some(_)) => at,
        (None, None) => 0.0,
    };
    let found = clamped(spread);
    let bindings =
        (0..parts.len()).filter_map(|body| binding(body, parts[body], found[body], spread, limits[body]));
    Ok(Limited { bindings: bindings.collect(), parts: found, spread })
}

/// How many have no limit on the side beyond the last corner, where they alone take the rest; at least one where the limits
/// can be kept.
fn open(limits: &[Limit], is_open: impl Fn(&&Limit) -> bool) -> f64 {
    limits.iter().filter(is_open).count().max(1) as f64
}

fn binding(body: usize, before: f64, found: f64, spread: f64, limit: Limit) -> Option<Binding> {
    let (side, limit) = if before + spread < limit.floor {
        (Side::Floor, limit.floor)
    } else if before + spread > limit.cap {
        (Side::Cap, limit.cap)
    } else {
        return None;
    };
    (found == limit).then_some(Binding { body, side, limit, before })
}

fn check(parts: &[f64], limits: &[Limit]) -> Result<(), LimitError> {
    check_amounts("part", parts)?;
    if parts.len() != limits.len() {
        let error = ShareError::WrongCount { what: "limits", given: limits.len(), bodies: parts.len() };
        return Err(error.into());
    }
    if parts.is_empty() {
        return Err(ShareError::NoBodies.into());
    }
    if let Some(at) = limits.iter().position(|limit| limit.floor.is_nan() || limit.cap.is_nan()) {
        return Err(ShareError::NotFinite { what: "limit", position: at + 1 }.into());
    }
    if let Some(at) = limits.iter().position(|limit| limit.floor > limit.cap) {
        return Err(LimitError::Crossed { position: at + 1, floor: limits[at].floor, cap: limits[at].cap });
    }
    let total: f64 = parts.iter().sum();
    let slack = 1e-9 * parts.iter().fold(1.0, |most: f64, part| most.max(part.abs()));
    let (floors, caps): (f64, f64) =
        (limits.iter().map(|l| l.floor).sum(), limits.iter().map(|l| l.cap).sum());
    if caps < total - slack {
        return Err(LimitError::CapsTooLow { caps, total });
    }
    if floors > total + slack {
        return Err(LimitError::FloorsTooHigh { floors, total });
    }
    Ok(())
}
