//! The served program, driven by a browser: `e2e/` with Node.js, npm and Chromium.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command::{self, CommandError};
use crate::debian;
use crate::steps::Outcome;

/// Where somebody names a browser of their own.
const BROWSER: &str = "CHROMIUM";
/// The oldest Node.js on which the driver runs.
const OLDEST_NODE: u32 = 20;

/// Runs the tests of `e2e/` on a program built for them; skipped, with the reason, where there is no browser to be had.
pub(crate) fn check(root: &Path) -> Outcome {
    let browser = match tools() {
        Ok(browser) => browser,
        Err(reason) => return Outcome::Skipped(reason),
    };
    match prepare(root) {
        Ok(program) => {
            let mut tests = npm(root, &["test"]);
            tests.env("COMMONWEAL", program).env(BROWSER, &browser);
            command::show(&mut tests, &format!("every page and the whole story, with {}", browser.display()))
        }
        Err(error) => Outcome::Failed(vec![error.to_string()]),
    }
}

/// Makes the picture of the README.
pub(crate) fn picture(root: &Path) -> Outcome {
    let drawn = tools().and_then(|browser| {
        let program = prepare(root).map_err(|error| error.to_string())?;
        let mut run = npm(root, &["run", "picture"]);
        Ok(command::show(
            run.env("COMMONWEAL", program).env(BROWSER, browser),
            "docs/pictures/partnership.png",
        ))
    });
    drawn.unwrap_or_else(|reason| Outcome::Failed(vec![reason]))
}

/// The driver as its lock file has it, and the program.
fn prepare(root: &Path) -> Result<PathBuf, CommandError> {
    command::read(&mut npm(root, &["ci"]))?;
    program(root)
}

/// The program, built.
pub(crate) fn program(root: &Path) -> Result<PathBuf, CommandError> {
    let mut build = command::cargo(
        root,
        &["build", "--package", "commonweal-cli", "--message-format=json-render-diagnostics"],
    );
    let messages = command::read(&mut build)?;
    executable(&messages).ok_or_else(|| CommandError::Unreadable {
        line: "cargo build --package commonweal-cli".to_owned(),
        reason: "it names no executable".to_owned(),
    })
}

/// The program among the messages of a build.
fn executable(messages: &str) -> Option<PathBuf> {
    let named = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(PathBuf::from)
    };
    messages.lines().filter_map(named).next_back()
}

fn npm(root: &Path, words: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(words).current_dir(root.join("e2e"));
    command
}

/// The browser, once it and Node.js are here; installed where this machine lets us.
fn tools() -> Result<PathBuf, String> {
    if missing().is_some() {
        debian::install(&["nodejs", "npm", "chromium"]);
    }
    match missing() {
        None => browser().ok_or_else(|| no_browser().to_owned()),
        Some(reason) => Err(reason),
    }
}

/// What is not here, with its remedy.
fn missing() -> Option<String> {
    let node = command::read(Command::new("node").arg("--version")).ok().and_then(|line| major(&line));
    match node {
        None => Some(
            "Node.js is not installed: on Debian or Ubuntu run 'sudo apt-get install nodejs npm'".to_owned(),
        ),
        Some(found) if found < OLDEST_NODE => Some(format!(
            "Node.js {found} is here, and the driver of the browser needs {OLDEST_NODE} or later"
        )),
        Some(_) if !command::succeeds(Command::new("npm").arg("--version")) => {
            Some("npm is not installed: on Debian or Ubuntu run 'sudo apt-get install npm'".to_owned())
        }
        Some(_) => browser().is_none().then(|| no_browser().to_owned()),
    }
}

fn no_browser() -> &'static str {
    "Chromium is not installed: on Debian run 'sudo apt-get install chromium', or name a browser in the variable CHROMIUM"
}

fn browser() -> Option<PathBuf> {
    let given = std::env::var_os(BROWSER).map(PathBuf::from);
    given.into_iter().chain([PathBuf::from("/usr/bin/chromium")]).find(|path| path.exists())
}

/// The first number of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_the_last_that_the_build_names() {
        let messages = "{\"reason\":\"compiler-artifact\",\"executable\":null}\n\
            {\"reason\":\"compiler-artifact\",\"executable\":\"target/debug/build-script\"}\n\
            {\"reason\":\"compiler-artifact\",\"executable\":\"target/debug/commonweal\"}\n\
            {\"reason\":\"build-finished\",\"success\":true}";
        assert_eq!(executable(messages), Some(PathBuf::from("target/debug/commonweal")));
        assert_eq!(executable("{\"reason\":\"build-finished\",\"success\":true}"), None);
    }

    #[test]
    fn the_age_of_node_is_read_from_its_version() {
        assert_eq!(major("v20.11.1\n"), Some(20));
        assert_eq!(major("v9.2.0"), Some(9));
        assert_eq!(major("command not found"), None);
    }
}
