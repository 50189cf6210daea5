//! The log itself: its opening, its keys, its witnesses, what was erased.

use crate::entry::{BodyId, Origin, SubjectId};

use crate::fact::control;
use crate::fact::shape::{choice, fact, record};
use crate::fact::words::short;
use crate::fact::{Cause, Count, FieldError, RuleName, Sentence, Title, Whole, WitnessName};
use crate::key::{AttestingKey, KeyId, Passkey, PublicKey, PublicKeyBytes, RelyingPartyId};
use crate::tree::Hash;

record! {
    /// The log that this one continues after a fork or a move, at the size and root that were agreed.
    pub struct Previous {
        /// Its origin.
        origin: Origin,
        /// The root at that size.
        root: Hash as control::fingerprint,
        /// How many of its entries are continued.
        size: Whole<0, 9_007_199_254_740_991>,
    }
}

fact! {
    /// The first entry of every log.
    "log_opened" 1 Host => pub struct LogOpened {
        /// The host's public key, which signs this entry and every checkpoint.
        host_key: PublicKey,
        /// What people call the log.
        name: Title,
        /// The origin, never used again.
        origin: Origin,
        /// The log that this one continues.
        previous: Option<Previous>,
    } says fact {
        let after = fact.previous.as_ref().map_or(String::new(), |p| format!(", continuing {} from entry {}", p.origin, p.size));
        format!("opened the log '{}' as {}{after}", fact.name, fact.origin)
    }
}

fact! {
    /// A key with which a body signs from the next entry on. Attested by a key of the same body; while it has none, by the host. With
    /// `rp_id` the key is a passkey: one of P-256 that an authenticator keeps.
    "key_added" 1 BodyOnceItHasAKey => pub struct KeyAdded {
        /// The public key: of 33 bytes for a passkey, else of 32.
        key: PublicKeyBytes,
        /// Its key id, made from the key.
        key_id: KeyId,
        /// The body whose key it is.
        of: BodyId,
        /// The host name that a passkey signs for.
        rp_id: Option<RelyingPartyId>,
    } says fact {
        match &fact.rp_id {
            Some(rp_id) => format!("added the passkey {} of {}, kept for {rp_id}", fact.key_id, fact.of),
            None => format!("added the key {} of {}", fact.key_id, fact.of),
        }
    } check key_fits
}

fn key_fits(fact: &KeyAdded) -> Result<(), FieldError> {
    fact.attesting_key().map(|_| ())
}

impl KeyAdded {
    /// The fact that `key` is one of the body `of`.
    pub fn new(key: &AttestingKey, of: BodyId) -> Self {
        let rp_id = match key {
            AttestingKey::Ed25519(_) => None,
            AttestingKey::Passkey(passkey) => Some(passkey.rp_id.clone()),
        };
        Self { key: key.bytes(), key_id: key.id(), of, rp_id }
    }

    /// The key.
    ///
    /// # Errors
    /// [`Cause::Contradicts`] where `rp_id` stands beside a key of Ed25519, or is missing beside one of P-256.
    pub fn attesting_key(&self) -> Result<AttestingKey, FieldError> {
        match (self.key, &self.rp_id) {
            (PublicKeyBytes::Ed25519(key), None) => Ok(AttestingKey::Ed25519(key)),
            (PublicKeyBytes::P256(key), Some(rp_id)) => {
                Ok(AttestingKey::Passkey(Passkey { key, rp_id: rp_id.clone() }))
            }
            (PublicKeyBytes::Ed25519(_), Some(_)) => Err(FieldError::at(
                "rp_id",
                Cause::Contradicts("belongs to a passkey; leave it out, or give a key of 33 bytes"),
            )),
            (PublicKeyBytes::P256(_), None) => Err(FieldError::at("rp_id", Cause::Missing)),
        }
    }
}

fact! {
    /// A key that no longer signs after this entry. A body keeps two keys, so that one can revoke the other.
    "key_revoked" 1 Body => pub struct KeyRevoked {
        /// The key.
        key_id: KeyId,
        /// Why, in a few words about the key and not about a person.
        reason: Sentence,
    } says fact { format!("revoked the key {}: {}", fact.key_id, fact.reason) }
}

choice! {
    /// Why something was erased.
    pub enum ErasureReason {
        /// The person asked for it.
        Request = "request", "on request";
        /// Its time of keeping was over.
        Retention = "retention", "at the end of its time of keeping";
        /// It should not have been kept.
        Mistake = "mistake", "because it should not have been kept";
        /// A court or regulator ordered it.
        Order = "order", "by order of a court or regulator";
    }
}

fact! {
    /// A document was erased with its salt and key; its hash stays and tells nothing.
    "tombstone" 1 Either => pub struct Tombstone {
        /// The hash by which entries carry the document.
        blob: Hash as control::fingerprint,
        /// Why.
        reason: ErasureReason,
    } says fact { format!("erased the document {} {}", short(fact.blob), fact.reason.phrase()) }
}

fact! {
    /// What a body's own copy of the fold gave, so that two programs that disagree are found out.
    "state_attested" 1 Body => pub struct StateAttested {
        /// Version of the fold.
        fold_version: Whole<1, 999_999>,
        /// How many entries were folded.
        size: Whole<0, 9_007_199_254_740_991>,
        /// The state hash.
        state_hash: Hash as control::fingerprint,
    } says fact {
        format!("attested state {} after {} entries (fold version {})", short(fact.state_hash), fact.size, fact.fold_version)
    }
}

fact! {
    /// A witness whose cosignatures the partners ask for.
    "witness_named" 1 Body => pub struct WitnessNamed {
        /// The name in its cosignatures.
        name: WitnessName,
        /// Its public key.
        key: PublicKey,
    } says fact { format!("named {} as a witness", fact.name) }
}

fact! {
    /// A witness whose cosignatures are no longer asked for.
    "witness_dropped" 1 Body => pub struct WitnessDropped {
        /// The name.
        name: WitnessName,
    } says fact { format!("dropped {} as a witness", fact.name) }
}

fact! {
    /// How many of the witnesses named must have cosigned a checkpoint before it is final. The latest setting counts.
    "witness_policy_set" 1 Body => pub struct WitnessPolicySet {
        /// How many; no more than are named.
        needed: Count,
    } says fact {
        let witnesses = if fact.needed.get() == 1 { "one witness" } else { &format!("{} witnesses", fact.needed) };
        format!("asked for {witnesses} to cosign before anything is final")
    }
}

fact! {
    /// A rule of the programme was set aside, knowingly.
    "rule_overridden" 1 Body => pub struct RuleOverridden {
        /// The rule's name.
        rule: RuleName,
        /// Why.
        reason: Sentence,
    } says fact { format!("set the rule {} aside: {}", fact.rule, fact.reason) }
}

choice! {
    /// What a lead does for the partnership.
    pub enum LeadRole {
        /// Speaks for the body's board.
        Board = "board", "board lead";
        /// Runs the programme for the body.
        Programme = "programme", "programme lead";
        /// Answers for money.
        Finance = "finance", "finance lead";
        /// Answers for clinical or professional practice.
        Practice = "practice", "practice lead";
        /// Carries how the partners behave.
        Culture = "culture", "culture carrier";
        /// Manages a pooled fund that the body hosts, and reports on it.
        PoolManager = "pool_manager", "pool manager";
    }
}

fact! {
    /// The body names one of its leads, by opaque id.
    "lead_named" 1 Either => pub struct LeadNamed {
        /// The person.
        subject: SubjectId,
        /// What the person does.
        role: LeadRole,
    } says fact { format!("named {} as its {}", fact.subject, fact.role.phrase()) }
}

fact! {
    /// A lead of the body stands down.
    "lead_stood_down" 1 Either => pub struct LeadStoodDown {
        /// The person.
        subject: SubjectId,
        /// The role that ends.
        role: LeadRole,
    } says fact { format!("recorded that {} stood down as its {}", fact.subject, fact.role.phrase()) }
}
