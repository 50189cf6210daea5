//! Small words of sentences.

use std::collections::BTreeSet;

use crate::entry::BodyId;

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
