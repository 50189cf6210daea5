//! The tests, and the snapshots they refer to: a snapshot that no test reads proves nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command;
use crate::postgres::Server;
use crate::steps::Outcome;
use crate::tree;

/// Where `insta` appends the path of each snapshot that a test compares with.
const REFERENCES_VARIABLE: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

fn references_file() -> PathBuf {
    std::env::temp_dir().join(format!("commonweal-snapshot-references-{}", std::process::id()))
}

/// Every test of the workspace; the list of snapshots they read is kept only when all pass, since otherwise it has gaps.
pub(crate) fn run_tests(root: &Path) -> Outcome {
    let references = references_file();
    if let Err(error) = fs::write(&references, "") {
        return Outcome::Failed(vec![format!("{} cannot be written: {error}", references.display())]);
    }
    let mut command = command::cargo(root, &["test", "--workspace", "--no-fail-fast"]);
    // A check leaves nothing in the tree: pending snapshots are written by a plain `cargo test`.
    command.env(REFERENCES_VARIABLE, &references).env("INSTA_UPDATE", "no");
    let server = Server::start();
    server.announce(&mut command);
    let outcome = command::show(&mut command, &format!("all tests, {}", server.in_words()));
    keep_if_complete(&references, &outcome);
    outcome
}

/// Tests that failed may not have come to their snapshots: their list would call those unreferenced.
fn keep_if_complete(references: &Path, tests: &Outcome) {
    if matches!(tests, Outcome::Failed(_)) {
        fs::remove_file(references).ok();
    }
}

/// No snapshot is unreferenced by the tests just run, and none waits for review.
pub(crate) fn check(root: &Path) -> Outcome {
    let references = references_file();
    let outcome = match pending(root) {
        Ok(Outcome::Passed(_)) => match fs::read_to_string(&references) {
            Ok(read) => orphans(root, &read).into(),
            Err(_) => Outcome::Skipped(
                "the tests failed or were not run, so which snapshots they read is not known".to_owned(),
            ),
        },
        other => other.into(),
    };
    fs::remove_file(&references).ok();
    outcome
}

/// No snapshot waits for review.
///
/// # Errors
/// When a folder cannot be read.
fn pending(root: &Path) -> io::Result<Outcome> {
    let mut waiting = tree::ending_in(root, ".snap.new")?;
    waiting.extend(tree::ending_in(root, ".pending-snap")?);
    let findings = waiting.iter().map(|file| {
        format!("{} waits for review: accept it ('cargo insta review') or delete it", relative(root, file))
    });
    Ok(Outcome::from_findings(findings.collect(), "none pending".to_owned()))
}

fn orphans(root: &Path, references: &str) -> io::Result<Outcome> {
    let read: BTreeSet<PathBuf> = references.lines().map(|line| canonical(Path::new(line))).collect();
    let kept = tree::ending_in(root, ".snap")?;
    let findings = kept
        .iter()
        .filter(|file| !read.contains(&canonical(file)))
        .map(|file| format!("{} is read by no test: delete it", relative(root, file)));
    Ok(Outcome::from_findings(findings.collect(), format!("{} snapshots, each read by a test", kept.len())))
}

/// The same file has one name, however a test spelt the way to it.
fn canonical(file: &Path) -> PathBuf {
    fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf())
}

fn relative(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::Folder;

    fn findings(outcome: io::Result<Outcome>) -> Vec<String> {
        match outcome.unwrap() {
            Outcome::Failed(findings) => findings,
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_snapshot_that_no_test_reads_is_named_and_the_one_that_is_read_is_not() {
        let folder =
            Folder::with("orphans", &["room/snapshots/read.snap", "room/snapshots/left_behind.snap"]);
        let spelt_otherwise = folder.0.join("room/snapshots/../snapshots/read.snap");
        let found = findings(orphans(&folder.0, &format!("{}\n", spelt_otherwise.display())));
        assert_eq!(found, ["room/snapshots/left_behind.snap is read by no test: delete it"]);
    }

    #[test]
    fn the_list_of_snapshots_read_is_kept_when_the_tests_passed_and_dropped_when_one_failed() {
        let folder = Folder::with("references", &["list"]);
        let list = folder.0.join("list");
        keep_if_complete(&list, &Outcome::Passed(String::new()));
        assert!(list.exists());
        keep_if_complete(&list, &Outcome::Failed(Vec::new()));
        assert!(!list.exists());
    }

    #[test]
    fn snapshots_in_the_build_folder_are_nobody_s_orphans() {
        let folder = Folder::with("target", &["target/package/old.snap", ".hidden/old.snap"]);
        assert_eq!(findings(orphans(&folder.0, "")), Vec::<String>::new());
    }

    #[test]
    fn a_snapshot_that_waits_for_review_is_found_and_an_accepted_one_is_not() {
        let folder = Folder::with("pending", &["snapshots/page.snap", "snapshots/page.snap.new"]);
        let found = findings(pending(&folder.0));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("snapshots/page.snap.new waits"), "{found:?}");
    }
}
