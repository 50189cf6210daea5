//! Both sides' answers beside each other: what is not clear, then where they differ, then the rest.

use commonweal_appraise::rule::Weight;
use commonweal_appraise::side_by_side::{Likeness, Pair, Side, Unclear, compare};
use commonweal_service::appraisal::{Appraisal, Opened};
use maud::{Markup, html};

use super::aligned::aligned;
use super::talk::to_talk_about;
use super::{about, appraisal, heading, root};
use crate::answer::Answer;
use crate::component::{Colour, Column, bullets, button, empty, form_errors, table, tag};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The answers side by side.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let main = compared(visit, &appraisal(visit)?, None);
    Ok(visit.page("Side by side", &main))
}

pub(super) fn compared(visit: &Visit<'_>, appraisal: &Appraisal, wrong: Option<&str>) -> Markup {
    html! {
        @if let Some(wrong) = wrong { (form_errors([("", wrong)])) }
        (heading(visit, appraisal, "Side by side"))
        (about(appraisal))
        @match appraisal.both() {
            None => (empty("Not both have handed in yet.", html! { "Until both have, neither sees the other's answers." })),
            Some(opened) => { (beside(visit, appraisal, opened)) }
        }
    }
}

fn beside(visit: &Visit<'_>, appraisal: &Appraisal, opened: Opened<'_>) -> Markup {
    let pairs = compare(opened.answers);
    let of = |likeness: Likeness| pairs.iter().filter(|pair| pair.likeness == likeness).collect::<Vec<_>>();
    html! {
        (clarity(visit, appraisal))
        h2 class="govuk-heading-m" { "Where you differ" }
        (laid_out(appraisal, "Answers that differ", &of(Likeness::Differ), "You differ nowhere that can be compared."))
        (aligned(appraisal, opened))
        (to_talk_about(appraisal, opened))
        h2 class="govuk-heading-m" { "Who might do it, and how" }
        p class="govuk-body" { a class="govuk-link" href={ (root(visit)) "/options" } { "Weigh the options" } ": going on as now, the least that would do, and every change you can think of." }
        h2 class="govuk-heading-m" { "In your own words" }
        p class="govuk-body" { "No program compares these: read them to each other." }
        (laid_out(appraisal, "Answers in your own words", &of(Likeness::Read), "Nobody wrote anything."))
        h2 class="govuk-heading-m" { "Where you agree" }
        (laid_out(appraisal, "Answers that agree", &of(Likeness::Alike), "You agree nowhere that can be compared."))
        p class="govuk-body" { a class="govuk-button" role="button" draggable="false" href={ (root(visit)) "/end" } { "Say how it ends" } }
    }
}

/// The clarity rules that the answers do not meet, those that refuse first.
fn clarity(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    let mut open = appraisal.unclear();
    open.sort_by_key(|it| !it.refuses());
    html! {
        h2 class="govuk-heading-m" { "Is this a collaboration?" }
        @if open.is_empty() {
            p class="govuk-body" { (tag(Colour::Green, "Clear")) " No clarity rule is open." }
        }
        @for it in &open { (rule(visit, it)) }
        @for aside in appraisal.set_aside() {
            p class="govuk-body" {
                (tag(Colour::Grey, "Set aside")) " " (title(&aside.rule)) ", by " (appraisal.names().of(aside.by)) " on " (words::day(aside.at)) ": " (words::sentence(&aside.reason))
            }
        }
    }
}

fn title(rule: &str) -> &str {
    commonweal_appraise::rules::named(rule).map_or(rule, |rule| rule.title)
}

fn rule(visit: &Visit<'_>, it: &Unclear) -> Markup {
    let (colour, says) = match it.rule.weight {
        Weight::Refuses => (Colour::Red, "Nothing can start"),
        Weight::Warns => (Colour::Yellow, "A warning"),
        Weight::Relabels => (Colour::Yellow, "Planning and networking"),
        Weight::Asks => (Colour::Blue, "Still to be done"),
    };
    let field = format!("reason-{}", it.rule.name);
    html! {
        section class="cw-rule" {
            h3 class="govuk-heading-s cw-rule__title" { (it.rule.title) " " (tag(colour, says)) }
            p class="govuk-hint" { (it.rule.reason) }
            (bullets(it.because.iter().map(|because| html! { (words::sentence(because)) })))
            details class="govuk-details" {
                summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "Set it aside" span class="govuk-visually-hidden" { ": " (it.rule.title) } } }
                div class="govuk-details__text" {
                    form method="post" action={ (root(visit)) "/set-aside" } novalidate {
                        input type="hidden" name="rule" value=(it.rule.name);
                        label class="govuk-label" for=(field) { "Why it does not stand in the way here" }
                        textarea class="govuk-textarea" id=(field) name="reason" rows="3" {}
                        (button("Set it aside with this reason"))
                    }
                }
            }
        }
    }
}

fn laid_out(appraisal: &Appraisal, caption: &str, pairs: &[&Pair<'_>], none: &str) -> Markup {
    let columns = [Column::Text("Question"), Column::Text("You"), Column::Text("They")];
    let cell = |pair: &Pair<'_>, side: Side| {
        let said = pair.said.iter().find(|said| said.side == side);
        html! {
            @if let Some(said) = said {
                @if said.question.id != pair.question.id { span class="govuk-hint" { (said.question.says()) } br; }
                @match said.answer { Some(answer) => (said.question.in_words(answer)), None => "(left open)" }
            }
        }
    };
    let answered = pairs.iter().filter(|pair| pair.said.iter().any(|said| said.answer.is_some()));
    let mut rows = answered
        .map(|pair| {
            let expects =
                pair.said[0].side != appraisal.side && pair.said[0].question.id != pair.said[1].question.id;
            let wording = if expects {
                "What they say of you, and what you say of yourself".to_owned()
            } else {
                pair.question.says()
            };
            vec![html! { (wording) }, cell(pair, appraisal.side), cell(pair, appraisal.side.other())]
        })
        .peekable();
    html! {
        @if rows.peek().is_none() { p class="govuk-body" { (none) } }
        @else { (table(caption, &columns, rows)) }
    }
}
