//! Submits a checkpoint to witnesses and believes none of their answers before it has checked them.

use std::thread;
use std::time::Duration;

use commonweal_record::note::{NoteError, NoteSignature, SignedNote, verify_cosignature};
use commonweal_record::tree::{ProofError, Tree};

use crate::http::{Caller, FetchError, join};
use crate::policy::WitnessKey;
use crate::submission::{Submission, decimal};

/// A witness, and where its `add-checkpoint` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessAddress {
    /// Who must answer.
    pub witness: WitnessKey,
    /// The submission prefix: `add-checkpoint` comes after it.
    pub url: String,
}

/// Why there is no cosignature.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The note is not a checkpoint.
    #[error("there is nothing to witness: {0}")]
    NotACheckpoint(#[from] NoteError),
    /// The tree does not hold what the checkpoint says.
    #[error("no proof can be made for the checkpoint: {0}")]
    NoProof(#[from] ProofError),
    /// The tree's root at the size of the checkpoint is another.
    #[error(
        "the checkpoint of {size} entries is not of the tree at hand: read the log again before anything is signed"
    )]
    OtherTree {
        /// Size of the checkpoint.
        size: u64,
    },
    /// No answer, or one that means no.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The witness knows a longer log than this checkpoint.
    #[error(
        "{witness} has already cosigned {cosigned} entries of this log, and this checkpoint has {size}: an old back-up was restored, or the log has forked. Sign nothing; compare with a partner's mirror"
    )]
    WitnessIsAhead {
        /// Name of the witness.
        witness: String,
        /// Size that it cosigned.
        cosigned: u64,
        /// Size of the checkpoint.
        size: u64,
    },
    /// The witness knows another history.
    #[error(
        "FORK: {witness} has cosigned another history of this log, of {cosigned} entries. Sign nothing; ask the witness for its notes and compare with a partner's mirror"
    )]
    Fork {
        /// Name of the witness.
        witness: String,
        /// Size that it cosigned.
        cosigned: u64,
    },
    /// The log grew at the witness as fast as it was asked.
    #[error("{witness} was asked by others at the same time, again and again: ask again")]
    Overtaken {
        /// Name of the witness.
        witness: String,
    },
    /// The answer is not what `tlog-witness` says.
    #[error(
        "{witness} gave an answer that is no cosignature by its key: {source}; check its name, key and address"
    )]
    NotACosignature {
        /// Name of the witness.
        witness: String,
        /// What is wrong with it.
        source: NoteError,
    },
}

/// A witness answers with a few lines; anything longer is not from one.
const MOST_BYTES: u64 = 64 * 1024;
/// How often a request is made anew because the witness has meanwhile cosigned another size.
const ATTEMPTS: usize = 5;

/// Submits `checkpoint` to one witness and gives its cosignature, checked against the key that is expected.
///
/// `tree` proves that the log only grew: it holds at least as many leaves as the checkpoint says. `known_size` is what the witness is believed to have
/// cosigned last (0 where nothing is known); it tells where it is wrong.
///
/// # Errors
/// [`SubmitError`].
pub fn submit(
    checkpoint: &SignedNote,
    tree: &Tree,
    to: &WitnessAddress,
    known_size: u64,
    time: Duration,
) -> Result<NoteSignature, SubmitError> {
    let claimed = checkpoint.checkpoint()?;
    let size = claimed.size;
    if tree.root_at(size)? != claimed.root {
        return Err(SubmitError::OtherTree { size });
    }
    let caller = Caller::new(time, MOST_BYTES);
    let url = join(&to.url, "add-checkpoint");
    let witness = || to.witness.name.clone();
    let mut old_size = known_size.min(size);
    for _ in 0..ATTEMPTS {
        let proof = tree.consistency_proof(old_size, size)?;
        let submission = Submission { old_size, proof, checkpoint: checkpoint.clone() };
        let answer = caller.post(&url, &submission.to_string())?;
        match answer.status {
            200 => return cosignature(checkpoint, &to.witness, &answer.body),
            409 => {}
            422 => return Err(SubmitError::Fork { witness: witness(), cosigned: old_size }),
            _ => return Err(answer.refused().into()),
        }
        let stated = std::str::from_utf8(&answer.body).ok();
        let stated = stated.and_then(|text| text.strip_suffix('\n')).and_then(decimal);
        let Some(cosigned) = stated else { return Err(answer.refused().into()) };
        if cosigned > size {
            return Err(SubmitError::WitnessIsAhead { witness: witness(), cosigned, size });
        }
        // A conflict at the very size that was stated is one of roots.
        if cosigned == old_size {
            return Err(SubmitError::Fork { witness: witness(), cosigned });
        }
        old_size = cosigned;
    }
    Err(SubmitError::Overtaken { witness: witness() })
}

/// Submits `checkpoint` to all witnesses at once. Each answers for itself: one that cannot be reached holds up nobody for longer than `time`
/// a request.
pub fn submit_all(
    checkpoint: &SignedNote,
    tree: &Tree,
    to: &[WitnessAddress],
    time: Duration,
) -> Vec<Result<NoteSignature, SubmitError>> {
    thread::scope(|scope| {
        let asked: Vec<_> = to
            .iter()
            .map(|address| scope.spawn(move || submit(checkpoint, tree, address, 0, time)))
            .collect();
        let joined = asked.into_iter().map(thread::ScopedJoinHandle::join);
        joined.map(|answer| answer.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// Adds cosignatures to a checkpoint; an earlier line of the same witness gives way to the new one.
pub fn add_cosignatures(checkpoint: &mut SignedNote, lines: impl IntoIterator<Item = NoteSignature>) {
    for line in lines {
        checkpoint.signatures.retain(|old| (&old.name, old.key_hash) != (&line.name, line.key_hash));
        checkpoint.signatures.push(line);
    }
}

/// The line of the answer that is the expected witness's cosignature of this checkpoint; other lines are ignored.
fn cosignature(
    checkpoint: &SignedNote,
    witness: &WitnessKey,
    body: &[u8],
) -> Result<NoteSignature, SubmitError> {
    let wrong = |source| SubmitError::NotACosignature { witness: witness.name.clone(), source };
    let whole = [checkpoint.text.as_bytes(), b"\n", body].concat();
    let answered = SignedNote::parse(&whole).map_err(wrong)?;
    let mut first_wrong = NoteError::NotSigned { name: witness.name.clone() };
    for line in answered.signatures {
        let alone = SignedNote { text: checkpoint.text.clone(), signatures: vec![line.clone()] };
        match verify_cosignature(&alone, &witness.name, witness.key) {
            Ok(_) => return Ok(line),
            Err(NoteError::NotSigned { .. }) => {}
            Err(error) => first_wrong = error,
        }
    }
    Err(wrong(first_wrong))
}
