//! `commonweal appraise`.

use clap::Subcommand;

use crate::failure::Failure;
use crate::record_arguments::Where;

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal appraise list
      Every appraisal of the place: who asked whom, in which style, and how far both sides are.
  commonweal appraise show 3f2a
      One of them, by the beginning of its id. What a side has not handed in stays closed, here too.
  commonweal appraise alignment answers.csv
      Are two bodies aligned? Naive, unravelling or genuine, from what the people of each answered.
  commonweal appraise options options.toml
      Who might deliver it, and how: costs, benefits, scores, and the preferred option where that is robust.

Exit codes:
  0  done
  1  a result could not be written
  2  the command, or a file of options, is wrong
  3  a file or the database cannot be read
  4  the file does not answer the question, or only the host may do it";

#[derive(Debug, Subcommand)]
pub(crate) enum AppraiseVerb {
    /// List the appraisals of the place, the latest opened first.
    List {
        #[command(flatten)]
        place: Where,
    },
    /// Show one: its answers side by side once both have handed in, and how it ends.
    Show {
        /// Its id, or the beginning of it.
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        place: Where,
    },
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
        AppraiseVerb::List { place } => crate::appraise_kept::list(&place),
        AppraiseVerb::Show { id, place } => crate::appraise_kept::show(id, &place),
        AppraiseVerb::Alignment(arguments) => crate::appraise_alignment::run(arguments),
        AppraiseVerb::Options(arguments) => crate::appraise_options::run(&arguments),
    }
}
