//! The effects found where there was none, with ours among them.

use maud::{Markup, html};

use super::mark::{circle, diamond};
use super::scale::Linear;
use super::svg::{Anchor, Drawing, NotDrawn, Width, fitted, line, rectangle, text, text_width};
use crate::view::EstimateView;

/// Beyond this many placebos bars are drawn in place of dots.
const MOST_DOTS: usize = 150;
/// Room above the dots for the label of ours.
const TOP: f64 = 34.0;
/// Least and greatest height of the part that holds dots or bars.
const PLOT: (f64, f64) = (100.0, 200.0);

/// A stack of dots (bars, where they are many) along the axis of effects; ours a diamond on a line through it.
pub(crate) fn placebos(view: &EstimateView, title: &str, width: Width) -> Result<Drawing, NotDrawn> {
    let at = |value: f64| view.effect.printed_value(value);
    let placebos = view.figures.diagnostics.placebos.iter().map(|placebo| at(placebo.estimate));
    let placebos: Vec<f64> = placebos.filter(|estimate| estimate.is_finite()).collect();
    if placebos.is_empty() {
        return Err(NotDrawn("No placebo was possible or asked for with this method."));
    }
    let ours = at(view.figures.estimate);
    let range = (20.0, width.units() - 20.0);
    let ticks = match width {
        Width::Wide => 7,
        Width::Narrow => 4,
    };
    let x = Linear::nice(placebos.iter().copied().chain([0.0, ours]), range, ticks)
        .ok_or(NotDrawn("The placebo effects have no range of finite values to draw."))?;
    let bins = Bins::new(&x, &placebos, width);
    let baseline = TOP + bins.height();
    let our_label = format!("ours: {}", view.printed.estimate);
    let half = text_width(&our_label) / 2.0;
    let body = html! {
        @for (value, label) in x.ticks() {
            (line((x.at(value), TOP), (x.at(value), baseline), "grid"))
            (text(x.at(value).max(text_width(&label) / 2.0), baseline + 22.0, Anchor::Middle, "tick", &label))
        }
        (line((x.at(0.0), TOP), (x.at(0.0), baseline), "zero"))
        (line((range.0, baseline), (range.1, baseline), "axis"))
        (bins.draw(baseline))
        @if ours.is_finite() {
            (line((x.at(ours), TOP - 4.0), (x.at(ours), baseline), "ours-line"))
            (diamond(x.at(ours), TOP + 4.0, 9.0, "ours"))
            (text(x.at(ours).min(width.units() - half).max(half), 16.0, Anchor::Middle, "tick strong", &our_label))
        }
        (text(range.1, baseline + 48.0, Anchor::End, "axis-title", &fitted(title, width.units() - 28.0)))
    };
    Ok(Drawing { width, height: baseline + 58.0, body })
}

/// Placebos counted by where they fall along the axis.
struct Bins {
    left: f64,
    width: f64,
    counts: Vec<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dots,
    Bars,
}

impl Bins {
    fn new(x: &Linear, placebos: &[f64], width: Width) -> Self {
        let (left, right) = x.range();
        let kind = if placebos.len() > MOST_DOTS { Kind::Bars } else { Kind::Dots };
        let bins = match (kind, width) {
            (Kind::Dots, Width::Wide) => 60,
            (Kind::Dots, Width::Narrow) => 26,
            (Kind::Bars, Width::Wide) => 40,
            (Kind::Bars, Width::Narrow) => 18,
        };
        let width = (right - left) / f64::from(bins);
        let begins = |bin: u32| left + width * f64::from(bin);
        let within = |bin: u32, at: f64| at >= begins(bin) && (at < begins(bin + 1) || bin + 1 == bins);
        let at: Vec<f64> = placebos.iter().map(|placebo| x.at(*placebo)).collect();
        let counts = (0..bins).map(|bin| at.iter().filter(|at| within(bin, **at)).count()).collect();
        Self { left, width, counts, kind }
    }

    fn tallest(&self) -> f64 {
        self.counts.iter().copied().max().unwrap_or(1).max(1) as f64
    }

    fn height(&self) -> f64 {
        match self.kind {
            Kind::Dots => (self.tallest() * self.width + 40.0).clamp(PLOT.0, PLOT.1),
            Kind::Bars => PLOT.1,
        }
    }

    fn draw(&self, baseline: f64) -> Markup {
        let room = self.height() - 24.0;
        let spacing = (room / self.tallest()).min(self.width);
        html! {
            @for (bin, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                @let left = self.left + self.width * bin as f64;
                @match self.kind {
                    Kind::Bars => {
                        @let height = room * *count as f64 / self.tallest();
                        (rectangle(left + 1.0, baseline - height, self.width - 2.0, height, "placebo"))
                    }
                    Kind::Dots => { @for dot in 0..*count {
                        (circle(left + self.width / 2.0, baseline - 7.0 - spacing * dot as f64, 5.0, "placebo"))
                    } }
                }
            }
        }
    }
}
