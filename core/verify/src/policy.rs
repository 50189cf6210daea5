//! Who must have cosigned: k of the witnesses.

use std::collections::BTreeSet;

use crate::json::Value;
use crate::shape::{self, Misshapen};

/// A witness: its name in signature lines, and its Ed25519 key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// The name on its signature lines.
    pub name: String,
    /// The 32 bytes of its public key.
    pub key: [u8; 32],
}

/// How many of which witnesses must have cosigned the last checkpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// How many.
    pub k: u64,
    /// Of whom.
    pub witnesses: Vec<Witness>,
}

impl Policy {
    pub(crate) fn read(value: &Value<'_>) -> Result<Self, Misshapen> {
        let [policy] = shape::fields("the line", &shape::object("the line", value)?.members, ["policy"])?;
        let members = &shape::object("policy", policy)?.members;
        let [k, witnesses] = shape::fields("policy", members, ["k", "witnesses"])?;
        let k = shape::count("k", k)?;
        let witnesses = shape::list("witnesses", witnesses)?
            .iter()
            .map(|witness| {
                let members = &shape::object("a witness", witness)?.members;
                let [key, name] = shape::fields("a witness", members, ["key", "name"])?;
                let name = shape::formed("the name of a witness", name, is_note_name)?.to_owned();
                Ok(Witness { name, key: shape::base64_of("the key of a witness", key)? })
            })
            .collect::<Result<Vec<Witness>, Misshapen>>()?;
        let policy = Self { k, witnesses };
        policy.fault().map_or(Ok(policy), Err)
    }

    /// The names, for a sentence.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.witnesses.iter().map(|witness| witness.name.as_str()).collect();
        if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
    }

    /// Whether both ask for as many of the same witnesses, in whatever order.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let sorted = |policy: &Self| policy.witnesses.iter().cloned().collect::<BTreeSet<_>>();
        self.k == other.k && sorted(self) == sorted(other)
    }

    fn fault(&self) -> Option<Misshapen> {
        let names: BTreeSet<&str> = self.witnesses.iter().map(|witness| witness.name.as_str()).collect();
        let keys: BTreeSet<&[u8; 32]> = self.witnesses.iter().map(|witness| &witness.key).collect();
        let number = self.witnesses.len();
        if names.len() < number || keys.len() < number {
            return Some("a name or a key stands twice among the witnesses".to_owned());
        }
        (self.k > number as u64).then(|| format!("{} of {number} witnesses cannot be met", self.k))
    }
}

/// A name that a signature line can carry: not empty, no space, no plus.
pub(crate) fn is_note_name(name: &str) -> bool {
    !name.is_empty() && !name.contains([' ', '+'])
}
