//! What waits for a body in its appraisals, and every appraisal for whoever runs the machine.

use commonweal_appraise::side_by_side::Side;
use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::fact::Date;
use commonweal_record::fact::kinds::members::AppraisalOutcome;

use super::seat::now;
use super::{Appraisal, AppraisalError, Stored, kept};
use crate::record::Place;

/// What waits for a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// Its answers.
    Answers,
    /// What it says at the end.
    End,
    /// Its end, which is on no record yet.
    Record,
    /// Another look, after "not now".
    AnotherLook(Date),
}

/// An appraisal of a body, with what waits for the body.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// The appraisal.
    pub appraisal: Appraisal,
    /// What waits, and since when; nothing where the appraisal waits for the other side, or has come to its end.
    pub waits: Option<(Waits, Instant)>,
}

/// The appraisals of a body, the one that has waited longest first.
///
/// # Errors
/// What the store says.
pub fn of(place: &Place, body: &BodyId) -> Result<Vec<Own>, AppraisalError> {
    let mut found = Vec::new();
    for (id, stored) in kept::of_body(place, body.as_str(), now(place)?)? {
        let side = Side::BOTH.into_iter().find(|side| stored.parties.of(*side).body.as_ref() == Some(body));
        if let Some(side) = side {
            let waits = waits(&stored, side, place.surroundings.today());
            found.push(Own { appraisal: Appraisal { id, side, stored }, waits });
        }
    }
    found.sort_by_key(|own| (own.waits.is_none(), own.waits.map(|(_, since)| since), own.appraisal.opened()));
    Ok(found)
}

/// What waits for a side, and since when.
fn waits(stored: &Stored, side: Side, today: Option<Date>) -> Option<(Waits, Instant)> {
    let (own, other) = (stored.parties.of(side), stored.parties.of(side.other()));
    match (&own.end, own.handed_in, other.handed_in) {
        (Some(end), ..) if end.entry.is_none() => Some((Waits::Record, end.at)),
        (Some(end), ..) => {
            let again = end.again.filter(|again| today.is_some_and(|today| *again <= today))?;
            Some((Waits::AnotherLook(again), end.at))
        }
        (None, ..) if other.end.as_ref().is_some_and(|end| end.outcome != AppraisalOutcome::GoAhead) => {
            Some((Waits::End, other.end.as_ref().map_or(stored.opened, |end| end.at)))
        }
        (None, None, _) => Some((Waits::Answers, stored.opened)),
        (None, Some(own), Some(other)) => Some((Waits::End, own.max(other))),
        (None, Some(_), None) => None,
    }
}

/// Every appraisal of the place, the latest opened first, for whoever holds the host's key: seen from the side that asked, so that what the
/// other has not handed in stays closed here too.
///
/// # Errors
/// [`AppraisalError::Record`] without the host's key; what the store says.
pub fn all(place: &Place) -> Result<Vec<Appraisal>, AppraisalError> {
    place.host()?;
    let all = kept::all(place, now(place)?)?;
    let seen = |(id, stored)| Appraisal { id, side: Side::Asking, stored };
    let mut all: Vec<Appraisal> = all.into_iter().map(seen).collect();
    all.sort_by_key(|appraisal| std::cmp::Reverse(appraisal.opened()));
    Ok(all)
}
