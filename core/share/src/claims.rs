//! Claims on less than they add up to: rules for dividing an estate, or a loss, among bodies with claims.
//!
//! An amount above nought is an estate to be awarded, at most the claims together. An amount below nought is a loss to be borne: the claims are then what
//! each stands to lose at most, the same rule divides the size of the loss, and the parts are below nought. W. Thomson, "Axiomatic and game-theoretic
//! analysis of bankruptcy and taxation problems", Mathematical Social Sciences 45 (2003), 249–297.

mod equal;
mod overlap;

use crate::error::ShareError;
use crate::game::{MOST_PLAYERS, check_amounts, check_not_negative, costs};
use crate::shapley::shapley;

/// How claims are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimsRule {
    /// In proportion to the claims.
    Proportional,
    /// Everybody first gets what the others concede; then in proportion to what is left of the claims, none above what is left of the estate.
    AdjustedProportional,
    /// The same for each, but nobody more than its claim.
    EqualAwards,
    /// The same loss for each, but nobody below nought.
    EqualLosses,
    /// The rule of the contested garment: equal awards up to half the claims, equal losses from there.
    Talmud,
    /// First come, first served, averaged over all orders of arrival.
    RandomArrival,
    /// Each part of the estate is divided equally among those who claim it, with the claims arranged to overlap least.
    MinimalOverlap,
}

/// Why claims cannot be met by a rule.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ClaimsError {
    /// More to divide than is claimed.
    #[error(
        "{amount} is more than the claims, which add up to {claims}: every claim can be met in full and {} is over; correct the amount, or share what is over by another rule",
        amount - claims
    )]
    MoreThanClaimed {
        /// Size of the amount.
        amount: f64,
        /// Sum of the claims.
        claims: f64,
    },
    /// Claims or an amount that cannot be used.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// The rule needs all coalitions.
    #[error(
        "the random-arrival rule looks at all groups of claimants, which is possible for up to {MOST_PLAYERS}, not {0}; use the Talmud rule, which is near it"
    )]
    TooManyToArrive(usize),
}

/// What each claimant gets, or below nought bears; the parts add up to `amount`.
///
/// # Errors
/// [`ClaimsError::MoreThanClaimed`] where the amount's size is above the sum of the claims, no claimants, claims below nought or not finite,
/// more claimants than the rule can serve.
pub fn divide(rule: ClaimsRule, claims: &[f64], amount: f64) -> Result<Vec<f64>, ClaimsError> {
    check_amounts("amount", &[amount])?;
    check_not_negative("claim", claims)?;
    if claims.is_empty() {
        return Err(ShareError::NoBodies.into());
    }
    let (size, all) = (amount.abs(), claims.iter().sum::<f64>());
    if size > all * (1.0 + 1e-12) {
        return Err(ClaimsError::MoreThanClaimed { amount: size, claims: all });
    }
    let mut parts = award(rule, claims, size.min(all))?;
    if amount < 0.0 {
        for part in &mut parts {
            *part = 0.0 - *part;
        }
    }
    Ok(parts)
}

fn award(rule: ClaimsRule, claims: &[f64], estate: f64) -> Result<Vec<f64>, ClaimsError> {
    let all: f64 = claims.iter().sum();
    let half: Vec<f64> = claims.iter().map(|claim| claim / 2.0).collect();
    Ok(match rule {
        ClaimsRule::Proportional if all == 0.0 => claims.to_vec(),
        ClaimsRule::Proportional => claims.iter().map(|claim| estate * (claim / all)).collect(),
        ClaimsRule::AdjustedProportional => adjusted(claims, estate),
        ClaimsRule::EqualAwards => equal::awards(claims, estate),
        ClaimsRule::EqualLosses => less(claims, &equal::awards(claims, all - estate)),
        ClaimsRule::Talmud if estate <= all / 2.0 => equal::awards(&half, estate),
        ClaimsRule::Talmud => less(claims, &equal::awards(&half, all - estate)),
        ClaimsRule::RandomArrival if claims.len() > MOST_PLAYERS => {
            return Err(ClaimsError::TooManyToArrive(claims.len()));
        }
        ClaimsRule::RandomArrival => shapley(&costs::bankruptcy(claims, estate)?),
        ClaimsRule::MinimalOverlap => overlap::minimal(claims, estate),
    })
}

/// The claims less what each loses.
fn less(claims: &[f64], losses: &[f64]) -> Vec<f64> {
    claims.iter().zip(losses).map(|(claim, loss)| claim - loss).collect()
}

/// Minimal rights `m_i` = max(0, E − Σ_{j≠i} `c_j`) first; then what is left in proportion to the claims left, each cut to what is left.
///
/// I. J. Curiel, M. Maschler and S. H. Tijs, "Bankruptcy games", Zeitschrift für Operations Research 31 (1987), A143–A159.
fn adjusted(claims: &[f64], estate: f64) -> Vec<f64> {
    let all: f64 = claims.iter().sum();
    let rights: Vec<f64> = claims.iter().map(|claim| (estate - (all - claim)).max(0.0)).collect();
    let left = (estate - rights.iter().sum::<f64>()).max(0.0);
    let claims: Vec<f64> =
        claims.iter().zip(&rights).map(|(claim, right)| (claim - right).min(left)).collect();
    let all: f64 = claims.iter().sum();
    let rate = if all > 0.0 { left / all } else { 0.0 };
    rights.iter().zip(claims).map(|(right, claim)| right + rate * claim).collect()
}
