//! Why a plan cannot be carried out.

use commonweal_quantity::toml_text::TomlError;

/// Why a text is no plan, or a plan cannot be carried out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// The text is not TOML, has a key that there is not, or says what cannot be carried out: the line, the key, the remedy.
    #[error(transparent)]
    At(#[from] TomlError),
    /// A key that every plan needs is not there.
    #[error("the plan has no {key}: {remedy}")]
    Missing {
        /// The key.
        key: &'static str,
        /// What to write.
        remedy: &'static str,
    },
    /// A key of the whole plan is outside its range.
    #[error("{key} = {value} is out of range: {remedy}")]
    OutOfRange {
        /// The key.
        key: &'static str,
        /// The value given.
        value: String,
        /// The range.
        remedy: &'static str,
    },
    /// There is no such vintage.
    #[error("there is no vintage '{wanted}'{meant} (there: {there}); name one of them")]
    Vintage {
        /// The name given.
        wanted: String,
        /// The nearest, as a clause.
        meant: String,
        /// All there are.
        there: String,
    },
}
