//! Why options cannot be appraised.

use commonweal_quantity::toml_text::TomlError;

use crate::plan::PlanError;

/// Why a text holds no options, or they cannot be appraised.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum OptionsError {
    /// The text is not TOML, has a key that there is not, or says what cannot be: the line, the key, the remedy.
    #[error(transparent)]
    At(#[from] TomlError),
    /// The money of an option cannot be computed.
    #[error("option '{option}': {source}")]
    Plan {
        /// The option.
        option: String,
        /// What is wrong.
        source: PlanError,
    },
    /// There are too few options to choose from, or too many to read.
    #[error(
        "there are {found} options; write 2 to {most}, each as [[options]] with its name, kind and delivered-by"
    )]
    Count {
        /// How many there are.
        found: usize,
        /// The most that there may be.
        most: usize,
    },
    /// A kind of option that every appraisal needs.
    #[error("{found} options are of the kind {kind}; {remedy}")]
    Kind {
        /// The kind.
        kind: &'static str,
        /// How many there are.
        found: usize,
        /// What to do.
        remedy: &'static str,
    },
    /// Weights that are not parts of a whole.
    #[error(
        "the weights of the criteria add up to {sum:.3}; agree on weights that add up to 1, such as 0.6 and 0.4"
    )]
    Weights {
        /// What they add up to.
        sum: f64,
    },
    /// A key of the whole file is outside its range.
    #[error("{key} = {value} is out of range: {remedy}")]
    OutOfRange {
        /// The key.
        key: &'static str,
        /// The value.
        value: f64,
        /// The range.
        remedy: &'static str,
    },
}
