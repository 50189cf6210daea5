//! The record of partnerships: use cases over a store.
//!
//! Each is the same four steps: *authorise* ([`policy`]), *load* ([`OpenLog`] follows the entries), *call* a pure function of the core,
//! *append*. Clock and entropy enter here ([`Surroundings`]), never in the core.
//!
//! | module | use case |
//! |---|---|
//! | [`policy`] | who may do what: the whole of it |
//! | [`Place`] | an opened database with its host, and the logs in it |
//! | [`Logs`] | the logs in memory, for a server |
//! | [`OpenLog`] | attesting facts; a lost race is retried here, never by the user |
//! | [`summary`] | a partnership in a line, for the register of them all |
//! | [`acting`] | facts of signed-in people, which the host signs on their word |
//! | [`needs`] | what a body is waited for |
//! | [`partners`] | bodies, keys, proposing a partnership, inviting into it |
//! | [`offline`] | an intent that is signed on another machine |
//! | [`checkpoint`] | re-read, recompute, compare with the floor, sign |
//! | [`finality`] | recorded, witnessed, final: how far a log has come |
//! | [`bundle`] | a log in one file that anyone can verify |
//! | [`audit`] | verifying a bundle or a live database, through `core/verify` alone |
//! | [`telling`] | facts in words |
//! | [`witnessing`] | asking partners to witness a log, and witnessing theirs |
//! | [`upkeep`] | back-up, restoring, moving to another store |

pub mod acting;
pub mod audit;
pub mod bundle;
pub mod checkpoint;
mod database;
mod error;
pub mod finality;
pub mod key_file;
mod logs;
pub mod needs;
pub mod offline;
mod open_log;
pub mod partners;
pub mod payload;
mod place;
pub mod policy;
mod refusal;
pub mod remedy;
pub mod summary;
mod surroundings;
pub mod telling;
pub mod upkeep;
mod view;
pub mod witnessing;

pub use acting::Acting;
pub use database::Database;
pub use error::RecordError;
pub use key_file::KeyFile;
pub use logs::{Logs, Summaries};
pub use open_log::{Author, Intake, OpenLog, Recorded, Statement};
pub use place::{Place, REGISTER};
pub use remedy::Remedy;
pub use surroundings::Surroundings;
pub use view::View;
