//! Actions of many agencies: place, aims, who takes part, what was found about each aim, and how they ended.

use commonweal_record::fact::{ActionId, Whole};
use commonweal_record::partnership::Action;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, Column, bullets, details, empty, summary_list, table, tag};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Agencies up to which their names stand at once.
const NAMED: usize = 12;

/// The actions, those that are open first.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Actions", |look| {
        let mut actions: Vec<_> = look.partnership.actions.iter().collect();
        actions.sort_by_key(|(_, action)| (action.closed.is_some(), action.opened.fact.closes_on));
        Ok(html! {
            p class="govuk-body" { "For a few days many agencies do one thing together in one place, find out, and say what they found." }
            @if actions.is_empty() {
                (empty("No action has been opened yet.", html! { "Say the place, the days, what it is to find out or to do, and which agencies take part." }))
            }
            @for (id, action) in &actions { (one(look, id, action)) }
            @if !actions.is_empty() { (csv::links(look.slug, &["actions"])) }
            (look.record_button("action_opened", "", "Open an action"))
        })
    })
}

fn one(look: &Look<'_>, id: &ActionId, action: &Action) -> Markup {
    let opened = &action.opened.fact;
    html! {
        section aria-labelledby={ "action-" (id) } {
            h2 class="govuk-heading-m" id={ "action-" (id) } { (opened.title) }
            (summary_list([
                ("State", html! { (state(look, action)) " (" (look.proof(action.opened.seq)) ")" }),
                ("Place", html! { (opened.place) }),
                ("Days", html! { (opened.opens_on.in_words()) " to " (opened.closes_on.in_words()) }),
                ("Who takes part", taking_part(look, action)),
            ]))
            (findings(look, action))
            (ending(look, id, action))
        }
    }
}

fn state(look: &Look<'_>, action: &Action) -> Markup {
    let opened = &action.opened.fact;
    match (&action.closed, look.today) {
        (Some(_), _) => tag(Colour::Green, "Closed"),
        (None, Some(today)) if today < opened.opens_on => tag(Colour::Blue, "To come"),
        (None, Some(today)) if opened.closes_on < today => tag(Colour::Red, "Over, and not closed"),
        (None, _) => tag(Colour::Blue, "Open"),
    }
}

/// Bodies of the record with what each brings, and the other agencies by name.
fn taking_part(look: &Look<'_>, action: &Action) -> Markup {
    let agencies = &action.opened.fact.agencies;
    let names = || bullets(agencies.iter().map(|name| html! { (name) }));
    html! {
        @if !action.joined.is_empty() {
            (bullets(action.joined.iter().map(|told| html! { (look.name_of(&told.body)) " brings: " (told.fact.brings) " (" (look.proof(told.seq)) ")" })))
        }
        @if agencies.is_empty() && action.joined.is_empty() { "Nobody is named yet." }
        @else if agencies.len() > NAMED { (details(&words::count(agencies.len(), "agency", "agencies"), &names())) }
        @else { (names()) }
    }
}

/// A row an aim with what was found about it, then what was found beside the aims.
fn findings(look: &Look<'_>, action: &Action) -> Markup {
    let found = |aim: Option<i64>| {
        let those = action.found.iter().filter(move |told| told.fact.aim.map(Whole::get) == aim);
        those.map(|told| html! { (told.fact.finding) " (" (look.proof(told.seq)) ")" }).collect::<Vec<_>>()
    };
    let aims = (1..).zip(&action.opened.fact.aims).map(|(number, aim)| {
        let about = found(Some(number));
        let nothing = if action.closed.is_some() { "Nothing was recorded" } else { "Nothing yet" };
        vec![
            html! { (number) ". " (aim) },
            html! { @if about.is_empty() { (nothing) } @else { (bullets(about)) } },
        ]
    });
    let beside = found(None);
    html! {
        (table("What it found", &[Column::Text("Aim"), Column::Text("Found")], aims))
        @if !beside.is_empty() { p class="govuk-body" { "Beside its aims it found:" } (bullets(beside)) }
    }
}

/// How it ended, or what comes next.
fn ending(look: &Look<'_>, id: &ActionId, action: &Action) -> Markup {
    let prefill = format!("?action={id}");
    html! {
        @match &action.closed {
            Some(told) => p class="govuk-body" { "What came of it: " (told.fact.conclusion) " (" (words::day(told.at)) ", " (look.proof(told.seq)) ")" },
            None => div class="govuk-button-group" {
                (look.record_button("action_joined", &prefill, "Take part"))
                (look.record_button("action_found", &prefill, "Record a finding"))
                (look.record_button("action_closed", &prefill, "Close it"))
            },
        }
    }
}
