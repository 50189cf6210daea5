//! Whom to work with.
//!
//! [`register`] says who there is. [`mirror`] finds bodies much alike, [`integration`] unlike ones with
//! people or place in common; [`meaning`] says which services a need in somebody's words is about. [`upstream`] ranks the bodies that people met before the demand that somebody wants less of; [`symmetry`] is
//! the older method that stands beside it as a check.

pub mod integration;
pub mod meaning;
pub mod mirror;
pub mod portfolio;
pub mod profile;
pub mod register;
pub mod skills;
pub mod symmetry;
pub mod upstream;
