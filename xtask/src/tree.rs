//! Which files belong to the project.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{self, CommandError};

/// Files that git tracks, or would track if they were added, relative to the root and in order.
///
/// # Errors
/// When git is missing or the folder is no checkout.
pub(crate) fn files(root: &Path) -> Result<Vec<PathBuf>, CommandError> {
    // A container often runs the checks as another user than the one who cloned.
    let arguments =
        ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listing = command::read(Command::new("git").args(arguments).current_dir(root))?;
    let mut files: Vec<PathBuf> =
        listing.split_terminator('\0').map(PathBuf::from).filter(|file| root.join(file).is_file()).collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// Every file below `folder` whose name ends in `ending`, ignored by git or not; build and hidden folders are passed over.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn ending_in(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_dir() && name != "target" && !name.starts_with('.') {
            found.extend(ending_in(&entry.path(), ending)?);
        } else if kind.is_file() && name.ends_with(ending) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
