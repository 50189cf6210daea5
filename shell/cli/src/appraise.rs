//! `commonweal appraise`.

use clap::Subcommand;

use crate::failure::Failure;

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal appraise alignment answers.csv
      Are two bodies aligned? Naive, unravelling or genuine, from what the people of each answered.
  commonweal appraise options options.toml
      Who might deliver it, and how: costs, benefits, scores, and the preferred option where that is robust.

Exit codes:
  0  done
  1  a result could not be written
  2  the command, or a file of options, is wrong
  3  a file cannot be read
  4  the file does not answer the question";

#[derive(Debug, Subcommand)]
pub(crate) enum AppraiseVerb {
    /// Are two bodies aligned? Views, values and outcomes as the people of both answered, compared.
    #[command(after_help = crate::appraise_alignment::EXAMPLES)]
    Alignment(crate::appraise_alignment::AlignmentArguments),
    /// Who might deliver it, and in what structure: options on social and public value, none taken for granted.
    #[command(after_help = crate::appraise_options::EXAMPLES)]
    Options(crate::appraise_options::OptionsArguments),
}

/// Does what the verb says.
pub(crate) fn run(verb: AppraiseVerb) -> Result<(), Failure> {
    match verb {
        AppraiseVerb::Alignment(arguments) => crate::appraise_alignment::run(arguments),
        AppraiseVerb::Options(arguments) => crate::appraise_options::run(&arguments),
    }
}
