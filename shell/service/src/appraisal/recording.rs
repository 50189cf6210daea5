//! What of an appraisal goes into a log: the proposal, the benefit of a side that starts, and what each side concluded, with the salted hash of
//! the appraisal's text, which is kept in the vault.
//!
//! Each fact carries an idempotency key that follows from the appraisal, so that what was interrupted goes on where it stood.

use commonweal_record::entry::{BodyId, IntentId};
use commonweal_record::fact::kinds::members::{
    AppraisalConcluded, AppraisalOutcome, BenefitStated, PartnershipProposed,
};
use commonweal_record::fact::{Fact, Sentence, Title};
use commonweal_record::tree::Hash;

use super::seat::{By, change, read};
use super::{Appraisal, AppraisalError, End, document};
use crate::access::policy::Action;
use crate::record::payload::Document;
use crate::record::{Acting, OpenLog, Place, RecordError, Statement};

/// Longest name of a partnership, in characters.
const LONGEST_NAME: usize = 120;
/// Longest short name of a log.
const LONGEST_SLUG: usize = 64;

/// Puts what the side of an account concluded on the record of the proposed partnership, which is opened where there is none. Gives its short
/// name. What stands there already is not said twice.
///
/// # Errors
/// [`AppraisalError::Denied`] for whoever comes by a link, [`AppraisalError::NotEnded`], [`AppraisalError::Record`].
pub fn put_on_record(place: &Place, by: By<'_>) -> Result<String, AppraisalError> {
    let appraisal = read(place, by)?;
    let acting = change(place, by, Action::ConcludeAppraisal, |_, work| Ok(work.seat.acting.cloned()))?;
    let Some(acting) = acting else {
        crate::access::policy::permit_link(Action::HandOverAppraisal)?;
        return Err(AppraisalError::LinkGone);
    };
    let end = appraisal.own().end.as_ref();
    let end = end.ok_or_else(|| AppraisalError::NotEnded { name: appraisal.own().name.clone() })?;
    let slug = slug(&appraisal);
    let mut log = log(place, &slug, &appraisal, &acting.body)?;
    let entry = tell(place, &mut log, &appraisal, &acting, end)?;
    change(place, by, Action::ConcludeAppraisal, |stored, work| {
        stored.slug = Some(slug.clone());
        if let Some(end) = &mut stored.parties.of_mut(work.seat.side).end {
            end.entry = Some(entry);
        }
        Ok(())
    })?;
    Ok(slug)
}

/// The log of the proposed partnership, in which the body is known.
fn log(place: &Place, slug: &str, appraisal: &Appraisal, body: &BodyId) -> Result<OpenLog, AppraisalError> {
    let mut log = match place.log(slug) {
        Err(RecordError::NoLog { .. }) => place.open_new_log(slug, &name(appraisal))?,
        other => other?,
    };
    place.introduce(&mut log, body)?;
    Ok(log)
}

/// Says what is to be said, and gives the entry of the conclusion.
fn tell(
    place: &Place,
    log: &mut OpenLog,
    appraisal: &Appraisal,
    acting: &Acting,
    end: &End,
) -> Result<u64, AppraisalError> {
    if log.view().partnership.members.proposed.is_empty() {
        say(place, log, appraisal, acting, "proposed", |_| Ok(proposal(appraisal)?.into()))?;
    }
    let benefit = appraisal.answers().get("own_benefit");
    if let (AppraisalOutcome::GoAhead, Some(benefit)) = (end.outcome, benefit) {
        let fact = BenefitStated { benefit: sentence("benefit", benefit)? };
        say(place, log, appraisal, acting, "benefit", |_| Ok(fact.into()))?;
    }
    let text = document::text(appraisal);
    say(place, log, appraisal, acting, &format!("concluded {}", end.at), |place| {
        let document = Document::new(place.surroundings().salt()?, text.into_bytes());
        let hash = document.hash();
        place.keep(&[document])?;
        Ok(AppraisalConcluded { outcome: end.outcome, document: Some(hash) }.into())
    })
}

fn say(
    place: &Place,
    log: &mut OpenLog,
    appraisal: &Appraisal,
    acting: &Acting,
    what: &str,
    fact: impl FnOnce(&Place) -> Result<Fact, AppraisalError>,
) -> Result<u64, AppraisalError> {
    let id = intent(appraisal, &acting.body, what);
    if let Some(entry) = log.recorded(id)? {
        return Ok(entry);
    }
    let statement = Statement { id, body: acting.body.clone(), actor: None, fact: fact(place)? };
    Ok(log.attest_as(&statement, acting, &place.host()?.key)?.receipt.seq)
}

/// The same for the same appraisal, body and matter.
fn intent(appraisal: &Appraisal, body: &BodyId, what: &str) -> IntentId {
    let parts = ["appraisal", appraisal.id.as_str(), body.as_str(), what].join("\n");
    let mut id = [0; 16];
    id.copy_from_slice(&Hash::of(parts.as_bytes()).0[..16]);
    IntentId(id)
}

fn proposal(appraisal: &Appraisal) -> Result<PartnershipProposed, AppraisalError> {
    let title = |what, text: &str| {
        Title::new(text).map_err(|reason| AppraisalError::NotForTheRecord { what, reason })
    };
    Ok(PartnershipProposed {
        name: title("name", &name(appraisal))?,
        style: appraisal.style(),
        place: title("place", appraisal.place())?,
        aims: vec![sentence("need", appraisal.need())?],
    })
}

fn sentence(what: &'static str, text: &str) -> Result<Sentence, AppraisalError> {
    Sentence::new(text).map_err(|reason| AppraisalError::NotForTheRecord { what, reason })
}

/// "Saltmere Acute and Saltmere Home Care".
fn name(appraisal: &Appraisal) -> String {
    let names = appraisal.names();
    let name: String = format!("{} and {}", names.asking, names.asked).chars().take(LONGEST_NAME).collect();
    name.trim().to_owned()
}

/// The names of both in small letters, and the beginning of the appraisal's id, by which no two are called the same.
fn slug(appraisal: &Appraisal) -> String {
    let end = appraisal.id.get(..8).unwrap_or_default();
    let letters = name(appraisal).to_lowercase();
    let words = letters.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_SLUG - 9).collect();
    format!("{}-{end}", words.trim_end_matches('-'))
}
