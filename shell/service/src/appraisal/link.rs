//! The link by which the other body answers, and taking its side over with an account.
//!
//! No mail server is needed: the link is shown once to whoever made it, who hands it over by a way that reaches the other body alone. Only its
//! hash is kept.

use commonweal_record::entry::Instant;

use super::seat::{By, change, read};
use super::{Appraisal, AppraisalError, Link, kept};
use crate::access::instant;
use crate::access::policy::{Action, Whose, permit};
use crate::access::secret::{SecretText, hash};
use crate::record::{Acting, Place};
use commonweal_appraise::side_by_side::Side;

/// A link is good for 60 days.
pub const VALID_DAYS: u64 = 60;

/// A link to be handed over.
#[derive(Debug, Clone)]
pub struct Made {
    /// The path of the page, with the secret in it.
    pub path: SecretText,
    /// Until when it is good.
    pub until: Instant,
}

/// Makes the link, in the place of an earlier one. For the body that asked.
///
/// # Errors
/// [`AppraisalError::Denied`]; [`AppraisalError::Taken`] where the other body answers with accounts of its own.
pub fn make(place: &Place, by: By<'_>) -> Result<Made, AppraisalError> {
    let secret = SecretText::random(&[], &place.surroundings)?;
    let hashed = hash(secret.reveal());
    let until = change(place, by, Action::HandOverAppraisal, |stored, work| {
        let other = &stored.parties.asked;
        if other.body.is_some() || work.seat.side == Side::Asked {
            return Err(AppraisalError::Taken { name: other.name.clone() });
        }
        let until = work.now + VALID_DAYS * kept::DAY_SECONDS;
        if let Some(before) = &stored.link {
            work.along.push(kept::remove_link(&before.hash));
        }
        work.along.push(kept::put_link(&hashed, work.id, until)?);
        let until = instant(until)?;
        stored.link = Some(Link { hash: hashed.clone(), until });
        Ok(until)
    })?;
    Ok(Made { path: SecretText::new(format!("/appraise/{}", secret.reveal())), until })
}

/// Revokes the link: from then on it leads nowhere. No error where there is none.
///
/// # Errors
/// [`AppraisalError::Denied`].
pub fn revoke(place: &Place, by: By<'_>) -> Result<(), AppraisalError> {
    change(place, by, Action::HandOverAppraisal, |stored, work| {
        if let Some(link) = stored.link.take() {
            work.along.push(kept::remove_link(&link.hash));
        }
        Ok(())
    })
}

/// Takes the side that was asked over for the body of an account, by its link, which is then revoked. Gives the appraisal's id.
///
/// # Errors
/// [`AppraisalError::LinkGone`], [`AppraisalError::Denied`], [`AppraisalError::WithOneself`] for the body that asked.
pub fn take_over(place: &Place, secret: &str, acting: &Acting) -> Result<String, AppraisalError> {
    permit(Action::HandOverAppraisal, acting.role, Whose::OwnBody)?;
    let Appraisal { id, .. } = read(place, By::Link(secret))?;
    change(place, By::Link(secret), Action::AnswerAppraisal, |stored, work| {
        if stored.parties.asking.body.as_ref() == Some(&acting.body) {
            return Err(AppraisalError::WithOneself { name: stored.parties.asking.name.clone() });
        }
        stored.parties.asked.body = Some(acting.body.clone());
        work.along.push(kept::noted(acting.body.as_str(), work.id)?);
        if let Some(link) = stored.link.take() {
            work.along.push(kept::remove_link(&link.hash));
        }
        Ok(())
    })?;
    Ok(id)
}
