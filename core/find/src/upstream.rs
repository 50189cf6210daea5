//! The upstream finder: which bodies do people meet before a demand, more than they meet them anyway?
//!
//! Self-matched precursor analysis, a case-crossover design (Maclure 1991, *American Journal of Epidemiology* 133(2):144–153) with many
//! exposures at once. The person is her own control, so that what stays the same about her (frailty, deprivation, where she lives) cannot
//! make a busy body look like a cause.
//!
//! For a target event `T` of a person on day `t`, and a body `U` whose event of that person lies `lag` days before:
//!
//! ```text
//! H = 1 if some event of U has g ≤ lag < g + w        (the hazard window)
//! C = 1 if some event of U has g + w ≤ lag < g + 2w   (the control window)
//! ```
//!
//! with the gap `g` and the window `w` in days. Only target events with the whole look-back of `g + 2w − 1` days under observation count.
//! Over all target events, reach = ΣH, expected = ΣC, n10 = ΣH(1−C), n01 = Σ(1−H)C; costs are those of the target event. Everything
//! adds up over persons, so that counts made in different places can be summed.
//!
//! Coming before is not causing: what would be avoided if the body's people were helped is *at most* what [`Candidate`] says.

mod batch;
mod candidate;
mod counts;
mod error;
mod events;
mod exchange;
mod false_discovery;
mod kernel;
mod lags;
mod matched_odds;
mod placebo;
mod question;
mod sql;
mod steps;
mod told_steps;

pub use batch::{Event, EventBatch};
pub use candidate::{Candidate, candidates};
pub use counts::{BodyCounts, Counts};
pub use error::UpstreamError;
pub use events::Events;
pub use exchange::{Asked, Exchange, ExchangeError, FORM, together};
pub use false_discovery::benjamini_hochberg;
pub use kernel::{Kernel, count};
pub use lags::{LagBin, Lags};
pub use matched_odds::{MatchedOdds, matched_odds};
pub use placebo::{Corrected, Placebo, TargetDays, corrected};
pub use question::{Question, Windows};
pub use sql::{Days, Dialect, DialectError, SqlQuestion, statement};
pub use steps::{Nodes, Step, Steps};
pub use told_steps::{NamedStep, ToldSteps};
