//! A document as text for a terminal.

use std::fmt::Write as _;

use super::{Block, Column, Document, Table};

/// Width of a paragraph, in letters.
const WIDTH: usize = 96;

/// The document as text, lines of at most 96 letters where tables allow it.
pub fn to_text(document: &Document) -> String {
    let mut text = format!("{}\n{}\n", document.title, document.subtitle);
    // Writing to a string cannot fail.
    for block in &document.blocks {
        let _ = match block {
            Block::Heading(heading) => write!(text, "\n{}\n", heading.to_uppercase()),
            Block::Subheading(heading) => write!(text, "\n{heading}\n"),
            Block::Text(words) => write!(text, "\n{}", wrapped(words, "", "")),
            Block::List(items) => {
                let items: String = items.iter().map(|item| wrapped(item, "- ", "  ")).collect();
                write!(text, "\n{items}")
            }
            Block::Table(table) => write!(text, "\n{}", as_text(table)),
        };
    }
    text
}

fn wrapped(words: &str, first: &str, further: &str) -> String {
    let (mut text, mut line) = (String::new(), first.to_owned());
    for word in words.split_whitespace() {
        let begun = line.len() > first.len().max(further.len());
        if begun && line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            further.clone_into(&mut line);
            line.push_str(word);
            continue;
        }
        if begun {
            line.push(' ');
        }
        line.push_str(word);
    }
    text + &line + "\n"
}

fn as_text(table: &Table) -> String {
    let heading: Vec<String> = table.columns.iter().map(|column| column.heading().to_owned()).collect();
    let rows = || std::iter::once(&heading).chain(&table.rows);
    let width = |at: usize| rows().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..table.columns.len()).filter_map(width).collect();
    let mut text = format!("{}:\n", table.caption);
    for row in rows() {
        let cells = row.iter().zip(&widths).zip(&table.columns).map(|((cell, width), column)| match column {
            Column::Text(_) => format!("{cell:width$}"),
            Column::Figure(_) => format!("{cell:>width$}"),
        });
        let _ = writeln!(text, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}
