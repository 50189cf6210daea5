//! The frame of a chart over time: value axis with grid to the left, periods below, legend above.

use commonweal_quantity::Period;
use maud::{Markup, html};

use super::mark::Sample;
use super::scale::Linear;
use super::svg::{Anchor, NotDrawn, Width, fitted, line, text, text_width};
use super::time_axis::TimeAxis;

/// Height of one line of legend.
const LEGEND_LINE: f64 = 24.0;
/// Room for the axis title above the plot.
const TITLE_ROOM: f64 = 54.0;
/// Room for the labels below it.
const LABEL_ROOM: f64 = 34.0;

/// One entry of a legend: its sample is drawn around the point given.
pub(super) struct Legend {
    pub(super) sample: Sample,
    pub(super) words: String,
}

/// The frame: where everything else is drawn.
pub(super) struct Axes {
    pub(super) x: TimeAxis,
    pub(super) y: Linear,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) height: f64,
}

impl Axes {
    /// Axes that hold `values` from `first` to `last`, below a legend of `legend_lines` entries.
    pub(super) fn new(
        width: Width,
        (first, last): (Period, Period),
        values: impl IntoIterator<Item = f64>,
        legend_entries: usize,
    ) -> Result<Self, NotDrawn> {
        let values: Vec<f64> = values.into_iter().collect();
        let plot_height = match width {
            Width::Wide => 300.0,
            Width::Narrow => 240.0,
        };
        let top = TITLE_ROOM + LEGEND_LINE * legend_lines(width, legend_entries) as f64;
        let bottom = top + plot_height;
        let y = Linear::nice(values, (bottom, top), 5)
            .ok_or(NotDrawn("There is no range of finite values to draw."))?;
        let widest = y.ticks().iter().map(|(_, label)| text_width(label)).fold(0.0, f64::max);
        let (left, right) = (widest + 14.0, width.units() - 14.0);
        // A margin inside the frame keeps the first and last mark off its edges.
        let x = TimeAxis::new(first, last, left + 8.0, right - 8.0);
        Ok(Self { x, y, left, right, top, bottom, height: bottom + LABEL_ROOM })
    }

    /// Grid, both axes, the title of the values and the legend.
    pub(super) fn draw(&self, width: Width, title: &str, legend: &[Legend]) -> Markup {
        let columns = legend_columns(width);
        let column_width = (width.units() - 8.0) / columns as f64;
        let legend_end = LEGEND_LINE * legend_lines(width, legend.len()) as f64;
        html! {
            @for (index, entry) in legend.iter().enumerate() {
                @let x = 4.0 + column_width * (index % columns) as f64;
                @let y = 12.0 + LEGEND_LINE * (index / columns) as f64;
                ((entry.sample)(x + 17.0, y))
                (text(x + 42.0, y + 5.0, Anchor::Start, "tick", &entry.words))
            }
            (text(4.0, legend_end + 22.0, Anchor::Start, "axis-title", &fitted(title, width.units() - 8.0)))
            @for (value, label) in self.y.ticks() {
                @let y = self.y.at(value);
                (line((self.left, y), (self.right, y), "grid"))
                (text(self.left - 8.0, y + 5.0, Anchor::End, "tick", &label))
            }
            (self.x.draw(self.bottom))
        }
    }

    /// The line at zero, where the values have one.
    pub(super) fn zero(&self) -> Markup {
        html! {
            @if self.y.holds(0.0) { (line((self.left, self.y.at(0.0)), (self.right, self.y.at(0.0)), "zero")) }
        }
    }

    /// The dotted line at which treatment begins, with its label on the roomier side.
    pub(super) fn start(&self, from: Period) -> Markup {
        let x = self.x.before(from);
        let label = format!("Start, {}", crate::words::period(from));
        let (anchor, label_x) = if x + text_width(&label) < self.right {
            (Anchor::Start, x + 2.0)
        } else {
            (Anchor::End, x - 2.0)
        };
        html! {
            (line((x, self.top - 8.0), (x, self.bottom), "start"))
            (text(label_x, self.top - 10.0, anchor, "tick", &label))
        }
    }
}

fn legend_columns(width: Width) -> usize {
    match width {
        Width::Wide => 2,
        Width::Narrow => 1,
    }
}

fn legend_lines(width: Width, entries: usize) -> usize {
    entries.div_ceil(legend_columns(width))
}
