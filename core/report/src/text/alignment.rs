//! An alignment as text: the mode first, every question last.

use commonweal_appraise::alignment::Alignment;

use super::layout::Page;
use crate::alignment::{tables, words};
use crate::reproduce::Style;
use crate::table::Table;

/// One pair.
pub(crate) fn alignment(alignment: &Alignment, style: Style) -> String {
    let mut page = Page::new(style);
    page.bold(&words::headline(alignment));
    for sentence in words::sentences(alignment) {
        page.paragraph(&sentence);
    }
    let tables: [fn(&Alignment) -> Table; 4] =
        [tables::modes, tables::criteria, tables::areas, tables::questions];
    for table in tables.map(|table| table(alignment)) {
        if !table.rows.is_empty() {
            page.heading(&table.caption);
            page.table(&table);
        }
    }
    page.into_text()
}
