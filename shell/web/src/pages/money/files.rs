//! Files of the money: the journal for accounting tools and programs, all of it as a workbook.

use commonweal_record::partnership::Partnership;
use commonweal_report::accounts;
use maud::{Markup, html};

use crate::answer::Answer;
use crate::pages::shared::name;
use crate::problem::Problem;
use crate::visit::Visit;

/// The journal as plain text for hledger, ledger and their kin.
pub(crate) fn journal(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let text = visit.look(|log| accounts::to_hledger(&log.view().partnership))?;
    Ok(file(visit, "journal", "text/plain; charset=utf-8", text.into_bytes()))
}

/// The journal, a row a line.
pub(crate) fn journal_csv(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let text = visit.look(|log| accounts::journal_sheet(&log.view().partnership).to_csv())?;
    Ok(file(visit, "journal.csv", "text/csv; charset=utf-8; header=present", text.into_bytes()))
}

/// Every sheet in one workbook.
pub(crate) fn workbook(visit: &Visit<'_>) -> Result<Answer, Problem> {
    const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let made =
        |partnership: &Partnership| accounts::workbook(partnership, name(partnership, visit.part("slug")));
    let bytes = visit.look(|log| made(&log.view().partnership))?.map_err(|_| Problem::Broken)?;
    Ok(file(visit, "xlsx", MEDIA, bytes))
}

fn file(visit: &Visit<'_>, ending: &str, media: &'static str, bytes: Vec<u8>) -> Answer {
    Answer::file(format!("{}-money.{ending}", visit.part("slug")), media, bytes)
}

/// Links to the files.
pub(super) fn links(slug: &str) -> Markup {
    let at = |file: &str| format!("/partnerships/{slug}/{file}");
    html! {
        p class="govuk-body cw-no-print" {
            "For your accounts: "
            a class="govuk-link" href=(at("money.xlsx")) { "everything as a workbook (XLSX)" } ", "
            a class="govuk-link" href=(at("journal.csv")) { "the journal as CSV" } ", "
            a class="govuk-link" href=(at("money.journal")) { "the journal for hledger or ledger" } "."
        }
    }
}
