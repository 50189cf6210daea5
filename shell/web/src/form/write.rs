//! Fields as people see them, with what was sent and what is wrong.

use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::Line;
use maud::{Markup, html};

use super::asked::under;
use super::groups::{list, per_body, set, tagged};
use super::inputs::{Text, another, area, choice, date, document, text};
use super::label::{hint, inner, label};
use super::offer::select;
use super::place::{Leave, Place, Setting, Shown};

/// Every field of a declaration.
pub(crate) fn fields(lines: &[Line], shown: &Shown<'_>) -> Markup {
    under_path(lines, "", &Setting::Alone, shown)
}

/// The fields under a path.
pub(super) fn under_path(lines: &[Line], path: &str, setting: &Setting, shown: &Shown<'_>) -> Markup {
    html! {
        @for line in lines {
            @let place = Place {
                path: under(path, line.name),
                label: label(line),
                hint: hint(line).map(str::to_owned),
                leave: if (line.required)() { Leave::Needed } else { Leave::Optional },
                setting: setting.clone(),
            };
            (field(&inner((line.control)()), &place, shown))
        }
    }
}

/// One control in its place.
pub(super) fn field(control: &Control, place: &Place, shown: &Shown<'_>) -> Markup {
    let known = shown.known;
    match control {
        Control::Line { .. } => text(place, shown, &Text::plain("")),
        Control::Paragraph { .. } => area(place, shown, &place.path, 3),
        Control::Whole { least, most } => {
            let width = if *most < 1_000_000 { "govuk-input--width-5" } else { "govuk-input--width-10" };
            let range =
                (*most < 1_000_000 && place.hint.is_none()).then(|| format!("From {least} to {most}"));
            text(&place.with_hint(range), shown, &Text { class: width, mode: Some("numeric"), before: None })
        }
        Control::Money => text(
            place,
            shown,
            &Text { class: "govuk-input--width-10", mode: Some("decimal"), before: Some("£") },
        ),
        Control::Share => text(
            &place.with_hint(Some("Such as 25% or 1/3".to_owned())),
            shown,
            &Text::plain("govuk-input--width-5"),
        ),
        Control::Decimal => text(
            &place.with_hint(Some("Such as -12.5".to_owned())),
            shown,
            &Text::plain("govuk-input--width-10"),
        ),
        Control::Date => date(place, shown),
        Control::Choice(words) => choice(words, place, shown),
        Control::Id { of } => match known.ids_beside(of, shown.asked) {
            offers if offers.is_empty() => text(place, shown, &Text::plain("govuk-input--width-20")),
            offers => select(place, shown, &offers),
        },
        Control::Body => select(place, shown, &known.bodies()),
        Control::Person => {
            let people = known.people(None);
            html! {
                (select(place, shown, &people))
                (another(place, shown.asked.all(&place.path).find(|id| people.iter().all(|(known, _)| known != id)).unwrap_or("")))
            }
        }
        Control::Code { wanted } => {
            text(&place.with_hint(Some(crate::words::capital(wanted))), shown, &Text::plain("cw-hash"))
        }
        Control::Document => document(place, shown),
        Control::New(new) => {
            let name = "Small letters, digits and hyphens".to_owned();
            let hint = matches!(**new, Control::Body).then_some(name);
            text(&place.with_hint(hint), shown, &Text::plain("govuk-input--width-20"))
        }
        Control::Optional(inner) => field(inner, place, shown),
        Control::List(each) => list(each, place, shown),
        Control::Set(each) => set(each, place, shown),
        Control::PerBody { value, .. } => per_body(value, place, shown),
        Control::Parts(lines) => {
            place.grouped(shown, Some(&place.path), &under_path(lines, &place.path, &place.setting, shown))
        }
        Control::Shapes(shapes) => tagged(shapes, place, shown),
    }
}
