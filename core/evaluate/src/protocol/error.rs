//! Why a text is not a protocol: the place, the cause, the remedy.

use std::ops::Range;

use commonweal_quantity::nearest::{nearest, suggestion};

/// Longest line that a message repeats.
const LONGEST_EXCERPT: usize = 80;

/// Why a text is not a protocol, or a protocol has no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// The text is not TOML, names a key that there is not, or gives a key a value that does not fit it.
    #[error("line {line}, column {column}: {cause}\n  {line} | {excerpt}")]
    At {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong, and what to write in its place.
        cause: String,
        /// The line as it stands, cut where it is long.
        excerpt: String,
    },
    /// A value has no form in TOML.
    #[error("{cause}")]
    NoForm {
        /// Which, as the TOML writer says it.
        cause: String,
    },
}

impl ProtocolError {
    /// The reader's error on `text`, with its place counted in lines and columns.
    pub(super) fn reading(text: &str, error: &toml::de::Error) -> Self {
        let Range { start, .. } = error.span().unwrap_or(0..0);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
        let end = line.char_indices().nth(LONGEST_EXCERPT).map(|(end, _)| end);
        Self::At {
            line: 1 + before.matches('\n').count(),
            column: 1 + before.get(line_start..).unwrap_or_default().chars().count(),
            cause: cause(error.message()),
            excerpt: end
                .map_or_else(|| line.to_owned(), |end| format!("{}…", line.get(..end).unwrap_or_default())),
        }
    }
}

/// The TOML reader's words, with the nearest key where one is unknown.
fn cause(message: &str) -> String {
    if let Some(list) = message.strip_prefix("unknown field ") {
        let mut names = list.split('`').skip(1).step_by(2);
        let unknown = names.next().unwrap_or_default();
        let keys: Vec<&str> = names.collect();
        let meant = match suggestion(nearest(unknown, keys.iter().copied())) {
            nothing if nothing.is_empty() => "; the".to_owned(),
            meant => format!("{meant} The"),
        };
        return format!("there is no key '{unknown}'{meant} keys are: {}", keys.join(", "));
    }
    plain_words(message).unwrap_or(message).to_owned()
}

/// What to write instead, for the slips that are made most.
fn plain_words(message: &str) -> Option<&'static str> {
    const REMEDIES: [(&str, &str); 9] = [
        ("duplicate key", "this key stands twice; keep one of them"),
        ("key with no value", "a key is followed by = and its value, such as unit = \"place\""),
        ("invalid date, expected `-`", "a period is written in quotes, such as \"2021-10\""),
        ("string values must be quoted", "a text is written in quotes, such as \"Saltmere\""),
        ("missing comma between array", "write a comma between two elements of a list, and ] after the last"),
        (
            "invalid basic string, expected `\"`",
            "the text is not closed: write \" at its end, on the same line",
        ),
        ("missing escaped value", "a backslash begins an escape: write / or two backslashes in a path"),
        ("cannot recurse further", "too many lists inside lists; no key takes more than one"),
        (
            "invalid basic string, expected non",
            "the text holds a control character; write only visible characters between the quotes",
        ),
    ];
    REMEDIES.iter().find(|(slip, _)| message.starts_with(slip)).map(|&(_, remedy)| remedy)
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
