//! The `commonweal` command.
//!
//! Results go to standard output, progress and errors to standard error. Exit codes: 0 done; 1 a file could not be
//! written; 2 the command, the protocol or the fact is wrong; 3 a data file, database or bundle cannot be read; 4 the data does not answer the
//! question, or the record does not admit the fact; 5 something is wrong with the record, and is named.

mod appraise;
mod appraise_alignment;
mod appraise_kept;
mod appraise_options;
mod arguments;
mod demo;
mod evaluate;
mod failure;
mod find;
mod find_likeness;
mod find_portfolio;
mod money;
mod output;
mod progress;
mod readable;
mod record;
mod register;
#[macro_use]
mod record_arguments;
mod person;
mod serve;
mod share;
mod stop;
mod value;
mod values;
mod witness;

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
        Verb::Value(arguments) => value::run(&arguments),
        Verb::Demo(arguments) => demo::run(&arguments),
        Verb::Record(verb) => record::run(verb),
        Verb::Appraise(verb) => appraise::run(verb),
        Verb::Person(verb) => person::run(verb),
        Verb::Witness(verb) => witness::run(verb),
        Verb::Money(verb) => money::run(&verb),
        Verb::Pack(arguments) => money::pack(&arguments),
        Verb::Serve(arguments) => serve::run(&arguments),
        Verb::Find(verb) => find::run(verb),
        Verb::Register(verb) => register::run(verb),
        Verb::Share(arguments) => share::run(*arguments),
        Verb::Settle(arguments) => share::settle(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
