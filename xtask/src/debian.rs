//! Installing what a check needs, where that can be done without asking: on Debian or Ubuntu, as root.

use std::process::Command;

use crate::command;

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    command::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Tries to install packages, with apt's output shown. Whether they are there afterwards is for the caller to look.
pub(crate) fn install(packages: &[&str]) {
    if !is_root() || !command::succeeds(Command::new("apt-get").arg("--version")) {
        return;
    }
    command::show(Command::new("apt-get").arg("update"), "");
    command::show(
        Command::new("apt-get")
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
        "",
    );
}
