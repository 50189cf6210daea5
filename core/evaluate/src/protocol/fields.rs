//! Keys that may be written in more than one form: one text or a list, a number or a text, a list or a table.

use std::collections::BTreeMap;

use commonweal_quantity::Period;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Value;

use super::choices::{ColumnFilter, FixAfter, MethodChoice};
use crate::inference::PlaceboDraws;

/// Units excluded without a reason of their own.
pub fn unexplained_exclusions(units: Vec<String>) -> BTreeMap<String, String> {
    units.into_iter().map(|unit| (unit, "excluded by the protocol".to_owned())).collect()
}

fn text_of<E: serde::de::Error>(value: &Value) -> Result<String, E> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        Value::Datetime(date) => Ok(date.to_string()),
        other => Err(E::custom(format!("expected a text, found a {}", other.type_str()))),
    }
}

fn texts_of<E: serde::de::Error>(value: &Value) -> Result<Vec<String>, E> {
    match value {
        Value::Array(values) => values.iter().map(text_of).collect(),
        single => Ok(vec![text_of(single)?]),
    }
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>, E: serde::de::Error>(text: &str) -> Result<T, E> {
    text.parse().map_err(E::custom)
}

pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    texts_of(&Value::deserialize(deserializer)?)
}

pub(super) fn period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Period>, D::Error> {
    let text = text_of(&Value::deserialize(deserializer)?)?;
    parsed(&text).map(Some)
}

pub(super) fn periods<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Period>, D::Error> {
    let texts = texts_of::<D::Error>(&Value::deserialize(deserializer)?)?;
    texts.iter().map(|text| parsed(text)).collect()
}

pub(super) fn methods<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<MethodChoice>, D::Error> {
    let texts = texts_of::<D::Error>(&Value::deserialize(deserializer)?)?;
    parsed(&texts.join(",")).map(Some)
}

pub(super) fn placebos<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PlaceboDraws>, D::Error> {
    let text = text_of(&Value::deserialize(deserializer)?)?;
    parsed(&text).map(Some)
}

pub(super) fn fix_after<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FixAfter>, D::Error> {
    let text = text_of(&Value::deserialize(deserializer)?)?;
    parsed(&text).map(Some)
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
        other => Err(D::Error::custom(format!(
            "where takes a table {{ column = \"value\" }} or a list [\"column=value\"], found a {}",
            other.type_str()
        ))),
    }
}
