//! A fact with where it came from, and how state is written.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Display;

use super::Matter;
use crate::canonical::Value;
use crate::entry::{BodyId, Instant};
use crate::fact::{Object, Written};

/// A fact, with the entry that told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<T> {
    /// When the host admitted it.
    pub at: Instant,
    /// Which body attested it.
    pub body: BodyId,
    /// Where it stands in the log.
    pub seq: u64,
    /// What it says.
    pub fact: T,
}

impl<T> Told<T> {
    /// Another fact from the same entry.
    pub(crate) fn with<U>(self, fact: U) -> Told<U> {
        Told { at: self.at, body: self.body, seq: self.seq, fact }
    }
}

impl<T: Written> Written for Told<T> {
    fn write(&self) -> Value {
        Value::object([
            ("at", Value::Text(self.at.to_string())),
            ("body", self.body.write()),
            ("fact", self.fact.write()),
            ("seq", self.seq.write()),
        ])
    }
}

impl Written for u64 {
    fn write(&self) -> Value {
        Value::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl Written for i64 {
    fn write(&self) -> Value {
        Value::Integer(*self)
    }
}

impl Written for Value {
    fn write(&self) -> Value {
        self.clone()
    }
}

/// A list of `{"key", "value"}` in ascending order of the keys: ids hold hyphens, which member names may not.
impl<K: Written, V: Written> Written for BTreeMap<K, V> {
    fn write(&self) -> Value {
        let pair = |(key, value): (&K, &V)| {
            Value::Object(Object::from([
                ("key".to_owned(), key.write()),
                ("value".to_owned(), value.write()),
            ]))
        };
        Value::List(self.iter().map(pair).collect())
    }
}

/// A part of the state, written as an object with one member a field.
macro_rules! state {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::fact::Written for $name {
            fn write(&self) -> $crate::canonical::Value {
                let mut object = $crate::fact::Object::new();
                $(if let Some(value) = $crate::fact::Written::member(&self.$field) {
                    object.insert(stringify!($field).to_owned(), value);
                })*
                $crate::canonical::Value::Object(object)
            }
        }
    )+};
}

/// Facts that are kept in a list, in the order told, without a check against other facts.
macro_rules! kept {
    ($($name:ident in $group:ident.$list:ident;)+) => {$(
        impl $crate::partnership::Folded for $name {
            fn fold(
                told: $crate::partnership::Told<Self>,
                state: &mut $crate::partnership::Partnership,
                _found: &mut Vec<$crate::partnership::Matter>,
            ) {
                state.$group.$list.push(told);
            }
        }
    )+};
}

/// Adds a thing of a new id; an id that is there already is a finding.
pub(crate) fn add<K: Ord + Display, V>(
    things: &mut BTreeMap<K, V>,
    id: K,
    what: &'static str,
    thing: V,
    found: &mut Vec<Matter>,
) {
    match things.entry(id) {
        Entry::Vacant(place) => {
            place.insert(thing);
        }
        Entry::Occupied(there) => found.push(Matter::repeated(what, there.key())),
    }
}

pub(crate) use {kept, state};
