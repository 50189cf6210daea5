//! What every request shares.

use std::sync::Arc;

use commonweal_record::fact::Date;
use commonweal_service::record::{Logs, Place, REGISTER, RecordError};

/// What every request shares.
#[derive(Debug)]
pub struct App {
    pub(crate) logs: Logs,
}

impl App {
    /// Over an opened place.
    pub fn new(place: Arc<Place>) -> Self {
        Self { logs: Logs::new(place) }
    }

    /// The day today.
    pub(crate) fn today(&self) -> Option<Date> {
        self.logs.place().surroundings().today()
    }

    /// The slugs of the partnerships.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) fn partnerships(&self) -> Result<Vec<String>, RecordError> {
        let logs = self.logs.place().logs()?;
        Ok(logs.into_iter().map(|(slug, _)| slug).filter(|slug| slug != REGISTER).collect())
    }
}
