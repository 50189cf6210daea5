//! Progress bars on standard error; silent where that is not a terminal.

use std::sync::Mutex;

use commonweal_service::evaluation::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// One bar at a time: the file, then each method.
pub(crate) struct Bars {
    current: Mutex<(String, ProgressBar)>,
}

impl Bars {
    pub(crate) fn new() -> Self {
        Self { current: Mutex::new((String::new(), ProgressBar::hidden())) }
    }

    /// Shows how far the work has come.
    pub(crate) fn show(&self, progress: Progress) {
        let (label, done, total) = match progress {
            Progress::Reading(reading) => return self.show_reading(reading),
            Progress::Estimating(step) => {
                (format!("{}, replications", step.method.title()), step.done as u64, step.total as u64)
            }
        };
        self.set(label, done, total);
    }

    /// Shows how far the reading of a file has come.
    pub(crate) fn show_reading(&self, reading: commonweal_service::finding::Progress) {
        self.set(format!("reading, {} rows", reading.rows), reading.bytes, reading.total_bytes);
    }

    fn set(&self, label: String, done: u64, total: u64) {
        let stage = label.split(',').next().unwrap_or_default().to_owned();
        let Ok(mut current) = self.current.lock() else { return };
        if current.0 != stage {
            current.1.finish_and_clear();
            *current = (stage, bar(total));
        }
        current.1.set_message(label);
        current.1.set_position(done);
    }

    /// Clears the last bar.
    pub(crate) fn finish(&self) {
        if let Ok(current) = self.current.lock() {
            current.1.finish_and_clear();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    // The template is a constant; the default style stands in should it ever be malformed.
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3}%  {msg}") {
        bar.set_style(style);
    }
    bar
}
