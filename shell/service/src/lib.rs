//! Use cases: load, call the core, hand over the result. The command line and the pages call these and nothing below them.

pub mod access;
pub mod alignment;
pub mod appraisal;
pub mod evaluation;
pub mod example;
pub mod finding;
mod held;
pub mod options;
pub mod protocol_file;
pub mod record;
pub mod register;
pub mod sharing;
pub mod valuation;
