//! The two summary icons of a control chart, drawn anew: always beside their meaning in words.

use commonweal_evaluate::control_chart::{Assurance, ImprovementDirection, Variation};
use maud::{Markup, html};

use super::mark::{Mark, circle, diamond, square, triangle_down, triangle_up};
use super::svg::{line, polyline};

/// A ring of 64 units that holds the picture; decorative, since the words stand beside it.
fn icon(class: &str, picture: &Markup) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true" focusable="false" {
            (circle(32.0, 32.0, 29.0, &format!("icon-ring {class}")))
            (picture)
        }
    }
}

/// Dots that wander for common cause; dots that leave upwards or downwards for a special one, the last in its shape on the chart.
pub(crate) fn variation_icon(variation: Variation, improvement: ImprovementDirection) -> Markup {
    let better = if improvement == ImprovementDirection::Decrease { -1.0 } else { 1.0 };
    let (class, last, high): (&str, Mark, f64) = match variation {
        Variation::CommonCause => ("common-cause", circle, 0.0),
        Variation::SpecialCauseImprovement => ("improvement", square, better),
        Variation::SpecialCauseConcern => ("concern", diamond, -better),
        Variation::SpecialCauseNeutralHigh => ("neutral", triangle_up, 1.0),
        Variation::SpecialCauseNeutralLow => ("neutral", triangle_down, -1.0),
    };
    let path = [
        (14.0, 32.0 + 5.0 * high),
        (24.0, 28.0 + 6.0 * high),
        (34.0, 36.0 - 4.0 * high),
        (46.0, 31.0 - 10.0 * high),
    ];
    let picture = html! {
        (polyline(&path, "icon-line"))
        @for (x, y) in &path[..3] { (circle(*x, *y, 3.0, "icon-dot")) }
        (last(path[3].0, path[3].1, 7.0, class))
    };
    icon(class, &picture)
}

/// The target as a line: clear of the dots where it is met or missed for certain, among them where it is chance.
pub(crate) fn assurance_icon(assurance: Assurance) -> Markup {
    let (class, dots) = match assurance {
        Assurance::ConsistentPass => ("improvement", [(20.0, 24.0), (32.0, 18.0), (44.0, 23.0)]),
        Assurance::ConsistentFail => ("concern", [(20.0, 42.0), (32.0, 47.0), (44.0, 41.0)]),
        Assurance::Inconsistent => ("common-cause", [(20.0, 24.0), (32.0, 42.0), (44.0, 25.0)]),
    };
    let picture = html! {
        (line((12.0, 33.0), (52.0, 33.0), "target"))
        (polyline(&dots, "icon-line"))
        @for (x, y) in &dots { (circle(*x, *y, 4.5, class)) }
    };
    icon(class, &picture)
}
