//! `cargo xtask`: the checks that need logic, run in one order with one summary.
//!
//! `cargo xtask test` is the command of the README. It prepares the machine ([`setup`]), runs every check even after one
//! has failed, and ends with the list of those that failed, so that one run shows all there is to mend.

mod api_fuzzing;
mod cargo_checks;
mod command;
mod debian;
mod e2e;
mod file_length;
mod layering;
mod licences;
mod paths;
mod postgres;
mod setup;
mod snapshots;
mod steps;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use steps::Step;

const HELP: &str = "\
Checks of the Commonweal workspace.

Usage: cargo xtask <COMMAND>

Commands:
  demo     set up the machine, then build the program and run its demo; what follows goes to it, as in
           'cargo xtask demo --dir my-place' (the README's first command)
  test     set up the machine, then run every check and every test (the README's test command)
  check    the quick checks: formatting, layering, file-length, paths, clippy; or the named ones alone,
           as in 'cargo xtask check layering paths'
  picture  make docs/pictures/partnership.png, the picture of the README, from the example place
  drill    one drill of the stores at length, with a PostgreSQL server of its own: 'cargo xtask drill kill --rounds 10000';
           'cargo xtask drill help' lists them
  help     this text

Options of test:
  --install-tools  also install cargo-deny (several minutes), which checks licences, sources and advisories

Exit codes: 0 all passed or skipped with a reason, 1 a check failed, 2 the command line is not understood";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Request {
    Demo { words: Vec<String> },
    Test { tools: Tools },
    Check { names: Vec<String> },
    Drill { words: Vec<String> },
    Picture,
    Help,
}

/// Whether checking tools that are not part of Rust are installed or merely used where present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tools {
    AsFound,
    Install,
}

fn parse(arguments: &[String]) -> Result<Request, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => Ok(Request::Help),
        ["demo", words @ ..] => {
            Ok(Request::Demo { words: words.iter().map(|&word| word.to_owned()).collect() })
        }
        ["test"] => Ok(Request::Test { tools: Tools::AsFound }),
        ["test", "--install-tools"] => Ok(Request::Test { tools: Tools::Install }),
        ["check", names @ ..] => {
            Ok(Request::Check { names: names.iter().map(|&name| name.to_owned()).collect() })
        }
        ["picture"] => Ok(Request::Picture),
        ["drill", words @ ..] => {
            Ok(Request::Drill { words: words.iter().map(|&word| word.to_owned()).collect() })
        }
        _ => Err(format!("'cargo xtask {}' is not a command: see 'cargo xtask help'", words.join(" "))),
    }
}

/// The folder of the workspace: cargo says where this package is, and it lies one level down.
fn workspace_root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

fn quick_checks() -> Vec<Step> {
    vec![
        Step { name: "set-up", detail: "C compiler, npm, rustfmt, clippy", run: setup::check },
        Step { name: "formatting", detail: "cargo fmt --all --check", run: cargo_checks::formatting },
        Step { name: "layering", detail: "arrows between the rooms", run: layering::check },
        Step { name: "file-length", detail: "at most 400 lines a file", run: file_length::check },
        Step { name: "paths", detail: "no path of one machine in the files", run: paths::check },
        Step { name: "clippy", detail: "all targets, warnings refused", run: cargo_checks::clippy },
    ]
}

fn all_checks(tools: Tools) -> Vec<Step> {
    let mut steps = quick_checks();
    if tools == Tools::Install {
        steps.insert(1, Step { name: "tools", detail: "cargo-deny", run: licences::install });
    }
    steps.extend([
        Step { name: "postgresql", detail: "a server for the tests of the stores", run: postgres::check },
        Step {
            name: "documentation",
            detail: "cargo doc, warnings refused",
            run: cargo_checks::documentation,
        },
        Step { name: "tests", detail: "cargo test --workspace", run: snapshots::run_tests },
        Step { name: "browser", detail: "every page and the whole story in Chromium", run: e2e::check },
        Step {
            name: "api-fuzzing",
            detail: "half a minute of generated requests, by schemathesis",
            run: api_fuzzing::check,
        },
        Step { name: "snapshots", detail: "none unreferenced, none pending", run: snapshots::check },
        Step { name: "licences", detail: "cargo deny check licenses bans sources", run: licences::check },
        Step { name: "advisories", detail: "cargo deny check advisories", run: licences::advisories },
    ]);
    steps
}

/// The quick checks, or those of the full run that are named.
fn chosen_checks(names: &[String]) -> Result<Vec<Step>, String> {
    if names.is_empty() {
        return Ok(quick_checks());
    }
    let all = all_checks(Tools::AsFound);
    if let Some(unknown) = names.iter().find(|name| all.iter().all(|step| step.name != name.as_str())) {
        let known: Vec<&str> = all.iter().map(|step| step.name).collect();
        return Err(format!("there is no check '{unknown}': they are {}", known.join(", ")));
    }
    Ok(all.into_iter().filter(|step| names.iter().any(|name| name == step.name)).collect())
}

/// The program's demo, once what it is built with is there.
fn demo(words: &[String]) -> ExitCode {
    if let Err(remedies) = setup::needed() {
        for remedy in remedies {
            eprintln!("{remedy}");
        }
        return ExitCode::FAILURE;
    }
    let mut run = command::cargo(&workspace_root(), &["run", "--release", "--", "demo"]);
    run.args(words);
    match run.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo cannot be run: {error}; install Rust from rustup.rs");
            ExitCode::FAILURE
        }
    }
}

/// A drill of the stores, built for speed.
fn drill(words: &[String]) -> ExitCode {
    let arguments = ["test", "--release", "--package", "commonweal-store", "--test", "drills", "--"];
    let mut command = command::cargo(&workspace_root(), &arguments);
    let server = postgres::Server::start();
    server.announce(command.args(words));
    let outcome = command::show(&mut command, &server.in_words());
    println!("{outcome}");
    if matches!(outcome, steps::Outcome::Failed(_)) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let steps = match parse(&arguments) {
        Ok(Request::Test { tools }) => Ok(all_checks(tools)),
        Ok(Request::Check { names }) => chosen_checks(&names),
        Ok(Request::Demo { words }) => return demo(&words),
        Ok(Request::Picture) => Ok(vec![Step {
            name: "picture",
            detail: "the overview of the example partnership",
            run: e2e::picture,
        }]),
        Ok(Request::Drill { words }) => return drill(&words),
        Ok(Request::Help) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => Err(message),
    };
    match steps {
        Ok(steps) if steps::run(&workspace_root(), &steps) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Request, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn each_command_is_understood_and_tools_are_installed_only_when_asked_for() {
        assert_eq!(asked("test"), Ok(Request::Test { tools: Tools::AsFound }));
        assert_eq!(asked("test --install-tools"), Ok(Request::Test { tools: Tools::Install }));
        assert_eq!(asked("check paths"), Ok(Request::Check { names: vec!["paths".to_owned()] }));
        assert_eq!(asked("picture"), Ok(Request::Picture));
        assert_eq!(asked("drill kill"), Ok(Request::Drill { words: vec!["kill".to_owned()] }));
        assert_eq!(asked(""), Ok(Request::Help));
    }

    #[test]
    fn a_misspelt_command_is_refused_with_the_way_to_help() {
        let message = asked("tset --fast").unwrap_err();
        assert!(message.contains("'cargo xtask tset --fast'") && message.contains("help"), "{message}");
    }

    #[test]
    fn a_named_check_runs_alone_and_an_unknown_name_is_refused_with_those_that_exist() {
        let chosen = chosen_checks(&["paths".to_owned(), "tests".to_owned()]).unwrap();
        assert_eq!(chosen.iter().map(|step| step.name).collect::<Vec<_>>(), ["paths", "tests"]);
        let message = chosen_checks(&["pahts".to_owned()]).map(|_| ()).unwrap_err();
        assert!(message.contains("'pahts'") && message.contains("layering"), "{message}");
    }

    #[test]
    fn tools_are_installed_before_the_checks_that_use_them_and_only_when_asked_for() {
        let names = |tools| all_checks(tools).iter().map(|step| step.name).collect::<Vec<_>>();
        assert!(!names(Tools::AsFound).contains(&"tools"));
        let with_tools = names(Tools::Install);
        let place = |name| with_tools.iter().position(|it| *it == name).unwrap();
        assert!(place("tools") < place("licences"));
    }

    #[test]
    fn every_quick_check_is_part_of_the_full_run() {
        let full: Vec<&str> = all_checks(Tools::AsFound).iter().map(|step| step.name).collect();
        for step in quick_checks() {
            assert!(full.contains(&step.name), "{} is missing from the full run", step.name);
        }
    }
}
