//! Whose key is valid at the next entry (docs/record.md, section 5).

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use super::AdmissionError;
use super::key_facts::KeyFact;
use crate::entry::{Attest, BodyId, Intent};
use crate::key::{AttestingKey, KeyId, PublicKey};

/// A key that a body has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyKey {
    /// The key.
    pub key: AttestingKey,
    /// Whose it is.
    pub of: BodyId,
    /// The entry that added it.
    pub added: u64,
    /// The entry that revoked it.
    pub revoked: Option<u64>,
}

/// The host's key, and all keys that bodies ever had in this log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Keys {
    host: Option<PublicKey>,
    bodies: BTreeMap<KeyId, BodyKey>,
    /// Those that are not revoked: a register of many bodies is asked for each one's.
    valid: BTreeMap<BodyId, BTreeSet<KeyId>>,
}

impl Keys {
    pub(super) fn host(&self) -> Option<PublicKey> {
        self.host
    }

    pub(super) fn get(&self, id: KeyId) -> Option<&BodyKey> {
        self.bodies.get(&id)
    }

    pub(super) fn valid_of(&self, body: &BodyId) -> impl Iterator<Item = KeyId> {
        self.valid.get(body).into_iter().flatten().copied()
    }

    /// The key `id`, if it is a valid one of `body`.
    pub(super) fn valid_for(&self, id: KeyId, body: &BodyId) -> Result<AttestingKey, AdmissionError> {
        let found = self.get(id).ok_or(AdmissionError::UnknownKey { key: id })?;
        if found.of != *body {
            return Err(AdmissionError::KeyOfAnotherBody {
                key: id,
                of: found.of.clone(),
                body: body.clone(),
            });
        }
        match found.revoked {
            Some(seq) => Err(AdmissionError::KeyRevoked { key: id, seq }),
            None => Ok(found.key.clone()),
        }
    }

    /// Whether `intent` may add `key` for the body `of`.
    pub(super) fn check_added(
        &self,
        key: &AttestingKey,
        of: &BodyId,
        intent: &Intent,
    ) -> Result<(), AdmissionError> {
        if *of != intent.body {
            return Err(AdmissionError::NotOwnKey { body: intent.body.clone(), of: of.clone() });
        }
        if intent.attest == Attest::Host && self.valid_of(of).next().is_some() {
            return Err(AdmissionError::HostMayNotAdd { body: of.clone() });
        }
        let id = key.id();
        if self.bodies.contains_key(&id) || self.host.is_some_and(|host| host.id() == id) {
            return Err(AdmissionError::KeyAddedTwice { key: id });
        }
        Ok(())
    }

    pub(super) fn note(&mut self, seq: u64, fact: &KeyFact) {
        match fact {
            KeyFact::Opened { host_key, .. } => self.host = self.host.or(Some(*host_key)),
            KeyFact::Added { key, of } => {
                if let Entry::Vacant(place) = self.bodies.entry(key.id()) {
                    place.insert(BodyKey { key: key.clone(), of: of.clone(), added: seq, revoked: None });
                    self.valid.entry(of.clone()).or_default().insert(key.id());
                }
            }
            KeyFact::Revoked { key_id } => {
                if let Some(key) = self.bodies.get_mut(key_id) {
                    key.revoked = key.revoked.or(Some(seq));
                    if let Some(valid) = self.valid.get_mut(&key.of) {
                        valid.remove(key_id);
                    }
                }
            }
        }
    }
}
