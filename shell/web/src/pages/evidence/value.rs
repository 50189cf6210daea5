//! What one evaluation is worth: all that its plan says, the form to bring a plan, its tables.

use commonweal_quantity::Pence;
use commonweal_record::fact::{EvaluationId, Which};
use commonweal_service::record::policy::Decision;
use commonweal_service::record::{Acting, OpenLog};
use commonweal_service::valuation::kept::{self, Attached, Beside};
use commonweal_service::valuation::worth::{Worth, WorthError};
use maud::{Markup, html};

use super::{claims, found, worth};
use crate::answer::Answer;
use crate::component::{Upload, button, button_form, form_errors, inset};
use crate::layout;
use crate::pages::shared::{self, Look, of_partnership};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The field of the form.
const PLAN: &str = "plan";

/// What an evaluation is worth.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    shown(visit, None)
}

fn named(visit: &Visit<'_>) -> Result<EvaluationId, Problem> {
    visit.part("evaluation").parse().map_err(|_| Problem::NotFound)
}

fn shown(visit: &Visit<'_>, error: Option<&str>) -> Result<Answer, Problem> {
    let id = named(visit)?;
    let heading = format!("What evaluation {id} is worth");
    if error.is_none() {
        return of_partnership(visit, &heading, |look| body(visit, look, &id, None));
    }
    visit.look(|log| {
        let slug = visit.part("slug");
        let partnership = &log.view().partnership;
        let acting = visit.acting_in(partnership);
        let look = Look { partnership, log, slug, today: visit.app.today(), acting };
        let body = body(visit, &look, &id, error)?;
        Ok(layout::partnership_with_errors(visit, shared::name(partnership, slug), &heading, &body))
    })?
}

fn body(
    visit: &Visit<'_>,
    look: &Look<'_>,
    id: &EvaluationId,
    error: Option<&str>,
) -> Result<Markup, Problem> {
    if !look.partnership.evidence.evaluations.contains_key(id) {
        return Err(Problem::NotFound);
    }
    let beside = worth::beside(visit, look, id)?;
    let may = may_bring(look.log, look.acting);
    let draft = beside.draft.as_ref().filter(|_| may);
    let pictured = beside.attached.iter().position(|it| it.worth.is_some()).filter(|_| draft.is_none());
    Ok(html! {
        @if let Some(error) = error { (form_errors([(PLAN, error)])) }
        p class="govuk-body" { a class="govuk-link" href=(look.address(&format!("/evidence/{id}"))) { "Evaluation " (id) ": what changed, and how sure that is" } }
        @if let Some(draft) = draft { (not_attached(look, id, draft)) }
        @for (place, attached) in beside.attached.iter().enumerate() {
            (one(look, id, attached, pictured == Some(place)))
        }
        @if beside.attached.is_empty() && draft.is_none() {
            p class="govuk-body" { "Nobody has said yet what it is worth." }
        }
        @if may { (form(look, id, &beside, error)) }
    })
}

/// A valuation of the record, in full where it is the one with pictures.
fn one(look: &Look<'_>, id: &EvaluationId, attached: &Attached<'_>, is_pictured: bool) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Valuation " (attached.told.fact.valuation) }
        (worth::recorded(look, attached.told))
        @match &attached.worth {
            Some(worth) if is_pictured => {
                (worth::in_words(worth))
                (found::sections(&worth.sections))
                (claims::section(look, attached.told, worth))
                (worth::tables(look, id, worth))
            },
            Some(worth) => (worth::tables(look, id, worth)),
            None => (inset(&html! { p { "Its plan is not kept here. Whoever has it can bring it again, or value it with " code { "commonweal value" } "." } })),
        }
    }
}

/// What the plan gives that was brought last, and the way to put a body's name to it.
fn not_attached(look: &Look<'_>, id: &EvaluationId, draft: &Worth) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Not attached yet" }
        (inset(&html! { p { "Nobody has put their name to this plan. It is shown to those who may attach it, and to nobody else." } }))
        p class="govuk-body-l" { (draft.headline) }
        (worth::in_words(draft))
        (look.record_button("valuation_attached", &prefill(id, draft), "Attach this valuation"))
        (found::sections(&draft.sections))
        (worth::tables(look, id, draft))
    }
}

/// The form of the valuation, filled in.
fn prefill(id: &EvaluationId, draft: &Worth) -> String {
    let figures = &draft.figures;
    let fields = [
        ("evaluation", id.to_string()),
        ("plan", draft.plan_sha256.clone()),
        ("base_year", figures.base_year.clone()),
        ("horizon_years", figures.horizon_years.to_string()),
        ("npsv", words::in_pounds(Pence(figures.npsv))),
        ("lower", words::in_pounds(Pence(figures.lower))),
        ("upper", words::in_pounds(Pence(figures.upper))),
        ("level_percent", figures.level_percent.to_string()),
        ("probability_percent", figures.probability_percent.to_string()),
    ];
    words::query(&fields.map(|(name, value)| (name.to_owned(), value)))
}

fn may_bring(log: &OpenLog, acting: Option<&Acting>) -> bool {
    acting.is_some_and(|acting| log.may_record(Which::ValuationAttached, acting) == Decision::Allowed)
}

fn form(look: &Look<'_>, id: &EvaluationId, beside: &Beside<'_>, error: Option<&str>) -> Markup {
    let root = worth::address(look, id);
    let is_kept = beside.draft.is_some() || beside.attached.iter().any(|it| it.worth.is_some());
    html! {
        h2 class="govuk-heading-m" { "Bring a plan" }
        p class="govuk-body" {
            "A plan says what one unit of the effect is worth, whose budget it falls to, and what it cost. It is valued on what this evaluation found here, and is kept, with what it gives. "
            "Name a pocket as its body is named in this record, and its benefits can be claimed from this page."
        }
        form method="post" action=(root) enctype="multipart/form-data" novalidate {
            (Upload { name: PLAN, label: "The plan", hint: "A TOML file of at most 100 kB, as 'commonweal value' reads it", accept: ".toml", error }.render())
            (button("See what it is worth"))
        }
        @if is_kept { (button_form(&format!("{root}/forget"), &[], "Remove the plan and what it gives from this page")) }
    }
}

/// Values the plan that was sent.
pub(crate) fn bring(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, plan) = (named(visit)?, visit.file(PLAN));
    if plan.is_empty() {
        super::permitted(visit, Which::ValuationAttached)?;
        return shown(visit, Some("Choose the file of the plan"));
    }
    let place = visit.app.logs.place();
    let brought = visit.look(|log| {
        let acting = visit.acting_in(&log.view().partnership).ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(kept::bring(place, log, acting, &id, plan))
    })??;
    match brought {
        Ok(()) => Ok(Answer::see_other(format!("/partnerships/{}/evidence/{id}/value", visit.part("slug")))),
        Err(
            error @ (WorthError::Denied(_)
            | WorthError::NotAttached { .. }
            | WorthError::Parameters(_)
            | WorthError::Evaluation(_)
            | WorthError::Damaged(_)
            | WorthError::Store(_)),
        ) => Err(error.into()),
        Err(error) => shown(visit, Some(&words::sentence(&error.to_string()))),
    }
}

/// Removes what was kept.
pub(crate) fn forget(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = named(visit)?;
    let place = visit.app.logs.place();
    visit.look(|log| {
        let acting = visit.acting_in(&log.view().partnership).ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(kept::forget(place, log, acting, &id)?)
    })??;
    Ok(Answer::see_other(format!("/partnerships/{}/evidence/{id}/value", visit.part("slug"))))
}

/// One of its tables as CSV, its plan, or all of it as JSON; of the plan that is asked for, or of the newest of the record.
pub(crate) fn table(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (id, name) = (named(visit)?, visit.part("table"));
    visit.look(|log| {
        let beside = kept::beside(visit.app.logs.place(), log, &id)?;
        let may = may_bring(log, visit.acting_in(&log.view().partnership));
        let kept = beside.attached.into_iter().filter_map(|it| it.worth);
        let mut kept = kept.chain(beside.draft.filter(|_| may));
        let asked = visit.asked("plan");
        let worth = kept.find(|it| asked.is_none_or(|plan| plan == it.plan_sha256));
        let worth = worth.ok_or(Problem::NotFound)?;
        match name {
            worth::ALL_AS_JSON => {
                Ok(Answer::file(format!("{id}-value.json"), "application/json", worth.json.into_bytes()))
            }
            worth::PLAN => {
                Ok(Answer::file(format!("{id}-plan.toml"), "application/toml", worth.plan.into_bytes()))
            }
            name => {
                let mut tables = worth.tables.into_iter();
                let wanted = tables.find(|table| name.strip_suffix(".csv") == Some(&table.name));
                let table = wanted.ok_or(Problem::NotFound)?;
                let file = format!("{id}-value-{}.csv", table.name);
                Ok(Answer::file(file, "text/csv; charset=utf-8", table.csv.into_bytes()))
            }
        }
    })?
}
