//! Licences, sources and advisories of the dependencies, by cargo-deny and `deny.toml`.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::command;
use crate::steps::Outcome;

/// The version that is installed when none is there: a newer one may judge otherwise, on a day of its own choosing.
const VERSION: &str = "0.20.2";

fn deny(root: &Path, arguments: &[&str]) -> Command {
    let mut command = command::cargo(root, &["deny"]);
    command.args(arguments);
    command
}

fn missing(root: &Path) -> Option<Outcome> {
    let found = command::succeeds(&mut deny(root, &["--version"]));
    (!found).then(|| {
        Outcome::Skipped(
            "cargo-deny is not installed: 'cargo xtask test --install-tools' installs it".to_owned(),
        )
    })
}

/// Installs cargo-deny where it is missing.
pub(crate) fn install(root: &Path) -> Outcome {
    if missing(root).is_none() {
        return Outcome::Passed("cargo-deny was there".to_owned());
    }
    let arguments = ["install", "cargo-deny", "--version", VERSION, "--locked"];
    command::show(&mut command::cargo(root, &arguments), "cargo-deny installed")
}

/// Every dependency has an allowed licence and comes from the one allowed registry.
pub(crate) fn check(root: &Path) -> Outcome {
    missing(root).unwrap_or_else(|| {
        let arguments = ["check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
        command::show(&mut deny(root, &arguments), "every licence and source allowed")
    })
}

/// No dependency has a known vulnerability; skipped where the database of advisories cannot be had.
pub(crate) fn advisories(root: &Path) -> Outcome {
    if let Some(skipped) = missing(root) {
        return skipped;
    }
    let output = deny(root, &["check", "advisories"]).stdin(Stdio::null()).output();
    match output {
        Ok(output) if output.status.success() => Outcome::Passed("no known advisory".to_owned()),
        Ok(output) => judge(&String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            Outcome::Failed(vec![format!("'cargo deny check advisories' could not be started: {error}")])
        }
    }
}

/// A database out of reach says nothing about the dependencies; anything else on standard error is a finding.
fn judge(stderr: &str) -> Outcome {
    let unreachable = ["failed to fetch advisory database", "failed to load advisory database"];
    if unreachable.iter().any(|phrase| stderr.contains(phrase)) {
        let cause = stderr.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        return Outcome::Skipped(format!("the advisory database could not be had ({})", cause.trim()));
    }
    Outcome::Failed(stderr.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_out_of_reach_skips_the_check_but_an_advisory_fails_it() {
        let offline =
            "[ERROR] failed to fetch advisory database https://example.org/db\nfatal: no route to host\n\n";
        assert_eq!(
            judge(offline),
            Outcome::Skipped("the advisory database could not be had (fatal: no route to host)".to_owned())
        );
        assert!(matches!(judge("error[vulnerability]: a flaw\n  RUSTSEC-0000-0000"), Outcome::Failed(_)));
    }
}
