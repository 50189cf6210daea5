//! Things to choose from.

use maud::{Markup, html};

use super::known::Offer;
use super::place::{Place, Shown};

/// Value, name, and what it means.
pub(super) type Choices = Vec<(String, String, Option<String>)>;

/// One of many. What was sent stands there even where it is not offered.
pub(super) fn select(place: &Place, shown: &Shown<'_>, offers: &[Offer]) -> Markup {
    let offered = |id: &str| offers.iter().any(|(known, _)| known == id);
    let chosen =
        shown.asked.all(&place.path).find(|id| offered(id)).unwrap_or_else(|| shown.asked.one(&place.path));
    let first = offers.iter().position(|(id, _)| id == chosen);
    let control = html! {
        select class={ "govuk-select" (place.mark("select", shown)) } id=(place.path) name=(place.path) aria-describedby=[place.described(shown)] {
            option value="" { "Choose" }
            @for (at, (id, name)) in offers.iter().enumerate() { option value=(id) selected[first == Some(at)] { (name) } }
            @if first.is_none() && !chosen.is_empty() { option value=(chosen) selected { (chosen) } }
        }
    };
    place.labelled(shown, &control)
}

/// One of few. The first carries the name as its id, for the summary of errors to lead to.
pub(super) fn radios(name: &str, chosen: &str, choices: &Choices) -> Markup {
    html! {
        div class="govuk-radios" {
            @for (at, (value, called, meaning)) in choices.iter().enumerate() {
                @let id = if at == 0 { name.to_owned() } else { format!("{name}-{value}") };
                @let hint = meaning.as_ref().map(|_| format!("{id}-meaning"));
                div class="govuk-radios__item" {
                    input class="govuk-radios__input" id=(id) name=(name) type="radio" value=(value) checked[value == chosen] aria-describedby=[hint.as_ref()];
                    label class="govuk-label govuk-radios__label" for=(id) { (called) }
                    @if let (Some(meaning), Some(hint)) = (meaning, &hint) { div class="govuk-hint govuk-radios__hint" id=(hint) { (meaning) } }
                }
            }
        }
    }
}

/// Any of some. What was sent stands there even where it is not offered.
pub(super) fn boxes(name: &str, shown: &Shown<'_>, offers: &[Offer]) -> Markup {
    let others = shown.asked.all(name).filter(|sent| offers.iter().all(|(id, _)| id != sent));
    let others: Vec<Offer> = others.map(|sent| (sent.to_owned(), sent.to_owned())).collect();
    html! {
        div class="govuk-checkboxes govuk-checkboxes--small" {
            @for (at, (value, called)) in offers.iter().chain(&others).enumerate() {
                @let id = if at == 0 { name.to_owned() } else { format!("{name}-{value}") };
                div class="govuk-checkboxes__item" {
                    input class="govuk-checkboxes__input" id=(id) name=(name) type="checkbox" value=(value) checked[shown.asked.all(name).any(|it| it == value)];
                    label class="govuk-label govuk-checkboxes__label" for=(id) { (called) }
                }
            }
        }
    }
}
