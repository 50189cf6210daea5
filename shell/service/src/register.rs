//! The register of bodies: reading directories into it, and searching it. It lies in the database beside the logs: what others publish is
//! no fact that a partner attests, and what is taken back is gone.

mod cache;
mod error;
mod kept;

use std::fs;
use std::path::PathBuf;

use commonweal_directory::{Directory, Form, Reading, Scheme, Wrong, read};
use commonweal_find::register::{Coverage, Register, Source, Taken};
use commonweal_store::{Change, KeyValue};

use crate::record::policy::Action;
use crate::record::{Place, RecordError};
use kept::{BODIES, IMPORTS, SCHEMES, SOURCES, SUCCESSIONS, Versions};

pub use cache::{Known, Registered};
pub use commonweal_directory as directory;
pub use commonweal_find::register as model;
pub use error::RegisterError;

/// A directory that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The file.
    pub path: PathBuf,
    /// How it is written.
    pub form: Form,
    /// What it does not say itself.
    pub reading: Reading,
    /// Whose it is, of which day, under which licence.
    pub source: Source,
    /// Whether it lists everybody whom the source lists.
    pub coverage: Coverage,
}

/// What reading a directory did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// What is now otherwise.
    pub taken: Taken,
    /// Schemes that are new or called otherwise now.
    pub schemes: Vec<Scheme>,
    /// Lines that could not be read.
    pub wrong: Vec<Wrong>,
    /// Columns that hold nothing that the register has.
    pub left_out: Vec<String>,
}

/// Longest name of a source, in bytes.
const LONGEST_NAME: usize = 100;

/// Reads a directory into the register of a place: all of what changes is written, or nothing of it. What could not be read is told, and
/// leaves what was there as it is; a file with such lines is taken as a part of what its source lists.
///
/// # Errors
/// [`RegisterError`]; [`RegisterError::Record`] for whoever has not the host's key.
pub fn import(place: &Place, import: &Import) -> Result<Imported, RegisterError> {
    place.permit(Action::Import)?;
    let (directory, source) = (open(import)?, named(&import.source)?);
    let store: &dyn KeyValue = place.store.as_ref();
    let (mut register, versions) = kept::register(store)?;
    let whole = import.coverage == Coverage::Whole && directory.wrong.is_empty();
    let coverage = if whole { Coverage::Whole } else { Coverage::Part };
    let before = register.source(&source.name).cloned();
    let taken = register.take(source, &directory.entries, &directory.successions, coverage);
    let mut changes = Vec::new();
    for key in &taken.touched {
        if let Some(body) = register.body(key) {
            changes.push(BODIES.put(&key.to_string(), body, &versions)?);
        }
    }
    for succession in &taken.successions {
        let key = format!("{}>{}", succession.from, succession.to);
        changes.push(SUCCESSIONS.put(&key, &(succession, &source.name), &versions)?);
    }
    let schemes = new_schemes(store, directory.schemes, &versions, &mut changes)?;
    let tells = !directory.entries.is_empty() || !directory.successions.is_empty();
    if tells && before.as_ref() != Some(source) {
        changes.push(SOURCES.put(&source.name, source, &versions)?);
    }
    if !changes.is_empty() {
        changes.push(IMPORTS.changed());
        store.write(&changes)?;
    }
    Ok(Imported { taken, schemes, wrong: directory.wrong, left_out: directory.left_out })
}

/// What [`import`] would do; nothing is written.
///
/// # Errors
/// As for [`import`].
pub fn preview(place: &Place, import: &Import) -> Result<Imported, RegisterError> {
    let (directory, source) = (open(import)?, named(&import.source)?);
    let mut register = load(place)?;
    let whole = import.coverage == Coverage::Whole && directory.wrong.is_empty();
    let coverage = if whole { Coverage::Whole } else { Coverage::Part };
    let taken = register.take(source, &directory.entries, &directory.successions, coverage);
    let Directory { schemes, wrong, left_out, .. } = directory;
    Ok(Imported { taken, schemes, wrong, left_out })
}

/// The register of a place.
///
/// # Errors
/// [`RegisterError::Damaged`], and what the store says.
pub fn load(place: &Place) -> Result<Register, RegisterError> {
    Ok(kept::register(place.store.as_ref())?.0)
}

/// The schemes of identifiers that are known, by code.
///
/// # Errors
/// As for [`load`].
pub fn schemes(place: &Place) -> Result<Vec<Scheme>, RegisterError> {
    SCHEMES.all(place.store.as_ref(), &mut Versions::new())
}

fn open(import: &Import) -> Result<Directory, RegisterError> {
    let unreadable = |source| RegisterError::File { path: import.path.clone(), source };
    Ok(read(&fs::read(&import.path).map_err(unreadable)?, import.form, &import.reading))
}

fn named(source: &Source) -> Result<&Source, RegisterError> {
    let name = &source.name;
    let fits =
        (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if fits { Ok(source) } else { Err(RegisterError::SourceName { name: name.clone() }) }
}

fn new_schemes(
    store: &dyn KeyValue,
    told: Vec<Scheme>,
    versions: &Versions,
    changes: &mut Vec<Change<'static>>,
) -> Result<Vec<Scheme>, RegisterError> {
    let known: Vec<Scheme> = SCHEMES.all(store, &mut Versions::new())?;
    let mut told = told;
    told.sort_by(|one, other| one.code.cmp(&other.code));
    told.dedup_by(|one, other| one.code == other.code);
    told.retain(|scheme| !known.contains(scheme));
    for scheme in &told {
        changes.push(SCHEMES.put(&scheme.code, scheme, versions)?);
    }
    Ok(told)
}

impl From<RecordError> for RegisterError {
    fn from(error: RecordError) -> Self {
        Self::Record(Box::new(error))
    }
}
