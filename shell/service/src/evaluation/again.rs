//! An evaluation of a record, run again from the protocol and the panel whose hashes the record carries.
//!
//! The panel is read, checked, used and forgotten: what is kept is what a page shows ([`super::kept`]).

use std::fs;

use commonweal_evaluate::protocol::{Protocol, ProtocolError};
use commonweal_record::fact::kinds::evidence::EvaluationAttached;
use commonweal_record::fact::{Decimal, EvaluationId, Which};
use commonweal_record::tree::Hash;
use commonweal_report::EvaluationReport;
use commonweal_store::{KeyValueError, StoreError};

use super::kept::{self, Key};
use super::{EvaluationError, run_on};
use crate::record::policy::Denied;
use crate::record::{Acting, OpenLog, Place};

/// Largest panel that is taken, in bytes.
pub const MOST_PANEL_BYTES: usize = 10_000_000;
/// Largest protocol that is taken, in bytes.
pub const MOST_PROTOCOL_BYTES: usize = 100_000;
/// The panel's name while it is read.
const PANEL: &str = "panel.csv";

/// What somebody brings to run an evaluation again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The protocol's file.
    pub protocol: Vec<u8>,
    /// The panel's file, as CSV.
    pub panel: Vec<u8>,
}

/// Why an evaluation was not run again, or its result not kept.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    /// Who asks may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The record has no such evaluation.
    #[error("the record has no evaluation '{evaluation}': choose one of those under Evidence")]
    NotAttached {
        /// Its name.
        evaluation: EvaluationId,
    },
    /// A file is too large.
    #[error(
        "the {what} has more than {most} bytes: leave out columns and rows that the protocol does not read, or use 'commonweal evaluate'"
    )]
    TooLarge {
        /// Protocol or panel.
        what: &'static str,
        /// The limit.
        most: usize,
    },
    /// Another file than the one of the record.
    #[error(
        "this {what} has the SHA-256 {found}, and the record says {recorded}: bring the very file that was attached"
    )]
    OtherFile {
        /// Protocol or panel.
        what: &'static str,
        /// Of the file that was brought.
        found: Hash,
        /// Of the record.
        recorded: Hash,
    },
    /// The protocol is no protocol.
    #[error("the protocol is not text in UTF-8: bring the TOML file that was locked")]
    NotText,
    /// The protocol does not read.
    #[error("the protocol, {0}")]
    Protocol(#[from] ProtocolError),
    /// The panel could not be laid down to be read.
    #[error("the panel could not be read here: {0}; try again, and tell whoever runs this place if it stays")]
    Scratch(#[from] std::io::Error),
    /// The evaluation itself.
    #[error(transparent)]
    Evaluation(#[from] Box<EvaluationError>),
    /// The figures are not those of the record.
    #[error(
        "the record says {recorded}; the same protocol and panel give {found} here: find out which program made the record's figures, and attach the evaluation anew"
    )]
    OtherFigures {
        /// Of the record.
        recorded: String,
        /// Of this run.
        found: String,
    },
    /// Another evaluation is being run.
    #[error(
        "another evaluation is being run here, and they are run one at a time: try again in a few minutes"
    )]
    AtWork,
    /// What was kept does not read.
    #[error("what was kept of the evaluation does not read ({0}): remove it and run the evaluation again")]
    Damaged(#[from] serde_json::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] KeyValueError),
}

impl From<StoreError> for AgainError {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

/// An evaluation that is to be run again.
#[derive(Debug)]
pub struct Work {
    key: Key,
    recorded: EvaluationAttached,
    protocol: Protocol,
    panel: Vec<u8>,
}

/// Checks what was brought against the record, and takes the one place there is for such work. [`Work::carry_out`] does the rest, and may
/// take minutes.
///
/// # Errors
/// [`AgainError`]; then nothing was begun.
pub fn begin(
    place: &Place,
    log: &OpenLog,
    acting: &Acting,
    evaluation: &EvaluationId,
    brought: Brought,
) -> Result<Work, AgainError> {
    log.permit(Which::EvaluationAttached, acting)?;
    let recorded = attached(log, evaluation)?.clone();
    let protocol = checked(&recorded, &brought)?;
    let key = Key::of(log, evaluation);
    kept::claim(place, &key)?;
    Ok(Work { key, recorded, protocol, panel: brought.panel })
}

/// Removes what was kept of an evaluation; the record is as it was.
///
/// # Errors
/// [`AgainError::Denied`], and what the store says.
pub fn forget(
    place: &Place,
    log: &OpenLog,
    acting: &Acting,
    evaluation: &EvaluationId,
) -> Result<(), AgainError> {
    log.permit(Which::EvaluationAttached, acting)?;
    kept::remove(place, &Key::of(log, evaluation))
}

fn attached<'l>(log: &'l OpenLog, evaluation: &EvaluationId) -> Result<&'l EvaluationAttached, AgainError> {
    let found = log.view().partnership.evidence.evaluations.get(evaluation);
    found
        .map(|found| &found.attached.fact)
        .ok_or_else(|| AgainError::NotAttached { evaluation: evaluation.clone() })
}

/// The protocol, where both files are those of the record.
fn checked(recorded: &EvaluationAttached, brought: &Brought) -> Result<Protocol, AgainError> {
    for (what, bytes, most) in
        [("protocol", &brought.protocol, MOST_PROTOCOL_BYTES), ("panel", &brought.panel, MOST_PANEL_BYTES)]
    {
        if bytes.len() > most {
            return Err(AgainError::TooLarge { what, most });
        }
    }
    for (what, bytes, recorded) in
        [("protocol", &brought.protocol, recorded.protocol), ("panel", &brought.panel, recorded.data)]
    {
        let found = Hash::of(bytes);
        if found != recorded {
            return Err(AgainError::OtherFile { what, found, recorded });
        }
    }
    let text = std::str::from_utf8(&brought.protocol).map_err(|_| AgainError::NotText)?;
    let protocol = Protocol::from_toml(text)?;
    // The name is shown; the file is the one that was brought.
    Ok(Protocol { data: Some(protocol.data.unwrap_or_else(|| PANEL.to_owned())), report: None, ..protocol })
}

impl Work {
    /// Runs the evaluation and keeps what it found, or why it came to nothing; gives the place back.
    ///
    /// # Errors
    /// What the store says.
    pub fn carry_out(self, place: &Place) -> Result<(), AgainError> {
        let outcome = self.run().and_then(|report| kept::keep(place, &self.key, &self.recorded, &report));
        kept::settle(place, &self.key, outcome.err().map(|error| error.to_string()))
    }

    fn run(&self) -> Result<EvaluationReport, AgainError> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join(PANEL);
        fs::write(&file, &self.panel)?;
        let command = "commonweal evaluate protocol.toml";
        Ok(run_on(&self.protocol, &file, command, &|_| {}).map_err(Box::new)?)
    }
}

/// That one of the estimates is the one that the record carries, to the places that it carries.
///
/// # Errors
/// [`AgainError::OtherFigures`].
pub(super) fn compared(recorded: &EvaluationAttached, report: &EvaluationReport) -> Result<(), AgainError> {
    let of = |figure: &Decimal, found: f64| {
        let places = figure.to_string().split_once('.').map_or(0, |(_, places)| places.len());
        Decimal::new(&format!("{found:.places$}")).is_ok_and(|rounded| rounded.compare(figure).is_eq())
    };
    let same = report.estimates().any(|estimate| {
        estimate.interval.is_some_and(|interval| {
            of(&recorded.estimate, estimate.estimate)
                && of(&recorded.lower, interval.lower)
                && of(&recorded.upper, interval.upper)
        })
    });
    if same {
        return Ok(());
    }
    let EvaluationAttached { estimate, lower, upper, .. } = recorded;
    let recorded = format!("{estimate}, with an interval from {lower} to {upper}");
    Err(AgainError::OtherFigures { recorded, found: report.headline() })
}
