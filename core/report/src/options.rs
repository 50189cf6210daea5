//! An appraisal of options as text, JSON, CSV, and sections of a page.

pub(crate) mod tables;
pub(crate) mod words;

use commonweal_value::options::OptionsAppraisal;
use serde::Serialize;

use crate::reproduce::Style;
use crate::{Part, html, text};

/// Name and version of the document's shape; the number rises when a field changes its meaning or goes.
const SCHEMA: &str = "commonweal.options/1";

/// Which option is preferred, or that none is, in one sentence.
pub fn headline(appraisal: &OptionsAppraisal) -> String {
    words::headline(appraisal)
}

/// The sentences below it: why, or what would decide.
pub fn sentences(appraisal: &OptionsAppraisal) -> Vec<String> {
    words::sentences(appraisal)
}

/// For a reader at a terminal.
pub fn to_text(appraisal: &OptionsAppraisal, style: Style) -> String {
    text::options(appraisal, style)
}

/// One document with everything: money of the tables in whole pence, of the draws in pounds.
pub fn to_json(appraisal: &OptionsAppraisal) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: &'static str,
        headline: String,
        sentences: Vec<String>,
        #[serde(flatten)]
        appraisal: &'a OptionsAppraisal,
    }
    let (headline, sentences) = (headline(appraisal), sentences(appraisal));
    // Texts and finite numbers always have a JSON form.
    let mut json = serde_json::to_string_pretty(&Document { schema: SCHEMA, headline, sentences, appraisal })
        .unwrap_or_default();
    json.push('\n');
    json
}

/// A row an option.
pub fn to_csv(appraisal: &OptionsAppraisal) -> String {
    tables::options(appraisal).to_csv()
}

/// The sections of a page, for a page of somebody else's: result, options, money by budget, scores, what would change it, warnings.
pub fn parts(appraisal: &OptionsAppraisal) -> Vec<Part> {
    html::options(appraisal)
}

#[cfg(test)]
mod tests;
