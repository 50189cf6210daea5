//! The register in memory, for a program that serves many requests.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use commonweal_find::register::Register;
use commonweal_store::Version;

use super::{RegisterError, kept};
use crate::record::Place;

/// The register as it was last read, and read again when somebody has imported since.
pub struct Registered {
    place: Arc<Place>,
    held: Mutex<Option<(Option<Version>, Arc<Register>)>>,
}

impl Registered {
    /// Not read yet.
    pub fn new(place: Arc<Place>) -> Self {
        Self { place, held: Mutex::default() }
    }

    /// The register as it stands now.
    ///
    /// # Errors
    /// As for [`load`](super::load).
    pub fn now(&self) -> Result<Arc<Register>, RegisterError> {
        let latest = kept::latest(self.place.store.as_ref())?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, register)) = held.as_ref()
            && *version == latest
        {
            return Ok(Arc::clone(register));
        }
        let register = Arc::new(super::load(&self.place)?);
        *held = Some((latest, Arc::clone(&register)));
        Ok(register)
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registered")
    }
}
