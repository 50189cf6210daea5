//! What was made of the store once, for a program that serves many requests, and is made again when the store has changed.

use std::sync::{Arc, Mutex, PoisonError};

use commonweal_store::{Change, Expected, Kept, KeyValue, StoreError, Value, Version};

/// Whose version is another after each change of what lies in other tables, whichever process makes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) table: &'static str,
}

/// The mark's only key.
const LATEST: &str = "latest";

impl Mark {
    /// The change by which others see that something changed: written together with it.
    pub(crate) fn changed(self) -> Change<'static> {
        let value = Some(Value { bytes: Vec::new(), kept: Kept::Open, until: None });
        Change { table: self.table, key: LATEST.to_owned(), expected: Expected::Any, value }
    }
}

/// What was made last, with the version of the mark that was read before.
#[derive(Debug)]
pub(crate) struct Held<T> {
    mark: Mark,
    made: Mutex<Option<(Option<Version>, Arc<T>)>>,
}

impl<T> Held<T> {
    /// Nothing yet.
    pub(crate) fn new(mark: Mark) -> Self {
        Self { mark, made: Mutex::default() }
    }

    /// As the store stands now. What changes while it is made is made again at the next call, for the version is read before.
    ///
    /// # Errors
    /// What the store and `make` say.
    pub(crate) fn now<E: From<StoreError>>(
        &self,
        store: &dyn KeyValue,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let latest = store.get(self.mark.table, LATEST)?.map(|found| found.version);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, held)) = made.as_ref()
            && *version == latest
        {
            return Ok(Arc::clone(held));
        }
        let held = Arc::new(make()?);
        *made = Some((latest, Arc::clone(&held)));
        Ok(held)
    }
}
