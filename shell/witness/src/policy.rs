//! When a checkpoint is final: k of n witnesses have cosigned it, and the host is none of them.

use std::collections::BTreeSet;
use std::fmt;

use commonweal_record::key::PublicKey;
use commonweal_record::note::{NoteError, SignedNote, verify_cosignature, verify_host};

/// A witness as others know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessKey {
    /// Its name in signature lines.
    pub name: String,
    /// Its public key.
    pub key: PublicKey,
}

/// How many of which witnesses make a checkpoint of a host final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    k: usize,
    witnesses: Vec<WitnessKey>,
    host: PublicKey,
}

/// Why a policy could never say 'final', or could say it without cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// With no witness needed, everything would be final.
    #[error("a policy of no witnesses would call everything final: ask for at least 1")]
    NoneNeeded,
    /// More needed than there are.
    #[error("{k} of {n} witnesses cannot be met: name more witnesses or ask for fewer")]
    CannotBeMet {
        /// Needed.
        k: usize,
        /// Named.
        n: usize,
    },
    /// A name or a key stands twice.
    #[error("the witness '{}' or its key stands twice: each counts once", .0.escape_debug())]
    Twice(String),
    /// The host's own key.
    #[error("the witness '{}' has the host's key: a host is no witness of itself", .0.escape_debug())]
    IsHost(String),
}

/// Whether a checkpoint is final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finality {
    /// As many witnesses as needed have cosigned it.
    Final {
        /// Their names.
        by: Vec<String>,
    },
    /// Not yet, or not at all.
    Open {
        /// Names of those whose cosignature is valid.
        by: Vec<String>,
        /// How many are needed.
        needed: usize,
        /// Witnesses of the policy whose line does not verify, with the reason; those without a line are not listed.
        invalid: Vec<(String, NoteError)>,
    },
}

impl Policy {
    /// A policy for the logs of `host`.
    ///
    /// # Errors
    /// [`PolicyError`].
    pub fn new(k: usize, witnesses: Vec<WitnessKey>, host: PublicKey) -> Result<Self, PolicyError> {
        let n = witnesses.len();
        if k == 0 {
            return Err(PolicyError::NoneNeeded);
        }
        if k > n {
            return Err(PolicyError::CannotBeMet { k, n });
        }
        let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for witness in &witnesses {
            if witness.key == host {
                return Err(PolicyError::IsHost(witness.name.clone()));
            }
            if !names.insert(&witness.name) | !keys.insert(witness.key.to_bytes()) {
                return Err(PolicyError::Twice(witness.name.clone()));
            }
        }
        Ok(Self { k, witnesses, host })
    }

    /// How many are needed.
    pub fn needed(&self) -> usize {
        self.k
    }

    /// Of whom.
    pub fn witnesses(&self) -> &[WitnessKey] {
        &self.witnesses
    }

    /// Whether `note` is final: only with valid cosignatures of k distinct witnesses. Every doubt makes it open.
    ///
    /// # Errors
    /// [`NoteError`] where the note is not a checkpoint signed by the host, which no number of witnesses mends.
    pub fn finality(&self, note: &SignedNote) -> Result<Finality, NoteError> {
        verify_host(note, self.host)?;
        let (mut by, mut invalid) = (Vec::new(), Vec::new());
        for WitnessKey { name, key } in &self.witnesses {
            match verify_cosignature(note, name, *key) {
                Ok(_) => by.push(name.clone()),
                Err(NoteError::NotSigned { .. }) => {}
                Err(error) => invalid.push((name.clone(), error)),
            }
        }
        if by.len() >= self.k {
            return Ok(Finality::Final { by });
        }
        Ok(Finality::Open { by, needed: self.k, invalid })
    }
}

impl Finality {
    /// Names of those whose cosignature is valid.
    pub fn by(&self) -> &[String] {
        match self {
            Self::Final { by } | Self::Open { by, .. } => by,
        }
    }

    /// Whether it is final.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Final { .. })
    }
}

impl fmt::Display for Finality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Final { by } => write!(f, "final: witnessed by {}", by.join(", ")),
            Self::Open { by, needed, invalid } => {
                write!(f, "not final: {} of {needed} witnesses have cosigned", by.len())?;
                invalid
                    .iter()
                    .try_for_each(|(name, error)| write!(f, "; the line of {name} is refused: {error}"))
            }
        }
    }
}
