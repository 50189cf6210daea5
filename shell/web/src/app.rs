//! What every request shares.

use std::sync::Arc;

use commonweal_record::fact::Date;
use commonweal_service::access::{Access, AccessError, Site};
use commonweal_service::record::{Logs, Place, REGISTER, RecordError};

use crate::observe::Figures;

/// What every request shares.
#[derive(Debug)]
pub struct App {
    pub(crate) logs: Logs,
    pub(crate) access: Access,
    pub(crate) figures: Figures,
    /// The address that people type, without a slash at its end.
    pub(crate) address: String,
}

impl App {
    /// Over an opened place, at the address that people type, such as `https://record.saltmere.example`.
    ///
    /// # Errors
    /// [`AccessError`], for an address that is none or a key that belongs to another database.
    pub fn new(place: Arc<Place>, address: &str) -> Result<Self, AccessError> {
        let address = address.trim_end_matches('/').to_owned();
        let site = Site { origin: address.clone(), name: "Commonweal".to_owned() };
        let access = Access::open(&place, Some(&site))?;
        Ok(Self { logs: Logs::new(place), access, figures: Figures::default(), address })
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
