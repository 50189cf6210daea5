//! What the files that people write in TOML have in common: where a mistake is, and values that may be written in more than
//! one form.

pub mod fields;

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::nearest::{nearest, suggestion};

/// Longest line that a message repeats.
const LONGEST_EXCERPT: usize = 80;

/// Why a text is not what it should be: it is not TOML, names a key that there is not, or gives a key a value that does not
/// fit it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {cause}\n  {line} | {excerpt}")]
pub struct TomlError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what to write in its place.
    pub cause: String,
    /// The line as it stands, cut where it is long.
    pub excerpt: String,
}

/// Reads `text` as a `T`.
///
/// # Errors
/// [`TomlError`] with line and column; an unknown key is answered with the nearest.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, TomlError> {
    toml::from_str(text)
        .map_err(|error| TomlError::at(text, error.span().unwrap_or(0..0), &cause(error.message())))
}

impl TomlError {
    /// What is wrong at `span` of `text`, its place counted in lines and columns.
    pub fn at(text: &str, span: Range<usize>, cause: &str) -> Self {
        let before = text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
        let end = line.char_indices().nth(LONGEST_EXCERPT).map(|(end, _)| end);
        Self {
            line: 1 + before.matches('\n').count(),
            column: 1 + before.get(line_start..).unwrap_or_default().chars().count(),
            cause: cause.to_owned(),
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
    if let Some(list) = message.strip_prefix("unknown variant ") {
        let mut names = list.split('`').skip(1).step_by(2);
        let unknown = names.next().unwrap_or_default();
        let words: Vec<&str> = names.collect();
        let meant = suggestion(nearest(unknown, words.iter().copied()));
        return format!("this key does not take \"{unknown}\"{meant} Write one of: {}", words.join(", "))
            .replace("\" Write", "\"; write");
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
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Timing {
        StartOfYear,
        MidYear,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[expect(dead_code, reason = "read for its refusals")]
        timing: Timing,
    }

    #[test]
    fn a_word_that_a_key_does_not_take_is_answered_with_the_nearest_and_all() {
        let message = |text: &str| read::<File>(text).unwrap_err().to_string();
        let near = message("timing = \"midyear\"");
        assert!(
            near.contains(
                "does not take \"midyear\"; did you mean 'mid-year'? Write one of: start-of-year, mid-year"
            ),
            "{near}"
        );
        let far = message("timing = \"x\"");
        assert!(far.contains("does not take \"x\"; write one of: start-of-year, mid-year"), "{far}");
    }

    #[test]
    fn a_place_beyond_the_text_is_its_first_line() {
        assert_eq!(TomlError::at("a\nb", 9..9, "x").line, 1);
    }
}
