//! What every request shares.

use std::sync::Arc;

use commonweal_record::fact::Date;
use commonweal_service::access::openid::ProviderSettings;
use commonweal_service::access::{Access, AccessError, Site, role_word};
use commonweal_service::example::people::{self, ExamplePerson};
use commonweal_service::finding::pathways::Pathways;
use commonweal_service::record::{Logs, Place};
use commonweal_service::register::Registered;

use crate::api;
use crate::observe::Figures;

/// What every request shares.
#[derive(Debug)]
pub struct App {
    pub(crate) logs: Logs,
    /// The register of bodies.
    pub(crate) bodies: Registered,
    /// What people met before.
    pub(crate) pathways: Pathways,
    pub(crate) access: Access,
    pub(crate) figures: Figures,
    /// The description of the API.
    pub(crate) document: String,
    /// The address that people type, without a slash at its end.
    pub(crate) address: String,
    /// The people of an example place, whom anybody may play; nobody elsewhere.
    pub(crate) example: Vec<ExamplePerson>,
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
        Ok(Self {
            bodies: Registered::new(Arc::clone(&place)),
            pathways: Pathways::new(Arc::clone(&place)),
            logs: Logs::new(place),
            access,
            figures: Figures::default(),
            document: api::document(),
            address,
            example: Vec::new(),
        })
    }

    /// With a provider through which people may sign in.
    ///
    /// # Errors
    /// [`AccessError::ProviderSettings`].
    pub fn with_provider(self, settings: ProviderSettings) -> Result<Self, AccessError> {
        Ok(Self { access: self.access.with_provider(settings)?, ..self })
    }

    /// With the people of an example place, whom whoever comes may play. For a place that holds nothing real.
    ///
    /// # Errors
    /// [`AccessError`].
    pub fn with_example_people(self) -> Result<Self, AccessError> {
        let example = people::write(&self.access)?;
        Ok(Self { example, ..self })
    }

    /// For each person of the example: name, role, body, address that signs in.
    pub fn example_sign_ins(&self) -> Vec<String> {
        let line = |(number, person): (usize, &ExamplePerson)| {
            let role = role_word(person.role);
            format!("{}, {role} of {}: {}/example/{number}", person.name, person.body, self.address)
        };
        (1..).zip(&self.example).map(line).collect()
    }

    /// The day today.
    pub(crate) fn today(&self) -> Option<Date> {
        self.logs.place().surroundings().today()
    }
}
