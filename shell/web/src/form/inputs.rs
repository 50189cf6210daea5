//! Controls of one value.

use commonweal_record::fact::control::Word;
use maud::{Markup, html};

use super::asked::under;
use super::offer::{Choices, radios, select};
use super::place::{Place, Setting, Shown};

/// How a text is typed.
pub(super) struct Text {
    pub(super) class: &'static str,
    pub(super) mode: Option<&'static str>,
    pub(super) before: Option<&'static str>,
}

impl Text {
    pub(super) fn plain(class: &'static str) -> Self {
        Self { class, mode: None, before: None }
    }
}

pub(super) fn text(place: &Place, shown: &Shown<'_>, how: &Text) -> Markup {
    let input = html! {
        input class={ "govuk-input " (how.class) (place.mark("input", shown)) } id=(place.path) name=(place.path) type="text" inputmode=[how.mode] spellcheck="false"
            autocomplete="off" aria-describedby=[place.described(shown)] value=(shown.asked.one(&place.path));
    };
    let control = match how.before {
        None => input,
        Some(before) => html! {
            div class="govuk-input__wrapper" { div class="govuk-input__prefix" aria-hidden="true" { (before) } (input) }
        },
    };
    place.labelled(shown, &control)
}

pub(super) fn area(place: &Place, shown: &Shown<'_>, name: &str, rows: u8) -> Markup {
    let control = html! {
        textarea class={ "govuk-textarea" (place.mark("textarea", shown)) } id=(place.path) name=(name) rows=(rows) aria-describedby=[place.described(shown)] { "\n" (shown.asked.one(name)) }
    };
    place.labelled(shown, &control)
}

pub(super) fn date(place: &Place, shown: &Shown<'_>) -> Markup {
    let whole: Vec<&str> = shown.asked.one(&place.path).split('-').collect();
    let parts = [("day", 2, 2), ("month", 1, 2), ("year", 0, 4)];
    let inputs = html! {
        div class="govuk-date-input" {
            @for (part, at, width) in parts {
                @let name = under(&place.path, part);
                @let typed = shown.asked.one(&name);
                @let value = if typed.is_empty() && whole.len() == 3 { whole.get(at).copied().unwrap_or("") } else { typed };
                div class="govuk-date-input__item" {
                    label class="govuk-label govuk-date-input__label" for=(name) { (crate::words::capital(part)) }
                    input class={ "govuk-input govuk-date-input__input govuk-input--width-" (width) } id=(name) name=(name) type="text" inputmode="numeric" value=(value);
                }
            }
        }
    };
    let place = Place {
        hint: place.hint.clone().or_else(|| Some("For example, 27 3 2027".to_owned())),
        ..place.clone()
    };
    let inside = shown
        .complaints
        .iter()
        .find(|it| it.path.strip_prefix(place.path.as_str()).is_some_and(|rest| rest.starts_with('.')));
    let error = html! { @if let Some(it) = inside { p class="govuk-error-message" { span class="govuk-visually-hidden" { "Error:" } " " (it.says) } } };
    place.grouped(shown, Some(&place.path), &html! { (error) (inputs) })
}

/// Few words stand open to be read; many, or those in a row, fold into a list.
pub(super) fn choice(words: &[Word], place: &Place, shown: &Shown<'_>) -> Markup {
    let called = |word: &Word| crate::words::capital(word.phrase.trim_matches('\''));
    if words.len() > 7 || place.setting != Setting::Alone {
        let offers: Vec<(String, String)> =
            words.iter().map(|word| (word.word.to_owned(), called(word))).collect();
        return select(place, shown, &offers);
    }
    let choices = words.iter().map(|word| {
        let meaning = word.meaning.trim();
        let same = called(word).to_lowercase().contains(&meaning.trim_end_matches('.').to_lowercase());
        (word.word.to_owned(), called(word), (!same).then(|| meaning.to_owned()))
    });
    let choices: Choices = choices.collect();
    place.grouped(shown, None, &radios(&place.path, shown.asked.one(&place.path), &choices))
}

/// Somebody who is not on the list, by opaque id.
pub(super) fn another(place: &Place, typed: &str) -> Markup {
    let id = format!("{}-another", place.path);
    html! {
        details class="govuk-details" open[!typed.is_empty()] {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "Somebody who is not listed" } }
            div class="govuk-details__text" {
                label class="govuk-label" for=(id) { "Their opaque id, 32 digits and letters from a to f" }
                input class="govuk-input cw-hash" id=(id) name=(place.path) type="text" spellcheck="false" autocomplete="off" value=(typed);
            }
        }
    }
}

pub(super) fn document(place: &Place, shown: &Shown<'_>) -> Markup {
    let name = under(&place.path, "text");
    let kept = shown.asked.one(&place.path);
    let told = "The text is kept in the vault, from which it can be erased; the record carries only its salted hash.".to_owned();
    let id = format!("{}-hash", place.path);
    html! {
        (area(&place.with_hint(Some(told)), shown, &name, 8))
        details class="govuk-details" open[!kept.is_empty()] {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "It is kept already" } }
            div class="govuk-details__text" {
                label class="govuk-label" for=(id) { "The hash by which the record carries it" }
                input class="govuk-input cw-hash" id=(id) name=(place.path) type="text" spellcheck="false" autocomplete="off" value=(kept);
            }
        }
    }
}
