//! Evaluations and valuations as plain words, tables, accessible pictures, pages and JSON.
//!
//! One way through: an [`commonweal_evaluate::evaluation::Evaluation`] and what reproduces it become a view model,
//! [`EvaluationReport`]; the terminal text, the JSON, the CSV and the HTML page each print that view model and nothing else,
//! so that they cannot disagree. Everything is strings in, strings out: no clock, no files, the same bytes every time.

pub mod accounts;
pub mod alignment;
mod care;
mod chart;
mod describe;
pub mod document;
mod effect_words;
pub mod finding;
pub mod fund;
mod html;
mod json;
pub mod likeness;
mod number;
pub mod options;
pub mod pack;
pub mod register;
mod report;
mod reproduce;
pub mod sharing;
pub mod skills;
mod table;
mod tables;
mod text;
mod valuation;
mod verdict;
mod view;
mod words;

pub use chart::{Dot, DrawnEffect, Flow, flows, interval, map, sankey};
pub use html::Part;
pub use report::EvaluationReport;
pub use reproduce::{Reproduce, Style};
pub use valuation::words::rounded_pence;
pub use valuation::{ReproduceValuation, ValuationReport};
pub use verdict::{Agreement, Finding, Fit, Verdict};
