//! Tables.

use maud::{Markup, html};

/// A column's heading, and how its cells are set.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// Text.
    Text(&'static str),
    /// Figures, to the right.
    Figure(&'static str),
    /// Counts, to the right, so short that several stand beside one another on a phone.
    Count(&'static str),
}

impl Column {
    fn heading(self) -> &'static str {
        match self {
            Self::Text(heading) | Self::Figure(heading) | Self::Count(heading) => heading,
        }
    }
}

/// Whether on a phone the cells of a row stand below one another, each beside its column's heading.
fn stacks(columns: &[Column]) -> bool {
    columns.len() > 2 && !columns.iter().skip(1).all(|column| matches!(column, Column::Count(_)))
}

/// A table. The first cell of a row is its heading. What is said of roles stands in the markup, because a table that is laid out in another way is
/// one no longer to some screen readers.
pub(crate) fn table(
    caption: &str,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<Markup>>,
) -> Markup {
    html! {
        div class=(if stacks(columns) { "cw-scroll cw-stacks" } else { "cw-scroll" }) role="region" tabindex="0" aria-label=(caption) {
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
        Column::Figure(_) | Column::Count(_) => format!("govuk-table__{part} govuk-table__{part}--numeric"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_phone_rows_of_texts_and_figures_stack_and_short_ones_stand_side_by_side() {
        let text = Column::Text("a");
        assert!(stacks(&[text, text, text]));
        assert!(stacks(&[text, Column::Figure("£"), Column::Count("n")]));
        assert!(!stacks(&[text, Column::Figure("£")]));
        assert!(!stacks(&[text, Column::Count("n"), Column::Count("m")]));
    }

    #[test]
    fn each_cell_carries_its_heading_and_the_first_is_the_heading_of_the_row() {
        let page = table(
            "Votes",
            &[Column::Text("Body"), Column::Text("Vote")],
            [vec![html! { "Ash" }, html! { "For" }]],
        );
        let page = page.into_string();
        assert!(page.contains("role=\"rowheader\" class=\"govuk-table__header\">Ash</th>"), "{page}");
        assert!(page.contains("data-heading=\"Vote\"><div>For</div></td>"), "{page}");
    }
}
