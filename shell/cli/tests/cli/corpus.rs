//! The golden corpus: wrong inputs, each with its exit code and its message, read by people in the snapshots.
//!
//! A message is good when it says what happened, where (file, line, column, key or flag) and what to do.

use crate::place::{Folder, Run};

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
    cases.iter().map(|case| answer(case, &folder.line(case.command))).collect()
}

/// What was said of one case, in the corpus's form.
pub(crate) fn answer(Case { story, command, exit }: &Case, run: &Run) -> String {
    assert_eq!(run.code, *exit, "{story}: {}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "", "{story}: a refused command prints nothing on standard output");
    assert!(run.stderr.ends_with('\n'), "{story}: {}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{story}: {}", run.stderr);
    for line in run.stderr.lines() {
        assert!(!line.contains(char::is_control), "{story}: {line:?}");
        assert!(line.chars().count() < 650, "{story}: a line of {} characters", line.chars().count());
    }
    format!("# {story}\n$ commonweal {command}\n{}exit {exit}\n\n", run.stderr)
}
