//! Wrapping, indenting and aligning for the terminal.

use crate::reproduce::Style;
use crate::table::{Kind, Table};

/// Widest line of running text, in characters.
const WIDTH: usize = 100;
const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

/// Text under construction.
pub(super) struct Page {
    text: String,
    style: Style,
}

impl Page {
    pub(super) fn new(style: Style) -> Self {
        Self { text: String::new(), style }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// A heading with a blank line before it.
    pub(super) fn heading(&mut self, heading: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.bold(heading);
    }

    /// Bold where colour is wanted, wrapped.
    pub(super) fn bold(&mut self, text: &str) {
        for line in wrap(text, WIDTH) {
            match self.style {
                Style::Plain => self.line(&line),
                Style::Colour => self.line(&format!("{BOLD}{line}{RESET}")),
            }
        }
    }

    /// A line as it stands.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A wrapped paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        for line in wrap(text, WIDTH) {
            self.line(&line);
        }
    }

    /// A wrapped list item.
    pub(super) fn item(&mut self, text: &str) {
        for (index, line) in wrap(text, WIDTH - 4).into_iter().enumerate() {
            self.line(&format!("{}{line}", if index == 0 { "  - " } else { "    " }));
        }
    }

    /// A table: words to the left, figures to the right, two spaces between columns.
    pub(super) fn table(&mut self, table: &Table) {
        let widths: Vec<usize> = table
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let cells = table.rows.iter().filter_map(|row| row.get(index)).map(|cell| width(&cell.shown));
                cells.chain([width(&column.heading)]).max().unwrap_or(0)
            })
            .collect();
        let align = |texts: Vec<&str>| -> String {
            let cells =
                texts.into_iter().zip(&table.columns).zip(&widths).map(|((text, column), &widest)| {
                    let padding = " ".repeat(widest.saturating_sub(width(text)));
                    match column.kind {
                        Kind::Text => format!("{text}{padding}"),
                        Kind::Number => format!("{padding}{text}"),
                    }
                });
            format!("  {}", cells.collect::<Vec<_>>().join("  "))
        };
        self.line(&align(table.columns.iter().map(|column| column.heading.as_str()).collect()));
        for row in &table.rows {
            self.line(&align(row.iter().map(|cell| cell.shown.as_str()).collect()));
        }
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Lines of at most `widest` characters, broken at spaces; a longer word stands on a line of its own.
fn wrap(text: &str, widest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_never_inside_a_word() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a 1234567890 b", 5), ["a", "1234567890", "b"]);
    }
}
