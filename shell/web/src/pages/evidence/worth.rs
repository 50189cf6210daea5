//! What an evaluated effect is worth, as it is shown on more than one page: in words, in pictures, and in figures of the record.

use commonweal_quantity::Pence;
use commonweal_record::fact::EvaluationId;
use commonweal_record::fact::kinds::evidence::ValuationAttached;
use commonweal_record::partnership::Told;
use commonweal_report::rounded_pence;
use commonweal_service::valuation::kept::{self, Attached, Beside};
use commonweal_service::valuation::worth::Worth;
use maud::{Markup, html};

use super::{claims, found};
use crate::component::{empty, inset};
use crate::pages::shared::Look;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The address of all figures, and of the plan, under that of the valuation.
pub(super) const ALL_AS_JSON: &str = "valuation.json";
pub(super) const PLAN: &str = "plan.toml";
/// The sections that stand beside the evaluation: the table, who pays and who gains, how sure, what is uncounted.
const IN_SHORT: [&str; 4] = ["summary", "who", "certainty", "chain"];

/// What there is of the worth of an evaluation.
pub(super) fn beside<'l>(
    visit: &Visit<'_>,
    look: &Look<'l>,
    id: &EvaluationId,
) -> Result<Beside<'l>, Problem> {
    Ok(kept::beside(visit.app.logs.place(), look.log, id)?)
}

/// The address of what an evaluation is worth.
pub(super) fn address(look: &Look<'_>, id: &EvaluationId) -> String {
    look.address(&format!("/evidence/{id}/value"))
}

/// The newest valuation of the record, with its pictures where the evaluation has its own.
pub(super) fn in_short(look: &Look<'_>, id: &EvaluationId, beside: &Beside<'_>, is_pictured: bool) -> Markup {
    let may = look.may_record("valuation_attached");
    let to = address(look, id);
    html! {
        @match beside.attached.first() {
            Some(Attached { told, worth }) => {
                h2 class="govuk-heading-m" id=(format!("worth-{id}")) { "What it is worth" }
                (recorded(look, told))
                @match worth {
                    Some(worth) if is_pictured => {
                        (in_words(worth))
                        (found::sections(worth.sections.iter().filter(|it| IN_SHORT.contains(&it.id.as_str()))))
                        (claims::section(look, told, worth))
                        p class="govuk-body" { a class="govuk-link" href=(to) { "Every line, from gross to net, year by year, and the sources of the figures" } }
                        (tables(look, id, worth))
                    },
                    _ => p class="govuk-body" { a class="govuk-link" href=(to) { "Who pays, who gains, is it cash, how sure" } },
                }
            },
            None if is_pictured => {
                h2 class="govuk-heading-m" id=(format!("worth-{id}")) { "What it is worth" }
                (empty("Nobody has said yet what it is worth.", html! {
                    "A plan says what one unit of the effect is worth, whose budget it falls to, and what it cost to bring about. "
                    @if may { a class="govuk-link" href=(to) { "Bring a plan" } }
                }))
            },
            None => {},
        }
    }
}

/// The figures of the record, with their interval and probability, and who attached them.
pub(super) fn recorded(look: &Look<'_>, told: &Told<ValuationAttached>) -> Markup {
    let fact = &told.fact;
    html! {
        @if fact.npsv < Pence(0) {
            p class="cw-effect" { "Costs " (rounded_pence(fact.npsv.0.saturating_neg())) " more than it is worth" }
        } @else {
            p class="cw-effect" { "Worth " (rounded_pence(fact.npsv.0)) " more than it costs" }
        }
        p class="govuk-body" {
            "At present value over " (fact.horizon_years) " years, in " (fact.base_year) " prices; "
            (fact.level_percent) "% interval from " (rounded_pence(fact.lower.0)) " to " (rounded_pence(fact.upper.0)) ". "
            "Benefits exceed costs with a probability of " (probability(fact.probability_percent.get())) "."
        }
        p class="govuk-body" {
            "Attached by " (look.name_of(&told.body)) " on " (words::day(told.at)) ", " (look.proof(told.seq))
            ", by the plan with the SHA-256 " span class="cw-hash" { (fact.plan) } "."
        }
    }
}

/// Never certain.
fn probability(percent: i64) -> String {
    match percent {
        100.. => "more than 99%".to_owned(),
        ..=0 => "less than 1%".to_owned(),
        percent => format!("{percent}%"),
    }
}

/// Is it cash, who pays and who gains, and what it was made from.
pub(super) fn in_words(worth: &Worth) -> Markup {
    html! {
        @for sentence in &worth.sentences { p class="govuk-body" { (sentence) } }
        (inset(&html! {
            p { "Valued here" @if let Some(at) = worth.at() { " on " (words::day(at)) } ", by " (worth.program) ", from this plan and what the evaluation found when it was run again here." }
        }))
    }
}

/// Its tables as CSV, the plan, and all of it as JSON.
pub(super) fn tables(look: &Look<'_>, id: &EvaluationId, worth: &Worth) -> Markup {
    let to = |file: &str| format!("{}/{file}?plan={}", address(look, id), worth.plan_sha256);
    html! {
        p class="govuk-body-s cw-no-print" {
            @for table in &worth.tables {
                a class="govuk-link" href=(to(&format!("{}.csv", table.name))) { "Download " (table.name) " as CSV" } ", "
            }
            a class="govuk-link" href=(to(PLAN)) { "the plan" } ", "
            a class="govuk-link" href=(to(ALL_AS_JSON)) { "all figures as JSON" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_probability_is_certain() {
        assert_eq!([0, 1, 99, 100].map(probability), ["less than 1%", "1%", "99%", "more than 99%"]);
    }
}
