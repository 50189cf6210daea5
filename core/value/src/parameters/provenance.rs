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
