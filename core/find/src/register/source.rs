use serde::{Deserialize, Serialize};

use commonweal_quantity::Period;

/// A directory that tells of bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name, by which it is known again.
    pub name: String,
    /// The day of which it tells.
    pub as_of: Period,
    /// Under which licence.
    pub licence: String,
}
