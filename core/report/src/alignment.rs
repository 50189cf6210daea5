//! How two bodies are aligned, as text, JSON and CSV.

pub(crate) mod tables;
pub(crate) mod words;

use commonweal_appraise::alignment::Alignment;
use serde::Serialize;

use crate::reproduce::Style;
use crate::table::Table;
use crate::text;

/// Name and version of the document's shape; the number rises when a field changes its meaning or goes.
const SCHEMA: &str = "commonweal.alignment/1";

/// Which mode it is, or that none can be told, in one sentence.
pub fn headline(alignment: &Alignment) -> String {
    words::headline(alignment)
}

/// The sentences below it: how sure, comfort, roles, what was left out.
pub fn sentences(alignment: &Alignment) -> Vec<String> {
    words::sentences(alignment)
}

/// Each pair for a reader at a terminal.
pub fn to_text(pairs: &[Alignment], style: Style) -> String {
    pairs.iter().map(|pair| text::alignment(pair, style)).collect::<Vec<_>>().join("\n")
}

/// One document with everything.
pub fn to_json(pairs: &[Alignment]) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: &'static str,
        pairs: Vec<Pair<'a>>,
    }
    #[derive(Serialize)]
    struct Pair<'a> {
        headline: String,
        sentences: Vec<String>,
        #[serde(flatten)]
        alignment: &'a Alignment,
    }
    let pair = |alignment| Pair { headline: headline(alignment), sentences: sentences(alignment), alignment };
    let document = Document { schema: SCHEMA, pairs: pairs.iter().map(pair).collect() };
    // Texts and finite numbers always have a JSON form.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}

/// A row for each pair, question and side: how many gave each answer, and the agreement of that side's people.
pub fn to_csv(pairs: &[Alignment]) -> String {
    let rows = pairs.iter().flat_map(|pair| tables::answers(pair).rows).collect();
    Table { rows, ..tables::no_answers() }.to_csv()
}

#[cfg(test)]
mod tests;
