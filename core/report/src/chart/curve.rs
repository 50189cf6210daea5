//! A curve over amounts of money: the probability of more.

use maud::html;

use super::scale::Linear;
use super::spans::unit_of;
use super::svg::{Anchor, Drawing, NotDrawn, Width, fitted, line, polyline, text, text_width};

/// Points (amount, probability) joined by a line; both axes have their grid.
pub(crate) fn curve(points: &[(f64, f64)], title: &str, width: Width) -> Result<Drawing, NotDrawn> {
    let (left, right, top, bottom) = (58.0, width.units() - 30.0, 36.0, 276.0);
    let ticks = if width == Width::Wide { 6 } else { 3 };
    let unreadable = NotDrawn("There is no range of finite values to draw.");
    let pounds: Vec<f64> = points.iter().map(|(amount, _)| *amount).collect();
    let (divisor, unit) = unit_of(&pounds);
    let amounts = pounds.iter().map(|amount| amount / divisor).chain([0.0]);
    let x = Linear::nice(amounts, (left, right), ticks).ok_or(unreadable)?;
    let y = Linear::nice([0.0, 100.0], (bottom, top), 5).ok_or(unreadable)?;
    let drawn: Vec<(f64, f64)> = points
        .iter()
        .map(|(amount, probability)| (x.at(amount / divisor), y.at(probability * 100.0)))
        .collect();
    let body = html! {
        (text(4.0, 16.0, Anchor::Start, "axis-title", "Probability, per cent"))
        @for (value, label) in y.ticks() {
            (line((left, y.at(value)), (right, y.at(value)), "grid"))
            (text(left - 8.0, y.at(value) + 5.0, Anchor::End, "tick", &label))
        }
        @for (value, label) in x.ticks() {
            (line((x.at(value), top), (x.at(value), bottom), "grid"))
            (text(x.at(value).min(width.units() - text_width(&label) / 2.0), bottom + 20.0, Anchor::Middle, "tick", &label))
        }
        (line((x.at(0.0), top), (x.at(0.0), bottom), "zero"))
        (polyline(&drawn, "actual"))
        (text(width.units() - 14.0, bottom + 46.0, Anchor::End, "axis-title", &fitted(&format!("{unit}, {title}"), width.units() - 28.0)))
    };
    Ok(Drawing { width, height: bottom + 56.0, body })
}
