//! Which files belong to the project.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;

/// Files that git tracks, or would track if they were added, relative to the root and in order.
///
/// In a source archive, which has no `.git`, they are all files but those of build and hidden folders.
///
/// # Errors
/// When git is missing or a folder cannot be read.
pub(crate) fn files(root: &Path) -> io::Result<Vec<PathBuf>> {
    if !root.join(".git").exists() {
        let found = ending_in(root, "")?;
        return Ok(found.iter().filter_map(|file| file.strip_prefix(root).ok()).map(PathBuf::from).collect());
    }
    // A container often runs the checks as another user than the one who cloned.
    let arguments =
        ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listing =
        command::read(Command::new("git").args(arguments).current_dir(root)).map_err(io::Error::other)?;
    let mut files: Vec<PathBuf> =
        listing.split_terminator('\0').map(PathBuf::from).filter(|file| root.join(file).is_file()).collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// Every file below `folder` whose name ends in `ending`, ignored by git or not; build and hidden folders, and what npm
/// fetched, are passed over.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn ending_in(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        let is_passed_over = name.starts_with('.') || ["target", "node_modules"].contains(&name.as_str());
        if kind.is_dir() && !is_passed_over {
            found.extend(ending_in(&entry.path(), ending)?);
        } else if kind.is_file() && name.ends_with(ending) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A folder of its own for one test, with the named empty files in it; deleted at the end of the test.
    pub(crate) struct Folder(pub(crate) PathBuf);

    impl Folder {
        pub(crate) fn with(name: &str, files: &[&str]) -> Self {
            let folder = std::env::temp_dir().join(format!("commonweal-xtask-{name}-{}", std::process::id()));
            for file in files {
                let path = folder.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "").unwrap();
            }
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    fn names(folder: &Folder) -> Vec<String> {
        files(&folder.0).unwrap().iter().map(|file| file.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn in_a_checkout_new_files_count_and_ignored_ones_do_not() {
        let folder = Folder::with("checkout", &["core/new.rs", "notes.tmp"]);
        fs::write(folder.0.join(".gitignore"), "*.tmp\n").unwrap();
        assert!(command::succeeds(Command::new("git").args(["init", "--quiet"]).current_dir(&folder.0)));
        assert_eq!(names(&folder), [".gitignore", "core/new.rs"]);
    }

    #[test]
    fn in_a_source_archive_everything_counts_but_build_and_hidden_folders() {
        let folder = Folder::with(
            "archive",
            &["core/a.rs", "target/debug/b.rs", "e2e/node_modules/d.js", ".cache/c.rs"],
        );
        assert_eq!(names(&folder), ["core/a.rs"]);
    }
}
