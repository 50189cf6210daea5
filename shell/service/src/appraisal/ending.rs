//! Start, not now, no: each side says it for itself, with a reason. "No" and "not now" can be said at any time; starting takes both sides'
//! answers and the clarity rules that refuse.

use commonweal_record::fact::Date;
use commonweal_record::fact::kinds::members::AppraisalOutcome;

use super::seat::{By, change};
use super::{AppraisalError, End, SetAside, Stored, recording};
use crate::access::policy::Action;
use crate::record::Place;
use commonweal_appraise::side_by_side::{Side, Unclear};

/// The longest reason, in characters.
pub const MOST_REASON: usize = 1_000;

/// What a side says at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Start, not now, or no.
    pub outcome: AppraisalOutcome,
    /// Why.
    pub reason: String,
    /// The day on which to look again, for "not now".
    pub again: Option<Date>,
}

/// Says how it ends for a side, and puts that on the record where the side has an account.
///
/// # Errors
/// [`AppraisalError::Reason`], [`AppraisalError::Again`], [`AppraisalError::NotBothHandedIn`], [`AppraisalError::Refused`],
/// [`AppraisalError::Started`], [`AppraisalError::Denied`]; [`AppraisalError::Record`] where the end is kept and the record did not take it.
pub fn end(place: &Place, by: By<'_>, ending: &Ending) -> Result<(), AppraisalError> {
    let has_account = change(place, by, Action::ConcludeAppraisal, |stored, work| {
        let (reason, again) = (reason(&ending.reason)?, again(place, ending)?);
        if ending.outcome == AppraisalOutcome::GoAhead {
            may_start(stored, work.seat.side)?;
        }
        let at = work.instant()?;
        let party = stored.parties.of_mut(work.seat.side);
        if party.end.as_ref().is_some_and(|end| end.outcome == AppraisalOutcome::GoAhead) {
            return Err(AppraisalError::Started { name: party.name.clone() });
        }
        party.end = Some(End { outcome: ending.outcome, reason, again, at, entry: None });
        Ok(work.seat.acting.is_some())
    })?;
    if has_account { recording::put_on_record(place, by).map(|_| ()) } else { Ok(()) }
}

/// The day to look again, which "not now" needs and nothing else has.
fn again(place: &Place, ending: &Ending) -> Result<Option<Date>, AppraisalError> {
    if ending.outcome != AppraisalOutcome::NotYet {
        return Ok(None);
    }
    let today = place.surroundings.today();
    let later = ending.again.filter(|again| today.is_none_or(|today| *again > today));
    later.map(Some).ok_or(AppraisalError::Again)
}

fn may_start(stored: &Stored, side: Side) -> Result<(), AppraisalError> {
    for side in [side, side.other()] {
        let party = stored.parties.of(side);
        if party.handed_in.is_none() {
            return Err(AppraisalError::NotBothHandedIn { name: party.name.clone() });
        }
    }
    match stored.unclear().into_iter().find(Unclear::refuses) {
        Some(it) => Err(AppraisalError::Refused { rule: it.rule.title, because: it.because.join("; ") }),
        None => Ok(()),
    }
}

/// Sets a clarity rule aside, with a reason that stands in the appraisal's text.
///
/// # Errors
/// [`AppraisalError::NotOpen`], [`AppraisalError::Reason`], [`AppraisalError::Denied`].
pub fn set_aside(place: &Place, by: By<'_>, rule: &str, because: &str) -> Result<(), AppraisalError> {
    change(place, by, Action::ConcludeAppraisal, |stored, work| {
        let reason = reason(because)?;
        if !stored.unclear().iter().any(|it| it.rule.name == rule) {
            return Err(AppraisalError::NotOpen { rule: rule.to_owned() });
        }
        let (by, at) = (work.seat.side, work.instant()?);
        stored.set_aside.push(SetAside { rule: rule.to_owned(), reason, by, at });
        Ok(())
    })
}

fn reason(text: &str) -> Result<String, AppraisalError> {
    let text = text.trim();
    if (1..=MOST_REASON).contains(&text.chars().count()) {
        Ok(text.to_owned())
    } else {
        Err(AppraisalError::Reason { most: MOST_REASON })
    }
}
