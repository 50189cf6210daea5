//! An appraisal with a candidate.

use commonweal_appraise::side_by_side::Both;
use commonweal_find::register::Identifier;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::members::Style;
use commonweal_record::fact::{Sentence, Title};
use commonweal_store::Expected;

use super::seat::now;
use super::{AppraisalError, Party, Stored, kept};
use crate::access::policy::{Action, Whose, permit};
use crate::access::secret::hexadecimal;
use crate::access::{AccessError, instant};
use crate::record::{Acting, Place, REGISTER, RecordError};

/// What is to be appraised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What is wanted more or less of.
    pub need: String,
    /// The style in which the candidate was found.
    pub style: Style,
    /// The place that both would serve.
    pub place: String,
    /// The asking body's key in the register of bodies, where it was told.
    pub key: Option<Identifier>,
    /// What the candidate is called.
    pub candidate: String,
    /// The candidate's key in the register of bodies, where it is listed.
    pub candidate_key: Option<Identifier>,
}

/// Opens an appraisal for the body of whoever asks, or gives the one that the two have open already. Gives its id.
///
/// # Errors
/// [`AppraisalError::Denied`], [`AppraisalError::WithOneself`], [`AppraisalError::NotForTheRecord`].
pub fn open(place: &Place, acting: &Acting, opening: &Opening) -> Result<String, AppraisalError> {
    permit(Action::OpenAppraisal, acting.role, Whose::OwnBody)?;
    let refused = |what| move |reason| AppraisalError::NotForTheRecord { what, reason };
    let need = one_line(&opening.need);
    Sentence::new(&need).map_err(refused("need"))?;
    let served = one_line(&opening.place);
    Title::new(&served).map_err(refused("place"))?;
    let candidate = one_line(&opening.candidate);
    Title::new(&candidate).map_err(refused("candidate's name"))?;
    let (own, other) = named(place, &acting.body, &candidate)?;
    if other.as_ref() == Some(&acting.body) || same(&own, &candidate) {
        return Err(AppraisalError::WithOneself { name: own });
    }
    let now = now(place)?;
    for (id, stored) in kept::of_body(place, acting.body.as_str(), now)? {
        let parties = &stored.parties;
        let is_this = same(&parties.asked.name, &candidate) || same(&parties.asking.name, &candidate);
        if is_this && parties.asking.end.is_none() && parties.asked.end.is_none() {
            return Ok(id);
        }
    }
    let id = hexadecimal(&place.surroundings.random::<16>()?);
    let stored = Stored {
        need,
        style: opening.style,
        place: served,
        opened: instant(now)?,
        parties: Both {
            asking: Party::new(own, opening.key.clone(), Some(acting.body.clone())),
            asked: Party::new(candidate, opening.candidate_key.clone(), other.clone()),
        },
        link: None,
        set_aside: Vec::new(),
        options: None,
        slug: None,
    };
    let mut changes = vec![kept::put(&id, &stored, Expected::Absent, now)?];
    for body in [Some(acting.body.clone()), other].into_iter().flatten() {
        changes.push(kept::noted(body.as_str(), &id)?);
    }
    place.store.write(&changes).map_err(AccessError::from)?;
    Ok(id)
}

/// The name of a body of the record, and the body of the record that is called so, if there is one.
fn named(place: &Place, body: &BodyId, candidate: &str) -> Result<(String, Option<BodyId>), AppraisalError> {
    let register = place.log(REGISTER)?;
    let bodies = &register.view().partnership.members.bodies;
    let own = bodies.get(body).ok_or_else(|| RecordError::UnknownBody { body: body.to_string() })?;
    let other = bodies.iter().find(|(_, known)| same(known.name(), candidate));
    Ok((own.name().to_owned(), other.map(|(body, _)| body.clone())))
}

/// Whether two names are of one body, letters compared without case.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
