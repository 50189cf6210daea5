//! Who might do it, and how: the options that were written down or brought, what is still to be written, and what they come to.

pub(crate) mod frame;
mod inputs;
pub(crate) mod one;

use commonweal_report::options::parts;
use commonweal_service::appraisal::options::{Kept, MOST_OPTIONS, Weighed, begin_anew, bring};
use commonweal_service::appraisal::{Appraisal, AppraisalError};
use commonweal_value::options::OptionsAppraisal;
use commonweal_value::options::sheet::{Draft, Frame, Sheet};
use maud::{Markup, PreEscaped, html};

use super::{appraisal, by, heading, root};
use crate::answer::Answer;
use crate::component::{
    Column, Upload, bullets, button, button_form, details, empty, form_errors, inset, summary_list, table,
    warning,
};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The field of the form that takes a file.
const FILE: &str = "options";

/// The address of this page.
fn address(visit: &Visit<'_>) -> String {
    format!("{}/options", root(visit))
}

/// What the options come to, and the ways to write some down.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(visit.page("Options", &overview(visit, &appraisal(visit)?, None)?))
}

/// Keeps a file that was brought.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    match bring(visit.app.logs.place(), by(visit), visit.file(FILE)) {
        Ok(()) => Ok(Answer::see_other(address(visit))),
        Err(error @ AppraisalError::Options(_)) => {
            let main = overview(visit, &appraisal(visit)?, Some(&words::sentence(&error.to_string())))?;
            Ok(visit.page("Error: Options", &main).refused())
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes all of it away.
pub(crate) fn anew(visit: &Visit<'_>) -> Result<Answer, Problem> {
    begin_anew(visit.app.logs.place(), by(visit))?;
    Ok(Answer::see_other(address(visit)))
}

/// The options as the file that `commonweal appraise options` reads.
pub(crate) fn file(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let text = appraisal(visit)?.options_file().ok_or(Problem::NotFound)?;
    Ok(Answer::file("options.toml".to_owned(), "application/toml", text.into_bytes()))
}

fn overview(visit: &Visit<'_>, appraisal: &Appraisal, wrong: Option<&str>) -> Result<Markup, Problem> {
    let kept = appraisal.options();
    // What cannot be computed can still be changed.
    let (weighed, failed) = match appraisal.weighed() {
        Err(error @ AppraisalError::Options(_)) => (Weighed::Unfinished(Vec::new()), Some(error.to_string())),
        other => (other?, None),
    };
    Ok(html! {
        @if let Some(wrong) = wrong { (form_errors([(FILE, wrong)])) }
        (heading(visit, appraisal, "Options"))
        p class="govuk-body-l" { "Who might do it, and how? Going on as now, the least that would do, and every change that you can think of, weighed on public and social value. No sector is taken for granted." }
        @if let Some(kept) = kept { (last_changed(appraisal, kept)) }
        @if appraisal.both().is_none() {
            (empty("Not both have handed in yet.", html! { "Options are weighed together, once both sides know what the other answered." }))
        } @else {
            @if let Some(failed) = failed { (warning(&format!("These options cannot be compared. {failed}"))) }
            @if let Weighed::Compared(found) = &weighed { (compared(found)) }
            @match kept.map(Kept::sheet) {
                Some(None) => {},
                None if !appraisal.takes_options() => (empty("No options were weighed.", html! { "Both have started." })),
                None => (written(visit, appraisal, &Sheet::default(), &Weighed::Unfinished(Vec::new()))),
                Some(Some(sheet)) => (written(visit, appraisal, sheet, &weighed)),
            }
            (elsewhere(visit, appraisal, wrong))
        }
    })
}

fn last_changed(appraisal: &Appraisal, kept: &Kept) -> Markup {
    let how = if kept.sheet().is_some() { "Last changed" } else { "Brought as a file" };
    inset(
        &html! { (how) " by " (appraisal.names().of(kept.by)) " on " (words::day(kept.at)) ". Both sides see this and may change it until both have started. What it comes to goes into the appraisal's text." },
    )
}

fn compared(found: &OptionsAppraisal) -> Markup {
    html! {
        @for part in parts(found) {
            section aria-labelledby=(part.id) {
                h2 class="govuk-heading-m" id=(part.id) { (part.heading) }
                // Made by the report.
                div class="report" { (PreEscaped(&part.html)) }
            }
        }
    }
}

/// What was written down in forms, and what is still to be.
fn written(visit: &Visit<'_>, appraisal: &Appraisal, sheet: &Sheet, weighed: &Weighed) -> Markup {
    let is_open = appraisal.takes_options();
    html! {
        h2 class="govuk-heading-m" { "What every option is weighed on" }
        @match &sheet.frame {
            Some(frame) => (framed(frame)),
            None => p class="govuk-body" { "First say over how many years you look, whose budgets may pay or gain, what every option must meet, and what counts although it has no price." },
        }
        @if is_open {
            p class="govuk-body" {
                @match sheet.frame {
                    Some(_) => a class="govuk-link" href={ (address(visit)) "/frame" } { "Change what they are weighed on" },
                    None => a class="govuk-button" role="button" draggable="false" href={ (address(visit)) "/frame" } { "Say what they are weighed on" },
                }
            }
        }
        @if sheet.frame.is_some() {
            h2 class="govuk-heading-m" { "The options" }
            @if sheet.options.is_empty() { (empty("No option yet.", html! { "Begin with going on as now: the others are measured against it." })) }
            @else { (list(visit, &sheet.options, is_open)) }
            @if is_open && sheet.options.len() < MOST_OPTIONS {
                a class="govuk-button" role="button" draggable="false" href={ (address(visit)) "/" (sheet.options.len() + 1) } { "Add an option" }
            }
            @if let Weighed::Unfinished(lacks) = weighed {
                @if is_open && !lacks.is_empty() { (to_write(lacks)) }
            }
        }
    }
}

fn to_write(lacks: &[commonweal_value::options::sheet::Lack]) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Still to write before they can be compared" }
        (bullets(lacks.iter().map(|lack| html! { (words::sentence(&lack.to_string())) })))
    }
}

fn framed(frame: &Frame) -> Markup {
    let gates = if frame.gates.is_empty() { "None".to_owned() } else { frame.gates.join("; ") };
    let criteria = frame.criteria.iter().map(|weight| {
        let range =
            weight.range.map_or_else(String::new, |[least, most]| format!(", from {least} to {most}"));
        format!("{} ({}%{range})", weight.title, weight.percent)
    });
    let criteria =
        if frame.criteria.is_empty() { "None".to_owned() } else { criteria.collect::<Vec<_>>().join("; ") };
    summary_list([
        ("Years", html! { (frame.years) ", in " (frame.prices) " prices" }),
        ("Budgets", html! { (frame.budgets.join("; ")) }),
        ("Every option must meet", html! { (gates) }),
        ("What has no price", html! { (criteria) }),
    ])
}

fn list(visit: &Visit<'_>, options: &[Draft], is_open: bool) -> Markup {
    let columns = [
        Column::Text("Option"),
        Column::Text("What part it plays"),
        Column::Text("Delivered by"),
        Column::Text("Amounts"),
    ];
    let rows = (1..).zip(options).map(|(number, option)| {
        vec![
            html! { @if is_open { a class="govuk-link" href={ (address(visit)) "/" (number) } { (option.name) } } @else { (option.name) } },
            html! { (one::part_played(option.kind)) },
            html! { (option.delivered_by) },
            html! { (words::count(option.lines.len(), "amount", "amounts")) },
        ]
    });
    table("Options that were written down", &columns, rows)
}

/// A file in place of forms, the file to take along, and beginning anew.
fn elsewhere(visit: &Visit<'_>, appraisal: &Appraisal, wrong: Option<&str>) -> Markup {
    let (is_open, has_account) = (appraisal.takes_options(), visit.part("token").is_empty());
    html! {
        @if appraisal.options_file().is_some() {
            p class="govuk-body" { a class="govuk-link" href={ (root(visit)) "/options.toml" } { "Download these options as a file" } ", which 'commonweal appraise options' reads." }
        }
        @if is_open && has_account {
            @if wrong.is_some() { (form(visit, wrong)) } @else { (details("Bring a file of options", &form(visit, None))) }
        }
        @if is_open && appraisal.options().is_some() {
            (details("Begin anew", &html! {
                p { "This takes away everything on this page, for both sides." }
                (button_form(&format!("{}/anew", address(visit)), &[], "Take these options away"))
            }))
        }
    }
}

fn form(visit: &Visit<'_>, wrong: Option<&str>) -> Markup {
    html! {
        p class="govuk-body" { "A file can say more than the forms: effects that an evaluation found, published unit costs, optimism bias. It takes the place of what is here." }
        form method="post" action=(address(visit)) enctype="multipart/form-data" novalidate {
            (Upload { name: FILE, label: "The options", hint: "A TOML file of at most 100 kB that names no other file", accept: ".toml", error: wrong }.render())
            (button("Weigh these options"))
        }
    }
}
