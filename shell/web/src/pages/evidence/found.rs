//! What an evaluation found, as it is shown on more than one page: the drawn interval, the sections of its report, its tables.

use commonweal_record::fact::EvaluationId;
use commonweal_record::partnership::Evaluation;
use commonweal_report::{DrawnEffect, interval};
use commonweal_service::evaluation::kept::{self, Beside, Found, Key, Section};
use commonweal_service::record::OpenLog;
use maud::{Markup, PreEscaped, html};

use crate::component::inset;
use crate::pages::shared::Look;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The address of all figures, under that of the evaluation.
pub(super) const ALL_AS_JSON: &str = "evaluation.json";
/// The section that comes before any effect.
const FIT: &str = "fit";
/// The sections that show the effect.
const EFFECT: [&str; 2] = ["actual-and-counterfactual", "gap"];

/// What there is of an evaluation beside the record.
pub(super) fn beside(
    visit: &Visit<'_>,
    look: &Look<'_>,
    id: &EvaluationId,
    evaluation: &Evaluation,
) -> Result<Beside, Problem> {
    Ok(kept::beside(visit.app.logs.place(), &Key::of(look.log, id), &evaluation.attached.fact)?)
}

/// What was kept of an evaluation of a log.
pub(super) fn kept(visit: &Visit<'_>, log: &OpenLog, id: &EvaluationId) -> Result<Option<Found>, Problem> {
    let evaluations = &log.view().partnership.evidence.evaluations;
    let evaluation = evaluations.get(id).ok_or(Problem::NotFound)?;
    let beside = kept::beside(visit.app.logs.place(), &Key::of(log, id), &evaluation.attached.fact)?;
    Ok(beside.found)
}

/// That it was run again, and what came out.
pub(super) fn ran(found: &Found) -> Markup {
    inset(&html! {
        p { "Run again here" @if let Some(at) = found.at() { " on " (words::day(at)) } ", by " (found.program) ", from the protocol and the panel of these hashes. It gave the figures of the record." }
    })
}

/// The effect in figures, and drawn.
pub(in crate::pages) fn effect(look: &Look<'_>, evaluation: &Evaluation) -> Markup {
    let fact = &evaluation.attached.fact;
    let number = |decimal: &commonweal_record::fact::Decimal| decimal.to_string().parse().unwrap_or(f64::NAN);
    let drawn = DrawnEffect {
        estimate: number(&fact.estimate),
        lower: number(&fact.lower),
        upper: number(&fact.upper),
        level_percent: fact.level_percent.get(),
        unit: fact.unit.as_str(),
    };
    html! {
        p class="cw-effect" { (super::minus(&fact.estimate.to_string())) " " (fact.unit) }
        p class="govuk-body" { (fact.level_percent) "% interval from " (super::minus(&fact.lower.to_string())) " to " (super::minus(&fact.upper.to_string())) "." }
        @if let Some(picture) = interval(&format!("effect-{}-{}", look.slug, fact.evaluation), &drawn) {
            div class="report report--small" { (picture) }
        }
    }
}

/// How well it fits, then the effect with its pictures.
pub(super) fn in_short(look: &Look<'_>, evaluation: &Evaluation, found: &Found) -> Markup {
    let of = |names: &'static [&str]| found.sections.iter().filter(|it| names.contains(&it.id.as_str()));
    html! {
        (sections(of(&[FIT])))
        (effect_in_words(look, evaluation, found))
        (sections(of(&EFFECT)))
    }
}

/// How well it fits, the effect, and everything else.
pub(super) fn in_full(look: &Look<'_>, evaluation: &Evaluation, found: &Found) -> Markup {
    let (fit, others): (Vec<&Section>, Vec<&Section>) = found.sections.iter().partition(|it| it.id == FIT);
    html! {
        (sections(fit))
        (effect_in_words(look, evaluation, found))
        (sections(others))
    }
}

fn effect_in_words(look: &Look<'_>, evaluation: &Evaluation, found: &Found) -> Markup {
    html! {
        h3 class="govuk-heading-s" { "The effect" }
        (effect(look, evaluation))
        p class="govuk-body" { (found.headline) }
    }
}

pub(super) fn sections<'f>(sections: impl IntoIterator<Item = &'f Section>) -> Markup {
    html! {
        @for section in sections {
            section aria-labelledby=(section.id) {
                h3 class="govuk-heading-s" id=(section.id) { (section.heading) }
                // Made by the report, and kept by this program alone.
                div class="report" { (PreEscaped(&section.html)) }
            }
        }
    }
}

/// Its tables as CSV, and all of it as JSON.
pub(super) fn tables(look: &Look<'_>, id: &EvaluationId, found: &Found) -> Markup {
    let root = look.address(&format!("/evidence/{id}"));
    html! {
        p class="govuk-body-s cw-no-print" {
            @for table in &found.tables {
                a class="govuk-link" href={ (root) "/" (table.name) ".csv" } { "Download " (table.name) " as CSV" } ", "
            }
            a class="govuk-link" href={ (root) "/" (ALL_AS_JSON) } { "all figures as JSON" }
        }
    }
}
