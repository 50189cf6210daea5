//! Mirrors and unlike partners on small invented places.
#![allow(clippy::unwrap_used)]

mod beside_the_slow_form;
mod integrations;
mod meanings;
mod mirrors;
mod oracle;
mod parts;

use commonweal_find::profile::Profile;

/// A body with amounts of services.
pub(crate) fn body(key: &str, kind: &str, services: &[(&str, f64)]) -> Profile {
    Profile {
        key: key.to_owned(),
        name: key.to_uppercase(),
        kind: Some(kind.to_owned()),
        services: services.iter().map(|(name, amount)| ((*name).to_owned(), *amount)).collect(),
        ..Profile::default()
    }
}
