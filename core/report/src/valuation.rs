//! The view model of a valuation: all that the text, the JSON, the CSV and the page print.

mod json;
pub(crate) mod tables;
pub(crate) mod words;

use commonweal_value::valuation::Valuation;
use serde::Serialize;

use crate::reproduce::Style;
use crate::{Part, html, text};

/// What reproduces a valuation: the exact command, the program, the bytes it read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReproduceValuation {
    /// The exact command line.
    pub command: String,
    /// Version of the program that ran.
    pub program_version: String,
    /// Each file read, as named, with its SHA-256 in hexadecimal: the plan first.
    pub files: Vec<(String, String)>,
}

/// A valuation ready to be shown: every figure and every sentence of every output.
///
/// The terminal text, the JSON, the CSV and the page print this and nothing else, so that they agree; the same valuation gives
/// the same bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct ValuationReport {
    pub(crate) valuation: Valuation,
    pub(crate) headline: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) reproduce: ReproduceValuation,
}

impl ValuationReport {
    /// Builds the view model of `valuation`.
    pub fn new(valuation: Valuation, reproduce: ReproduceValuation) -> Self {
        Self {
            headline: words::headline(&valuation),
            sentences: words::sentences(&valuation),
            valuation,
            reproduce,
        }
    }

    /// The result in one sentence, with its interval.
    pub fn headline(&self) -> &str {
        &self.headline
    }

    /// The sentences below the headline: cash or not, who pays and who gains, how sure.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    /// The valuation itself.
    pub fn valuation(&self) -> &Valuation {
        &self.valuation
    }

    /// Headline and sentences for the terminal, wrapped.
    pub fn to_words(&self, style: Style) -> String {
        text::valuation_in_words(self, style)
    }

    /// Text for the terminal, at most 100 columns wide where names and commands allow.
    pub fn to_text(&self, style: Style) -> String {
        text::valuation(self, style)
    }

    /// The view model as JSON, schema `commonweal.valuation/1`: money of the table in whole pence, of the draws in pounds.
    pub fn to_json(&self) -> String {
        json::render(self)
    }

    /// One row a line of costs or benefits, as CSV.
    pub fn to_csv(&self) -> String {
        tables::lines(&self.valuation).to_csv()
    }

    /// The sections of the page, for a page of somebody else's.
    pub fn parts(&self) -> Vec<Part> {
        html::valuation_parts(self)
    }

    /// Every table as CSV, by a name of a word or two.
    pub fn tables_csv(&self) -> Vec<(&'static str, String)> {
        tables::all(&self.valuation).into_iter().map(|(name, table)| (name, table.to_csv())).collect()
    }

    /// A self-contained HTML page: no script, no outside request, print-ready.
    pub fn to_html(&self) -> String {
        html::valuation(self)
    }
}
