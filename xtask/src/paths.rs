//! No file of the project names a place that exists on one machine only.

use std::fs;
use std::path::Path;

use crate::steps::Outcome;
use crate::tree;

/// Folders that hold one person's files or one machine's checkouts.
const PRIVATE: [&str; 7] = ["/home/", "/root/", "/Users/", "/work/", "/workspace/", "/builds/", ":\\Users\\"];

/// The file that has to spell them out.
const EXEMPT: &str = "xtask/src/paths.rs";

/// No tracked text file has an absolute path of somebody's home, of a usual folder for checkouts, or of this checkout.
pub(crate) fn check(root: &Path) -> Outcome {
    let files = match tree::files(root) {
        Ok(files) => files,
        Err(error) => return Outcome::Failed(vec![error.to_string()]),
    };
    let here = format!("{}/", root.display());
    let mut findings = Vec::new();
    for file in &files {
        let name = file.to_string_lossy().replace('\\', "/");
        let Ok(bytes) = fs::read(root.join(file)) else {
            findings.push(format!("{name} cannot be read"));
            continue;
        };
        if name == EXEMPT || bytes.contains(&0) {
            continue;
        }
        findings.extend(private_paths(&String::from_utf8_lossy(&bytes), &here).into_iter().map(
            |(line, path)| {
                format!("{name}:{line} names '{path}', which exists on one machine only: use a relative path")
            },
        ));
    }
    Outcome::from_findings(findings, format!("{} files", files.len()))
}

/// Line number (from 1) and beginning of each private path in a text.
fn private_paths<'a>(text: &str, here: &'a str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(path) = PRIVATE.into_iter().chain([here]).find(|path| starts_a_path(line, path)) {
            found.push((index + 1, path));
        }
    }
    found
}

/// Whether `path` occurs in `line` as the beginning of a path, not in the middle of a longer one or of an address.
fn starts_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        path.starts_with(':') || !before.is_some_and(|it| it.is_alphanumeric() || "._-~/}>*".contains(it))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "/somewhere/commonweal/";

    #[test]
    fn a_home_a_checkout_and_this_checkout_are_found_with_their_lines() {
        let text = "read('/home/ada/panel.csv')\nfine\n`/root/x`\nC:\\Users\\Ada\n/somewhere/commonweal/core";
        assert_eq!(private_paths(text, HERE), [(1, "/home/"), (3, "/root/"), (4, ":\\Users\\"), (5, HERE)]);
    }

    #[test]
    fn relative_paths_and_addresses_are_left_alone() {
        for text in [
            "https://example.org/home/page",
            "../work/panel.csv",
            "$HOME/work/x",
            "./root/a",
            "${ROOT}/work/a",
            "/tmp/page.html",
            "board/work/plan",
        ] {
            assert_eq!(private_paths(text, HERE), [], "{text}");
        }
    }
}
