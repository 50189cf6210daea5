//! Whom to work with.
//!
//! [`register`] says who there is, [`skills`] who needs and offers what. [`profiles`] makes bodies ready for the finders: [`mirror`] finds
//! those much alike, [`integration`] unlike ones with people or place in common, [`about`] those whose services a need in somebody's words
//! ([`meaning`]) is about. [`upstream`] ranks the bodies that people met before the demand that somebody wants less of; [`symmetry`] is
//! the older method that stands beside it as a check.

pub mod about;
mod best;
pub mod integration;
pub mod meaning;
pub mod mirror;
pub mod portfolio;
pub mod profile;
pub mod profiles;
pub mod register;
pub mod skills;
pub mod symmetry;
pub mod upstream;
