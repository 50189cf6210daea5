//! Where a figure is from.

use serde::Serialize;

/// Who published a figure, under which licence, and the file it stands in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// Who published it, and where.
    pub source: String,
    /// The licence under which it may be passed on, or that it may not.
    pub licence: String,
    /// What an amount or index is stated in: real, nominal, an index with its base.
    pub price_basis: String,
    /// The file that holds it.
    pub file: String,
}

/// What stands as the licence of a figure that nobody published.
pub(crate) const NO_LICENCE: &str = "none";

impl Provenance {
    /// Who says so, with the licence where there is one.
    pub fn with_licence(&self) -> String {
        match self.licence.as_str() {
            NO_LICENCE => self.source.clone(),
            licence => format!("{} ({licence})", self.source),
        }
    }

    /// Of a figure that stands in the plan itself.
    pub(crate) fn of_the_plan(source: String, licence: String) -> Self {
        Self { source, licence, price_basis: "real".to_owned(), file: "the plan".to_owned() }
    }
}
