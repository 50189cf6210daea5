//! The sections of an alignment's page.

use commonweal_appraise::alignment::Alignment;
use maud::{Markup, html};

use super::data_table::{behind, download, table};
use super::{Part, Section};
use crate::alignment::{tables, words};
use crate::table::Table;

/// The sections, the mode first.
pub(crate) fn alignment(alignment: &Alignment) -> Vec<Part> {
    let shown = |id, heading, file, table: Table| {
        let body = if table.rows.is_empty() { nothing() } else { with_download(file, &table) };
        Section { id, heading, body }
    };
    let result = html! {
        p { strong { (words::headline(alignment)) } }
        @for sentence in words::sentences(alignment) { p { (sentence) } }
    };
    let areas = tables::areas(alignment);
    let by_area = if areas.rows.is_empty() {
        nothing()
    } else {
        html! {
            p { "α is corrected for chance and falls where nearly all give the same answer; A is not, and says how far the answers to one question gather in one place. Read both." }
            (with_download("alignment-areas", &areas))
            (behind("Every question", "alignment-questions", &tables::questions(alignment)))
        }
    };
    [
        Section { id: "alignment", heading: "Are the two aligned?", body: result },
        shown("alignment-modes", "How near each mode is", "alignment-modes", tables::modes(alignment)),
        shown(
            "alignment-figures",
            "The figures and their borders",
            "alignment-figures",
            tables::criteria(alignment),
        ),
        Section { id: "alignment-areas", heading: "Agreement within and between", body: by_area },
    ]
    .into_iter()
    .map(Section::into_part)
    .collect()
}

fn with_download(file: &str, data: &Table) -> Markup {
    html! { (table(data)) (download(file, data)) }
}

fn nothing() -> Markup {
    html! { p { "Nothing can be shown: too few people of a side have answered." } }
}
