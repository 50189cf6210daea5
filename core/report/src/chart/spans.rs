//! Bars from one amount to another, a row each: waterfalls, tornados, payments beside gains.

use maud::{Markup, html};

use super::rows::Rows;
use super::svg::{Anchor, Drawing, NotDrawn, Width, rectangle, text, text_width};

/// One bar.
pub(crate) struct Span {
    /// Its name.
    pub(crate) name: String,
    /// Where it begins.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
    /// What is written beside it.
    pub(crate) label: String,
    /// What is written instead where there is no room for that.
    pub(crate) short: Option<String>,
    /// Its class: what is gained, what is lost, or a total.
    pub(crate) class: &'static str,
}

/// Bars of pounds over one axis titled by the unit and `title`, with a line at `reference` where one is given.
pub(crate) fn spans(
    spans: &[Span],
    title: &str,
    reference: Option<(f64, &str)>,
    width: Width,
) -> Result<Drawing, NotDrawn> {
    if spans.is_empty() {
        return Err(NotDrawn("There is nothing to draw."));
    }
    let names = spans.iter().map(|span| span.name.clone()).collect();
    let ends = spans.iter().flat_map(|span| [span.from, span.to]).chain(reference.map(|(value, _)| value));
    let ends: Vec<f64> = ends.collect();
    let (divisor, unit) = unit_of(&ends);
    let rows = Rows::new(width, names, ends.iter().map(|end| end / divisor).chain([0.0]))?;
    let body = html! {
        (rows.draw(&format!("{unit}, {title}")))
        @if let Some((value, words)) = reference { (rows.reference(value / divisor, "start", words)) }
        (rows.reference(0.0, "zero", if reference.is_some() { "" } else { "£0" }))
        @for (index, span) in spans.iter().enumerate() { (bar(&rows, index, span, divisor, width)) }
    };
    Ok(Drawing { width, height: rows.height(), body })
}

/// Millions, thousands or pounds, whichever leaves few digits.
pub(super) fn unit_of(pounds: &[f64]) -> (f64, &'static str) {
    let largest = pounds.iter().map(|pounds| pounds.abs()).fold(0.0, f64::max);
    if largest >= 2e6 {
        (1e6, "Million pounds")
    } else if largest >= 2e3 {
        (1e3, "Thousand pounds")
    } else {
        (1.0, "Pounds")
    }
}

/// A bar with its label, or its short one, behind it, before it, or inside it, where there is room.
fn bar(rows: &Rows, index: usize, span: &Span, divisor: f64, width: Width) -> Markup {
    let at = |pounds: f64| rows.x.at(pounds / divisor);
    let (left, right) = (at(span.from.min(span.to)), at(span.from.max(span.to)));
    let y = rows.y(index);
    let inside = if span.class == "bar" { "tick on-bar" } else { "tick" };
    let placed = |label: &str| {
        let room = text_width(label) + 8.0;
        if right + room < width.units() {
            Some((right + 6.0, Anchor::Start, "tick"))
        } else if left - room > rows.x.range().0 {
            Some((left - 6.0, Anchor::End, "tick"))
        } else {
            (right - left > room).then_some((right - 6.0, Anchor::End, inside))
        }
    };
    let labels = std::iter::once(&span.label).chain(&span.short);
    let label = labels.into_iter().find_map(|label| Some((label, placed(label)?)));
    html! {
        (rectangle(left, y - 9.0, (right - left).max(1.5), 18.0, span.class))
        @if let Some((label, (x, anchor, class))) = label { (text(x, y + 5.0, anchor, class, label)) }
    }
}
