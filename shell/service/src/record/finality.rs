//! How far a log has come: recorded, witnessed, final.
//!
//! A checkpoint is judged by the witness policy that the entries under it state, so that a later policy takes nothing back.

use std::fmt;

use commonweal_record::note::{NoteError, SignedNote};
use commonweal_record::partnership::LogFacts;
use commonweal_store::StoredCheckpoint;
pub use commonweal_witness::Stage;
use commonweal_witness::{Finality, Policy, PolicyError, Progress, WitnessKey};

use super::{Place, RecordError, View};

/// How far a log has come, and why no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// In numbers of entries.
    pub progress: Progress,
    /// Who has cosigned the largest checkpoint that anybody has.
    pub by: Vec<String>,
    /// Why not every entry is final.
    pub open: Option<NotFinal>,
}

/// Who has cosigned a checkpoint, and why it is not final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Witnesses of the record whose cosignature is valid.
    pub by: Vec<String>,
    /// Nothing where it is final.
    pub open: Option<NotFinal>,
}

/// Why something is not final.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFinal {
    /// Nothing is signed.
    #[error("no checkpoint is signed: 'commonweal checkpoint' signs one")]
    NoCheckpoint,
    /// The record states no policy.
    #[error(
        "the record does not say how many witnesses are needed: attest witness_named for each, then witness_policy_set needed=K"
    )]
    NoPolicy,
    /// The policy cannot be met.
    #[error("{0}")]
    Policy(#[from] PolicyError),
    /// The checkpoint is not the host's.
    #[error("the checkpoint is not the host's: {0}; run 'commonweal verify' on the database")]
    Checkpoint(#[from] NoteError),
    /// Too few have cosigned.
    #[error("{0}: ask the others with 'commonweal witness submit'")]
    TooFew(Finality),
    /// Entries after the last checkpoint.
    #[error("{0} more under no checkpoint: 'commonweal witness submit' signs one and has it cosigned")]
    Uncovered(u64),
}

/// Judges one checkpoint by the policy that the entries under it state.
pub fn judge(facts: &LogFacts, checkpoint: &StoredCheckpoint) -> Judged {
    match try_judge(facts, checkpoint) {
        Ok(judged) => judged,
        Err(open) => Judged { by: Vec::new(), open: Some(open) },
    }
}

fn try_judge(facts: &LogFacts, checkpoint: &StoredCheckpoint) -> Result<Judged, NotFinal> {
    let Some(opened) = &facts.opened else { return Err(NotFinal::NoPolicy) };
    let witnesses: Vec<WitnessKey> = witnesses_at(facts, checkpoint.size);
    let needed = facts.witnesses_needed_at(checkpoint.size);
    if witnesses.is_empty() && needed.is_none() {
        return Err(NotFinal::NoPolicy);
    }
    let note = SignedNote::parse(checkpoint.note.as_bytes())?;
    let finality = |k: usize| -> Result<Finality, NotFinal> {
        Ok(Policy::new(k, witnesses.clone(), opened.fact.host_key)?.finality(&note)?)
    };
    let by = finality(1)?.by().to_vec();
    let judged = |open| Ok(Judged { by: by.clone(), open });
    match needed.map(|needed| finality(usize::try_from(needed).unwrap_or(usize::MAX))) {
        None => judged(Some(NotFinal::NoPolicy)),
        Some(Err(reason)) => judged(Some(reason)),
        Some(Ok(Finality::Final { .. })) => judged(None),
        Some(Ok(open)) => judged(Some(NotFinal::TooFew(open))),
    }
}

/// The witnesses that the first `size` entries name.
pub(crate) fn witnesses_at(facts: &LogFacts, size: u64) -> Vec<WitnessKey> {
    let key = |fact: &commonweal_record::fact::kinds::log::WitnessNamed| WitnessKey {
        name: fact.name.to_string(),
        key: fact.key,
    };
    facts.witnesses_at(size).map(key).collect()
}

impl Place {
    /// How far a log that was followed to its head has come.
    ///
    /// # Errors
    /// What the store says.
    pub fn reached(&self, view: &View) -> Result<Reached, RecordError> {
        let checkpoints = self.store.checkpoints(view.log.origin().as_str())?;
        Ok(Reached::of(&view.partnership.log, view.log.size(), &checkpoints))
    }
}

impl Reached {
    /// How far a log of `recorded` entries has come by its checkpoints, oldest first.
    pub fn of(facts: &LogFacts, recorded: u64, checkpoints: &[StoredCheckpoint]) -> Self {
        let mut progress = Progress { recorded, ..Progress::default() };
        let (mut witnesses, mut open) = (Vec::new(), None);
        for checkpoint in checkpoints.iter().rev() {
            let Judged { by, open: why } = judge(facts, checkpoint);
            if progress.witnessed == 0 && !by.is_empty() {
                (progress.witnessed, witnesses) = (checkpoint.size, by);
            }
            match why {
                None => {
                    progress.settled = checkpoint.size;
                    break;
                }
                why if open.is_none() => open = why,
                _ => {}
            }
        }
        let uncovered = recorded.saturating_sub(progress.settled);
        let open = match open {
            _ if uncovered == 0 && recorded > 0 => None,
            None if checkpoints.is_empty() => Some(NotFinal::NoCheckpoint),
            None => Some(NotFinal::Uncovered(uncovered)),
            open => open,
        };
        Self { progress, by: witnesses, open }
    }
}

impl fmt::Display for Reached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Progress { recorded, witnessed, settled, .. } = self.progress;
        writeln!(f, "recorded:  {recorded} entries")?;
        match self.by.as_slice() {
            [] => writeln!(f, "witnessed: none")?,
            by => writeln!(f, "witnessed: the first {witnessed}, by {}", by.join(", "))?,
        }
        match (settled, &self.open) {
            (0, None) => write!(f, "final:     none"),
            (0, Some(open)) => write!(f, "final:     none; {open}"),
            (settled, None) => write!(f, "final:     the first {settled}"),
            (settled, Some(open)) => write!(f, "final:     the first {settled}; {open}"),
        }
    }
}
