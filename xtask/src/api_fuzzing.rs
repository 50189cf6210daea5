//! Generated requests to the API of the served program: `e2e/fuzz_api.py`, with Python and schemathesis.

use std::path::Path;
use std::process::Command;

use crate::command;
use crate::e2e;
use crate::steps::Outcome;

/// For how long requests are sent; making the example place and reading the document come on top.
const SECONDS: &str = "30";

/// Runs it on a program built for it; skipped, with the reason, where there is no Python or its packages cannot be had.
pub(crate) fn check(root: &Path) -> Outcome {
    let python = ["python3", "python"]
        .into_iter()
        .find(|name| command::succeeds(Command::new(name).args(["-c", "import venv, ensurepip"])));
    let Some(python) = python else {
        let remedy = "no Python with venv: on Debian or Ubuntu run 'sudo apt-get install python3-venv'";
        return Outcome::Skipped(remedy.to_owned());
    };
    let kept = root.join("target/schemathesis");
    let mut install = script(root, python, &kept);
    if !command::succeeds(&mut install) {
        return Outcome::Skipped(
            "schemathesis cannot be installed from PyPI; the fuzzing needs it".to_owned(),
        );
    }
    match e2e::program(root) {
        Ok(program) => {
            let mut run = script(root, python, &kept);
            run.arg(program).args(["--seconds", SECONDS]);
            command::show(&mut run, "no server error, and no answer that the document does not describe")
        }
        Err(error) => Outcome::Failed(vec![error.to_string()]),
    }
}

fn script(root: &Path, python: &str, kept: &Path) -> Command {
    let mut command = Command::new(python);
    command.arg(root.join("e2e/fuzz_api.py")).arg("--venv").arg(kept);
    command
}
