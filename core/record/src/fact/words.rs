//! Small words of sentences.

use std::collections::BTreeSet;

use crate::entry::BodyId;
use crate::tree::Hash;

/// `a, b and c`; `nothing` for none.
pub(crate) fn listed(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [only] => (*only).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// The bodies in a row; `nobody` for none.
pub(crate) fn bodies(bodies: &BTreeSet<BodyId>) -> String {
    let names: Vec<&str> = bodies.iter().map(BodyId::as_str).collect();
    if names.is_empty() { "nobody".to_owned() } else { listed(&names) }
}

/// "1 day", "28 days".
pub(crate) fn counted(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// After "every": "week", "2 weeks".
pub(crate) fn every(number: i64, one: &str, many: &str) -> String {
    if number == 1 { one.to_owned() } else { counted(number, one, many) }
}

/// The first twelve digits of a hash: enough to compare by eye; the payload has all of it.
pub(crate) fn short(hash: Hash) -> String {
    let mut digits = hash.to_string();
    digits.truncate(12);
    digits + "…"
}
