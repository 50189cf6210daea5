//! Marks that differ in shape as well as in colour, and the samples of lines for legends.

use maud::{Markup, html};

use super::svg::{Px, line, polygon, rectangle};

/// A mark drawn around a point, for a legend.
pub(super) type Sample = fn(f64, f64) -> Markup;

/// A mark of a size and class drawn around a point.
pub(super) type Mark = fn(f64, f64, f64, &str) -> Markup;

pub(super) fn circle(x: f64, y: f64, radius: f64, class: &str) -> Markup {
    html! { circle cx=(Px(x)) cy=(Px(y)) r=(Px(radius)) class=(class) {} }
}

pub(super) fn square(x: f64, y: f64, half: f64, class: &str) -> Markup {
    rectangle(x - half, y - half, 2.0 * half, 2.0 * half, class)
}

pub(super) fn diamond(x: f64, y: f64, half: f64, class: &str) -> Markup {
    polygon(&[(x, y - half), (x + half, y), (x, y + half), (x - half, y)], class)
}

pub(super) fn triangle_up(x: f64, y: f64, half: f64, class: &str) -> Markup {
    polygon(&[(x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8)], class)
}

pub(super) fn triangle_down(x: f64, y: f64, half: f64, class: &str) -> Markup {
    polygon(&[(x, y + half), (x + half, y - half * 0.8), (x - half, y - half * 0.8)], class)
}

/// A short piece of line for a legend.
pub(super) fn sample_line(x: f64, y: f64, class: &str) -> Markup {
    line((x - 17.0, y), (x + 17.0, y), class)
}

/// A piece of band for a legend.
pub(super) fn sample_band(x: f64, y: f64, class: &str) -> Markup {
    rectangle(x - 17.0, y - 7.0, 34.0, 14.0, class)
}
