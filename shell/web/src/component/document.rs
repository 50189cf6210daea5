//! A document of the report, as part of a page.

use commonweal_report::document::{Block, Column as Set};
use maud::{Markup, html};

use super::lists::bullets;
use super::table::{Column, table};

/// Its blocks; the page has the title.
pub(crate) fn blocks(blocks: &[Block]) -> Markup {
    html! { @for block in blocks { (one(block)) } }
}

fn one(block: &Block) -> Markup {
    match block {
        Block::Heading(words) => html! { h2 class="govuk-heading-m" { (words) } },
        Block::Subheading(words) => html! { h3 class="govuk-heading-s" { (words) } },
        Block::Text(words) => html! { p class="govuk-body" { (words) } },
        Block::List(items) => bullets(items.iter().map(|item| html! { (item) })),
        Block::Table(it) => {
            let columns: Vec<Column> = it
                .columns
                .iter()
                .map(|column| match column {
                    Set::Text(heading) => Column::Text(heading),
                    Set::Figure(heading) => Column::Figure(heading),
                })
                .collect();
            let rows = it.rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect());
            table(&it.caption, &columns, rows)
        }
    }
}
