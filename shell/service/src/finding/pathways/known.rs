//! The pathways in memory, for a program that serves many requests.

use std::fmt;
use std::sync::Arc;

use commonweal_find::upstream::Exchange;
use commonweal_report::finding::Upstream;

use super::{IMPORTS, PathwaysError, kept, told};
use crate::held::Held;
use crate::record::Place;

/// Counts that are kept, and what they say.
#[derive(Debug, Clone, PartialEq)]
pub struct Pathway {
    /// The counts.
    pub counts: Exchange,
    /// Their statistics.
    pub result: Upstream,
}

/// The pathways as they were last read, and read again when somebody has brought counts since.
pub struct Pathways {
    place: Arc<Place>,
    held: Held<Vec<Pathway>>,
}

impl Pathways {
    /// Not read yet.
    pub fn new(place: Arc<Place>) -> Self {
        Self { place, held: Held::new(IMPORTS) }
    }

    /// The pathways as they stand now.
    ///
    /// # Errors
    /// [`PathwaysError::Damaged`], and what the store says.
    pub fn now(&self) -> Result<Arc<Vec<Pathway>>, PathwaysError> {
        self.held.now(self.place.store.as_ref(), || {
            let pathway = |counts: Exchange| Pathway { result: told(&counts), counts };
            Ok(kept(&self.place)?.into_iter().map(pathway).collect())
        })
    }
}

impl fmt::Debug for Pathways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pathways")
    }
}
