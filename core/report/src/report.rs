//! The view model of an evaluation: all that the text, the JSON, the CSV and the page print.

use commonweal_evaluate::evaluation::Evaluation;

use crate::reproduce::{Reproduce, Style};

/// An evaluation ready to be shown: every figure and every sentence of every output.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationReport {
    title: String,
    reproduce: Reproduce,
}

impl EvaluationReport {
    /// Builds the view model of `evaluation`, headed `title`.
    pub fn new(evaluation: &Evaluation, reproduce: Reproduce, title: impl Into<String>) -> Self {
        let _ = evaluation;
        Self { title: title.into(), reproduce }
    }

    /// The verdict in one or two sentences.
    pub fn headline(&self) -> String {
        self.title.clone()
    }

    /// Text for the terminal, at most 100 columns wide where tables and commands allow.
    pub fn to_text(&self, style: Style) -> String {
        let _ = style;
        self.reproduce.command.clone()
    }

    /// The view model as JSON, schema `commonweal.evaluation/1`.
    pub fn to_json(&self) -> String {
        String::new()
    }

    /// One row a method with the main figures, as CSV.
    pub fn to_csv(&self) -> String {
        String::new()
    }

    /// A self-contained HTML page.
    pub fn to_html(&self) -> String {
        String::new()
    }
}
