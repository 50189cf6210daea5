//! An appraisal that was opened by mistake, taken back before the other side has answered anything.

use commonweal_appraise::side_by_side::Side;

use super::seat::{By, take_away};
use super::{AppraisalError, Stored};
use crate::access::policy::Action;
use crate::record::Place;

impl Stored {
    /// Whether it can still be taken back: the side that was asked has answered nothing, and nobody has said how it ends.
    pub(super) fn can_be_taken_back(&self) -> bool {
        let asked = &self.parties.asked;
        let has_answered =
            !asked.answers.is_empty() || !asked.respondents.is_empty() || asked.handed_in.is_some();
        !has_answered && Side::BOTH.into_iter().all(|side| self.parties.of(side).end.is_none())
    }
}

/// Takes it back: the appraisal and its link are gone, for both sides, with what the side that asked had answered.
///
/// # Errors
/// [`AppraisalError::NotTakenBack`] for the side that was asked, and once that has answered anything or somebody has said how it ends; [`AppraisalError::Denied`] for
/// whoever does not lead the body that asked.
pub fn withdraw(place: &Place, by: By<'_>) -> Result<(), AppraisalError> {
    take_away(place, by, Action::HandOverAppraisal, |stored, seat| {
        if seat.side == Side::Asking && stored.can_be_taken_back() {
            return Ok(());
        }
        let (asking, asked) = (stored.parties.asking.name.clone(), stored.parties.asked.name.clone());
        Err(AppraisalError::NotTakenBack { asking, asked })
    })
}
