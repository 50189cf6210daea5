//! Why a text is not a protocol: the place, the cause, the remedy.

use commonweal_quantity::toml_text::TomlError;

/// Why a text is not a protocol, or a protocol has no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// The text is not TOML, names a key that there is not, or gives a key a value that does not fit it.
    #[error(transparent)]
    At(#[from] TomlError),
    /// A value has no form in TOML.
    #[error("{cause}")]
    NoForm {
        /// Which, as the TOML writer says it.
        cause: String,
    },
}

#[cfg(test)]
mod tests {
    use crate::protocol::Protocol;

    fn message(text: &str) -> String {
        Protocol::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn an_unknown_key_is_answered_with_its_place_the_nearest_and_all() {
        let message = message("unit = \"place\"\n  tretaed = \"X\"\n");
        assert!(
            message.starts_with("line 2, column 3: there is no key 'tretaed'; did you mean 'treated'?"),
            "{message}"
        );
        assert!(message.contains("sum-duplicates, treated, from"), "{message}");
        assert!(message.ends_with("\n  2 |   tretaed = \"X\""), "{message}");
    }

    #[test]
    fn columns_are_counted_in_characters_and_long_lines_are_cut() {
        let long = message(&format!("title = \"café\" # {}\nlevel = x", "x".repeat(500)));
        assert!(long.starts_with("line 2, column 9: "), "{long}");
        let accent = message("where = { \"café\" = true }");
        assert!(accent.contains("takes a text in quotes, but true stands there"), "{accent}");
        let cut = message(&format!("x{} = 1", "y".repeat(500)));
        assert!(
            cut.lines().last().is_some_and(|line| line.chars().count() < 100 && line.ends_with('…')),
            "{cut}"
        );
    }
}
