//! `commonweal appraise alignment`.

use std::path::PathBuf;

use clap::Args;
use commonweal_appraise::alignment::Terms;
use commonweal_evaluate::protocol::OutputFormat;
use commonweal_report::alignment::{to_csv, to_json, to_text};
use commonweal_service::alignment::in_file;

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::values::{name, whole_number};

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal appraise alignment answers.csv
      A row for each answer of a person, from 1 (no) to 5 (yes), in a file such as
        body,respondent,question,answer
        Saltmere Council,c1,values: We own up to mistakes,4
        Saltmere Council,c1,ways: I know how they work,2
        Saltmere Council,c1,own role,lead
      Questions begin with what they are about: views, values, outcomes, plans (do I know theirs?),
      ways (do I know how they work?), expects (how much they will bring), identity (do we stay
      ourselves?), comfort (1 a threat, 5 at ease). 'own role' and 'other role' take a word.
  commonweal appraise alignment answers.csv --between 'Saltmere Council,Fennacre Trust' --format json
      Two bodies of several, with every figure.

Exit codes:
  0  done
  1  a result could not be written
  2  the command is wrong
  3  the file cannot be read
  4  a body did not answer";

#[derive(Debug, Args)]
pub(crate) struct AlignmentArguments {
    /// The answers: body, respondent, question, answer; CSV.
    #[arg(value_name = "ANSWERS.csv")]
    answers: PathBuf,
    /// The two bodies to compare, separated by a comma [default: every pair].
    #[arg(long, value_name = "BODY,BODY", value_delimiter = ',', value_parser = name)]
    between: Vec<String>,
    /// Fewest people of a side who must have answered a question; 1 where each side answers as a body.
    #[arg(long, value_name = "N", value_parser = whole_number::<usize>, default_value = "5", allow_negative_numbers = true)]
    minimum_group: usize,
    /// How often the people are drawn to tell how sure a mode is.
    #[arg(long, value_name = "N", value_parser = whole_number::<usize>, default_value = "1000", allow_negative_numbers = true)]
    draws: usize,
    /// Seed of the draws.
    #[arg(long, value_name = "N", value_parser = whole_number::<u64>, default_value = "1", allow_negative_numbers = true)]
    seed: u64,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

/// Compares, and prints.
pub(crate) fn run(arguments: AlignmentArguments) -> Result<(), Failure> {
    let AlignmentArguments { answers, between, minimum_group, draws, seed, format } = arguments;
    let between = match between.len() {
        0 => None,
        bodies => Some(<[String; 2]>::try_from(between).map_err(|_| Failure::Between { bodies })?),
    };
    let terms = Terms { minimum_group, draws, seed, ..Terms::default() };
    let pairs = in_file(&answers, between.as_ref(), &terms)?;
    match format {
        OutputFormat::Text => {
            output::print(&readable::escaped(&to_text(&pairs, commonweal_report::Style::Plain)))
        }
        OutputFormat::Json => output::print(&readable::escaped_json(&to_json(&pairs))),
        OutputFormat::Csv => output::print_csv(&to_csv(&pairs)),
    }
}
