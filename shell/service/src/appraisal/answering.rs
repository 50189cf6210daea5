//! Answers, respondents, handing in.

use commonweal_appraise::questionnaire::{AnswerError, Answers, Asks, Section, missing};

use super::seat::{By, change};
use super::{AppraisalError, Party, Stored};
use crate::access::policy::Action;
use crate::record::Place;
use commonweal_appraise::side_by_side::Side;

/// The most respondents of a body.
pub const MOST_RESPONDENTS: usize = 30;

/// Of a section: for the body, or by one of its respondents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The section.
    pub section: Section,
    /// Which respondent, from 0, in a section that each of them answers; the next number adds one.
    pub respondent: usize,
}

/// Keeps what was answered of a part, in the place of what was answered before. `given` has answers by the ids of the questions; a question
/// that is not in it stays as it is. Answers that are right are kept even where another is not.
///
/// # Errors
/// [`AppraisalError::HandedIn`], [`AppraisalError::NoRespondent`], [`AppraisalError::Denied`]. What is wrong with single answers is the value.
pub fn save(
    place: &Place,
    by: By<'_>,
    part: Part,
    given: &[(String, String)],
) -> Result<Vec<AnswerError>, AppraisalError> {
    change(place, by, Action::AnswerAppraisal, |stored, work| {
        let party = open(stored, work.seat.side)?;
        let answers = of(party, part)?;
        let mut wrong = Vec::new();
        for question in part.section.questions() {
            let answer = given.iter().rev().find(|(id, _)| id == question.id);
            if let Some((_, answer)) = answer
                && let Err(error) = answers.give(question, answer)
            {
                wrong.push(error);
            }
        }
        party.respondents.retain(|answers| !answers.is_empty());
        Ok(wrong)
    })
}

/// Takes a respondent's answers away.
///
/// # Errors
/// As for [`save`].
pub fn remove(place: &Place, by: By<'_>, respondent: usize) -> Result<(), AppraisalError> {
    change(place, by, Action::AnswerAppraisal, |stored, work| {
        let party = open(stored, work.seat.side)?;
        if respondent >= party.respondents.len() {
            return Err(AppraisalError::NoRespondent { number: respondent + 1, most: MOST_RESPONDENTS });
        }
        party.respondents.remove(respondent);
        Ok(())
    })
}

/// Hands a side's answers in: from then on they stay, and the other side sees them once it has handed in as well.
///
/// # Errors
/// [`AppraisalError::Missing`], [`AppraisalError::HandedIn`], [`AppraisalError::Denied`].
pub fn hand_in(place: &Place, by: By<'_>) -> Result<(), AppraisalError> {
    change(place, by, Action::ConcludeAppraisal, |stored, work| {
        let at = work.instant()?;
        let party = open(stored, work.seat.side)?;
        let open = missing(&party.answers, &party.respondents);
        if let Some(first) = open.first() {
            return Err(AppraisalError::Missing { open: open.len(), first });
        }
        party.handed_in = Some(at);
        Ok(())
    })
}

/// A side that has not handed in.
fn open(stored: &mut Stored, side: Side) -> Result<&mut Party, AppraisalError> {
    let party = stored.parties.of_mut(side);
    if party.handed_in.is_some() {
        return Err(AppraisalError::HandedIn { name: party.name.clone() });
    }
    Ok(party)
}

fn of(party: &mut Party, part: Part) -> Result<&mut Answers, AppraisalError> {
    if part.section.asks() == Asks::TheBody {
        return Ok(&mut party.answers);
    }
    let (number, respondents) = (part.respondent, &mut party.respondents);
    if number == respondents.len() && number < MOST_RESPONDENTS {
        respondents.push(Answers::default());
    }
    let none = AppraisalError::NoRespondent { number: number + 1, most: MOST_RESPONDENTS };
    respondents.get_mut(number).ok_or(none)
}
