//! Pictures as SVG, drawn on the server: scales, axes, and one file a chart.
//!
//! Each chart is drawn twice, for a wide page and for a phone, so that labels are legible on both; the page's style shows
//! one. Colour never carries meaning alone: marks differ in shape, lines in dash.

mod axes;
mod control_chart;
mod curve;
mod forest;
mod gap;
mod icons;
mod interval;
mod leave_one_out;
mod map;
mod mark;
mod path;
mod placebos;
mod rows;
mod sankey;
mod scale;
mod spans;
mod svg;
mod time_axis;
mod weights;

pub(crate) use control_chart::control_chart;
pub(crate) use curve::curve;
pub(crate) use forest::forest;
pub(crate) use gap::gap;
pub(crate) use icons::{assurance_icon, variation_icon};
pub use interval::{DrawnEffect, interval};
pub(crate) use leave_one_out::leave_one_out;
pub use map::{Dot, map};
pub(crate) use path::path;
pub(crate) use placebos::placebos;
pub use sankey::{Flow, flows, sankey};
pub(crate) use spans::{Span, spans};
pub(crate) use svg::{Drawing, NotDrawn, Width};
pub(crate) use weights::{MOST_BARS, period_weights, unit_weights};
