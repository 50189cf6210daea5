//! The few SVG elements that the charts are made of.

use maud::{Markup, Render, html};

/// The page that a chart is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// A desktop or a sheet of paper.
    Wide,
    /// A phone.
    Narrow,
}

impl Width {
    /// Both, in the order in which the page holds them.
    pub(crate) const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    /// Width of the drawing in its own units; letters are 15 of them high.
    pub(crate) fn units(self) -> f64 {
        match self {
            Self::Wide => 760.0,
            Self::Narrow => 360.0,
        }
    }

    /// For class names and identifiers.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// A finished drawing, without its title and description.
#[derive(Debug, Clone)]
pub(crate) struct Drawing {
    pub(crate) width: Width,
    pub(crate) height: f64,
    pub(crate) body: Markup,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotDrawn(pub(crate) &'static str);

/// Approximate width of `text`; wide enough for any usual sans serif at 15 units.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * 8.0
}

/// `text` cut to fit `width`, with an ellipsis where it was cut.
pub(super) fn fitted(text: &str, width: f64) -> String {
    if text_width(text) <= width {
        return text.to_owned();
    }
    let mut fitted = String::new();
    for letter in text.chars() {
        if text_width(&fitted) + 16.0 > width {
            break;
        }
        fitted.push(letter);
    }
    format!("{}…", fitted.trim_end())
}

/// A coordinate, to a tenth of a unit. Coordinates come from scales, which refuse what is not finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Px(pub(super) f64);

impl Render for Px {
    fn render_to(&self, buffer: &mut String) {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // Adding zero turns −0 into 0.
        buffer.push_str(&(tenths + 0.0).to_string());
    }
}

/// Where a text is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

pub(super) fn text(x: f64, y: f64, anchor: Anchor, class: &str, words: &str) -> Markup {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    html! { text x=(Px(x)) y=(Px(y)) text-anchor=(anchor) class=(class) { (words) } }
}

pub(super) fn line(from: (f64, f64), to: (f64, f64), class: &str) -> Markup {
    html! { line x1=(Px(from.0)) y1=(Px(from.1)) x2=(Px(to.0)) y2=(Px(to.1)) class=(class) {} }
}

pub(super) fn rectangle(x: f64, y: f64, width: f64, height: f64, class: &str) -> Markup {
    html! { rect x=(Px(x)) y=(Px(y)) width=(Px(width.max(0.0))) height=(Px(height.max(0.0))) class=(class) {} }
}

/// A line through `points`; nothing where there are fewer than two.
pub(super) fn polyline(points: &[(f64, f64)], class: &str) -> Markup {
    html! { @if points.len() > 1 { polyline points=(coordinates(points)) class=(class) {} } }
}

pub(super) fn polygon(points: &[(f64, f64)], class: &str) -> Markup {
    html! { @if points.len() > 2 { polygon points=(coordinates(points)) class=(class) {} } }
}

fn coordinates(points: &[(f64, f64)]) -> String {
    let pairs = points.iter().map(|(x, y)| format!("{},{}", Px(*x).render().0, Px(*y).render().0));
    pairs.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal_and_no_negative_zero() {
        assert_eq!(coordinates(&[(-0.01, 1.26), (3.0, 4.0)]), "0,1.3 3,4");
    }

    #[test]
    fn a_text_that_is_too_long_ends_in_an_ellipsis() {
        assert_eq!(fitted("Longshire", 200.0), "Longshire");
        assert_eq!(fitted("Longshire General", 80.0), "Longshire…");
    }
}
