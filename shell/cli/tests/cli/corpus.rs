//! The golden corpus: wrong inputs, each with its exit code and its message, read by people in the snapshots.
//!
//! A message is good when it says what happened, where (file, line, column, key or flag) and what to do.

use std::fmt::Write as _;

use crate::place::Folder;

/// One wrong input.
pub(crate) struct Case {
    /// What is wrong.
    pub(crate) story: &'static str,
    /// Arguments, quoted as in a shell.
    pub(crate) command: &'static str,
    /// Expected exit code.
    pub(crate) exit: i32,
}

pub(crate) const fn case(exit: i32, story: &'static str, command: &'static str) -> Case {
    Case { story, command, exit }
}

/// Runs each case in `folder` and writes down what it said.
pub(crate) fn answers(folder: &Folder, cases: &[Case]) -> String {
    let mut text = String::new();
    for Case { story, command, exit } in cases {
        let run = folder.line(command);
        assert_eq!(run.code, *exit, "{story}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{story}: a refused command prints nothing on standard output");
        assert!(run.stderr.ends_with('\n'), "{story}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{story}: {}", run.stderr);
        for line in run.stderr.lines() {
            assert!(!line.contains(char::is_control), "{story}: {line:?}");
            assert!(line.chars().count() < 650, "{story}: a line of {} characters", line.chars().count());
        }
        writeln!(text, "# {story}\n$ commonweal {command}\n{}exit {exit}\n", run.stderr).unwrap();
    }
    text
}
