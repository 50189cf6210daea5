//! Who gains and who bears: rules, games, corridors, journals, settlement.
//!
//! An estimate is divided in floating point by a rule; it becomes pence once, by largest remainder ([`pence`]), and from there on money is
//! whole pence in integers ([`journal`], [`settlement`]).

mod linear;
mod member_sums;

pub mod airport;
pub mod banzhaf;
pub mod claims;
pub mod coalition;
pub mod contribution;
pub mod core_test;
pub mod corridor;
pub mod division;
pub mod error;
pub mod files;
pub mod game;
pub mod gately;
pub mod journal;
pub mod limits;
pub mod nucleolus;
pub mod owen;
pub mod pence;
pub mod proportional;
pub mod rule;
pub mod settlement;
pub mod shapley;
pub mod tau;
pub mod weighted_shapley;

pub use coalition::Coalition;
pub use division::{Basis, Division, Problem};
pub use error::ShareError;
pub use game::{Game, Worths};
pub use rule::Rule;
