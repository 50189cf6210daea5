//! Controls of several values: rows, sets, one a body, one of several shapes.

use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::Shape;
use maud::{Markup, html};

use super::asked::under;
use super::inputs::another;
use super::offer::{Choices, boxes, radios};
use super::place::{Leave, Place, Setting, Shown};
use super::rows::BUTTON;
use super::write::{field, under_path};

pub(super) fn list(each: &Control, place: &Place, shown: &Shown<'_>) -> Markup {
    let mut rows = shown.asked.rows(&place.path);
    if rows.is_empty() {
        rows.push(0);
    }
    let several = rows.len() > 1;
    let inside = html! {
        @for (at, row) in rows.iter().enumerate() {
            @let path = under(&place.path, &row.to_string());
            @let called = format!("{} {}", row_name(&place.path), at + 1);
            div class="cw-row" {
                @if let Control::Parts(lines) = each {
                    fieldset class="govuk-fieldset" {
                        legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (called) }
                        (under_path(lines, &path, &Setting::InARow, shown))
                    }
                } @else {
                    (field(each, &Place { path: path.clone(), label: called.clone(), hint: None, leave: Leave::Needed, setting: Setting::InARow }, shown))
                }
                @if several {
                    button class="govuk-button govuk-button--secondary cw-again" name=(BUTTON) value={ "remove " (path) } {
                        "Remove" span class="govuk-visually-hidden" { " " (called) }
                    }
                }
            }
        }
        button class="govuk-button govuk-button--secondary cw-again" name=(BUTTON) value={ "add " (place.path) } { "Add another" }
    };
    place.grouped(shown, Some(&place.path), &inside)
}

/// `items` has items, `aims` has aims.
fn row_name(path: &str) -> String {
    let name = path.rsplit('.').next().unwrap_or(path);
    crate::words::capital(name.strip_suffix('s').unwrap_or(name))
}

pub(super) fn set(each: &Control, place: &Place, shown: &Shown<'_>) -> Markup {
    let of = if let Setting::OfABody(body) = &place.setting { Some(body.as_str()) } else { None };
    let offers = match each {
        Control::Body => shown.known.bodies(),
        Control::Person => shown.known.people(of),
        _ => Vec::new(),
    };
    let inside = html! {
        (boxes(&place.path, shown, &offers))
        @if matches!(each, Control::Person) { (another(place, "")) }
    };
    place.grouped(shown, None, &inside)
}

pub(super) fn per_body(value: &Control, place: &Place, shown: &Shown<'_>) -> Markup {
    let mut bodies = shown.known.bodies();
    for sent in shown.asked.branches(&place.path) {
        if bodies.iter().all(|(body, _)| body != sent) {
            bodies.push((sent.to_owned(), sent.to_owned()));
        }
    }
    let inside = html! {
        @for (body, name) in bodies {
            @let at = Place {
                path: under(&place.path, &body),
                label: name,
                hint: None,
                leave: Leave::Needed,
                setting: Setting::OfABody(body),
            };
            (field(value, &at, shown))
        }
    };
    place.grouped(shown, Some(&place.path), &inside)
}

/// First which shape; then its parts.
pub(super) fn tagged(shapes: &[Shape], place: &Place, shown: &Shown<'_>) -> Markup {
    let at = under(&place.path, "type");
    let chosen = shown.asked.one(&at);
    let Some(shape) = shapes.iter().find(|shape| shape.word == chosen) else {
        let choices: Choices = shapes
            .iter()
            .map(|shape| (shape.word.to_owned(), shape.meaning.trim().trim_end_matches('.').to_owned(), None))
            .collect();
        let place = Place { path: at.clone(), ..place.clone() };
        return place.grouped(shown, None, &radios(&at, "", &choices));
    };
    let inside = html! {
        input type="hidden" name=(at) value=(shape.word);
        input type="hidden" name=(under(&place.path, "shown")) value=(shape.word);
        p class="govuk-body" { (shape.meaning.trim()) }
        (under_path(shape.fields, &place.path, &place.setting, shown))
        button class="govuk-button govuk-button--secondary cw-again" name=(BUTTON) value={ "choose " (place.path) } { "Choose something else" }
    };
    place.grouped(shown, Some(&place.path), &inside)
}
