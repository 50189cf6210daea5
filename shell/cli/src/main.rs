//! The `commonweal` command.
//!
//! Results go to standard output, progress and errors to standard error. Exit codes: 0 done; 1 a file could not be
//! written; 2 the command or the protocol is wrong; 3 the data file cannot be read; 4 the data does not answer the question.

mod arguments;
mod demo;
mod evaluate;
mod failure;
mod output;
mod progress;
mod readable;
mod values;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Commonweal, Verb};

fn main() -> ExitCode {
    let command = match Commonweal::try_parse() {
        Ok(command) => command,
        Err(answer) if !answer.use_stderr() => answer.exit(),
        Err(refusal) => return failure::wrong_command(&refusal),
    };
    let outcome = match command.verb {
        Verb::Evaluate(arguments) => evaluate::run(*arguments),
        Verb::Demo(arguments) => demo::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
