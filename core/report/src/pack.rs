//! The board pack: what a board needs to see of a partnership, on a few sheets of paper.
//!
//! What it is for and who is in; what is decided and what waits; readiness; what the evidence says; the money: who paid, who gained, whether it is cash, how sure it
//! is, what each body owes. How strong the collaboration is stays out: those results are published by the partners together, and a pack is passed on.

mod decisions;
pub(crate) mod evidence;
mod money;
mod overview;
mod readiness;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::Date;
use commonweal_record::partnership::Partnership;

use crate::accounts::name_of;
use crate::document::{Block, Column, Document, Ends, Table};
use crate::words;

/// The pack of a partnership as of `today`; `slug` names it where nothing was proposed yet.
pub fn board_pack(partnership: &Partnership, slug: &str, today: Date) -> Document {
    let title = partnership.members.proposed.last().map_or(slug, |told| told.fact.name.as_str());
    let mut blocks = overview::blocks(partnership);
    blocks.extend(decisions::blocks(partnership, today));
    blocks.extend(readiness::blocks(partnership, today));
    blocks.extend(evidence::blocks(partnership));
    blocks.extend(money::blocks(partnership));
    blocks.push(heading("Where this comes from"));
    blocks.push(text(format!(
        "Everything here follows from the {} of the partnership's record up to {}. Whoever holds the record can check each figure, and can verify that nothing was \
         changed since it was signed.",
        words::counted(usize::try_from(partnership.size).unwrap_or(usize::MAX), "fact"),
        today.in_words()
    )));
    Document {
        title: title.to_owned(),
        subtitle: format!("Board pack, {}", today.in_words()),
        day: today,
        blocks,
    }
}

fn heading(words: &str) -> Block {
    Block::Heading(words.to_owned())
}

fn subheading(words: &str) -> Block {
    Block::Subheading(words.to_owned())
}

fn text(words: impl Into<String>) -> Block {
    Block::Text(words.into())
}

fn table(caption: &str, columns: Vec<Column>, rows: Vec<Vec<String>>, ends: Ends) -> Block {
    Block::Table(Table { caption: caption.to_owned(), columns, rows, ends })
}

/// Bodies by their names, "A, B and C"; "nobody" where there is none.
fn names<'p>(partnership: &'p Partnership, bodies: impl IntoIterator<Item = &'p BodyId>) -> String {
    let names: Vec<String> = bodies.into_iter().map(|body| name_of(partnership, body).to_owned()).collect();
    if names.is_empty() { "nobody".to_owned() } else { words::list(&names) }
}

/// The day of an instant in words.
fn day_of<T>(told: &commonweal_record::partnership::Told<T>) -> String {
    let day = told.at.date().to_string();
    Date::new(&day).map_or(day, Date::in_words)
}
