//! The frame of a chart with one row an item: names beside the marks on a wide page, above them on a phone.

use maud::{Markup, html};

use super::scale::Linear;
use super::svg::{Anchor, NotDrawn, Width, fitted, line, text, text_width};

/// Widest column of names.
const WIDEST_NAMES: f64 = 290.0;
/// Room for the labels and the title of the value axis, below the rows.
const AXIS_ROOM: f64 = 56.0;

/// Rows of named items over one value axis.
pub(super) struct Rows {
    pub(super) x: Linear,
    names: Vec<String>,
    width: Width,
    left: f64,
    row_height: f64,
    top: f64,
}

impl Rows {
    /// Rows for `names`, over an axis that holds `values`.
    pub(super) fn new(
        width: Width,
        names: Vec<String>,
        values: impl IntoIterator<Item = f64>,
    ) -> Result<Self, NotDrawn> {
        let widest = names.iter().map(|name| text_width(name)).fold(0.0, f64::max);
        let (left, row_height, ticks) = match width {
            Width::Wide => (widest.min(WIDEST_NAMES) + 24.0, 32.0, 6),
            Width::Narrow => (14.0, 46.0, 4),
        };
        let x = Linear::nice(values, (left, width.units() - 30.0), ticks)
            .ok_or(NotDrawn("There is no range of finite values to draw."))?;
        Ok(Self { x, names, width, left, row_height, top: 26.0 })
    }

    /// The y of the marks of row `index`.
    pub(super) fn y(&self, index: usize) -> f64 {
        let within = match self.width {
            Width::Wide => 16.0,
            Width::Narrow => 32.0,
        };
        self.top + self.row_height * index as f64 + within
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.row_height * self.names.len() as f64 + 6.0
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom() + AXIS_ROOM
    }

    /// Grid, names and the value axis with its title.
    pub(super) fn draw(&self, title: &str) -> Markup {
        let bottom = self.bottom();
        let (left, right) = self.x.range();
        html! {
            @for (value, label) in self.x.ticks() {
                (line((self.x.at(value), self.top), (self.x.at(value), bottom), "grid"))
                (text(self.x.at(value).max(text_width(&label) / 2.0), bottom + 20.0, Anchor::Middle, "tick", &label))
            }
            (line((left, bottom), (right, bottom), "axis"))
            (text(self.width.units() - 14.0, bottom + 46.0, Anchor::End, "axis-title", &fitted(title, self.width.units() - 28.0)))
            @for (index, name) in self.names.iter().enumerate() { (self.name(index, name)) }
        }
    }

    fn name(&self, index: usize, name: &str) -> Markup {
        match self.width {
            Width::Wide => {
                let name = fitted(name, WIDEST_NAMES);
                text(self.left - 14.0, self.y(index) + 5.0, Anchor::End, "tick", &name)
            }
            Width::Narrow => {
                let name = fitted(name, self.width.units() - 28.0);
                text(self.left, self.y(index) - 14.0, Anchor::Start, "tick", &name)
            }
        }
    }

    /// A vertical line at `value` through all rows, named above them.
    pub(super) fn reference(&self, value: f64, class: &str, words: &str) -> Markup {
        let x = self.x.at(value);
        let half = text_width(words) / 2.0;
        let label_x = x.min(self.width.units() - half).max(half);
        html! {
            @if self.x.holds(value) {
                (line((x, self.top - 4.0), (x, self.bottom()), class))
                (text(label_x, self.top - 10.0, Anchor::Middle, "tick", words))
            }
        }
    }
}
