//! One evaluation: all that it found, where it was run again here; the form to run it; its tables.

use std::sync::Arc;

use commonweal_record::fact::{EvaluationId, Which};
use commonweal_service::evaluation::again::{AgainError, Brought, begin, forget as forget_result};
use commonweal_service::evaluation::kept::{Attempt, Beside};
use commonweal_service::record::policy::Decision;
use commonweal_service::record::{Acting, OpenLog};
use maud::{Markup, html};

use super::found;
use crate::answer::Answer;
use crate::component::{Upload, button, button_form, empty, form_errors, inset, warning};
use crate::layout;
use crate::pages::shared::{self, Look, of_partnership};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The fields of the form.
const PROTOCOL: &str = "protocol";
const PANEL: &str = "panel";

/// One evaluation.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    shown(visit, &[])
}

fn named(visit: &Visit<'_>) -> Result<EvaluationId, Problem> {
    visit.part("evaluation").parse().map_err(|_| Problem::NotFound)
}

fn heading(id: &EvaluationId) -> String {
    format!("Evaluation {id}")
}

fn shown(visit: &Visit<'_>, errors: &[(&str, String)]) -> Result<Answer, Problem> {
    let id = named(visit)?;
    if errors.is_empty() {
        return of_partnership(visit, &heading(&id), |look| body(visit, look, &id, &[]));
    }
    visit.look(|log| {
        let slug = visit.part("slug");
        let partnership = &log.view().partnership;
        let acting = visit.acting_in(partnership);
        let look = Look { partnership, log, slug, today: visit.app.today(), acting };
        let body = body(visit, &look, &id, errors)?;
        Ok(layout::partnership_with_errors(visit, shared::name(partnership, slug), &heading(&id), &body))
    })?
}

fn body(
    visit: &Visit<'_>,
    look: &Look<'_>,
    id: &EvaluationId,
    errors: &[(&str, String)],
) -> Result<Markup, Problem> {
    let evaluation = look.partnership.evidence.evaluations.get(id).ok_or(Problem::NotFound)?;
    let beside = found::beside(visit, look, id, evaluation)?;
    let may = may_run(look.log, look.acting);
    Ok(html! {
        @if !errors.is_empty() { (form_errors(errors.iter().map(|(field, says)| (*field, says.as_str())))) }
        (super::attached(look, evaluation))
        @match &beside.found {
            Some(found) => {
                (found::ran(found))
                (found::in_full(look, evaluation, found))
                (found::tables(look, id, found))
            },
            None => {
                (found::effect(look, evaluation))
                (empty("What it found is not kept here.", html! { "The record has the hashes of its protocol and its panel. Whoever has both files can run it again, here or with " code { "commonweal evaluate" } "." }))
            },
        }
        p class="govuk-body" { a class="govuk-link" href=(super::worth::address(look, id)) { "What it is worth, and to whose budget" } }
        (attempt(look, id, &beside))
        @if may { (form(look, id, &beside, errors)) }
    })
}

fn may_run(log: &OpenLog, acting: Option<&Acting>) -> bool {
    acting.is_some_and(|acting| log.may_record(Which::EvaluationAttached, acting) == Decision::Allowed)
}

fn address(look: &Look<'_>, id: &EvaluationId) -> String {
    look.address(&format!("/evidence/{id}"))
}

/// How the latest attempt stands.
fn attempt(look: &Look<'_>, id: &EvaluationId, beside: &Beside) -> Markup {
    html! {
        @match &beside.attempt {
            Some(Attempt::Running) => (inset(&html! {
                p { strong { "It is being run." } " This may take some minutes. You can leave this page; what it finds will stand here." }
                p { a class="govuk-link" href=(address(look, id)) { "See whether it has finished" } }
            })),
            Some(Attempt::Failed { why }) => (warning(&format!("The latest run came to nothing: {}", words::sentence(why)))),
            None => {},
        }
    }
}

fn form(look: &Look<'_>, id: &EvaluationId, beside: &Beside, errors: &[(&str, String)]) -> Markup {
    let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, says)| says.as_str());
    let root = address(look, id);
    html! {
        h2 class="govuk-heading-m" { "Run it again" }
        p class="govuk-body" {
            "Bring the protocol and the panel that were attached. Both are compared with the hashes in the record, and what they give with its figures. "
            "The panel is forgotten once it has been read. What is kept, and shown to everybody who can see this page, is the report: the series of the treated units, and the names and weights of the others."
        }
        form method="post" action={ (root) "/run" } enctype="multipart/form-data" novalidate {
            (Upload { name: PROTOCOL, label: "The protocol", hint: "A TOML file of at most 100 kB", accept: ".toml", error: error(PROTOCOL) }.render())
            (Upload { name: PANEL, label: "The panel", hint: "A CSV file of at most 10 MB, with counts and no rows about persons", accept: ".csv,text/csv", error: error(PANEL) }.render())
            (button("Run it again"))
        }
        @if beside.found.is_some() {
            (button_form(&format!("{root}/forget"), &[], "Remove what was found from this page"))
        }
    }
}

/// Begins running the evaluation again with the files that were sent.
pub(crate) fn run(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = named(visit)?;
    let missing = [(PROTOCOL, "Choose the file of the protocol"), (PANEL, "Choose the file of the panel")];
    let missing: Vec<(&str, String)> = missing
        .into_iter()
        .filter(|(field, _)| visit.file(field).is_empty())
        .map(|(field, says)| (field, says.to_owned()))
        .collect();
    if !missing.is_empty() {
        super::permitted(visit, Which::EvaluationAttached)?;
        return shown(visit, &missing);
    }
    let brought = Brought { protocol: visit.file(PROTOCOL).to_vec(), panel: visit.file(PANEL).to_vec() };
    let place = visit.app.logs.place();
    let begun = visit.look(|log| {
        let acting = visit.acting_in(&log.view().partnership).ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(begin(place, log, acting, &id, brought))
    })??;
    match begun {
        Ok(work) => {
            let place = Arc::clone(place);
            // What came of it is kept beside the record. Where the store fails then, the attempt runs out by itself.
            let carried = std::thread::Builder::new().spawn(move || drop(work.carry_out(&place)));
            carried.map_err(|_| Problem::Broken)?;
            Ok(Answer::see_other(format!("/partnerships/{}/evidence/{id}", visit.part("slug"))))
        }
        Err(error) => match field_of(&error) {
            Some(field) => shown(visit, &[(field, words::sentence(&error.to_string()))]),
            None => Err(error.into()),
        },
    }
}

/// The field that an error is about, where somebody can bring another file or wait.
fn field_of(error: &AgainError) -> Option<&'static str> {
    match error {
        AgainError::TooLarge { what, .. } | AgainError::OtherFile { what, .. } => Some(what),
        AgainError::NotText | AgainError::Protocol(_) => Some(PROTOCOL),
        AgainError::AtWork => Some(""),
        _ => None,
    }
}

/// Removes what was kept.
pub(crate) fn forget(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = named(visit)?;
    let place = visit.app.logs.place();
    visit.look(|log| {
        let acting = visit.acting_in(&log.view().partnership).ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(forget_result(place, log, acting, &id)?)
    })??;
    Ok(Answer::see_other(format!("/partnerships/{}/evidence/{id}", visit.part("slug"))))
}

/// One of its tables as CSV, or all of it as JSON.
pub(crate) fn table(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, name) = (named(visit)?, visit.part("table"));
    visit.look(|log| {
        let found = found::kept(visit, log, &id)?.ok_or(Problem::NotFound)?;
        if name == found::ALL_AS_JSON {
            return Ok(Answer::file(format!("{id}.json"), "application/json", found.json.into_bytes()));
        }
        let wanted = found.tables.into_iter().find(|table| name.strip_suffix(".csv") == Some(&table.name));
        let table = wanted.ok_or(Problem::NotFound)?;
        let file = format!("{id}-{}.csv", table.name);
        Ok(Answer::file(file, "text/csv; charset=utf-8", table.csv.into_bytes()))
    })?
}
