//! Being asked to stop: Ctrl-C, or the signal with which services are ended.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::failure::Failure;

/// Hears of the wish to stop; from then on a signal no longer ends the process by itself.
pub(crate) struct Stop(Receiver<()>);

impl Stop {
    /// Listens for signals; once a process.
    pub(crate) fn on_signals() -> Result<Self, Failure> {
        let (asked, hears) = channel();
        // Nobody hears it where the work has ended already.
        ctrlc::set_handler(move || {
            asked.send(()).ok();
        })
        .map_err(Failure::Signals)?;
        Ok(Self(hears))
    }

    /// Waits until somebody asks.
    pub(crate) fn wait(&self) {
        self.0.recv().ok();
    }

    /// Waits for that long; whether somebody has asked.
    pub(crate) fn asked_within(&self, time: Duration) -> bool {
        !matches!(self.0.recv_timeout(time), Err(RecvTimeoutError::Timeout))
    }
}
