//! The estimate without each donor that carries weight, one below the other.

use maud::html;

use super::mark::circle;
use super::rows::Rows;
use super::svg::{Drawing, NotDrawn, Width, line};
use crate::view::EstimateView;

/// Donors drawn; the table has all.
const DRAWN: usize = 15;

/// A dot for each donor left out, heaviest first, joined to the estimate with all of them.
pub(crate) fn leave_one_out(view: &EstimateView, title: &str, width: Width) -> Result<Drawing, NotDrawn> {
    let left_out = &view.figures.diagnostics.leave_one_out;
    if left_out.is_empty() {
        return Err(NotDrawn("No donor was left out in turn for this method."));
    }
    let left_out = &left_out[..left_out.len().min(DRAWN)];
    let names = left_out.iter().map(|one| format!("without {}", one.unit)).collect();
    let at = |value: f64| view.effect.printed_value(value);
    let all = at(view.figures.estimate);
    let rows = Rows::new(width, names, left_out.iter().map(|one| at(one.estimate)).chain([0.0, all]))?;
    let body = html! {
        (rows.reference(0.0, "zero", ""))
        (rows.reference(all, "start", &format!("all donors: {}", view.printed.estimate)))
        (rows.draw(title))
        @for (index, one) in left_out.iter().enumerate() {
            @if one.estimate.is_finite() {
                @let (x, y) = (rows.x.at(at(one.estimate)), rows.y(index));
                (line((rows.x.at(all), y), (x, y), "stem"))
                (circle(x, y, 6.0, "estimate"))
            }
        }
    };
    Ok(Drawing { width, height: rows.height(), body })
}
