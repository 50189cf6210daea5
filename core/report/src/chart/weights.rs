//! Weights as bars from zero.

use maud::html;

use super::rows::Rows;
use super::svg::{Anchor, Drawing, NotDrawn, Width, rectangle, text};
use crate::number::percent;
use crate::view::EstimateView;
use crate::words;

/// Bars drawn; the table has all.
const DRAWN: usize = 15;

/// The donors that carry weight, heaviest first; where there are many, the lightest together in a last bar.
pub(crate) fn unit_weights(view: &EstimateView, width: Width) -> Result<Drawing, NotDrawn> {
    let weighted = view.figures.weights.units.iter().filter(|unit| unit.weight > 0.0);
    let mut units: Vec<(String, f64)> = weighted.map(|unit| (unit.unit.clone(), unit.weight)).collect();
    units.sort_by(|a, b| b.1.total_cmp(&a.1));
    bars(heaviest(units, "donor"), "Share of the weight, per cent", width)
}

/// The pre-periods that carry weight, in order of time; where there are many, the heaviest.
pub(crate) fn period_weights(view: &EstimateView, width: Width) -> Result<Drawing, NotDrawn> {
    let weighted = view.figures.weights.periods.iter().filter(|period| period.weight > 0.0);
    let mut periods: Vec<_> = weighted.collect();
    periods.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let others = periods.split_off(periods.len().min(DRAWN));
    periods.sort_by_key(|period| period.period);
    let mut named: Vec<(String, f64)> =
        periods.into_iter().map(|period| (words::period(period.period), period.weight)).collect();
    if !others.is_empty() {
        let name = format!("{} together", words::counted(others.len(), "other period"));
        named.push((name, others.iter().map(|period| period.weight).sum()));
    }
    bars(named, "Share of the weight, per cent", width)
}

fn heaviest(mut items: Vec<(String, f64)>, noun: &str) -> Vec<(String, f64)> {
    let others = items.split_off(items.len().min(DRAWN));
    if !others.is_empty() {
        let name = format!("{} together", words::counted(others.len(), &format!("other {noun}")));
        items.push((name, others.iter().map(|(_, weight)| weight).sum()));
    }
    items
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
