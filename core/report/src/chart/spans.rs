//! Bars from one amount to another, a row each: waterfalls, tornados, payments beside gains.

use maud::html;

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
    /// Its class: what is gained, what is lost, or a total.
    pub(crate) class: &'static str,
}

/// Bars over one axis titled `title`, with a line at `reference` where one is given.
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
    let ends = spans.iter().flat_map(|span| [span.from, span.to]);
    let rows = Rows::new(width, names, ends.chain(reference.map(|(value, _)| value)).chain([0.0]))?;
    let body = html! {
        (rows.draw(title))
        @if let Some((value, words)) = reference { (rows.reference(value, "start", words)) }
        (rows.reference(0.0, "zero", if reference.is_some() { "" } else { "£0" }))
        @for (index, span) in spans.iter().enumerate() {
            @let (left, right) = (rows.x.at(span.from.min(span.to)), rows.x.at(span.from.max(span.to)));
            @let y = rows.y(index);
            (rectangle(left, y - 9.0, (right - left).max(1.5), 18.0, span.class))
            @if right + text_width(&span.label) + 8.0 < width.units() {
                (text(right + 6.0, y + 5.0, Anchor::Start, "tick", &span.label))
            } @else {
                (text(left - 6.0, y + 5.0, Anchor::End, "tick", &span.label))
            }
        }
    };
    Ok(Drawing { width, height: rows.height(), body })
}
