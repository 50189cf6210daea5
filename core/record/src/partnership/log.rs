//! The log's own facts: keys, witnesses, what was erased or overridden.

use std::collections::BTreeMap;

use super::told::{add, kept, state};
use super::{Folded, Matter, Partnership, Told};
use crate::fact::kinds::log::{
    KeyAdded, KeyRevoked, LogOpened, RuleOverridden, StateAttested, Tombstone, WitnessDropped, WitnessNamed,
};
use crate::key::KeyId;

state! {
    /// A key of a body.
    pub struct Key {
        /// Its adding.
        pub added: Told<KeyAdded>,
        /// Its revoking.
        pub revoked: Option<Told<KeyRevoked>>,
    }

    /// A witness.
    pub struct Witness {
        /// Its naming.
        pub named: Told<WitnessNamed>,
        /// Its dropping.
        pub dropped: Option<Told<WitnessDropped>>,
    }
}

state! {
    #[derive(Default)]
    /// Facts about the log itself.
    pub struct LogFacts {
        /// Its opening.
        pub opened: Option<Told<LogOpened>>,
        /// Keys by id.
        pub keys: BTreeMap<KeyId, Key>,
        /// Witnesses in the order of their naming.
        pub witnesses: Vec<Witness>,
        /// State hashes that bodies attested. Comparing them is for the reader, who can fold to each size.
        pub attested: Vec<Told<StateAttested>>,
        /// What was erased.
        pub tombstones: Vec<Told<Tombstone>>,
        /// Rules set aside with a reason.
        pub overridden: Vec<Told<RuleOverridden>>,
    }
}

kept! {
    StateAttested in log.attested;
    Tombstone in log.tombstones;
    RuleOverridden in log.overridden;
}

impl Folded for LogOpened {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if state.size > 0 {
            found.push(Matter::NotFirst);
        } else {
            state.log.opened = Some(told);
        }
    }
}

impl Folded for KeyAdded {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let key_id = told.fact.key_id;
        add(&mut state.log.keys, key_id, "key", Key { added: told, revoked: None }, found);
    }
}

impl Folded for KeyRevoked {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match state.log.keys.get_mut(&told.fact.key_id) {
            None => found.push(Matter::unknown("key", &told.fact.key_id)),
            Some(key) if key.revoked.is_some() => found.push(Matter::closed("key", &told.fact.key_id)),
            Some(key) => key.revoked = Some(told),
        }
    }
}

impl Folded for WitnessNamed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let named =
            |witness: &Witness| witness.dropped.is_none() && witness.named.fact.name == told.fact.name;
        if state.log.witnesses.iter().any(named) {
            found.push(Matter::repeated("witness", &told.fact.name));
        } else {
            state.log.witnesses.push(Witness { named: told, dropped: None });
        }
    }
}

impl Folded for WitnessDropped {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let named =
            |witness: &&mut Witness| witness.dropped.is_none() && witness.named.fact.name == told.fact.name;
        match state.log.witnesses.iter_mut().find(named) {
            None => found.push(Matter::unknown("witness", &told.fact.name)),
            Some(witness) => witness.dropped = Some(told),
        }
    }
}
