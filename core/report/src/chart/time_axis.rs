//! The axis of periods: positions by ordinal, labels as many as fit.

use commonweal_quantity::{Frequency, Period};
use maud::{Markup, html};

use super::svg::{Anchor, line, text, text_width};
use crate::words;

/// Periods from first to last along the x axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TimeAxis {
    first: Period,
    last: Period,
    left: f64,
    right: f64,
}

impl TimeAxis {
    pub(super) fn new(first: Period, last: Period, left: f64, right: f64) -> Self {
        Self { first, last, left, right }
    }

    /// The x of a period; a single period stands in the middle.
    pub(super) fn at(&self, period: Period) -> f64 {
        self.at_ordinal(period.ordinal() as f64)
    }

    /// The x halfway between `period` and the one before it: where something that begins with it begins.
    pub(super) fn before(&self, period: Period) -> f64 {
        self.at_ordinal(period.ordinal() as f64 - 0.5)
    }

    fn at_ordinal(&self, ordinal: f64) -> f64 {
        let (first, last) = (self.first.ordinal() as f64, self.last.ordinal() as f64);
        if last <= first {
            return f64::midpoint(self.left, self.right);
        }
        let share = ((ordinal - first) / (last - first)).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// Tick marks and labels below `y`.
    pub(super) fn draw(&self, y: f64) -> Markup {
        let labels: Vec<(Period, String)> =
            self.labelled().into_iter().map(|period| (period, label(period))).collect();
        html! {
            (line((self.left, y), (self.right, y), "axis"))
            @for (period, label) in &labels {
                (line((self.at(*period), y), (self.at(*period), y + 6.0), "axis"))
                (text(self.x_of_label(*period, label), y + 22.0, Anchor::Middle, "tick", label))
            }
        }
    }

    /// Centred under its tick, but inside the drawing.
    fn x_of_label(&self, period: Period, label: &str) -> f64 {
        let half = text_width(label) / 2.0;
        self.at(period).min(self.right + 12.0 - half).max(half)
    }

    /// The finest round spacing of labels that does not crowd them.
    fn labelled(&self) -> Vec<Period> {
        let span = self.last.ordinal() - self.first.ordinal();
        let widest = text_width(&label(self.first)).max(text_width(&label(self.last))) + 12.0;
        let room = |spacing: i64| (self.right - self.left) * spacing as f64 / span.max(1) as f64;
        let spacing =
            spacings(self.first.frequency()).find(|spacing| room(*spacing) >= widest).unwrap_or(span.max(1));
        let start = self.first.ordinal() + (-self.first.ordinal()).rem_euclid(spacing);
        let mut labelled = Vec::new();
        let mut ordinal = start;
        while ordinal <= self.last.ordinal() {
            labelled.push(Period::from_ordinal(self.first.frequency(), ordinal));
            ordinal += spacing;
        }
        if labelled.is_empty() { vec![self.first] } else { labelled }
    }
}

/// Spacings that fall on round places of the calendar, finest first.
fn spacings(frequency: Frequency) -> impl Iterator<Item = i64> {
    let (fine, coarse): (&[i64], i64) = match frequency {
        Frequency::Month => (&[1, 2, 3, 6], 12),
        Frequency::Quarter => (&[1, 2], 4),
        Frequency::Day => (&[1, 7, 14, 28], 91),
        Frequency::Week => (&[1, 2, 4, 13], 26),
        Frequency::Year | Frequency::Step => (&[], 1),
    };
    let decades = (0..12).flat_map(|power| [1, 2, 5].map(|digit| digit * 10i64.pow(power)));
    fine.iter().copied().chain(decades.map(move |factor| factor * coarse))
}

fn label(period: Period) -> String {
    match period.frequency() {
        Frequency::Step => period.to_string(),
        _ => words::period(period),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(first: &str, last: &str, width: f64) -> Vec<String> {
        let axis = TimeAxis::new(first.parse().unwrap(), last.parse().unwrap(), 0.0, width);
        axis.labelled().into_iter().map(label).collect()
    }

    #[test]
    fn labels_fall_on_round_places_of_the_calendar() {
        assert_eq!(
            labels("2013-07", "2016-06", 700.0),
            ["Jul 2013", "Jan 2014", "Jul 2014", "Jan 2015", "Jul 2015", "Jan 2016"]
        );
        assert_eq!(labels("1970", "2000", 250.0), ["1970", "1980", "1990", "2000"]);
    }

    #[test]
    fn one_period_has_one_label_in_the_middle() {
        assert_eq!(labels("2015-10", "2015-10", 300.0), ["Oct 2015"]);
        let only: Period = "2015-10".parse().unwrap();
        assert_eq!(TimeAxis::new(only, only, 0.0, 300.0).at(only), 150.0);
    }
}
