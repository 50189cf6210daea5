//! Whom to work with.
//!
//! [`upstream`] ranks the bodies that people met before the demand that somebody wants less of; [`symmetry`] is the older method that
//! stands beside it as a check.

pub mod symmetry;
pub mod upstream;
