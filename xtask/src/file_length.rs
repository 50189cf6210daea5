//! A file is about one concept and is read in one sitting.

use std::fs;
use std::path::Path;

use crate::steps::Outcome;
use crate::tree;

/// The longest that a Rust file may be, tests included.
const MOST_LINES: usize = 400;

/// A file that may be longer, and why it is better whole.
struct Exception {
    file: &'static str,
    because: &'static str,
}

const EXCEPTIONS: &[Exception] = &[];

/// Every tracked Rust file has at most [`MOST_LINES`] lines, or a line among the exceptions that is still needed.
pub(crate) fn check(root: &Path) -> Outcome {
    let files = match tree::files(root) {
        Ok(files) => files,
        Err(error) => return Outcome::Failed(vec![error.to_string()]),
    };
    let mut lengths = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "rs")) {
        match fs::read_to_string(root.join(file)) {
            Ok(text) => lengths.push((file.to_string_lossy().replace('\\', "/"), text.lines().count())),
            Err(error) => {
                return Outcome::Failed(vec![format!("{} cannot be read: {error}", file.display())]);
            }
        }
    }
    let longest = lengths.iter().max_by_key(|(_, lines)| *lines);
    let looked_at = longest.map_or_else(
        || "no Rust file".to_owned(),
        |(file, lines)| format!("{} files, the longest {file} with {lines} lines", lengths.len()),
    );
    Outcome::from_findings(findings(&lengths, EXCEPTIONS), looked_at)
}

fn findings(lengths: &[(String, usize)], exceptions: &[Exception]) -> Vec<String> {
    let excepted = |file: &str| exceptions.iter().any(|exception| exception.file == file);
    let mut findings: Vec<String> = lengths
        .iter()
        .filter(|(file, lines)| *lines > MOST_LINES && !excepted(file))
        .map(|(file, lines)| {
            format!(
                "{file} has {lines} lines, more than {MOST_LINES}: split it by concept, \
                 or list it with a reason in xtask/src/file_length.rs"
            )
        })
        .collect();
    for exception in exceptions {
        if !lengths.iter().any(|(file, lines)| file == exception.file && *lines > MOST_LINES) {
            findings.push(format!(
                "{} is excepted from the file length ({}) but has no need of it: delete the exception",
                exception.file, exception.because
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(sizes: &[(&str, usize)]) -> Vec<(String, usize)> {
        sizes.iter().map(|(file, lines)| ((*file).to_owned(), *lines)).collect()
    }

    #[test]
    fn four_hundred_lines_are_allowed_and_one_more_is_not() {
        assert_eq!(findings(&lengths(&[("a.rs", 400)]), &[]), Vec::<String>::new());
        let found = findings(&lengths(&[("a.rs", 400), ("b.rs", 401)]), &[]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("b.rs has 401 lines"), "{found:?}");
    }

    #[test]
    fn a_long_file_with_a_reason_is_let_through() {
        let table = Exception { file: "table.rs", because: "one table" };
        assert_eq!(findings(&lengths(&[("table.rs", 900)]), &[table]), Vec::<String>::new());
    }

    #[test]
    fn an_exception_that_is_no_longer_needed_is_found() {
        let table = || Exception { file: "table.rs", because: "one table" };
        assert_eq!(findings(&lengths(&[("table.rs", 400)]), &[table()]).len(), 1);
        assert_eq!(findings(&lengths(&[]), &[table()]).len(), 1);
    }
}
