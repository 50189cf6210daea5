//! One effect with its interval, where the figures alone are at hand.

use maud::{Markup, html};

use super::forest::end_mark;
use super::mark::{circle, diamond};
use super::rows::Rows;
use super::svg::{Drawing, NotDrawn, Width, line};
use crate::html::svg;
use crate::number::{Precision, number};

/// An effect as it was reported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnEffect<'a> {
    /// The effect.
    pub estimate: f64,
    /// Lower end of its interval.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// Coverage of the interval, per cent.
    pub level_percent: i64,
    /// Of what: "admissions a month".
    pub unit: &'a str,
}

/// The effect as a mark on a line, its interval and zero, for a page and for a phone; to stand inside an element of the class `report`. A
/// filled diamond is told from noise, a hollow circle is not. Nothing where a figure is not finite.
pub fn interval(id: &str, effect: &DrawnEffect<'_>) -> Option<Markup> {
    let DrawnEffect { estimate, lower, upper, level_percent, unit } = *effect;
    let drawings: Result<Vec<Drawing>, NotDrawn> =
        Width::ALL.into_iter().map(|width| drawing(effect, width)).collect();
    let drawings = drawings.ok().filter(|_| [estimate, lower, upper].iter().all(|it| it.is_finite()))?;
    let told = if is_told(effect) { "does not hold" } else { "holds" };
    let figure = |value| number(value, Precision::of_step(step(effect)));
    let description = format!(
        "The effect is {} {unit}; the {level_percent}% interval from {} to {} {told} zero.",
        figure(estimate),
        figure(lower),
        figure(upper)
    );
    Some(
        html! { @for drawing in &drawings { (svg(id, "The effect with its interval", &description, drawing)) } },
    )
}

fn is_told(effect: &DrawnEffect<'_>) -> bool {
    effect.lower > 0.0 || effect.upper < 0.0
}

/// A hundredth of the width of the interval: as precisely as it is worth saying.
fn step(effect: &DrawnEffect<'_>) -> f64 {
    let width = effect.upper - effect.lower;
    if width > 0.0 { width / 100.0 } else { effect.estimate.abs().max(1.0) / 100.0 }
}

fn drawing(effect: &DrawnEffect<'_>, width: Width) -> Result<Drawing, NotDrawn> {
    let DrawnEffect { estimate, lower, upper, unit, .. } = *effect;
    let rows = Rows::new(width, vec![String::new()], [estimate, lower, upper, 0.0])?;
    let (y, at) = (rows.y(0), |value| rows.x.at(value));
    let body = html! {
        (rows.reference(0.0, "zero", "no effect"))
        (rows.draw(unit))
        (line((at(lower), y), (at(upper), y), "interval"))
        @for end in [lower, upper] { (end_mark(at(end), y, end)) }
        @if is_told(effect) { (diamond(at(estimate), y, 8.0, "estimate")) }
        @else { (circle(at(estimate), y, 6.0, "estimate-hollow")) }
    };
    Ok(Drawing { width, height: rows.height(), body })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(lower: f64, upper: f64) -> Option<String> {
        let unit = "admissions a month";
        let effect = DrawnEffect { estimate: -58.0, lower, upper, level_percent: 95, unit };
        interval("effect", &effect).map(maud::Markup::into_string)
    }

    #[test]
    fn an_interval_without_zero_is_drawn_filled_and_one_that_holds_it_hollow() {
        let told = drawn(-81.0, -35.0).unwrap();
        assert!(told.contains("does not hold zero") && !told.contains("estimate-hollow"), "{told}");
        let not_told = drawn(-120.0, 4.0).unwrap();
        assert!(not_told.contains("holds zero") && not_told.contains("estimate-hollow"), "{not_told}");
    }

    #[test]
    fn what_has_no_end_is_not_drawn() {
        assert_eq!(drawn(f64::NEG_INFINITY, -35.0), None);
    }
}
