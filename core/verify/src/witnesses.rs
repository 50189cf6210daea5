//! What the entries themselves say about witnesses, so that a bundle cannot quietly ask for fewer.

use crate::json::Value;
use crate::policy::{Policy, Witness};
use crate::shape::{self, Misshapen};

/// What one entry says about witnesses.
#[derive(Debug)]
pub(crate) enum Said<'v> {
    Named { name: &'v str, key: [u8; 32] },
    Dropped { name: &'v str },
    Needed(u64),
}

impl<'v> Said<'v> {
    /// Nothing where the kind is another, or the payload does not have its form: the fold sets such a fact aside.
    pub(crate) fn read(kind: &str, payload: &'v Value<'v>) -> Option<Self> {
        Self::shaped(kind, payload).ok().flatten()
    }

    fn shaped(kind: &str, payload: &'v Value<'v>) -> Result<Option<Self>, Misshapen> {
        let members = &shape::object("payload", payload)?.members;
        Ok(Some(match kind {
            "witness_named" => {
                let [key, name] = shape::fields("payload", members, ["key", "name"])?;
                Self::Named { name: shape::text("name", name)?, key: shape::base64_of("key", key)? }
            }
            "witness_dropped" => {
                let [name] = shape::fields("payload", members, ["name"])?;
                Self::Dropped { name: shape::text("name", name)? }
            }
            "witness_policy_set" => {
                let [needed] = shape::fields("payload", members, ["needed"])?;
                Self::Needed(shape::count("needed", needed)?)
            }
            _ => return Ok(None),
        }))
    }
}

#[derive(Debug)]
struct Spell {
    witness: Witness,
    named: u64,
    dropped: Option<u64>,
}

/// The witnesses of a log and how many of them are needed, at every size.
#[derive(Debug, Default)]
pub(crate) struct Witnesses {
    spells: Vec<Spell>,
    /// By entry.
    needed: Vec<(u64, u64)>,
}

impl Witnesses {
    /// Takes in what entry `seq` says; what contradicts the entries before it changes nothing.
    pub(crate) fn apply(&mut self, seq: u64, said: &Said<'_>, host: &[u8; 32]) {
        let mut now = self.spells.iter_mut().filter(|spell| spell.dropped.is_none());
        match said {
            Said::Named { name, key } => {
                let mut twice = now.any(|spell| spell.witness.name == *name || spell.witness.key == *key);
                twice |= key == host;
                if !twice {
                    let witness = Witness { name: (*name).to_owned(), key: *key };
                    self.spells.push(Spell { witness, named: seq, dropped: None });
                }
            }
            Said::Dropped { name } => {
                if let Some(spell) = now.find(|spell| spell.witness.name == *name) {
                    spell.dropped = Some(seq);
                }
            }
            Said::Needed(needed) => {
                if (1..=now.count() as u64).contains(needed) {
                    self.needed.push((seq, *needed));
                }
            }
        }
    }

    /// The policy that the first `size` entries state, in the order of naming; k is 0 while they state none. It may be one that those left cannot
    /// meet.
    pub(crate) fn at(&self, size: u64) -> Policy {
        let named = self
            .spells
            .iter()
            .filter(|spell| spell.named < size && spell.dropped.is_none_or(|dropped| size <= dropped));
        let needed = self.needed.iter().rev().find(|(seq, _)| *seq < size);
        Policy {
            k: needed.map_or(0, |(_, needed)| *needed),
            witnesses: named.map(|spell| spell.witness.clone()).collect(),
        }
    }
}
