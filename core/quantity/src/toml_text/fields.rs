//! Keys that may be written in more than one form: one text or a list, a number or a text.

use serde::{Deserialize, Deserializer};
use toml::Value;

/// The text of a value that is a text, a number or a date.
///
/// # Errors
/// Where it is none of these.
pub fn text_of<E: serde::de::Error>(value: &Value) -> Result<String, E> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        Value::Datetime(date) => Ok(date.to_string()),
        other => Err(unfit("a text in quotes", other)),
    }
}

/// Says what the key takes and what stands there.
pub fn unfit<E: serde::de::Error>(wanted: &str, found: &Value) -> E {
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

/// The texts of a list, or the one text that stands for a list of one.
///
/// # Errors
/// Where an element is no text.
pub fn texts_of<E: serde::de::Error>(value: &Value) -> Result<Vec<String>, E> {
    match value {
        Value::Array(values) => values.iter().map(text_of).collect(),
        single => Ok(vec![text_of(single)?]),
    }
}

/// A text in the form of its own type.
///
/// # Errors
/// With the message of that type.
pub fn parsed<T: std::str::FromStr<Err: std::fmt::Display>, E: serde::de::Error>(text: &str) -> Result<T, E> {
    text.parse().map_err(E::custom)
}

/// A list of texts, or one text.
///
/// # Errors
/// Where an element is no text.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    texts_of(&Value::deserialize(deserializer)?)
}

/// A text.
///
/// # Errors
/// Where the value is a list, a table or a truth.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    text_of(&Value::deserialize(deserializer)?).map(Some)
}

/// A value with a text form of its own: a period, a frequency, a delimiter.
///
/// # Errors
/// With the message of its type.
pub fn choice<'de, D: Deserializer<'de>, T: std::str::FromStr<Err: std::fmt::Display>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let text = text_of(&Value::deserialize(deserializer)?)?;
    parsed(&text).map(Some)
}

/// A number, with or without decimals.
///
/// # Errors
/// Where the value is no number.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Float(number) => Ok(Some(number)),
        Value::Integer(number) => Ok(Some(number as f64)),
        other => Err(unfit("a number without quotes, such as 0.95", &other)),
    }
}

/// A whole number from 0 up.
///
/// # Errors
/// Where the value is none, or is too large.
pub fn whole_number<'de, D: Deserializer<'de>, T: TryFrom<i64>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let number = value.as_integer().and_then(|number| T::try_from(number).ok());
    number.map(Some).ok_or_else(|| unfit("a whole number from 0 up, without quotes", &value))
}

/// True or false.
///
/// # Errors
/// Where the value is neither.
pub fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Boolean(truth) => Ok(Some(truth)),
        other => Err(unfit("true or false, without quotes", &other)),
    }
}
