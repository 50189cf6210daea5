//! Who sits on which side, by an account or by a link; reading and changing from there.

use commonweal_appraise::side_by_side::Side;
use commonweal_record::entry::Instant;
use commonweal_store::Change;

use super::{Appraisal, AppraisalError, Stored, kept};
use crate::access::AccessError;
use crate::access::policy::{Action, Permit, Whose, permit, permit_link};
use crate::access::secret::hash;
use crate::record::policy::Role;
use crate::record::{Acting, Place};

/// How often a change is tried again when somebody else was quicker.
const ATTEMPTS: usize = 5;

/// By what somebody comes to an appraisal.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// An account: the appraisal's id, and for whom the person may act.
    Account(&'a str, &'a [Acting]),
    /// The secret of its link.
    Link(&'a str),
}

/// A side of an appraisal, and who sits there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat<'a> {
    pub(super) side: Side,
    /// The account; nobody who came by a link has one here.
    pub(super) acting: Option<&'a Acting>,
}

impl<'a> By<'a> {
    fn id(self, place: &Place, now: u64) -> Result<String, AppraisalError> {
        match self {
            Self::Account(id, _) => Ok(id.to_owned()),
            Self::Link(secret) => kept::linked(place, &hash(secret), now)?.ok_or(AppraisalError::LinkGone),
        }
    }

    /// The seat, for somebody who may do this from there.
    fn seat(self, stored: &Stored, action: Action) -> Result<(Seat<'a>, Permit), AppraisalError> {
        match self {
            Self::Link(_) => Ok((Seat { side: Side::Asked, acting: None }, permit_link(action)?)),
            Self::Account(_, acting) => {
                let sits = |acting: &&'a Acting| {
                    Side::BOTH
                        .into_iter()
                        .find(|side| stored.parties.of(*side).body.as_ref() == Some(&acting.body))
                };
                let found = acting.iter().find_map(|acting| Some((sits(&acting)?, acting)));
                let Some((side, acting)) = found else {
                    permit(action, Role::Visitor, Whose::AnotherBody)?;
                    return Err(AppraisalError::Gone);
                };
                let permit = permit(action, acting.role, Whose::OwnBody)?;
                Ok((Seat { side, acting: Some(acting) }, permit))
            }
        }
    }
}

/// The appraisal, for one of its sides.
///
/// # Errors
/// [`AppraisalError::Gone`], [`AppraisalError::LinkGone`], [`AppraisalError::Denied`] for whoever is on neither side.
pub fn read(place: &Place, by: By<'_>) -> Result<Appraisal, AppraisalError> {
    let now = now(place)?;
    let id = by.id(place, now)?;
    let stored = kept::get(place, &id, now)?.ok_or(AppraisalError::Gone)?.value;
    let (seat, _) = by.seat(&stored, Action::AnswerAppraisal)?;
    Ok(Appraisal { id, side: seat.side, stored })
}

/// What a change is made with.
pub(super) struct Work<'a> {
    pub(super) id: &'a str,
    pub(super) seat: Seat<'a>,
    pub(super) now: u64,
    /// Changes that are made together with that of the appraisal.
    pub(super) along: Vec<Change<'static>>,
}

impl Work<'_> {
    pub(super) fn instant(&self) -> Result<Instant, AppraisalError> {
        Ok(crate::access::instant(self.now)?)
    }
}

/// Changes an appraisal; the work is done again where somebody else was quicker.
pub(super) fn change<T>(
    place: &Place,
    by: By<'_>,
    action: Action,
    mut work: impl FnMut(&mut Stored, &mut Work<'_>) -> Result<T, AppraisalError>,
) -> Result<T, AppraisalError> {
    for _ in 0..ATTEMPTS {
        let now = now(place)?;
        let id = by.id(place, now)?;
        let found = kept::get(place, &id, now)?.ok_or(AppraisalError::Gone)?;
        let expected = found.expected();
        let mut stored = found.value;
        let (seat, _) = by.seat(&stored, action)?;
        let mut with = Work { id: &id, seat, now, along: Vec::new() };
        let done = work(&mut stored, &mut with)?;
        let mut changes = with.along;
        changes.push(kept::put(&id, &stored, expected, now)?);
        match place.store.write(&changes).map_err(AccessError::from) {
            Err(AccessError::Changed) => {}
            other => return Ok(other.map(|()| done)?),
        }
    }
    Err(AppraisalError::Changed)
}

/// Takes an appraisal away, with its link, where `check` lets it.
pub(super) fn take_away(
    place: &Place,
    by: By<'_>,
    action: Action,
    check: impl Fn(&Stored, Seat<'_>) -> Result<(), AppraisalError>,
) -> Result<(), AppraisalError> {
    let now = now(place)?;
    let id = by.id(place, now)?;
    let found = kept::get(place, &id, now)?.ok_or(AppraisalError::Gone)?;
    let expected = found.expected();
    let stored = found.value;
    let (seat, _) = by.seat(&stored, action)?;
    check(&stored, seat)?;
    let mut changes = vec![kept::remove(&id, expected)];
    changes.extend(stored.link.iter().map(|link| kept::remove_link(&link.hash)));
    let bodies = [&stored.parties.asking.body, &stored.parties.asked.body];
    changes.extend(bodies.into_iter().flatten().map(|body| kept::forgotten(body.as_str(), &id)));
    match place.store.write(&changes).map_err(AccessError::from) {
        Err(AccessError::Changed) => Err(AppraisalError::Changed),
        other => Ok(other?),
    }
}

/// Unix time in seconds.
pub(super) fn now(place: &Place) -> Result<u64, AppraisalError> {
    let now = place.surroundings.now().and_then(Instant::unix_seconds);
    Ok(now.ok_or_else(crate::access::no_time)?)
}
