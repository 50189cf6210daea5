//! Keys that only a protocol has.

use std::collections::BTreeMap;

use commonweal_quantity::Period;
pub(super) use commonweal_quantity::toml_text::fields::{choice, number, text, texts, truth, whole_number};
use commonweal_quantity::toml_text::fields::{parsed, text_of, texts_of, unfit};
use serde::{Deserialize, Deserializer};
use toml::Value;

use super::choices::{ColumnFilter, MethodChoice};

/// Units excluded without a reason of their own.
pub fn unexplained_exclusions(units: Vec<String>) -> BTreeMap<String, String> {
    units.into_iter().map(|unit| (unit, "excluded by the protocol".to_owned())).collect()
}

pub(super) fn periods<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Period>, D::Error> {
    let texts = texts_of::<D::Error>(&Value::deserialize(deserializer)?)?;
    texts.iter().map(|text| parsed(text)).collect()
}

pub(super) fn methods<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<MethodChoice>, D::Error> {
    let texts = texts_of::<D::Error>(&Value::deserialize(deserializer)?)?;
    parsed(&texts.join(",")).map(Some)
}

/// A list of names, or a table from name to reason.
pub(super) fn reasons<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Table(table) => {
            table.iter().map(|(unit, reason)| Ok((unit.clone(), text_of(reason)?))).collect()
        }
        list => Ok(unexplained_exclusions(texts_of(&list)?)),
    }
}

/// A table from column to value or values, or a list of `COLUMN=VALUE`.
pub(super) fn filters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<ColumnFilter>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Table(table) => {
            let mut filters = Vec::new();
            for (column, values) in &table {
                for value in texts_of::<D::Error>(values)? {
                    filters.push(ColumnFilter { column: column.clone(), value });
                }
            }
            Ok(filters)
        }
        list @ (Value::Array(_) | Value::String(_)) => {
            texts_of::<D::Error>(&list)?.iter().map(|text| parsed(text)).collect()
        }
        other => Err(unfit("a table { column = \"value\" } or a list [\"column=value\"]", &other)),
    }
}
