//! The gap between actual and counterfactual over time.

use commonweal_quantity::Period;
use maud::html;

use super::axes::Axes;
use super::mark::circle;
use super::svg::{Drawing, NotDrawn, Width, polygon, polyline};
use crate::view::EstimateView;

/// The gap as a line with dots about zero, with the band of the counterfactual carried over to it.
pub(crate) fn gap(view: &EstimateView, from: Period, title: &str, width: Width) -> Result<Drawing, NotDrawn> {
    let path = &view.figures.path;
    let (Some(first), Some(last)) = (path.first(), path.last()) else {
        return Err(NotDrawn("This method gives no series of gaps."));
    };
    let shown = |gap: f64| view.effect.printed_value(gap);
    let band: Vec<(Period, f64, f64)> = path
        .iter()
        .filter_map(|p| {
            let (lower, upper) = (p.actual - p.counterfactual_upper?, p.actual - p.counterfactual_lower?);
            (lower.is_finite() && upper.is_finite()).then_some((p.period, shown(lower), shown(upper)))
        })
        .collect();
    let values = path.iter().map(|p| shown(p.gap)).chain([0.0]);
    let values = values.chain(band.iter().flat_map(|(_, lower, upper)| [*lower, *upper]));
    let axes = Axes::new(width, (first.period, last.period), values, 0)?;
    let line: Vec<(f64, f64)> = path
        .iter()
        .filter(|p| p.gap.is_finite())
        .map(|p| (axes.x.at(p.period), axes.y.at(shown(p.gap))))
        .collect();
    let upper = band.iter().map(|(period, _, upper)| (axes.x.at(*period), axes.y.at(*upper)));
    let lower = band.iter().rev().map(|(period, lower, _)| (axes.x.at(*period), axes.y.at(*lower)));
    let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
    let body = html! {
        (axes.draw(width, title, &[]))
        (polygon(&outline, "band"))
        (axes.zero())
        (axes.start(from))
        (polyline(&line, "actual"))
        @for (x, y) in &line { (circle(*x, *y, 2.6, "actual-dot")) }
    };
    Ok(Drawing { width, height: axes.height, body })
}
