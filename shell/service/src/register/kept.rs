//! How the register lies in the store: a line a table.

use std::collections::BTreeMap;

use commonweal_find::register::{Body, Register, Source, Succession};
use commonweal_store::{Change, Expected, Kept, KeyValue, Value, Version};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::RegisterError;
use crate::held::Mark;

/// By key of the body.
pub(super) const BODIES: Table = Table("listed_body");
/// By name.
pub(super) const SOURCES: Table = Table("listed_source");
/// By who was before and who came after.
pub(super) const SUCCESSIONS: Table = Table("listed_succession");
/// By prefix.
pub(super) const SCHEMES: Table = Table("listed_scheme");

/// Changed by each import.
pub(super) const IMPORTS: Mark = Mark { table: "listed_import" };

/// Keys read at a time.
const PAGE: usize = 1_000;

/// Of what was read, which version: so that nobody writes over what another wrote meanwhile.
pub(super) type Versions = BTreeMap<(&'static str, String), Version>;

/// A table whose values are JSON.
pub(super) struct Table(&'static str);

impl Table {
    /// Every value, in the order of keys.
    pub(super) fn all<T: DeserializeOwned>(
        &self,
        store: &dyn KeyValue,
        versions: &mut Versions,
    ) -> Result<Vec<T>, RegisterError> {
        let mut all = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = store.list(self.0, "", after.as_deref(), PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(all) };
            after = Some(last.clone());
            for (key, found) in page {
                let damaged = |error: serde_json::Error| RegisterError::Damaged {
                    table: self.0,
                    key: key.clone(),
                    reason: error.to_string(),
                };
                all.push(serde_json::from_slice(&found.value.bytes).map_err(damaged)?);
                versions.insert((self.0, key), found.version);
            }
        }
    }

    /// The change that puts a value in the place of the one that was read.
    pub(super) fn put<T: Serialize>(
        &self,
        key: &str,
        value: &T,
        versions: &Versions,
    ) -> Result<Change<'static>, RegisterError> {
        let damaged = |error: serde_json::Error| RegisterError::Damaged {
            table: self.0,
            key: key.to_owned(),
            reason: error.to_string(),
        };
        let bytes = serde_json::to_vec(value).map_err(damaged)?;
        let version = versions.get(&(self.0, key.to_owned()));
        let expected = version.map_or(Expected::Any, |version| Expected::Version(*version));
        Ok(Change {
            table: self.0,
            key: key.to_owned(),
            expected,
            value: Some(Value { bytes, kept: Kept::Open, until: None }),
        })
    }
}

/// The register, and the versions of what it was read from.
pub(super) fn register(store: &dyn KeyValue) -> Result<(Register, Versions), RegisterError> {
    let mut versions = Versions::new();
    let bodies: Vec<Body> = BODIES.all(store, &mut versions)?;
    let sources: Vec<Source> = SOURCES.all(store, &mut versions)?;
    let successions: Vec<(Succession, String)> = SUCCESSIONS.all(store, &mut versions)?;
    Ok((Register::of(bodies, sources, successions), versions))
}
