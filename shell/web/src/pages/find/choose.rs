//! Which body asks: the bodies that were perhaps meant by what was typed.

use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, Query};
use maud::{Markup, html};

use super::Sought;
use crate::component::empty;
use crate::words;

/// Bodies offered to choose from.
const OFFERED: usize = 10;

/// The bodies that were perhaps meant, each with what tells it from the others.
pub(super) fn section(known: &Known, sought: &Sought<'_>) -> Markup {
    if sought.of.is_empty() {
        return html! { @if !sought.need.is_empty() {
            (empty("Who asks?", html! { "Say above which body you are: its name or its place is enough. Or " a class="govuk-link" href="/register" { "look for it in the register" } "." }))
        } };
    }
    let query = Query { words: sought.of.to_owned(), ..Query::default() };
    let found: Vec<&Body> = known.search(&query);
    let meant = if found.is_empty() { known.index.did_you_mean(sought.of) } else { None };
    let (open, closed): (Vec<&Body>, Vec<&Body>) =
        found.into_iter().partition(|body| body.value(Field::Closed).is_none());
    let found: Vec<&Body> = open.into_iter().chain(closed).collect();
    html! {
        @if let Some(meant) = meant {
            @let chosen = Sought { need: sought.need, of: &meant };
            (empty("Nobody in the register is called so.", html! { "Did you mean " a class="govuk-link" href={ "/find?" (chosen.in_address()) } { "'" (meant) "'" } "?" }))
        } @else if found.is_empty() {
            (empty("Nobody in the register is called so.", html! { "Try one word of the name, or the place. Or look in the " a class="govuk-link" href="/register" { "register" } ": whoever is not listed there can be brought in from a directory." }))
        } @else {
            h2 class="govuk-heading-m" { "Which of these?" }
            ul class="govuk-list" {
                @for body in found.iter().take(OFFERED) {
                    @let chosen = Sought { need: sought.need, of: &body.key.to_string() };
                    li { a class="govuk-link" href={ "/find?" (chosen.in_address()) } { (body.name()) } span class="govuk-hint" { (told(known, body)) } }
                }
            }
            @if found.len() > OFFERED {
                p class="govuk-body" { "and " (words::grouped(found.len() - OFFERED)) " more: write more of the name, or " a class="govuk-link" href={ "/register?q=" (words::in_address(sought.of)) } { "see all of them" } "." }
            }
        }
    }
}

/// Kind, place and code.
fn told(known: &Known, body: &Body) -> String {
    let place = body.value(Field::Place).map(|place| known.places.name(known, place));
    let closed = body.value(Field::Closed).map(|day| format!("closed on {day}"));
    let told = [body.value(Field::Kind), place.or(body.value(Field::Region)), closed.as_deref()];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    format!(" {}{}{}", told.join(", "), if told.is_empty() { "" } else { "; " }, body.key)
}
