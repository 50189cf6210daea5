//! `commonweal appraise`.

use clap::Subcommand;

use crate::failure::Failure;
use crate::record_arguments::Where;

pub(crate) const EXAMPLES: &str = examples!(
    "  commonweal appraise list
      Every appraisal of the place: who asked whom, in which style, and how far both sides are.

  commonweal appraise show 3f2a
      One of them, by the beginning of its id. What a side has not handed in stays closed, here too."
);

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
}

/// Does what the verb says.
pub(crate) fn run(verb: AppraiseVerb) -> Result<(), Failure> {
    match verb {
        AppraiseVerb::List { place } => crate::appraise_kept::list(&place),
        AppraiseVerb::Show { id, place } => crate::appraise_kept::show(id, &place),
    }
}
