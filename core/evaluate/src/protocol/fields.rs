//! Keys that may be written in more than one form: one text or a list, a number or a text, a list or a table.

use std::collections::BTreeMap;

use commonweal_quantity::Period;
use serde::{Deserialize, Deserializer};
use toml::Value;

use super::choices::{ColumnFilter, MethodChoice};

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
        other => Err(unfit("a text in quotes", other)),
    }
}

/// Says what the key takes and what stands there.
fn unfit<E: serde::de::Error>(wanted: &str, found: &Value) -> E {
    let found = match found {
        Value::String(text) => format!("the text \"{text}\""),
        Value::Integer(number) => format!("the number {number}"),
        Value::Float(number) => format!("the number {number}"),
        Value::Boolean(truth) => truth.to_string(),
        Value::Datetime(date) => format!("the date {date}"),
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    };
    E::custom(format!("this key takes {wanted}, but {found} stands there"))
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

pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    text_of(&Value::deserialize(deserializer)?).map(Some)
}

/// A value with a text form of its own: a period, a frequency, a delimiter.
pub(super) fn choice<'de, D: Deserializer<'de>, T: std::str::FromStr<Err: std::fmt::Display>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let text = text_of(&Value::deserialize(deserializer)?)?;
    parsed(&text).map(Some)
}

pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Float(number) => Ok(Some(number)),
        Value::Integer(number) => Ok(Some(number as f64)),
        other => Err(unfit("a number without quotes, such as 0.95", &other)),
    }
}

pub(super) fn whole_number<'de, D: Deserializer<'de>, T: TryFrom<i64>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let number = value.as_integer().and_then(|number| T::try_from(number).ok());
    number.map(Some).ok_or_else(|| unfit("a whole number from 0 up, without quotes", &value))
}

pub(super) fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Boolean(truth) => Ok(Some(truth)),
        other => Err(unfit("true or false, without quotes", &other)),
    }
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
