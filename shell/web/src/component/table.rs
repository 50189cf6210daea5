//! Tables.

use maud::{Markup, html};

/// A column's heading, and how its cells are set.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// Text.
    Text(&'static str),
    /// Figures, to the right.
    Figure(&'static str),
}

impl Column {
    fn heading(self) -> &'static str {
        match self {
            Self::Text(heading) | Self::Figure(heading) => heading,
        }
    }
}

/// Tables of more columns than this are shown a row below the other on a phone, each cell beside its column's heading.
const MOST_SIDE_BY_SIDE: usize = 2;

/// A table. The first cell of a row is its heading. What is said of roles stands in the markup, because a table that is laid out in another way is
/// one no longer to some screen readers.
pub(crate) fn table(
    caption: &str,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<Markup>>,
) -> Markup {
    let stacks = (columns.len() > MOST_SIDE_BY_SIDE).then_some("cw-stacks");
    html! {
        div class={ "cw-scroll " (stacks.unwrap_or_default()) } role="region" tabindex="0" aria-label=(caption) {
            table class="govuk-table" role="table" {
                caption class="govuk-table__caption govuk-table__caption--s" { (caption) }
                thead class="govuk-table__head" role="rowgroup" {
                    tr class="govuk-table__row" role="row" {
                        @for column in columns {
                            th scope="col" role="columnheader" class=(class("header", *column)) { (column.heading()) }
                        }
                    }
                }
                tbody class="govuk-table__body" role="rowgroup" {
                    @for row in rows {
                        tr class="govuk-table__row" role="row" {
                            @for (place, (cell, column)) in row.into_iter().zip(columns).enumerate() {
                                @if place == 0 {
                                    th scope="row" role="rowheader" class="govuk-table__header" { (cell) }
                                } @else {
                                    td role="cell" class=(class("cell", *column)) data-heading=(column.heading()) { div { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn class(part: &str, column: Column) -> String {
    match column {
        Column::Text(_) => format!("govuk-table__{part}"),
        Column::Figure(_) => format!("govuk-table__{part} govuk-table__{part}--numeric"),
    }
}
