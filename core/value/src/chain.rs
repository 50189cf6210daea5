//! The chain of one event, each link counted once: an A&E attendance leads to an admission, that to bed days, these to a
//! respite bed. A benefit claims the links whose cost it values; a second claim on a link of the same event is refused.

use std::collections::BTreeMap;

use commonweal_quantity::nearest::{nearest, suggestion};
use serde::Serialize;

/// The links that an event runs through where a plan names no others.
pub const LINKS: [&str; 4] = ["a-and-e-attendance", "admission", "bed-day", "respite-bed"];

/// Shares within this of the whole are the whole: they are written as decimals.
const ROUNDING: f64 = 1e-9;

/// One benefit's claim on a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The benefit.
    pub benefit: String,
    /// The event whose chain it is: benefits of one event share it.
    pub event: String,
    /// The link.
    pub link: String,
    /// The share of the event's avoided links that the benefit values, 1 where it values all.
    pub share: f64,
}

/// Who claims a link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinkClaimed {
    /// The event.
    pub event: String,
    /// The link.
    pub link: String,
    /// The claimants, each with the share that it values; none where the link is uncounted.
    pub claimants: Vec<(String, f64)>,
}

/// Why claims are refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChainError {
    /// Two benefits value the same link of the same event.
    #[error(
        "'{first}' and '{second}' both claim the {link} of '{event}', which can be counted once only: drop one of them, or give \
         each the share of it that it values (share = 0.6), together no more than 1"
    )]
    ClaimedTwice {
        /// The event.
        event: String,
        /// The link.
        link: String,
        /// Who claimed it first.
        first: String,
        /// Who claimed it too.
        second: String,
    },
    /// No chain has such a link.
    #[error("'{benefit}' claims '{link}', which is no link of the chain{meant}; the links are {}", links.join(", "))]
    NoSuchLink {
        /// The benefit.
        benefit: String,
        /// What it claims.
        link: String,
        /// The nearest link, as a clause.
        meant: String,
        /// All links.
        links: Vec<String>,
    },
}

impl ChainError {
    /// The benefit whose claim is refused.
    pub fn benefit(&self) -> &str {
        match self {
            Self::ClaimedTwice { second, .. } => second,
            Self::NoSuchLink { benefit, .. } => benefit,
        }
    }
}

/// Checks that every link of every event is claimed once at most, and tells who claims each.
///
/// # Errors
/// [`ChainError::ClaimedTwice`] with both claims, [`ChainError::NoSuchLink`].
pub fn count_once(
    links: &[String],
    events: &[String],
    claims: &[Claim],
) -> Result<Vec<LinkClaimed>, ChainError> {
    let mut claimed: BTreeMap<(&str, &str), Vec<(String, f64)>> = BTreeMap::new();
    for claim in claims {
        if !links.contains(&claim.link) {
            let meant = suggestion(nearest(&claim.link, links.iter().map(String::as_str)));
            let (benefit, link) = (claim.benefit.clone(), claim.link.clone());
            return Err(ChainError::NoSuchLink { benefit, link, meant, links: links.to_vec() });
        }
        let claimants = claimed.entry((&claim.event, &claim.link)).or_default();
        let taken: f64 = claimants.iter().map(|(_, share)| share).sum();
        if let Some((first, _)) = claimants.last().filter(|_| taken + claim.share > 1.0 + ROUNDING) {
            return Err(ChainError::ClaimedTwice {
                event: claim.event.clone(),
                link: claim.link.clone(),
                first: first.clone(),
                second: claim.benefit.clone(),
            });
        }
        claimants.push((claim.benefit.clone(), claim.share));
    }
    let every = events.iter().flat_map(|event| links.iter().map(move |link| (event, link)));
    Ok(every
        .map(|(event, link)| LinkClaimed {
            event: event.clone(),
            link: link.clone(),
            claimants: claimed.remove(&(event.as_str(), link.as_str())).unwrap_or_default(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn links() -> Vec<String> {
        LINKS.map(str::to_owned).to_vec()
    }

    fn claim(benefit: &str, event: &str, link: &str, share: f64) -> Claim {
        Claim { benefit: benefit.to_owned(), event: event.to_owned(), link: link.to_owned(), share }
    }

    #[test]
    fn two_claims_on_one_avoided_bed_are_refused_with_both_named() {
        let claims = [
            claim("Fewer bed days", "falls", "bed-day", 1.0),
            claim("Shorter stays", "falls", "bed-day", 1.0),
        ];
        let message = count_once(&links(), &["falls".to_owned()], &claims).unwrap_err().to_string();
        assert!(
            message.starts_with("'Fewer bed days' and 'Shorter stays' both claim the bed-day of 'falls'"),
            "{message}"
        );
    }

    #[test]
    fn claims_on_different_events_or_on_shares_of_one_link_stand_and_what_nobody_claims_is_listed() {
        let claims = [
            claim("Short stays", "falls", "admission", 0.6),
            claim("Long stays", "falls", "admission", 0.4),
            claim("Admissions", "asthma", "admission", 1.0),
        ];
        let counted = count_once(&links(), &["falls".to_owned(), "asthma".to_owned()], &claims).unwrap();
        let uncounted: Vec<&str> = counted
            .iter()
            .filter(|link| link.event == "falls" && link.claimants.is_empty())
            .map(|link| link.link.as_str())
            .collect();
        assert_eq!(uncounted, ["a-and-e-attendance", "bed-day", "respite-bed"]);
        assert_eq!(counted[1].claimants.len(), 2);
    }

    #[test]
    fn a_link_that_there_is_not_is_answered_with_the_nearest() {
        let message =
            count_once(&links(), &[], &[claim("X", "falls", "bedday", 1.0)]).unwrap_err().to_string();
        assert!(message.contains("did you mean 'bed-day'?"), "{message}");
    }

    proptest! {
        #[test]
        fn claims_stand_in_any_order_exactly_when_no_link_is_claimed_beyond_the_whole(
            claims in prop::collection::vec((0usize..2, 0usize..4, 1u8..=4), 0..8), turn in 0usize..8,
        ) {
            let events = ["a".to_owned(), "b".to_owned()];
            let mut made: Vec<Claim> = claims.iter().enumerate()
                .map(|(index, (event, link, quarters))| {
                    claim(&format!("benefit {index}"), &events[*event], LINKS[*link], f64::from(*quarters) / 4.0)
                })
                .collect();
            let over = (0..2).flat_map(|e| (0..4).map(move |l| (e, l))).any(|(e, l)| {
                claims.iter().filter(|claim| (claim.0, claim.1) == (e, l)).map(|claim| u32::from(claim.2)).sum::<u32>() > 4
            });
            let turns = turn.min(made.len());
            made.rotate_left(turns);
            prop_assert_eq!(count_once(&links(), &events, &made).is_err(), over);
        }
    }
}
