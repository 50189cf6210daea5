//! Running other programs: with their output shown as it comes, or collected.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::steps::Outcome;

/// Why a program gave no answer.
#[derive(Debug)]
pub(crate) enum CommandError {
    /// It could not be started.
    NotStarted { line: String, source: io::Error },
    /// It ended with an error.
    Ended { line: String, status: String, stderr: String },
    /// It answered, but not in the expected form.
    Unreadable { line: String, reason: String },
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted { line, source } => write!(f, "'{line}' could not be started: {source}"),
            Self::Ended { line, status, stderr } => {
                write!(f, "'{line}' ended with {status}: {}", stderr.trim())
            }
            Self::Unreadable { line, reason } => write!(f, "the answer of '{line}' cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for CommandError {}

/// A command of this workspace's own cargo, at its root.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root);
    command
}

/// The command as it would be typed.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// Runs a command with its output shown as it comes; passed when it succeeds.
pub(crate) fn show(command: &mut Command, passed: &str) -> Outcome {
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Outcome::Passed(passed.to_owned()),
        Ok(status) => Outcome::Failed(vec![format!("'{}' ended with {status}", line(command))]),
        Err(source) => {
            Outcome::Failed(vec![CommandError::NotStarted { line: line(command), source }.to_string()])
        }
    }
}

/// Runs a command quietly; true when it starts and succeeds.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).output().is_ok_and(|output| output.status.success())
}

/// Runs a command and gives what it printed on standard output.
///
/// # Errors
/// When it cannot be started, ends with an error, or prints something that is not UTF-8.
pub(crate) fn read(command: &mut Command) -> Result<String, CommandError> {
    let line = line(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| CommandError::NotStarted { line: line.clone(), source })?;
    if !output.status.success() {
        return Err(CommandError::Ended {
            line,
            status: output.status.to_string(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        });
    }
    String::from_utf8(output.stdout)
        .map_err(|error| CommandError::Unreadable { line, reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_exist_is_a_failed_check_that_names_it() {
        let outcome = show(&mut Command::new("commonweal-no-such-program"), "fine");
        let Outcome::Failed(findings) = outcome else { panic!("{outcome:?}") };
        assert!(findings[0].contains("commonweal-no-such-program"), "{findings:?}");
        assert!(!succeeds(&mut Command::new("commonweal-no-such-program")));
    }

    #[test]
    fn a_program_that_ends_with_an_error_is_a_failed_check_and_one_that_ends_well_has_passed() {
        let (good, bad) = (|| Command::new("true"), || Command::new("false"));
        assert_eq!(show(&mut good(), "fine"), Outcome::Passed("fine".to_owned()));
        assert!(succeeds(&mut good()));
        let outcome = show(&mut bad(), "fine");
        assert!(
            matches!(&outcome, Outcome::Failed(it) if it[0].starts_with("'false' ended with")),
            "{outcome}"
        );
        assert!(!succeeds(&mut bad()));
    }

    #[test]
    fn an_answer_is_kept_and_an_error_carries_what_the_program_said() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(read(&mut cargo(root, &["--version"])).unwrap().starts_with("cargo "));
        let message = read(&mut cargo(root, &["no-such-verb"])).unwrap_err().to_string();
        assert!(message.contains("cargo no-such-verb") && message.contains("no such command"), "{message}");
    }
}
