//! Who might do it, and how: the options that both sides weigh once they know what the other answered.
//!
//! Either side writes them down in forms, an option at a time, or brings a file. They may be changed until both have started, and what they come to is
//! computed whenever somebody looks.

pub mod form;

use commonweal_appraise::side_by_side::Side;
use commonweal_record::entry::Instant;
use commonweal_value::options::OptionsAppraisal;
use commonweal_value::options::sheet::{Draft, Lack, Sheet};
use commonweal_value::plan::sha256;
use serde::{Deserialize, Serialize};

use super::seat::{By, change};
use super::{Appraisal, AppraisalError, Stored};
use crate::access::policy::Action;
use crate::access::text::as_text;
use crate::options::{BroughtError, in_bytes, in_text};
use crate::record::Place;
use form::Wrong;

/// The most options that are written down in forms.
pub const MOST_OPTIONS: usize = 12;

/// Options as they are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    content: Content,
    /// By which of the two they were last changed.
    pub by: Side,
    /// When.
    #[serde(with = "as_text")]
    pub at: Instant,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Content {
    File(String),
    Sheet(Sheet),
}

/// What the options come to.
#[derive(Debug, Clone, PartialEq)]
pub enum Weighed {
    /// Something is to be written before they can be compared; nothing where nobody has begun.
    Unfinished(Vec<Lack>),
    /// They are compared.
    Compared(Box<OptionsAppraisal>),
}

impl Kept {
    /// What was written down in forms; none where a file was brought.
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.content {
            Content::Sheet(sheet) => Some(sheet),
            Content::File(_) => None,
        }
    }
}

impl Appraisal {
    /// The options, once somebody has begun with them.
    pub fn options(&self) -> Option<&Kept> {
        self.stored.options.as_ref()
    }

    /// Whether options may be written down, changed or brought: both sides have handed in, and not both have started.
    pub fn takes_options(&self) -> bool {
        self.both().is_some() && !self.have_both_started()
    }

    /// The options as a file, for whoever goes on with it elsewhere; none while nobody has said what they are weighed on.
    pub fn options_file(&self) -> Option<String> {
        match &self.options()?.content {
            Content::File(text) => Some(text.clone()),
            Content::Sheet(sheet) => sheet.to_toml(self.need()),
        }
    }

    /// What the options come to.
    ///
    /// # Errors
    /// [`AppraisalError::Options`] where the figures cannot be computed.
    pub fn weighed(&self) -> Result<Weighed, AppraisalError> {
        let lacks = match self.options().map(|kept| &kept.content) {
            None => return Ok(Weighed::Unfinished(Vec::new())),
            Some(Content::File(_)) => Vec::new(),
            Some(Content::Sheet(sheet)) => sheet.lacks(),
        };
        match self.options_file() {
            Some(text) if lacks.is_empty() => {
                Ok(Weighed::Compared(Box::new(in_text(&text).map_err(Box::new)?)))
            }
            _ => Ok(Weighed::Unfinished(lacks)),
        }
    }
}

/// What stands for a thing as it was read: a change names it, so that nobody overwrites what another wrote meanwhile.
pub fn stamp<T: Serialize>(of: &T) -> String {
    // Texts and finite numbers always have a JSON form.
    sha256(&serde_json::to_string(of).unwrap_or_default())
}

/// Keeps a file of options, in the place of whatever was there.
///
/// # Errors
/// [`AppraisalError::Options`] for a file that cannot be appraised, [`AppraisalError::NotBothHandedIn`], [`AppraisalError::BothStarted`], [`AppraisalError::Denied`].
pub fn bring(place: &Place, by: By<'_>, bytes: &[u8]) -> Result<(), AppraisalError> {
    keep(place, by, |_| {
        in_bytes(bytes).map_err(Box::new)?;
        let text = str::from_utf8(bytes).map_err(|_| Box::new(BroughtError::NotAText))?;
        Ok(Some(Content::File(text.to_owned())))
    })
}

/// Keeps what every option is weighed on. `was` is the [`stamp`] of the frame as the writer saw it. What is wrong with single fields is the value; then nothing was kept.
///
/// # Errors
/// [`AppraisalError::ChangedMeanwhile`], and as for [`bring`].
pub fn write_frame(
    place: &Place,
    by: By<'_>,
    was: &str,
    given: &[(String, String)],
) -> Result<Vec<Wrong>, AppraisalError> {
    let frame = match form::frame(given) {
        Ok(frame) => frame,
        Err(wrong) => return Ok(wrong),
    };
    keep_sheet(place, by, |sheet| {
        if stamp(&sheet.frame) != was {
            return Err(AppraisalError::ChangedMeanwhile);
        }
        sheet.frame = Some(frame.clone());
        Ok(())
    })?;
    Ok(Vec::new())
}

/// Keeps an option: a new one where `was` is empty, else in the place of the one whose [`stamp`] it is. What is wrong with single fields is the value; then nothing was
/// kept.
///
/// # Errors
/// As for [`write_frame`].
pub fn write_option(
    place: &Place,
    by: By<'_>,
    was: &str,
    given: &[(String, String)],
) -> Result<Vec<Wrong>, AppraisalError> {
    let mut wrong = Vec::new();
    keep_sheet(place, by, |sheet| {
        let at = if was.is_empty() { None } else { Some(position(sheet, was)?) };
        let frame = sheet.frame.as_ref().ok_or(AppraisalError::ChangedMeanwhile)?;
        let others = sheet.options.iter().enumerate().filter(|(other, _)| Some(*other) != at);
        let taken: Vec<&str> = others.map(|(_, option)| option.name.as_str()).collect();
        match form::option(frame, &taken, given) {
            Err(found) => wrong = found,
            Ok(option) => {
                wrong.clear();
                put(&mut sheet.options, at, option)?;
            }
        }
        Ok(())
    })?;
    Ok(wrong)
}

fn put(options: &mut Vec<Draft>, at: Option<usize>, option: Draft) -> Result<(), AppraisalError> {
    if let Some(kept) = at.and_then(|at| options.get_mut(at)) {
        *kept = option;
    } else if options.len() < MOST_OPTIONS {
        options.push(option);
    } else {
        return Err(AppraisalError::TooManyOptions { most: MOST_OPTIONS });
    }
    Ok(())
}

/// Takes an option away, whose [`stamp`] is `was`.
///
/// # Errors
/// As for [`write_frame`].
pub fn remove_option(place: &Place, by: By<'_>, was: &str) -> Result<(), AppraisalError> {
    keep_sheet(place, by, |sheet| {
        let at = position(sheet, was)?;
        sheet.options.remove(at);
        Ok(())
    })
}

/// Takes all of it away, to begin anew.
///
/// # Errors
/// As for [`bring`].
pub fn begin_anew(place: &Place, by: By<'_>) -> Result<(), AppraisalError> {
    keep(place, by, |_| Ok(None))
}

fn position(sheet: &Sheet, was: &str) -> Result<usize, AppraisalError> {
    sheet.options.iter().position(|option| stamp(option) == was).ok_or(AppraisalError::ChangedMeanwhile)
}

/// Changes what was written in forms; begins with nothing where nobody has.
fn keep_sheet(
    place: &Place,
    by: By<'_>,
    mut work: impl FnMut(&mut Sheet) -> Result<(), AppraisalError>,
) -> Result<(), AppraisalError> {
    keep(place, by, |content| {
        let mut sheet = match content {
            None => Sheet::default(),
            Some(Content::Sheet(sheet)) => sheet.clone(),
            Some(Content::File(_)) => return Err(AppraisalError::ChangedMeanwhile),
        };
        work(&mut sheet)?;
        Ok(Some(Content::Sheet(sheet)))
    })
}

fn keep(
    place: &Place,
    by: By<'_>,
    mut work: impl FnMut(Option<&Content>) -> Result<Option<Content>, AppraisalError>,
) -> Result<(), AppraisalError> {
    change(place, by, Action::AnswerAppraisal, |stored: &mut Stored, with| {
        if let Some(side) = Side::BOTH.into_iter().find(|side| stored.parties.of(*side).handed_in.is_none()) {
            return Err(AppraisalError::NotBothHandedIn { name: stored.parties.of(side).name.clone() });
        }
        if stored.have_both_started() {
            return Err(AppraisalError::BothStarted);
        }
        let before = stored.options.as_ref().map(|kept| &kept.content);
        let content = work(before)?;
        if content.as_ref() != before {
            let at = with.instant()?;
            stored.options = content.map(|content| Kept { content, by: with.seat.side, at });
        }
        Ok(())
    })
}
