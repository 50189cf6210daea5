//! Every method's estimate with its interval, one below the other.

use maud::{Markup, html};

use super::mark::{circle, diamond};
use super::rows::Rows;
use super::svg::{Anchor, Drawing, NotDrawn, Width, line, text};
use crate::view::EstimateView;

/// A filled diamond tells a change from noise, a hollow circle does not; a circle without a line has no interval.
pub(crate) fn forest(estimates: &[EstimateView], title: &str, width: Width) -> Result<Drawing, NotDrawn> {
    if estimates.is_empty() {
        return Err(NotDrawn("No method gave an estimate."));
    }
    let names = estimates.iter().map(|view| view.title.to_owned()).collect();
    let values = estimates.iter().flat_map(|view| {
        let interval = view.figures.interval.map(|interval| [interval.lower, interval.upper]);
        let ends = interval.into_iter().flatten();
        ends.chain([view.figures.estimate]).map(|value| view.effect.printed_value(value))
    });
    let rows = Rows::new(width, names, values.chain([0.0]))?;
    let body = html! {
        (rows.reference(0.0, "zero", "no effect"))
        (rows.draw(title))
        @for (index, view) in estimates.iter().enumerate() { (row(&rows, index, view)) }
    };
    Ok(Drawing { width, height: rows.height(), body })
}

fn row(rows: &Rows, index: usize, view: &EstimateView) -> Markup {
    let y = rows.y(index);
    let at = |value: f64| rows.x.at(view.effect.printed_value(value));
    let estimate = view.figures.estimate;
    html! {
        @match view.figures.interval {
            Some(interval) => {
                (line((at(interval.lower), y), (at(interval.upper), y), "interval"))
                @for end in [interval.lower, interval.upper] { (end_mark(at(end), y, end)) }
            }
            None => { @if estimate.is_finite() { (no_interval(rows, at(estimate), y)) } }
        }
        @if estimate.is_finite() {
            @if view.figures.is_told_from_noise() {
                (diamond(at(estimate), y, 8.0, "estimate"))
            } @else {
                (circle(at(estimate), y, 6.0, "estimate-hollow"))
            }
        }
    }
}

/// Said beside the mark, on the side where there is room.
fn no_interval(rows: &Rows, x: f64, y: f64) -> Markup {
    let (left, right) = rows.x.range();
    if x < f64::midpoint(left, right) {
        text(x + 12.0, y + 5.0, Anchor::Start, "tick", "no interval")
    } else {
        text(x - 12.0, y + 5.0, Anchor::End, "tick", "no interval")
    }
}

/// A bar across a finite end; an arrow head where the interval has no limit.
pub(super) fn end_mark(x: f64, y: f64, end: f64) -> Markup {
    if end.is_finite() {
        return line((x, y - 6.0), (x, y + 6.0), "interval");
    }
    let back = if end > 0.0 { x - 8.0 } else { x + 8.0 };
    html! {
        (line((back, y - 6.0), (x, y), "interval"))
        (line((back, y + 6.0), (x, y), "interval"))
    }
}
