//! Which key is valid at which entry, as §5 says.

use std::collections::BTreeMap;

use crate::entry::{Attest, Entry, NewKey, Payload};
use crate::finding::{Broken, Rule, broken};
use crate::hash::hex;
use crate::passkey::Passkey;
use crate::signature::{KeyId, PublicKey};

/// One key in the history that the log tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHistory {
    /// The key id, 32 hexadecimal digits.
    pub id: String,
    /// The body whose key it is.
    pub of: String,
    /// The entry that added it.
    pub added: u64,
    /// The entry that revoked it, the last one for which it is valid.
    pub revoked: Option<u64>,
}

/// A key that can sign entries.
#[derive(Debug)]
pub(crate) enum Key {
    Ed25519(PublicKey),
    Passkey(Passkey),
}

impl Key {
    fn new(key: NewKey<'_>) -> Self {
        match key {
            NewKey::Ed25519(bytes) => Self::Ed25519(PublicKey::new(bytes)),
            NewKey::Passkey { key, rp_id } => Self::Passkey(Passkey::new(&key, rp_id)),
        }
    }

    /// Whether the entry's signature is this key's over the entry's intent.
    pub(crate) fn judge(&self, entry: &Entry<'_>) -> Result<(), Broken> {
        let message = [b"commonweal/intent/v1\n", entry.intent].concat();
        match (self, &entry.assertion) {
            (Self::Ed25519(key), None) if key.has_signed(&message, &entry.signature) => Ok(()),
            (Self::Ed25519(_), None) => {
                broken(Rule::Signature, format!("key {} did not sign this intent", hex(&entry.key)))
            }
            (Self::Passkey(key), Some(assertion)) => key.judge(&message, assertion, &entry.signature),
            (Self::Passkey(_), None) => broken(Rule::PasskeyFields, "what the passkey signed is missing"),
            (Self::Ed25519(_), Some(_)) => broken(Rule::PasskeyFields, "the key is no passkey"),
        }
    }
}

#[derive(Debug)]
struct BodyKey {
    key: Key,
    of: String,
    added: u64,
    revoked: Option<u64>,
}

/// The host's key and those of the bodies, as far as the log has been read.
#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) host: PublicKey,
    host_signs: Key,
    of_bodies: BTreeMap<KeyId, BodyKey>,
}

impl Keys {
    pub(crate) fn new(host: PublicKey) -> Self {
        Self { host_signs: Key::Ed25519(host.clone()), host, of_bodies: BTreeMap::new() }
    }

    /// The key that an entry says signed it, if it is valid for that entry.
    pub(crate) fn signer(&self, entry: &Entry<'_>) -> Result<&Key, Broken> {
        let id = hex(&entry.key);
        match entry.attest {
            Attest::Host if self.host.id() == entry.key => Ok(&self.host_signs),
            Attest::Host => broken(Rule::KeyNotValid, format!("{id} is not the host's key")),
            Attest::Body => match self.valid(entry.key) {
                Some(known) if known.of == entry.body => Ok(&known.key),
                _ => broken(Rule::KeyNotValid, format!("{id} is no valid key of {} here", entry.body)),
            },
        }
    }

    fn valid(&self, id: KeyId) -> Option<&BodyKey> {
        self.of_bodies.get(&id).filter(|known| known.revoked.is_none())
    }

    /// Applies what an entry says about keys, or says which rule forbids it.
    pub(crate) fn apply(&mut self, seq: u64, entry: &Entry<'_>) -> Result<(), Broken> {
        let no = |what: String| broken(Rule::KeyChange, what);
        match &entry.payload {
            Payload::KeyAdded { key, id, of } => {
                let word = hex(id);
                if *of != entry.body {
                    return no(format!("{} cannot add a key of {of}", entry.body));
                }
                let has_key = self.of_bodies.values().any(|known| known.revoked.is_none() && known.of == *of);
                if entry.attest == Attest::Host && has_key {
                    return no(format!("{of} has a valid key, so the host cannot add {word}"));
                }
                if self.of_bodies.contains_key(id) || *id == self.host.id() {
                    return no(format!("{word} is in use already"));
                }
                let key = Key::new(*key);
                self.of_bodies.insert(*id, BodyKey { key, of: (*of).to_owned(), added: seq, revoked: None });
            }
            Payload::KeyRevoked { id } => {
                let known = self.of_bodies.get_mut(id);
                let known = known.filter(|known| known.revoked.is_none() && known.of == entry.body);
                let Some(known) = known else {
                    return no(format!("{} is no valid key of {} here", hex(id), entry.body));
                };
                if entry.attest == Attest::Host {
                    return no(format!("the host cannot revoke {}", hex(id)));
                }
                known.revoked = Some(seq);
            }
            Payload::LogOpened { .. } | Payload::Other => {}
        }
        Ok(())
    }

    pub(crate) fn history(&self) -> Vec<KeyHistory> {
        let mut all: Vec<KeyHistory> = self
            .of_bodies
            .iter()
            .map(|(id, known)| KeyHistory {
                id: hex(id),
                of: known.of.clone(),
                added: known.added,
                revoked: known.revoked,
            })
            .collect();
        all.sort_by_key(|key| key.added);
        all
    }
}
