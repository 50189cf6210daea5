//! An appraisal of options as text: the result first.

use commonweal_value::options::OptionsAppraisal;

use super::layout::Page;
use crate::options::{tables, words};
use crate::reproduce::Style;
use crate::table::Table;

/// The whole report.
pub(crate) fn options(appraisal: &OptionsAppraisal, style: Style) -> String {
    let mut page = Page::new(style);
    page.bold(&words::headline(appraisal));
    for sentence in words::sentences(appraisal) {
        page.paragraph(&sentence);
    }
    page.heading(&appraisal.title);
    page.paragraph(&words::basis(appraisal));
    let tables: [fn(&OptionsAppraisal) -> Table; 6] = [
        tables::options,
        tables::pockets,
        tables::scores,
        tables::switching,
        tables::information,
        tables::figures,
    ];
    for table in tables.map(|table| table(appraisal)) {
        if !table.rows.is_empty() {
            page.heading(&table.caption);
            page.table(&table);
        }
    }
    for (heading, remarks) in [("Warnings", &appraisal.warnings), ("Caveats", &appraisal.caveats)] {
        if !remarks.is_empty() {
            page.heading(heading);
            for remark in remarks {
                page.item(remark);
            }
        }
    }
    page.into_text()
}
