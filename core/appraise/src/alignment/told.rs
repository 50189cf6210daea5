//! A statistic, or the reason why there is none.

use serde::Serialize;

use crate::raters::Undefined;

/// A value, or why there is none, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told<T = f64> {
    /// The value.
    Value(T),
    /// Why there is none.
    Reason(String),
}

impl<T> Told<T> {
    /// The value, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Reason(_) => None,
        }
    }
}

impl<T> From<Result<T, Undefined>> for Told<T> {
    fn from(statistic: Result<T, Undefined>) -> Self {
        match statistic {
            Ok(value) => Self::Value(value),
            Err(reason) => Self::Reason(reason.to_string()),
        }
    }
}
