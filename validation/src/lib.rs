//! Golden numbers: where they are read, and small readers for them.
//!
//! Real data and reference numbers stand in a folder `shared` beside the project. They are not part of it: a test that needs
//! them says so and passes by where they are absent.

pub mod simulation;

use std::path::PathBuf;

/// The path of a shared file, or `None` (said on standard error) where it is absent.
pub fn shared(file: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: shared/{file} is not beside the project");
    None
}

/// All records of a delimited file with its header, each field as text.
///
/// # Errors
/// Where the file cannot be read as delimited text.
pub fn records(path: &std::path::Path, delimiter: u8) -> Result<Vec<Vec<String>>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(path)?;
    let rows = reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect()));
    rows.collect()
}
