//! A pooled fund (section 75): what the regulation asks of the agreement, and the reports of each quarter and year.

use commonweal_appraise::pooled_fund::period::{FundPeriod, Month};
use commonweal_appraise::pooled_fund::{self, Checked, Fund};
use commonweal_appraise::{Case, Standing};
use commonweal_record::fact::Date;
use commonweal_record::partnership::Partnership;
use commonweal_report::document::{Document, to_pdf};
use commonweal_report::fund::{FundError, contents, document, report};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Colour, Column, blocks, empty, table, tag};
use crate::pages::shared::{Look, name, of_partnership};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The fund of the partnership, or how there comes to be one.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Pooled fund", |look| {
        let case = Case { partnership: look.partnership, today: look.today };
        Ok(match pooled_fund::fund(&case) {
            None => none_yet(look),
            Some(fund) => html! { (asked(look, &fund)) (reports(look, &fund)) },
        })
    })
}

/// The report on one period.
pub(crate) fn report_page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let period = period(visit)?;
    of_partnership(visit, "Pooled fund report", |look| {
        let made = made(look.partnership, look.slug, period, look.today)?;
        let file = look.address(&format!("/money/fund/{period}/report.pdf"));
        Ok(html! {
            p class="govuk-body-l" { (made.subtitle) }
            (blocks(&made.blocks))
            p class="govuk-body cw-no-print" { a class="govuk-link" href=(file) { "Download as PDF" } }
            (look.record_button("fund_reported", &format!("?period={period}"), "Record that it was submitted"))
            p class="govuk-body cw-no-print" { a class="govuk-link" href=(look.address("/money/fund")) { "The fund and its other reports" } }
        })
    })
}

/// The report on one period as PDF.
pub(crate) fn report_pdf(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (period, slug) = (period(visit)?, visit.part("slug"));
    let made = visit.look(|log| made(&log.view().partnership, slug, period, visit.app.today()))??;
    pdf(format!("{slug}-pooled-fund-{period}.pdf"), &made)
}

/// What the regulation asks for, as PDF.
pub(crate) fn contents_pdf(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    let today = visit.app.today().ok_or(Problem::Broken)?;
    let of = |partnership: &Partnership| contents(partnership, name(partnership, slug), today);
    let made = visit.look(|log| of(&log.view().partnership))?.map_err(|error| problem(&error))?;
    pdf(format!("{slug}-pooled-fund.pdf"), &made)
}

/// A document as a file to keep.
pub(crate) fn pdf(file: String, document: &Document) -> Result<Answer, Problem> {
    let bytes = to_pdf(document).map_err(|_| Problem::Broken)?;
    Ok(Answer::file(file, "application/pdf", bytes))
}

fn period(visit: &Visit<'_>) -> Result<FundPeriod, Problem> {
    visit.part("period").parse().map_err(|_| Problem::NotFound)
}

fn made(
    partnership: &Partnership,
    slug: &str,
    period: FundPeriod,
    today: Option<Date>,
) -> Result<Document, Problem> {
    let today = today.ok_or(Problem::Broken)?;
    let made = report(partnership, period, today).map_err(|error| problem(&error))?;
    Ok(document(&made, name(partnership, slug), today))
}

fn problem(error: &FundError) -> Problem {
    match error {
        FundError::NoFund => Problem::NotFound,
        FundError::Overflow(_) => Problem::Broken,
    }
}

/// What leads from the money to the fund.
pub(super) fn invitation(look: &Look<'_>) -> Markup {
    let there = pooled_fund::fund(&Case { partnership: look.partnership, today: look.today }).is_some();
    html! {
        h2 class="govuk-heading-m" { "Pooled fund" }
        p class="govuk-body" {
            @if there { "The partners pool money under section 75. " } @else { "The partners pool no money. " }
            a class="govuk-link" href=(look.address("/money/fund")) {
                @if there { "What the regulation asks for, and the reports" } @else { "What a pooled fund needs" }
            }
        }
    }
}

fn none_yet(look: &Look<'_>) -> Markup {
    html! {
        (empty("No agreement here sets up a pooled fund.", html! {
            "NHS bodies and local authorities may pool money under section 75 of the National Health Service Act 2006. Draft an agreement, set a term that names the host of the fund, and have every partner sign. This page then checks what regulation 7 asks for, and makes the quarterly reports and the annual return from the journal."
        }))
        (look.record_button("term_set", "?term.type=pooled_fund", "Set up a pooled fund"))
        (table("What the regulation will ask for", &[Column::Text("Where"), Column::Text("What")],
            pooled_fund::ITEMS.iter().map(|item| vec![html! { (item.place) }, html! { (item.title) }])))
    }
}

fn asked(look: &Look<'_>, fund: &Fund<'_>) -> Markup {
    let checked = pooled_fund::check(fund);
    let open = checked.iter().filter(|it| matches!(it.standing, Standing::Open { .. })).count();
    let columns = [Column::Text("Where"), Column::Text("What"), Column::Text("How it stands")];
    html! {
        p class="govuk-body-l" {
            (look.name_of(fund.host)) " hosts the fund. "
            @if open == 0 { "Nothing that the regulation asks for is missing." }
            @else { (words::count(open, "thing", "things")) " that the regulation asks for " @if open == 1 { "is" } @else { "are" } " missing." }
        }
        h2 class="govuk-heading-m" { "What regulation 7 asks for" }
        (table("S.I. 2000/617, regulation 7", &columns, checked.iter().map(|it| row(look, it))))
        p class="govuk-body-s" { "Met means that the record says something about it. Whether the words are good enough, and whether the functions may be delegated, is for your lawyers." }
        p class="govuk-body cw-no-print" { a class="govuk-link" href=(look.address("/money/fund.pdf")) { "Download as PDF" } }
    }
}

fn row(look: &Look<'_>, checked: &Checked) -> Vec<Markup> {
    let stands = html! {
        @match &checked.standing {
            Standing::Met { proof } => { (tag(Colour::Green, "Met")) @for seq in proof { " " (look.proof(*seq)) } },
            Standing::Open { missing, .. } => {
                (tag(Colour::Yellow, "Open"))
                @for missing in missing {
                    p {
                        (words::capital(&missing.what)) ". "
                        (look.record_link(missing.kind, &prefill(missing.field), &html! { "Record it" }))
                    }
                }
            },
            Standing::Overridden { reason, .. } => { (tag(Colour::Blue, "Set aside")) " " (reason) },
            Standing::NotApplicable { why } => { (tag(Colour::Grey, "Not asked")) " " (words::sentence(why)) },
        }
    };
    vec![html! { (checked.item.place) }, html! { (checked.item.title) }, stands]
}

fn prefill(field: Option<(&str, &str)>) -> String {
    field.map_or(String::new(), |(name, value)| format!("?{name}={value}"))
}

fn reports(look: &Look<'_>, fund: &Fund<'_>) -> Markup {
    let due = fund.periods().into_iter().map(|(period, entry)| {
        let stands = match entry {
            Some(seq) => html! { (tag(Colour::Green, "Submitted")) " " (look.proof(seq)) },
            None => tag(Colour::Yellow, "Due"),
        };
        line(look, period, stands)
    });
    let now = look.today.map(|day| Month::of(day.year_and_month()));
    let running = now.map(|month| {
        line(look, FundPeriod::quarter_of(month), html! { (tag(Colour::Grey, "Not over yet")) })
    });
    let rows: Vec<_> = due.chain(running).collect();
    let columns = [Column::Text("Period"), Column::Text("Which"), Column::Text("Report")];
    html! {
        h2 class="govuk-heading-m" { "Reports" }
        p class="govuk-body" { "The pool manager submits a report on each quarter and an annual return to the partners. They are made from the journal: income from the host's accounts that begin with “fund-income”, expenditure from those that begin with “fund-spending”." }
        (table("Quarters and years since every partner signed", &columns, rows))
    }
}

fn line(look: &Look<'_>, period: FundPeriod, stands: Markup) -> Vec<Markup> {
    let kind = if matches!(period, FundPeriod::Year { .. }) { "Annual return" } else { "Quarterly report" };
    let to = look.address(&format!("/money/fund/{period}"));
    vec![html! { a class="govuk-link" href=(to) { (period.in_words()) } }, html! { (kind) }, stands]
}
