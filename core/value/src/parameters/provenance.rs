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

impl Provenance {
    /// Of a figure that stands in the plan itself.
    pub(crate) fn of_the_plan(source: String, licence: String) -> Self {
        Self { source, licence, price_basis: "real".to_owned(), file: "the plan".to_owned() }
    }
}
