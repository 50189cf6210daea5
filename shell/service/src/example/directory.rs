//! The register of the example place, and two pathways of it: fictional bodies and counts, read in as anybody's are.

use std::path::Path;

use commonweal_directory::{Form, Reading};
use commonweal_find::register::{Coverage, Source};
use commonweal_quantity::{Frequency, Period};

use crate::finding::pathways::{PathwaysError, keep};
use crate::record::{Place, RecordError};
use crate::register::{Import, RegisterError, import};

/// Read in one after the other: the bodies, and the posts of two of them.
const TABLES: [(&str, &str); 2] =
    [("bodies.csv", include_str!("bodies.csv")), ("posts.csv", include_str!("posts.csv"))];
const PATHWAYS: [(&str, &str); 2] = [
    ("pathway_fall.json", include_str!("pathway_fall.json")),
    ("pathway_attendance.json", include_str!("pathway_attendance.json")),
];
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

/// Writes the tables and the counts into `folder`, and reads them into a place.
///
/// # Errors
/// [`ExampleRegisterError`].
pub fn write(place: &Place, folder: &Path) -> Result<(), ExampleRegisterError> {
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(RecordError::file(&path)).map_err(RegisterError::from)?;
        Ok::<_, ExampleRegisterError>(path)
    };
    for (name, text) in TABLES {
        let source = Source {
            name: format!("Example {} (fictional)", name.trim_end_matches(".csv")),
            as_of: Period::from_ordinal(Frequency::Day, AS_OF),
            licence: "invented, free to use".to_owned(),
        };
        let reading = Reading { scheme: Some("EXAMPLE".to_owned()), ..Reading::default() };
        let path = put(name, text)?;
        import(place, &Import { path, form: Form::Table, reading, source, coverage: Coverage::Whole })?;
    }
    for (name, text) in PATHWAYS {
        keep(place, &[put(name, text)?])?;
    }
    Ok(())
}
