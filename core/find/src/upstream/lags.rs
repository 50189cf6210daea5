use serde::{Deserialize, Serialize};

/// Parts into which the hazard window is divided for telling.
const BINS: i32 = 13;

/// How many target events had their last contact with a body so many days before, by days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lags {
    by_day: Vec<u64>,
}

/// Some of the days before target events, and how many of these had their last contact on one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LagBin {
    /// The last of the days; the first is the one after the last of the bin before, or the first of the window.
    pub until_days: u32,
    /// Target events.
    pub events: u64,
}

impl Lags {
    /// Counts so many target events whose last contact was `days` before.
    pub(super) fn count(&mut self, days: u32, events: u64) {
        let at = days as usize;
        if self.by_day.len() <= at {
            self.by_day.resize(at + 1, 0);
        }
        self.by_day[at] += events;
    }

    /// Adds those of other persons.
    pub fn add(&mut self, other: &Self) {
        for (days, events) in (0..).zip(&other.by_day) {
            self.count(days, *events);
        }
    }

    /// Target events in all.
    pub fn events(&self) -> u64 {
        self.by_day.iter().sum()
    }

    /// The fewest days within which at least `quarters` quarters of the target events had their last contact; none without any.
    pub fn within_days(&self, quarters: u64) -> Option<u32> {
        let wanted = (self.events() * quarters).div_ceil(4).max(1);
        let mut so_far = 0;
        let mut days = (0..).zip(&self.by_day);
        days.find(|(_, events)| {
            so_far += **events;
            so_far >= wanted
        })
        .map(|(days, _)| days)
    }

    /// The window of `window_days` from `gap_days` on, cut into a dozen or so bins; bins of fewer than `smallest` events, but for none at all
    /// in the whole, are joined to the next, or at the end to the one before.
    pub fn bins(&self, gap_days: i32, window_days: i32, smallest: u64) -> Vec<LagBin> {
        let width = ((window_days + BINS - 1) / BINS).max(1);
        let (mut bins, mut from, end) = (Vec::new(), gap_days, gap_days + window_days);
        let mut events = 0;
        while from < end {
            let until = (from + width).min(end);
            let days = usize::try_from(from).unwrap_or(0)..usize::try_from(until).unwrap_or(0);
            let past = self.by_day.len();
            events += self.by_day[days.start.min(past)..days.end.min(past)].iter().sum::<u64>();
            if events >= smallest {
                bins.push(LagBin {
                    until_days: (until - 1).unsigned_abs(),
                    events: std::mem::take(&mut events),
                });
            }
            from = until;
        }
        if let Some(last) = bins.last_mut() {
            last.events += events;
            last.until_days = (end - 1).unsigned_abs();
        }
        bins
    }
}

impl FromIterator<LagBin> for Lags {
    /// Each bin's events as if on its last day: what is then said to be within so many days is so.
    fn from_iter<B: IntoIterator<Item = LagBin>>(bins: B) -> Self {
        let mut lags = Self::default();
        for bin in bins {
            lags.count(bin.until_days, bin.events);
        }
        lags
    }
}

/// The bins of two places together: those days on which both end one.
pub(super) fn joined(one: &[LagBin], other: &[LagBin]) -> Vec<LagBin> {
    let until = |bins: &[LagBin], days: u32| -> u64 {
        bins.iter().filter(|bin| bin.until_days <= days).map(|bin| bin.events).sum()
    };
    let common =
        one.iter().map(|bin| bin.until_days).filter(|days| other.iter().any(|bin| bin.until_days == *days));
    let mut before = 0;
    let bins = common.map(|days| {
        let events = until(one, days) + until(other, days) - before;
        before += events;
        LagBin { until_days: days, events }
    });
    bins.collect()
}
