use super::UpstreamError;

/// Longest look-back, days: a hundred years.
pub(super) const MAX_LOOK_BACK_DAYS: i32 = 36_525;

/// The two windows before a target event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    gap_days: i32,
    window_days: i32,
}

impl Windows {
    /// A hazard window of `window_days` that ends `gap_days` before the target event, and a control window as long before it.
    ///
    /// # Errors
    /// [`UpstreamError`]: a window below 1, a gap below 0, or a look-back of more than a century.
    pub fn new(gap_days: i32, window_days: i32) -> Result<Self, UpstreamError> {
        if window_days < 1 {
            return Err(UpstreamError::Window { window_days });
        }
        if gap_days < 0 {
            return Err(UpstreamError::Gap { gap_days });
        }
        if i64::from(gap_days) + 2 * i64::from(window_days) > i64::from(MAX_LOOK_BACK_DAYS) {
            return Err(UpstreamError::LookBack { gap_days, window_days });
        }
        Ok(Self { gap_days, window_days })
    }

    /// Days between the hazard window's end and the target event.
    pub fn gap_days(self) -> i32 {
        self.gap_days
    }

    /// Length of each window, days.
    pub fn window_days(self) -> i32 {
        self.window_days
    }

    /// Days before a target event that must be under observation: `g + 2w − 1`.
    pub fn look_back_days(self) -> i32 {
        self.end() - 1
    }

    /// First lag beyond the hazard window, days: `g + w`.
    pub(super) fn control_from(self) -> i32 {
        self.gap_days + self.window_days
    }

    /// First lag beyond the control window, days: `g + 2w`.
    pub(super) fn end(self) -> i32 {
        self.gap_days + 2 * self.window_days
    }
}

/// What is asked of a log of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Number of the service whose events are wanted less.
    pub target: u16,
    /// The windows before each of its events.
    pub windows: Windows,
    /// First day on which every person was under observation; days are counted from any fixed day.
    pub observed_from: i32,
}

impl Question {
    /// First day whose target events have the whole look-back under observation.
    pub fn first_day(&self) -> i32 {
        self.observed_from.saturating_add(self.windows.look_back_days())
    }
}
