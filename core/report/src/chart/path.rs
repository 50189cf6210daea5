//! Actual against counterfactual over time, with the band where placebos give one.

use commonweal_quantity::Period;
use maud::html;

use super::axes::{Axes, Legend};
use super::mark::{circle, sample_band, sample_line};
use super::svg::{Drawing, NotDrawn, Width, polygon, polyline};
use crate::view::EstimateView;

/// The treated mean as a solid line with dots, the counterfactual dashed, its pointwise band shaded, a line at `from`.
pub(crate) fn path(
    view: &EstimateView,
    from: Period,
    title: &str,
    width: Width,
) -> Result<Drawing, NotDrawn> {
    let path = &view.figures.path;
    let (Some(first), Some(last)) = (path.first(), path.last()) else {
        return Err(NotDrawn("This method gives no series of what would have happened anyway."));
    };
    let values = path.iter().flat_map(|p| {
        [Some(p.actual), Some(p.counterfactual), p.counterfactual_lower, p.counterfactual_upper]
    });
    let mut legend = vec![
        Legend {
            sample: |x, y| html! { (sample_line(x, y, "actual")) (circle(x, y, 3.5, "actual-dot")) },
            words: "Actual".to_owned(),
        },
        Legend {
            sample: |x, y| sample_line(x, y, "counterfactual"),
            words: "What would have happened anyway".to_owned(),
        },
    ];
    let band = band(view);
    if !band.is_empty() {
        legend.push(Legend {
            sample: |x, y| sample_band(x, y, "band"),
            words: "Range that placebos give it".to_owned(),
        });
    }
    let axes = Axes::new(width, (first.period, last.period), values.flatten(), legend.len())?;
    let corner = |(period, value): (Period, f64)| (axes.x.at(period), axes.y.at(value));
    let line = |value: fn(&commonweal_evaluate::estimate::PathPoint) -> f64| -> Vec<(f64, f64)> {
        path.iter().filter(|p| value(p).is_finite()).map(|p| corner((p.period, value(p)))).collect()
    };
    let (actual, counterfactual) = (line(|p| p.actual), line(|p| p.counterfactual));
    let band: Vec<(f64, f64)> = band.into_iter().map(corner).collect();
    let body = html! {
        (axes.draw(width, title, &legend))
        (polygon(&band, "band"))
        (axes.start(from))
        (polyline(&counterfactual, "counterfactual"))
        (polyline(&actual, "actual"))
        @for (x, y) in &actual { (circle(*x, *y, 2.6, "actual-dot")) }
    };
    Ok(Drawing { width, height: axes.height, body })
}

/// The outline of the band: along its upper end and back along its lower one.
fn band(view: &EstimateView) -> Vec<(Period, f64)> {
    let ends = view.figures.path.iter().filter_map(|point| {
        let (lower, upper) = (point.counterfactual_lower?, point.counterfactual_upper?);
        (lower.is_finite() && upper.is_finite()).then_some((point.period, lower, upper))
    });
    let ends: Vec<_> = ends.collect();
    let upper = ends.iter().map(|(period, _, upper)| (*period, *upper));
    let lower = ends.iter().rev().map(|(period, lower, _)| (*period, *lower));
    upper.chain(lower).collect()
}
