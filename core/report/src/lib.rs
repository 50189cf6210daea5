//! Evaluations as plain words, tables, accessible pictures, pages and JSON.
//!
//! One way through: an [`commonweal_evaluate::evaluation::Evaluation`] and what reproduces it become a view model,
//! [`EvaluationReport`]; the terminal text, the JSON, the CSV and the HTML page each print that view model and nothing else,
//! so that they cannot disagree. Everything is strings in, strings out: no clock, no files, the same bytes every time.

mod report;
mod reproduce;

pub use report::EvaluationReport;
pub use reproduce::{Reproduce, Style};
