//! The log's own facts: keys, witnesses, what was erased or overridden.

use std::collections::BTreeMap;

use super::told::{add, kept, state};
use super::{Folded, Matter, Partnership, Told, Witness};
use crate::fact::kinds::log::{
    KeyAdded, KeyRevoked, LogOpened, RuleOverridden, StateAttested, Tombstone, WitnessPolicySet,
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
        /// How many of them are needed, in the order of the settings; the last counts.
        pub witness_policies: Vec<Told<WitnessPolicySet>>,
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
