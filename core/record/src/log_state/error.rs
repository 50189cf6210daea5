//! Why a host does not admit an intent, or a stored log does not replay.

use crate::entry::{Attest, BodyId, EntryError, Instant, IntentId, Origin, Stream};
use crate::key::{KeyError, KeyId};
use crate::tree::Hash;

/// The first rule that an intent breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdmissionError {
    /// The entry that it would become breaks a rule of section 1 or 2.
    #[error(transparent)]
    Shape(#[from] EntryError),
    /// Signed for another log.
    #[error("this is the log {expected}, but the intent is for {found}: sign it for this log")]
    WrongLog {
        /// This log.
        expected: Origin,
        /// The intent's.
        found: Origin,
    },
    /// Not the next place.
    #[error(
        "the next entry is number {expected}, but this one says {found}: an entry is missing, doubled or out of order"
    )]
    WrongSeq {
        /// The next place.
        expected: u64,
        /// The entry's.
        found: u64,
    },
    /// Earlier than the entry before it.
    #[error("admitted at {at}, before the last entry at {last}: set the host's clock right, or wait")]
    TimeWentBack {
        /// Instant of the last entry.
        last: Instant,
        /// Instant of this one.
        at: Instant,
    },
    /// The id is taken: the store tells a repetition of the same bytes from a conflict.
    #[error(
        "the id {id} is already that of entry {seq}: the same intent is recorded once; give another one a new id"
    )]
    IdTaken {
        /// The id.
        id: IntentId,
        /// The entry that has it.
        seq: u64,
    },
    /// Somebody else was quicker.
    #[error(
        "{stream} has {version} entries, but the signer expected {expected}: read what is new, then sign again"
    )]
    WrongVersion {
        /// The stream.
        stream: Stream,
        /// Version that the signer expected.
        expected: u64,
        /// Version it has.
        version: u64,
    },
    /// The signer claims to have seen more than there is.
    #[error(
        "the signer has seen {seen} entries, but this log has {size}: this host may have been restored from an old back-up"
    )]
    SeenTooLarge {
        /// Size claimed.
        seen: u64,
        /// Size of the log.
        size: u64,
    },
    /// The signer has seen another history.
    #[error(
        "the signer has seen the root {found} at size {size}, where this log has {expected}: the two have been shown different histories"
    )]
    SeenOtherRoot {
        /// Size at which it was seen.
        size: u64,
        /// Root of this log at that size.
        expected: Hash,
        /// Root that the signer has seen.
        found: Hash,
    },
    /// The first entry does not open the log.
    #[error("the first entry must be log_opened, not {kind}")]
    NotOpened {
        /// Its kind.
        kind: String,
    },
    /// A later entry opens the log again.
    #[error("the log is open already: log_opened is the first entry and no other")]
    OpenedTwice,
    /// Attested by the host, but with another key.
    #[error("the key {key} is not the host's: attest by 'host' only with the key that opened the log")]
    NotTheHostsKey {
        /// Key named.
        key: KeyId,
    },
    /// No such key in this log.
    #[error("the key {key} is not known in this log: record it with key_added first")]
    UnknownKey {
        /// Key named.
        key: KeyId,
    },
    /// A key of another body.
    #[error("the key {key} is one of {of}, not of {body}")]
    KeyOfAnotherBody {
        /// Key named.
        key: KeyId,
        /// Whose it is.
        of: BodyId,
        /// Body of the intent.
        body: BodyId,
    },
    /// A key that was revoked.
    #[error("the key {key} was revoked by entry {seq}: sign with a valid one")]
    KeyRevoked {
        /// Key named.
        key: KeyId,
        /// The entry that revoked it.
        seq: u64,
    },
    /// The signature does not verify.
    #[error(transparent)]
    Signature(#[from] KeyError),
    /// A key is added a second time.
    #[error("the key {key} is already in this log: make a new one")]
    KeyAddedTwice {
        /// The key.
        key: KeyId,
    },
    /// A body speaks about another body's keys.
    #[error("{body} cannot add a key of {of}: each body adds its own")]
    NotOwnKey {
        /// Body of the intent.
        body: BodyId,
        /// Body of the payload.
        of: BodyId,
    },
    /// The host adds a key for a body that can do so itself.
    #[error("{body} has a valid key, so it must add its next one itself")]
    HostMayNotAdd {
        /// The body.
        body: BodyId,
    },
    /// The kind must be attested otherwise.
    #[error("{kind} must be attested by '{required}'")]
    WrongAttest {
        /// The kind.
        kind: String,
        /// By whom.
        required: Attest,
    },
    /// A kind that this version does not know.
    #[error("'{}' is not a kind of fact in schema {schema}: see docs/record-kinds.md, or update the host", kind.escape_debug())]
    UnknownKind {
        /// The kind.
        kind: String,
        /// Its schema.
        schema: u64,
    },
    /// A payload without the shape of its kind.
    #[error("the payload of {kind} is not as it should be: {reason}")]
    BadPayload {
        /// The kind.
        kind: String,
        /// What is wrong, and where.
        reason: String,
    },
}

impl AdmissionError {
    /// A short name for interfaces, as for [`EntryError::name`].
    pub fn name(&self) -> &'static str {
        match self {
            Self::Shape(error) => error.name(),
            Self::WrongLog { .. } => "wrong-log",
            Self::WrongSeq { .. } => "wrong-seq",
            Self::TimeWentBack { .. } => "time-went-back",
            Self::IdTaken { .. } => "id-taken",
            Self::WrongVersion { .. } => "wrong-version",
            Self::SeenTooLarge { .. } => "seen-too-large",
            Self::SeenOtherRoot { .. } => "seen-other-root",
            Self::NotOpened { .. } => "not-opened",
            Self::OpenedTwice => "opened-twice",
            Self::NotTheHostsKey { .. } => "not-the-hosts-key",
            Self::UnknownKey { .. } => "unknown-key",
            Self::KeyOfAnotherBody { .. } => "key-of-another-body",
            Self::KeyRevoked { .. } => "key-revoked",
            Self::Signature(error) => error.name(),
            Self::KeyAddedTwice { .. } => "key-added-twice",
            Self::NotOwnKey { .. } => "not-own-key",
            Self::HostMayNotAdd { .. } => "host-may-not-add",
            Self::WrongAttest { .. } => "wrong-attest",
            Self::UnknownKind { .. } => "unknown-kind",
            Self::BadPayload { .. } => "bad-payload",
        }
    }
}

/// The first stored entry that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// Its bytes are not those of an entry.
    #[error("entry {seq} cannot be read: restore the log from a mirror")]
    Shape {
        /// Its place.
        seq: u64,
        /// What is wrong with it.
        source: EntryError,
    },
    /// It should not have been admitted.
    #[error("entry {seq} does not belong here: restore the log from a mirror")]
    Admission {
        /// Its place.
        seq: u64,
        /// The rule that it breaks.
        source: AdmissionError,
    },
}
