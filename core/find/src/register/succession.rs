use commonweal_quantity::Period;
use serde::{Deserialize, Serialize};

use super::Identifier;

/// How one came after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// A body took over from another: a merger where several have the same successor, a division where one has several.
    Succeeded,
    /// The same body under another code.
    Recoded,
}

/// That one followed another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Succession {
    /// Who was before.
    pub from: Identifier,
    /// Who came after.
    pub to: Identifier,
    /// How.
    pub how: How,
    /// From which day on, where it is told.
    pub on: Option<Period>,
}
