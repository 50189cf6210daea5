//! What a host must know to admit the next entry (docs/record.md, sections 2, 5 and 6).
//!
//! A [`LogState`] is a pure function of the entries so far: the host keeps it beside its store and rebuilds it from the stored bytes at
//! start with [`LogState::replay`], which checks them on the way. [`LogState::admit`] decides; [`LogState::push`] takes note of what has been stored.

mod error;
mod key_facts;
mod keys;

use std::collections::BTreeMap;

pub use error::{AdmissionError, ReplayError};
pub use keys::BodyKey;

use crate::entry::{
    Admission, Attest, BodyId, Entry, Instant, Intent, IntentId, Origin, SignedIntent, Stream,
};
use crate::fact::{self, Signer};
use crate::key::{AttestingKey, KeyId, PublicKey};
use crate::tree::{Hash, Tree, leaf_hash};
use key_facts::KeyFact;
use keys::Keys;

/// Everything about a log so far that the next entry is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogState {
    origin: Origin,
    tree: Tree,
    last_at: Option<Instant>,
    ids: BTreeMap<IntentId, u64>,
    versions: BTreeMap<Stream, u64>,
    keys: Keys,
}

/// What a replay of stored entries does about their signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signatures {
    /// Verify each one.
    Verify,
    /// Take them as verified when the entries were admitted: every other check is made.
    Trust,
}

impl LogState {
    /// The state of the log `origin` before its first entry.
    pub fn new(origin: Origin) -> Self {
        Self {
            origin,
            tree: Tree::default(),
            last_at: None,
            ids: BTreeMap::new(),
            versions: BTreeMap::new(),
            keys: Keys::default(),
        }
    }

    /// The state after the stored `entries`, each checked as when it was admitted.
    ///
    /// # Errors
    /// [`ReplayError`] with the place of the first entry that is not as it should be.
    pub fn replay<B: AsRef<[u8]>>(
        origin: Origin,
        entries: impl IntoIterator<Item = B>,
        signatures: Signatures,
    ) -> Result<Self, ReplayError> {
        let mut state = Self::new(origin);
        for bytes in entries {
            let seq = state.size();
            let bytes = bytes.as_ref();
            let entry = Entry::from_bytes(bytes).map_err(|source| ReplayError::Shape { seq, source })?;
            state.check(&entry, signatures).map_err(|source| ReplayError::Admission { seq, source })?;
            state.push(&entry, leaf_hash(bytes));
        }
        Ok(state)
    }

    /// The entry that `signed` becomes if it is stored next, at the instant `at`.
    ///
    /// # Errors
    /// [`AdmissionError`]: the first rule broken, in the order of section 6.
    pub fn admit(&self, signed: &SignedIntent, at: Instant) -> Result<Entry, AdmissionError> {
        let admission = Admission { at, seq: self.size() };
        let entry = Entry { admission, intent: signed.intent.clone(), signature: signed.signature.clone() };
        Entry::from_bytes(&entry.to_bytes())?;
        self.check(&entry, Signatures::Verify)?;
        Self::check_fact(&entry.intent)?;
        Ok(entry)
    }

    /// Checks `entry`, whose shape is right, as the next one: section 6, items 2 and 3, and section 5. Kinds and payloads are looked at
    /// only as far as keys depend on them, so that an older program can replay a newer one's log.
    ///
    /// # Errors
    /// [`AdmissionError`]: the first rule broken.
    pub fn check(&self, entry: &Entry, signatures: Signatures) -> Result<(), AdmissionError> {
        self.check_place(entry)?;
        self.check_seen(&entry.intent)?;
        let fact = KeyFact::of(&entry.intent)?;
        let key = self.signer(entry, fact.as_ref())?;
        if signatures == Signatures::Verify {
            entry.verify(&key)?;
        }
        fact.map_or(Ok(()), |fact| self.check_keys(&entry.intent, &fact))
    }

    /// Takes note of `entry`, which has been checked and stored; `leaf` is the leaf hash of its stored bytes.
    pub fn push(&mut self, entry: &Entry, leaf: Hash) {
        let intent = &entry.intent;
        let seq = self.size();
        self.ids.insert(intent.id, seq);
        *self.versions.entry(intent.stream.clone()).or_default() += 1;
        self.last_at = Some(entry.admission.at);
        if let Ok(Some(fact)) = KeyFact::of(intent) {
            self.keys.note(seq, &fact);
        }
        self.tree.push(leaf);
    }

    fn check_place(&self, entry: &Entry) -> Result<(), AdmissionError> {
        let (intent, admission) = (&entry.intent, entry.admission);
        if intent.log != self.origin {
            return Err(AdmissionError::WrongLog {
                expected: self.origin.clone(),
                found: intent.log.clone(),
            });
        }
        if admission.seq != self.size() {
            return Err(AdmissionError::WrongSeq { expected: self.size(), found: admission.seq });
        }
        if let Some(last) = self.last_at.filter(|last| admission.at < *last) {
            return Err(AdmissionError::TimeWentBack { last, at: admission.at });
        }
        if let Some(seq) = self.seq_of(intent.id) {
            return Err(AdmissionError::IdTaken { id: intent.id, seq });
        }
        let version = self.version_of(&intent.stream);
        if intent.expected != version {
            let stream = intent.stream.clone();
            return Err(AdmissionError::WrongVersion { stream, expected: intent.expected, version });
        }
        Ok(())
    }

    fn check_seen(&self, intent: &Intent) -> Result<(), AdmissionError> {
        let seen = intent.seen;
        let too_large = AdmissionError::SeenTooLarge { seen: seen.size, size: self.size() };
        let root = self.tree.root_at(seen.size).map_err(|_| too_large)?;
        if root == seen.root {
            Ok(())
        } else {
            Err(AdmissionError::SeenOtherRoot { size: seen.size, expected: root, found: seen.root })
        }
    }

    /// The key that must have signed `entry`.
    fn signer(&self, entry: &Entry, fact: Option<&KeyFact>) -> Result<AttestingKey, AdmissionError> {
        let (intent, named) = (&entry.intent, entry.signature.key);
        let host = match (self.keys.host(), fact) {
            (None, Some(KeyFact::Opened { host_key, .. })) => *host_key,
            (None, _) => return Err(AdmissionError::NotOpened { kind: intent.kind.clone() }),
            (Some(_), Some(KeyFact::Opened { .. })) => return Err(AdmissionError::OpenedTwice),
            (Some(host), _) => host,
        };
        match intent.attest {
            Attest::Host if named == host.id() => Ok(host.into()),
            Attest::Host => Err(AdmissionError::NotTheHostsKey { key: named }),
            Attest::Body => self.keys.valid_for(named, &intent.body),
        }
    }

    /// Section 5: who may open, add and revoke.
    fn check_keys(&self, intent: &Intent, fact: &KeyFact) -> Result<(), AdmissionError> {
        match fact {
            KeyFact::Opened { origin, .. } if *origin != self.origin => {
                Err(AdmissionError::WrongLog { expected: self.origin.clone(), found: origin.clone() })
            }
            KeyFact::Opened { .. } => require(intent, Attest::Host),
            KeyFact::Added { key, of } => self.keys.check_added(key, of, intent),
            KeyFact::Revoked { key_id } => {
                require(intent, Attest::Body)?;
                self.keys.valid_for(*key_id, &intent.body).map(|_| ())
            }
        }
    }

    /// Section 7: a known kind, its payload, and whose key it asks for.
    fn check_fact(intent: &Intent) -> Result<(), AdmissionError> {
        key_facts::read(intent)?;
        match fact::kind_of(&intent.kind).map(|kind| kind.signer) {
            Some(Signer::Host) => require(intent, Attest::Host),
            Some(Signer::Body) => require(intent, Attest::Body),
            // `check_keys` has decided about keys.
            Some(Signer::Either | Signer::BodyOnceItHasAKey) | None => Ok(()),
        }
    }

    /// The log.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Root over all entries.
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// The tree, for roots and proofs at every size.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// When the last entry was admitted.
    pub fn last_at(&self) -> Option<Instant> {
        self.last_at
    }

    /// Place of the entry with this id.
    pub fn seq_of(&self, id: IntentId) -> Option<u64> {
        self.ids.get(&id).copied()
    }

    /// Number of entries of `stream`: what the next one must expect.
    pub fn version_of(&self, stream: &Stream) -> u64 {
        self.versions.get(stream).copied().unwrap_or(0)
    }

    /// The host's key, once the log is opened.
    pub fn host_key(&self) -> Option<PublicKey> {
        self.keys.host()
    }

    /// The key with this id that a body has or had, and when.
    pub fn body_key(&self, id: KeyId) -> Option<&BodyKey> {
        self.keys.get(id)
    }

    /// The keys with which `body` can sign the next entry, by id.
    pub fn valid_keys(&self, body: &BodyId) -> Vec<KeyId> {
        self.keys.valid_of(body).collect()
    }
}

fn require(intent: &Intent, attest: Attest) -> Result<(), AdmissionError> {
    if intent.attest == attest {
        Ok(())
    } else {
        Err(AdmissionError::WrongAttest { kind: intent.kind.clone(), required: attest })
    }
}
