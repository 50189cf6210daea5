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

/// A table. The first cell of a row is its heading.
pub(crate) fn table(
    caption: &str,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<Markup>>,
) -> Markup {
    html! {
        div class="cw-scroll" role="region" tabindex="0" aria-label=(caption) {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--s" { (caption) }
                thead class="govuk-table__head" {
                    tr class="govuk-table__row" {
                        @for column in columns {
                            th scope="col" class=(class("header", *column)) { (column.heading()) }
                        }
                    }
                }
                tbody class="govuk-table__body" {
                    @for row in rows {
                        tr class="govuk-table__row" {
                            @for (place, (cell, column)) in row.into_iter().zip(columns).enumerate() {
                                @if place == 0 {
                                    th scope="row" class="govuk-table__header" { (cell) }
                                } @else {
                                    td class=(class("cell", *column)) { (cell) }
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
