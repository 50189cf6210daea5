//! The form by which the register of bodies is searched, and what to try where nobody fits.

use std::collections::BTreeMap;

use commonweal_service::register::Known;
use commonweal_service::register::model::Query;
use maud::{Markup, html};

use super::in_address;
use crate::component::button;
use crate::visit::Visit;

/// Choices up to which they are a list to choose from; more are typed.
const MOST_CHOICES: usize = 60;

/// Words, kind, sector and place.
pub(super) fn form(visit: &Visit<'_>, known: &Known, query: &Query) -> Markup {
    let chosen = |text: &Option<String>| text.clone().unwrap_or_default();
    html! {
        form method="get" action=(visit.path) class="cw-search" role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { "Name, code, place or service" }
                input class="govuk-input govuk-!-width-two-thirds" id="q" name="q" type="search" value=(query.words);
            }
            div class="cw-search__filters" {
                (choice("kind", "Kind", known.index.kinds(), &chosen(&query.kind)))
                (choice("sector", "Sector", known.index.sectors(), &chosen(&query.sector)))
                (typed("place", "Region or place", &chosen(&query.place)))
            }
            (button("Search"))
        }
    }
}

fn choice(name: &str, label: &str, choices: &BTreeMap<String, usize>, chosen: &str) -> Markup {
    if choices.is_empty() || choices.len() > MOST_CHOICES {
        return typed(name, label, chosen);
    }
    html! {
        div class="govuk-form-group" {
            label class="govuk-label" for=(name) { (label) }
            select class="govuk-select" id=(name) name=(name) {
                option value="" { "Any " (label.to_lowercase()) }
                @for (choice, count) in choices {
                    option value=(choice) selected[choice.eq_ignore_ascii_case(chosen)] { (choice) " (" (count) ")" }
                }
            }
        }
    }
}

fn typed(name: &str, label: &str, value: &str) -> Markup {
    html! {
        div class="govuk-form-group" {
            label class="govuk-label" for=(name) { (label) }
            input class="govuk-input govuk-input--width-20" id=(name) name=(name) type="text" autocomplete="off" value=(value);
        }
    }
}

/// What to try where nobody fits: other words, fewer filters, everybody.
pub(super) fn instead(known: &Known, query: &Query) -> Markup {
    let words_alone = Query { words: query.words.clone(), ..Query::default() };
    let without = (words_alone != *query && !query.words.is_empty())
        .then(|| known.index.search(&words_alone).len())
        .filter(|count| *count > 0);
    let meant = known.index.did_you_mean(&query.words);
    html! {
        @if let Some(words) = meant {
            @let meant = Query { words: words.clone(), ..query.clone() };
            "Did you mean " a class="govuk-link" href={ "/register?" (in_address(&meant)) } { "'" (words) "'" } "? "
        }
        @if let Some(count) = without {
            a class="govuk-link" href={ "/register?" (in_address(&words_alone)) } { (count) " fit the words alone" } ", without kind, sector and place. "
        }
        "Or try fewer words, or " a class="govuk-link" href="/register" { "see all of them" } "."
    }
}
