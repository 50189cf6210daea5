//! Clock and entropy: what a use case takes from the machine.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use commonweal_record::entry::{Instant, IntentId};
use commonweal_record::fact::Date;

use super::RecordError;

type Clock = dyn Fn() -> Option<Instant> + Send + Sync;
type Entropy = dyn Fn(&mut [u8]) -> Result<(), String> + Send + Sync;

/// The clock and the entropy of a machine, or of a story that is told the same every time.
#[derive(Clone)]
pub struct Surroundings {
    clock: Arc<Clock>,
    entropy: Arc<Entropy>,
}

impl Surroundings {
    /// Those of this machine.
    pub fn of_this_machine() -> Self {
        let clock = || {
            SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|it| Instant::from_unix(it.as_secs()))
        };
        let entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|error| error.to_string());
        Self { clock: Arc::new(clock), entropy: Arc::new(entropy) }
    }

    /// Given ones, for examples and tests.
    pub fn given(
        clock: impl Fn() -> Option<Instant> + Send + Sync + 'static,
        entropy: impl Fn(&mut [u8]) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        Self { clock: Arc::new(clock), entropy: Arc::new(entropy) }
    }

    /// The instant now, where the machine's clock can be told as one.
    pub fn now(&self) -> Option<Instant> {
        (self.clock)()
    }

    /// The day today, by universal time.
    pub fn today(&self) -> Option<Date> {
        self.now().map(Date::of)
    }

    /// Random bytes.
    ///
    /// # Errors
    /// [`RecordError::Machine`].
    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], RecordError> {
        let mut bytes = [0; N];
        (self.entropy)(&mut bytes).map_err(|reason| RecordError::Machine { what: "entropy", reason })?;
        Ok(bytes)
    }

    /// A fresh salt for a document.
    ///
    /// # Errors
    /// [`RecordError::Machine`].
    pub fn salt(&self) -> Result<[u8; 32], RecordError> {
        self.random()
    }

    /// A fresh idempotency key: the caller makes it once and keeps it over retries.
    ///
    /// # Errors
    /// [`RecordError::Machine`].
    pub fn intent_id(&self) -> Result<IntentId, RecordError> {
        Ok(IntentId(self.random()?))
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Surroundings")
    }
}
