//! Text that is safe and short enough for a terminal.
//!
//! Names and values come from files that somebody else wrote: a control character in one could recolour, retitle or
//! overwrite the terminal, and a whole paragraph in a cell would bury the sentence that quotes it.

/// Longest line of a message, in characters.
const LONGEST_LINE: usize = 600;
/// What is kept of the end of a longer one: the remedy stands there.
const KEPT_TAIL: usize = 200;

/// The message with control characters written out and the middle of long lines left out.
pub(crate) fn message(text: &str) -> String {
    text.lines().map(|line| shortened(&escaped(line))).collect::<Vec<_>>().join("\n")
}

/// The text with every control character but the line break, and every mark that reverses the direction of writing, written out.
pub(crate) fn escaped(text: &str) -> String {
    written_out(text, |c| c.escape_default().to_string())
}

/// The JSON document with the same characters as JSON escapes: it says the same.
pub(crate) fn escaped_json(document: &str) -> String {
    written_out(document, |c| format!("\\u{:04x}", u32::from(c)))
}

fn written_out(text: &str, escape: impl Fn(char) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) { out.push_str(&escape(c)) } else { out.push(c) }
    }
    out
}

fn is_unsafe(c: char) -> bool {
    let reverses = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    reverses || (c.is_control() && c != '\n')
}

fn shortened(line: &str) -> String {
    let length = line.chars().count();
    if length <= LONGEST_LINE {
        return line.to_owned();
    }
    let head = line.chars().take(LONGEST_LINE - KEPT_TAIL);
    let tail = line.chars().skip(length - KEPT_TAIL);
    head.chain(" … ".chars()).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_reversed_writing_are_written_out_and_letters_are_left_alone() {
        assert_eq!(message("a\u{1b}[31mb\u{9b}c\td"), "a\\u{1b}[31mb\\u{9b}c\\td");
        assert_eq!(message("\u{202e}olleh"), "\\u{202e}olleh");
        assert_eq!(message("Café, 20 £\nnext"), "Café, 20 £\nnext");
    }

    #[test]
    fn an_escaped_document_holds_the_same_text() {
        let document = "{\n  \"name\": \"a\u{9b}b\u{202e}\"\n}";
        let escaped = escaped_json(document);
        assert!(escaped.is_ascii());
        let name = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["name"].clone();
        assert_eq!(name(&escaped), name(document));
    }

    #[test]
    fn a_long_line_keeps_its_beginning_and_its_end() {
        let short = message(&format!("file.csv: '{}' is wrong; correct it", "x".repeat(10_000)));
        assert!(short.chars().count() < 650, "{}", short.len());
        assert!(
            short.starts_with("file.csv: 'xxx") && short.ends_with("xxx' is wrong; correct it"),
            "{short}"
        );
        assert_eq!(message(&"y".repeat(LONGEST_LINE)), "y".repeat(LONGEST_LINE));
    }
}
