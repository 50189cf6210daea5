//! `commonweal appraise list` and `show`: whether to work together, as both sides answered.

use commonweal_appraise::side_by_side::Side;
use commonweal_service::appraisal::document::{outcome_word, text};
use commonweal_service::appraisal::{Appraisal, AppraisalError, waiting};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::Where;

/// Every appraisal of the place in a line, for whoever holds the host's key.
pub(crate) fn list(place: &Where) -> Result<(), Failure> {
    let lines: Vec<String> = waiting::all(&place.open()?)?.iter().map(line).collect();
    print(&if lines.is_empty() {
        "there is no appraisal: somebody who is signed in opens one from a candidate under Find".to_owned()
    } else {
        lines.join("\n")
    })
}

/// The one whose id begins so.
pub(crate) fn show(id: String, place: &Where) -> Result<(), Failure> {
    let all = waiting::all(&place.open()?)?;
    let mut found = all.iter().filter(|appraisal| appraisal.id.starts_with(&id));
    match (found.next(), found.next()) {
        (Some(one), None) => print(&text(one)),
        _ => Err(AppraisalError::NoSuch { id }.into()),
    }
}

fn line(appraisal: &Appraisal) -> String {
    let state = |side: Side| {
        let party = appraisal.party(side);
        let state = match (&party.end, party.handed_in) {
            (Some(end), _) => outcome_word(end.outcome).to_lowercase(),
            (None, Some(_)) => "handed in".to_owned(),
            (None, None) => "answering".to_owned(),
        };
        format!("{} ({state})", party.name)
    };
    let [asking, asked] = Side::BOTH.map(state);
    let (id, opened) = (&appraisal.id, appraisal.opened().date());
    format!("{id}  {opened}  {}  {asking} and {asked}: {}", appraisal.style().phrase(), appraisal.need())
}

fn print(text: &str) -> Result<(), Failure> {
    output::print(&readable::escaped(text))
}

impl From<AppraisalError> for Failure {
    fn from(error: AppraisalError) -> Self {
        match error {
            AppraisalError::Record(error) => Self::Record(error),
            AppraisalError::Access(error) => Self::Access(error),
            other => Self::Appraisal(Box::new(other)),
        }
    }
}
