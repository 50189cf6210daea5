//! The register of the example place, and one pathway of it: fictional bodies and counts, read in as anybody's are.

use std::path::Path;

use commonweal_directory::{Form, Reading};
use commonweal_find::register::{Coverage, Source};
use commonweal_quantity::{Frequency, Period};

use crate::finding::pathways::{PathwaysError, keep};
use crate::record::{Place, RecordError};
use crate::register::{Import, RegisterError, import};

const BODIES: &str = include_str!("bodies.csv");
const PATHWAY: &str = include_str!("pathway.json");
/// 1 April 2026, in days from 1 January 1970.
const AS_OF: i64 = 20_544;

/// Why the example has no register.
#[derive(Debug, thiserror::Error)]
pub enum ExampleRegisterError {
    /// Its bodies.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// Its pathway.
    #[error(transparent)]
    Pathways(#[from] PathwaysError),
}

/// Writes `bodies.csv` and `pathway.json` into `folder`, and reads them into a place.
///
/// # Errors
/// [`ExampleRegisterError`].
pub fn write(place: &Place, folder: &Path) -> Result<(), ExampleRegisterError> {
    let (bodies, pathway) = (folder.join("bodies.csv"), folder.join("pathway.json"));
    for (path, text) in [(&bodies, BODIES), (&pathway, PATHWAY)] {
        std::fs::write(path, text).map_err(RecordError::file(path)).map_err(RegisterError::from)?;
    }
    let source = Source {
        name: "Example directory (fictional)".to_owned(),
        as_of: Period::from_ordinal(Frequency::Day, AS_OF),
        licence: "invented, free to use".to_owned(),
    };
    let reading = Reading { scheme: Some("EXAMPLE".to_owned()), ..Reading::default() };
    import(place, &Import { path: bodies, form: Form::Table, reading, source, coverage: Coverage::Whole })?;
    keep(place, &[pathway])?;
    Ok(())
}
