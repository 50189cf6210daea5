//! Why a figure is refused: the file, the line, the key, the remedy.

use commonweal_quantity::toml_text::TomlError;

/// Why figures cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// The file is not TOML, has a key that there is not, or a figure in it is not whole.
    #[error("parameters {file}, {place}")]
    At {
        /// The file.
        file: String,
        /// Line, column, cause and remedy.
        place: TomlError,
    },
    /// Two files give a figure of one name.
    #[error(
        "the {what} '{key}' stands in {first} and in {second}: give yours a name of its own, so that both can be traced"
    )]
    Taken {
        /// The sort of figure.
        what: &'static str,
        /// Its name.
        key: String,
        /// The file that had it first.
        first: String,
        /// The file that has it too.
        second: String,
    },
}
