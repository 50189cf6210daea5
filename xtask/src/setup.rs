//! What a bare machine needs beside Rust: a C compiler, for the zstd library, npm, for the pages' stylesheet, and the two components
//! that the checks use.

use std::path::Path;
use std::process::Command;

use crate::command;
use crate::debian;
use crate::steps::Outcome;

/// A folder with the stylesheet, for machines without npm.
const STYLESHEET: &str = "COMMONWEAL_GOVUK_FRONTEND";

/// Looks for a C compiler, npm, rustfmt and clippy, and installs what is missing where that can be done without asking.
///
/// A missing compiler or npm that cannot be installed is a failure, since nothing would build; a missing component is only
/// named here, and the check that needs it is skipped with its reason.
pub(crate) fn check(root: &Path) -> Outcome {
    let mut notes = match c_compiler().and_then(|compiler| Ok(vec![compiler, npm()?])) {
        Ok(notes) => notes,
        Err(remedy) => return Outcome::Failed(vec![remedy]),
    };
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

fn c_compiler() -> Result<String, String> {
    let present = || {
        let named = std::env::var_os("CC").map(|name| command::succeeds(Command::new(name).arg("--version")));
        named == Some(true) || command::succeeds(Command::new("cc").arg("--version"))
    };
    if present() {
        return Ok("C compiler".to_owned());
    }
    let remedy = "no C compiler ('cc'), which the zstd library needs: on Debian or Ubuntu run \
                  'sudo apt-get install build-essential', or name one in the variable CC";
    debian::install(&["build-essential"]);
    if present() { Ok("C compiler (installed build-essential)".to_owned()) } else { Err(remedy.to_owned()) }
}

fn npm() -> Result<String, String> {
    let present = || command::succeeds(Command::new("npm").arg("--version"));
    if std::env::var_os(STYLESHEET).is_some() {
        return Ok(format!("{STYLESHEET} is set"));
    }
    if present() {
        return Ok("npm".to_owned());
    }
    debian::install(&["nodejs", "npm"]);
    let remedy = format!(
        "no npm, from which the pages' stylesheet comes: on Debian or Ubuntu run 'sudo apt-get install npm', or name an \
         unpacked package govuk-frontend 6 in the variable {STYLESHEET}"
    );
    if present() { Ok("npm (installed)".to_owned()) } else { Err(remedy) }
}
