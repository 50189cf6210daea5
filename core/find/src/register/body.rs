use std::collections::BTreeMap;

use commonweal_quantity::Period;
use serde::{Deserialize, Serialize};

use super::{Field, Identifier};

/// What one source says of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The value.
    pub value: String,
    /// The day of which the source first told it so.
    pub since: Period,
}

/// What is told of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The identifier under which it was first listed.
    pub key: Identifier,
    /// Its identifiers, each with the source that first told it.
    pub identifiers: BTreeMap<Identifier, String>,
    /// By field, then by source.
    pub fields: BTreeMap<Field, BTreeMap<String, Told>>,
    /// What its services are called, by source, then by the source's id.
    pub services: BTreeMap<String, BTreeMap<String, String>>,
    /// The sources that list it no longer, each with the day since which.
    pub no_longer_listed: BTreeMap<String, Period>,
}

impl Body {
    /// Of which nothing is told yet.
    pub(super) fn new(key: Identifier) -> Self {
        Self {
            key,
            identifiers: BTreeMap::new(),
            fields: BTreeMap::new(),
            services: BTreeMap::new(),
            no_longer_listed: BTreeMap::new(),
        }
    }

    /// What was told of a field last, and by whom; of two told of the same day, the source first by name.
    pub fn told(&self, field: Field) -> Option<(&str, &Told)> {
        let told = self.fields.get(&field)?.iter();
        let last = told.rev().max_by_key(|(_, told)| told.since)?;
        Some((last.0, last.1))
    }

    /// The value told last.
    pub fn value(&self, field: Field) -> Option<&str> {
        self.told(field).map(|(_, told)| told.value.as_str())
    }

    /// The value told last, as a number.
    pub fn number(&self, field: Field) -> Option<f64> {
        self.value(field)?.parse().ok()
    }

    /// Its name, or its key where nobody tells one.
    pub fn name(&self) -> String {
        self.value(Field::Name).map_or_else(|| self.key.to_string(), str::to_owned)
    }

    /// Latitude and longitude, degrees.
    pub fn position(&self) -> Option<(f64, f64)> {
        Some((self.number(Field::Latitude)?, self.number(Field::Longitude)?))
    }

    /// Every service that some source tells.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.services.values().flat_map(BTreeMap::values).map(String::as_str)
    }
}
