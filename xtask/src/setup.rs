//! What a bare machine needs beside Rust: a C compiler, for SQLite and the zstd library; npm, for the pages' stylesheet; and what the checks use: an accounting tool
//! and two components of Rust.

use std::path::Path;
use std::process::Command;

use crate::command;
use crate::debian;
use crate::steps::Outcome;

/// A folder with the stylesheet, for machines without npm.
const STYLESHEET: &str = "COMMONWEAL_GOVUK_FRONTEND";

/// Looks for a C compiler, npm, hledger, rustfmt and clippy, and installs what is missing where that can be done without asking.
///
/// A missing compiler or npm that cannot be installed is a failure, since nothing would build; a missing component or accounting tool is only
/// named here, and the check that needs it is skipped with its reason.
pub(crate) fn check(root: &Path) -> Outcome {
    let mut notes = match needed() {
        Ok(notes) => notes,
        Err(remedies) => return Outcome::Failed(remedies),
    };
    let hledger = || command::succeeds(Command::new("hledger").arg("--version"));
    let without = "no hledger (the test that it reads our journals is skipped)".to_owned();
    notes.push(found_or_installed("hledger", hledger, "hledger", &without).unwrap_or(without));
    for (component, verb) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let found = || command::succeeds(&mut command::cargo(root, &[verb, "--version"]));
        let here = found()
            || (command::succeeds(Command::new("rustup").args(["component", "add", component])) && found());
        notes.push(if here {
            component.to_owned()
        } else {
            format!("no {component} ('rustup component add {component}' did not work)")
        });
    }
    Outcome::Passed(notes.join(", "))
}

/// What the program cannot be built without.
///
/// # Errors
/// What is missing and could not be installed, each with its remedy.
pub(crate) fn needed() -> Result<Vec<String>, Vec<String>> {
    let (there, missing): (Vec<_>, Vec<_>) = [c_compiler(), npm()].into_iter().partition(Result::is_ok);
    let missing: Vec<String> = missing.into_iter().filter_map(Result::err).collect();
    if missing.is_empty() { Ok(there.into_iter().flatten().collect()) } else { Err(missing) }
}

fn c_compiler() -> Result<String, String> {
    let present = || {
        let named = std::env::var_os("CC").map(|name| command::succeeds(Command::new(name).arg("--version")));
        named == Some(true) || command::succeeds(Command::new("cc").arg("--version"))
    };
    let remedy = "no C compiler ('cc'), which SQLite and the zstd library need: on Debian or Ubuntu run \
                  'sudo apt-get install build-essential', or name one in the variable CC";
    found_or_installed("C compiler", present, "build-essential", remedy)
}

fn npm() -> Result<String, String> {
    let given = std::env::var_os(STYLESHEET).is_some();
    let present = || given || command::succeeds(Command::new("npm").arg("--version"));
    let remedy = "no npm, from which the pages' stylesheet comes: on Debian or Ubuntu run 'sudo apt-get install npm', \
                  or set COMMONWEAL_GOVUK_FRONTEND to an unpacked package govuk-frontend 6";
    found_or_installed("npm", present, "npm", remedy)
}

/// Whether something is there, or is after its Debian package was installed, which takes root.
fn found_or_installed(
    name: &str,
    present: impl Fn() -> bool,
    package: &str,
    remedy: &str,
) -> Result<String, String> {
    if present() {
        return Ok(name.to_owned());
    }
    debian::install(&[package]);
    if present() { Ok(format!("{name} (installed {package})")) } else { Err(remedy.to_owned()) }
}
