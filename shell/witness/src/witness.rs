//! The decision whether to cosign a checkpoint, and the state that is on disk before the answer.
//!
//! All that a witness remembers of a log is the last checkpoint that it cosigned, in a file of its own that is replaced whole. Its promise
//! is no better than that file: a witness whose state was lost or restored from a back-up must begin anew under a new key.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use commonweal_record::entry::Origin;
use commonweal_record::key::{PublicKey, SecretKey};
use commonweal_record::note::{
    Checkpoint, NoteError, NoteSignature, SignedNote, cosign, is_key_name, verify_host,
};
use commonweal_record::tree::{Hash, ProofError, verify_consistency};
use commonweal_store::StoreError;
use commonweal_store::floor::{Floor, FloorError, Floors};

use crate::submission::{Submission, SubmissionError};

/// A witness: its name and key, the logs that it watches, and what it cosigned last of each.
///
/// It may be asked from many threads, and from several processes over one folder: a decision is made against the state read, and
/// stands only if the state is still that when it is replaced.
#[derive(Debug)]
pub struct Witness {
    name: String,
    key: SecretKey,
    hosts: BTreeMap<Origin, PublicKey>,
    folder: PathBuf,
    cosigned: Floors,
}

/// Why a witness cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// The name cannot stand in a signature line.
    #[error("'{}' cannot name a witness: leave out spaces and plus signs", .0.escape_debug())]
    BadName(String),
    /// An origin stands twice with different keys.
    #[error("{0} is given with two host keys: a log has one")]
    TwoHostKeys(Origin),
    /// Its key is that of a host: a host is no witness of itself.
    #[error(
        "the key of this witness is the host key of {0}: a host is no witness; make a key for the witness"
    )]
    IsHost(Origin),
    /// The state of a log cannot be read.
    #[error("the witness cannot begin without its state: {0}")]
    State(#[from] FloorError),
}

/// Why a checkpoint is not cosigned.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The body is not of the form of `tlog-witness`.
    #[error("{0}")]
    Malformed(#[from] SubmissionError),
    /// The note is not a checkpoint.
    #[error("{0}")]
    NotACheckpoint(NoteError),
    /// The witness does not watch this log.
    #[error("this witness does not watch {0}: ask its operator to add the log with the host's key")]
    UnknownLog(Origin),
    /// The host's key that the witness knows has not signed it.
    #[error("{0}; the checkpoint must be signed with the host key that the witness was given")]
    NotSigned(NoteError),
    /// The checkpoint is smaller than the old size that the request states.
    #[error("the old size {old} is above the checkpoint's size {size}")]
    OldAboveSize {
        /// Old size in the request.
        old: u64,
        /// Size of the checkpoint.
        size: u64,
    },
    /// Another size was cosigned last.
    #[error("the witness has last cosigned {cosigned} entries, not {old}: prove consistency from there")]
    OtherOldSize {
        /// Old size in the request.
        old: u64,
        /// Size cosigned last.
        cosigned: u64,
    },
    /// Another root was cosigned for this size: the host has signed two histories.
    #[error(
        "FORK of {origin}: for {size} entries the host has signed the root {root}, and this witness knows the root {cosigned}"
    )]
    Fork {
        /// The log.
        origin: Origin,
        /// The size.
        size: u64,
        /// Root submitted.
        root: Hash,
        /// Root cosigned.
        cosigned: Hash,
    },
    /// The proof does not show that the log only grew.
    #[error("the checkpoint does not continue the one cosigned last: {0}")]
    Inconsistent(#[from] ProofError),
    /// The state could not be read or written, so nothing was cosigned.
    #[error(
        "the witness could not keep its state, so it has cosigned nothing: ask its operator, then ask again"
    )]
    State(#[source] FloorError),
    /// The time given to the cosignature.
    #[error("the witness has no valid time: {0}")]
    Time(NoteError),
}

impl Witness {
    /// The witness `name` with this key, whose state is in `folder`, made where it is not there.
    ///
    /// # Errors
    /// [`WitnessError`]; the state of every log is read, so that a damaged one is known before the first request.
    pub fn open(
        name: &str,
        key: SecretKey,
        hosts: impl IntoIterator<Item = (Origin, PublicKey)>,
        folder: &Path,
    ) -> Result<Self, WitnessError> {
        if !is_key_name(name) {
            return Err(WitnessError::BadName(name.to_owned()));
        }
        let cosigned = Floors::open(folder).map_err(FloorError::from)?;
        let mut by_origin = BTreeMap::new();
        for (origin, host) in hosts {
            if host == key.public() {
                return Err(WitnessError::IsHost(origin));
            }
            cosigned.get(origin.as_str())?;
            if by_origin.insert(origin.clone(), host).is_some_and(|earlier| earlier != host) {
                return Err(WitnessError::TwoHostKeys(origin));
            }
        }
        Ok(Self { name: name.to_owned(), key, hosts: by_origin, folder: folder.to_path_buf(), cosigned })
    }

    /// Its name in signature lines.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its public key.
    pub fn public(&self) -> PublicKey {
        self.key.public()
    }

    /// The logs that it watches.
    pub fn logs(&self) -> impl Iterator<Item = &Origin> {
        self.hosts.keys()
    }

    /// Decides on the body of an `add-checkpoint` request, keeps the new state, and only then gives the cosignature, dated `seconds` of Unix time.
    ///
    /// # Errors
    /// [`Refusal`], in the order of the specification's checks.
    pub fn add_checkpoint(&self, body: &[u8], seconds: u64) -> Result<NoteSignature, Refusal> {
        let submission = Submission::parse(body)?;
        let note = &submission.checkpoint;
        let claimed = note.checkpoint().map_err(Refusal::NotACheckpoint)?;
        let host = *self.hosts.get(&claimed.origin).ok_or(Refusal::UnknownLog(claimed.origin))?;
        let checkpoint = verify_host(note, host).map_err(Refusal::NotSigned)?;
        let bare = SignedNote { text: note.text.clone(), signatures: host_lines(note, host) };
        let signature = cosign(&bare, &self.name, &self.key, seconds).map_err(Refusal::Time)?;
        let new = Floor { size: checkpoint.size, root: checkpoint.root, note: bare.to_string() };
        loop {
            let last = self.cosigned.get(checkpoint.origin.as_str()).map_err(Refusal::State)?;
            let judged = judge(&submission, &checkpoint, last.as_ref());
            if let (Err(Refusal::Fork { .. }), Some(last)) = (&judged, &last) {
                self.keep_evidence(&checkpoint.origin, last, &new);
            }
            judged?;
            match self.cosigned.raise(checkpoint.origin.as_str(), last.as_ref(), &new) {
                Ok(()) => return Ok(signature),
                // Another request was faster: this one is judged again, against what that one left.
                Err(FloorError::Moved { .. }) => {}
                Err(error) => return Err(Refusal::State(error)),
            }
        }
    }

    /// Where the two notes of a fork of this log are kept, if the witness has met one: both are signed by the host, so whoever
    /// holds the file can prove the fork.
    pub fn evidence(&self, origin: &Origin) -> Option<PathBuf> {
        Some(self.evidence_path(origin)).filter(|path| path.exists())
    }

    fn evidence_path(&self, origin: &Origin) -> PathBuf {
        self.folder.join(format!("{}.fork", origin.as_str().replace('/', "_")))
    }

    /// Keeps the first fork only, so that nobody can fill the disk; a failure changes nothing, for the checkpoint is refused anyway.
    fn keep_evidence(&self, origin: &Origin, last: &Floor, new: &Floor) {
        let path = self.evidence_path(origin);
        if !path.exists() {
            let kept = fs::write(&path, format!("{}\n{}", last.note, new.note));
            if kept.and_then(|()| fs::File::open(&path)?.sync_all()).is_err() {
                fs::remove_file(&path).ok();
            }
        }
    }
}

/// The host's own lines, without those of others, whose number and size nobody limits.
fn host_lines(note: &SignedNote, host: PublicKey) -> Vec<NoteSignature> {
    let is_host = |line: &&NoteSignature| {
        let alone = SignedNote { text: note.text.clone(), signatures: vec![(*line).clone()] };
        verify_host(&alone, host).is_ok()
    };
    note.signatures.iter().find(is_host).cloned().into_iter().collect()
}

/// The checks that depend on what was cosigned last.
fn judge(submission: &Submission, checkpoint: &Checkpoint, last: Option<&Floor>) -> Result<(), Refusal> {
    let Submission { old_size: old, proof, .. } = submission;
    let (old, size, root) = (*old, checkpoint.size, checkpoint.root);
    if old > size {
        return Err(Refusal::OldAboveSize { old, size });
    }
    let (cosigned, cosigned_root) = last.map_or((0, Hash::EMPTY_ROOT), |last| (last.size, last.root));
    if size == cosigned && root != cosigned_root {
        // Whatever old size the request states: the host's signature on this note is the proof.
        let origin = checkpoint.origin.clone();
        return Err(Refusal::Fork { origin, size, root, cosigned: cosigned_root });
    }
    if old != cosigned {
        return Err(Refusal::OtherOldSize { old, cosigned });
    }
    Ok(verify_consistency(old, cosigned_root, size, root, proof)?)
}

impl Refusal {
    /// The status that `tlog-witness` gives it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::NotACheckpoint(_) | Self::OldAboveSize { .. } => 400,
            Self::NotSigned(_) => 403,
            Self::UnknownLog(_) => 404,
            Self::OtherOldSize { .. } | Self::Fork { .. } => 409,
            Self::Inconsistent(_) => 422,
            Self::State(_) | Self::Time(_) => 500,
        }
    }

    /// The size cosigned last, which the answer to a conflict consists of.
    pub fn cosigned_size(&self) -> Option<u64> {
        match self {
            Self::OtherOldSize { cosigned, .. } => Some(*cosigned),
            Self::Fork { size, .. } => Some(*size),
            _ => None,
        }
    }
}

impl From<StoreError> for WitnessError {
    fn from(error: StoreError) -> Self {
        Self::State(error.into())
    }
}
