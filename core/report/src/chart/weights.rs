//! Weights as bars from zero.

use maud::html;

use super::rows::Rows;
use super::svg::{Anchor, Drawing, NotDrawn, Width, rectangle, text};
use crate::number::percent;
use crate::view::EstimateView;
use crate::words;

/// Bars drawn; the table has all.
pub(crate) const MOST_BARS: usize = 15;

/// The donors that carry weight, heaviest first; the heaviest alone where there are many.
pub(crate) fn unit_weights(view: &EstimateView, width: Width) -> Result<Drawing, NotDrawn> {
    let weighted = view.figures.weights.units.iter().filter(|unit| unit.weight > 0.0);
    let mut units: Vec<(String, f64)> = weighted.map(|unit| (unit.unit.clone(), unit.weight)).collect();
    units.sort_by(|a, b| b.1.total_cmp(&a.1));
    units.truncate(MOST_BARS);
    bars(units, "Share of the weight, per cent", width)
}

/// The pre-periods that carry weight, in order of time; where there are many, the heaviest.
pub(crate) fn period_weights(view: &EstimateView, width: Width) -> Result<Drawing, NotDrawn> {
    let weighted = view.figures.weights.periods.iter().filter(|period| period.weight > 0.0);
    let mut periods: Vec<_> = weighted.collect();
    periods.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    periods.truncate(MOST_BARS);
    periods.sort_by_key(|period| period.period);
    let named: Vec<(String, f64)> =
        periods.into_iter().map(|period| (words::period(period.period), period.weight)).collect();
    bars(named, "Share of the weight, per cent", width)
}

fn bars(items: Vec<(String, f64)>, title: &str, width: Width) -> Result<Drawing, NotDrawn> {
    if items.is_empty() {
        return Err(NotDrawn("This method has no such weights."));
    }
    let (names, weights): (Vec<String>, Vec<f64>) = items.into_iter().unzip();
    let rows = Rows::new(width, names, weights.iter().map(|weight| weight * 100.0).chain([0.0]))?;
    let zero = rows.x.at(0.0);
    let body = html! {
        (rows.draw(title))
        @for (index, weight) in weights.iter().enumerate() {
            @let (x, y) = (rows.x.at(weight * 100.0), rows.y(index));
            (rectangle(zero, y - 9.0, x - zero, 18.0, "bar"))
            (value_label(x, y, &percent(*weight), width))
        }
    };
    Ok(Drawing { width, height: rows.height(), body })
}

/// The figure behind its bar, or inside it where there is no room behind.
fn value_label(x: f64, y: f64, label: &str, width: Width) -> maud::Markup {
    if x + super::svg::text_width(label) + 8.0 < width.units() {
        text(x + 6.0, y + 5.0, Anchor::Start, "tick", label)
    } else {
        text(x - 6.0, y + 5.0, Anchor::End, "tick on-bar", label)
    }
}
