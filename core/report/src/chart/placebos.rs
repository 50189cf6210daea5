//! The effects found where there was none, with ours among them.

use maud::{Markup, html};

use super::mark::{circle, diamond};
use super::scale::Linear;
use super::svg::{Anchor, Drawing, NotDrawn, Width, line, rectangle, text, text_width};
use crate::view::EstimateView;

/// Beyond this many placebos bars are drawn in place of dots.
const MOST_DOTS: usize = 150;
/// Room above the dots for the label of ours.
const TOP: f64 = 34.0;
/// Height of the part that holds dots or bars.
const PLOT: f64 = 180.0;

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
    let baseline = TOP + PLOT;
    let our_label = format!("ours: {}", view.printed.estimate);
    let half = text_width(&our_label) / 2.0;
    let body = html! {
        @for (value, label) in x.ticks() {
            (line((x.at(value), TOP), (x.at(value), baseline), "grid"))
            (text(x.at(value).max(text_width(&label) / 2.0), baseline + 22.0, Anchor::Middle, "tick", &label))
        }
        (line((x.at(0.0), TOP), (x.at(0.0), baseline), "zero"))
        (line((range.0, baseline), (range.1, baseline), "axis"))
        (distribution(&x, &placebos, baseline))
        @if ours.is_finite() {
            (line((x.at(ours), TOP - 4.0), (x.at(ours), baseline), "ours-line"))
            (diamond(x.at(ours), TOP + 4.0, 9.0, "ours"))
            (text(x.at(ours).min(width.units() - half).max(half), 16.0, Anchor::Middle, "tick strong", &our_label))
        }
        (text(range.1, baseline + 48.0, Anchor::End, "axis-title", title))
    };
    Ok(Drawing { width, height: baseline + 58.0, body })
}

fn distribution(x: &Linear, placebos: &[f64], baseline: f64) -> Markup {
    let (left, right) = x.range();
    let bin_width = if placebos.len() > MOST_DOTS { 18.0 } else { 12.0 };
    let bins = ((right - left) / bin_width).ceil().max(1.0) as usize;
    let mut counts = vec![0usize; bins];
    for placebo in placebos {
        let bin = (((x.at(*placebo) - left) / bin_width) as usize).min(bins - 1);
        counts[bin] += 1;
    }
    let tallest = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let room = PLOT - 24.0;
    html! {
        @for (bin, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            @let centre = left + bin_width * (bin as f64 + 0.5);
            @if placebos.len() > MOST_DOTS {
                @let height = room * *count as f64 / tallest;
                (rectangle(centre - bin_width / 2.0 + 1.0, baseline - height, bin_width - 2.0, height, "placebo"))
            } @else {
                @let spacing = (room / tallest).min(bin_width);
                @for dot in 0..*count {
                    (circle(centre, baseline - 7.0 - spacing * dot as f64, 5.0, "placebo"))
                }
            }
        }
    }
}
