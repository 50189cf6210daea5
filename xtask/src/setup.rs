//! What a bare machine needs beside Rust: a C compiler, for the zstd library, and the two components that the checks use.

use std::path::Path;
use std::process::Command;

use crate::command;
use crate::steps::Outcome;

/// Looks for a C compiler, rustfmt and clippy, and installs what is missing where that can be done without asking.
///
/// A missing compiler that cannot be installed is a failure, since nothing would build; a missing component is only
/// named here, and the check that needs it is skipped with its reason.
pub(crate) fn check(root: &Path) -> Outcome {
    let mut notes = match c_compiler() {
        Ok(note) => vec![note],
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
    let root_user = command::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root_user || !command::succeeds(Command::new("apt-get").arg("--version")) {
        return Err(remedy.to_owned());
    }
    command::show(Command::new("apt-get").arg("update"), "");
    command::show(
        Command::new("apt-get")
            .args(["install", "--yes", "--no-install-recommends", "build-essential"])
            .env("DEBIAN_FRONTEND", "noninteractive"),
        "",
    );
    if present() { Ok("C compiler (installed build-essential)".to_owned()) } else { Err(remedy.to_owned()) }
}
