//! The checks that cargo's own commands make: formatting, clippy, documentation.

use std::path::Path;

use crate::command;
use crate::steps::Outcome;

/// Every file is as `cargo fmt` would write it.
pub(crate) fn formatting(root: &Path) -> Outcome {
    if !command::succeeds(&mut command::cargo(root, &["fmt", "--version"])) {
        return Outcome::Skipped("rustfmt is not installed: 'rustup component add rustfmt'".to_owned());
    }
    command::show(&mut command::cargo(root, &["fmt", "--all", "--check"]), "all files formatted")
}

/// No clippy warning in any target.
pub(crate) fn clippy(root: &Path) -> Outcome {
    if !command::succeeds(&mut command::cargo(root, &["clippy", "--version"])) {
        return Outcome::Skipped("clippy is not installed: 'rustup component add clippy'".to_owned());
    }
    let arguments = ["clippy", "--workspace", "--all-targets", "--keep-going", "--", "-D", "warnings"];
    command::show(&mut command::cargo(root, &arguments), "no warning")
}

/// The documentation builds without a warning: no broken link, no missing page.
pub(crate) fn documentation(root: &Path) -> Outcome {
    let mut command = command::cargo(root, &["doc", "--workspace", "--no-deps", "--keep-going"]);
    command::show(command.env("RUSTDOCFLAGS", "-D warnings"), "no warning")
}
