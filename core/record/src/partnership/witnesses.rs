//! Who witnesses the log, and how many of them are asked for.

use super::told::state;
use super::{Folded, LogFacts, Matter, Partnership, Told};
use crate::fact::kinds::log::{WitnessDropped, WitnessNamed, WitnessPolicySet};

state! {
    /// A witness.
    pub struct Witness {
        /// Its naming.
        pub named: Told<WitnessNamed>,
        /// Its dropping.
        pub dropped: Option<Told<WitnessDropped>>,
    }
}

impl Witness {
    /// Whether it is among the witnesses after the first `size` entries.
    fn is_named_at(&self, size: u64) -> bool {
        self.named.seq < size && self.dropped.as_ref().is_none_or(|dropped| size <= dropped.seq)
    }
}

impl LogFacts {
    /// The witnesses named by the first `size` entries and not dropped by them, in the order of their naming.
    pub fn witnesses_at(&self, size: u64) -> impl Iterator<Item = &WitnessNamed> {
        self.witnesses.iter().filter(move |witness| witness.is_named_at(size)).map(|it| &it.named.fact)
    }

    /// How many cosignatures a checkpoint of the first `size` entries needs before it is final; nothing while they do not say.
    pub fn witnesses_needed_at(&self, size: u64) -> Option<u64> {
        let set = self.witness_policies.iter().rev().find(|told| told.seq < size);
        set.map(|told| told.fact.needed.get().unsigned_abs())
    }

    /// Why `set` cannot be asked for now: it needs more witnesses than are named.
    pub fn policy_fault(&self, set: &WitnessPolicySet) -> Option<Matter> {
        let (needed, named) = (set.needed.get(), self.count_named());
        (named < needed).then_some(Matter::TooFewWitnesses { needed, named })
    }

    fn count_named(&self) -> i64 {
        i64::try_from(self.witnesses_at(u64::MAX).count()).unwrap_or(i64::MAX)
    }
}

impl Folded for WitnessNamed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let (log, fact) = (&mut state.log, &told.fact);
        if log.opened.as_ref().is_some_and(|opened| opened.fact.host_key == fact.key) {
            found.push(Matter::HostAsWitness);
        } else if log.witnesses_at(u64::MAX).any(|there| there.name == fact.name) {
            found.push(Matter::repeated("witness", &fact.name));
        } else if log.witnesses_at(u64::MAX).any(|there| there.key == fact.key) {
            found.push(Matter::repeated("witness key", &fact.key.to_base64()));
        } else {
            log.witnesses.push(Witness { named: told, dropped: None });
        }
    }
}

impl Folded for WitnessDropped {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let log = &mut state.log;
        let named =
            |witness: &&mut Witness| witness.dropped.is_none() && witness.named.fact.name == told.fact.name;
        let Some(witness) = log.witnesses.iter_mut().find(named) else {
            found.push(Matter::unknown("witness", &told.fact.name));
            return;
        };
        witness.dropped = Some(told);
        if let Some(Told { fact: set, .. }) = log.witness_policies.last()
            && log.policy_fault(set).is_some()
        {
            found.push(Matter::PolicyUnmet { needed: set.needed.get(), left: log.count_named() });
        }
    }
}

impl Folded for WitnessPolicySet {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match state.log.policy_fault(&told.fact) {
            Some(matter) => found.push(matter),
            None => state.log.witness_policies.push(told),
        }
    }
}
