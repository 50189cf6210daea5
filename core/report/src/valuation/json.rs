//! The view model as JSON, for programs.

use commonweal_value::valuation::Valuation;
use serde::Serialize;

use super::{ReproduceValuation, ValuationReport};

/// Name and version of the document's shape; the number rises when a field changes its meaning or goes.
const SCHEMA: &str = "commonweal.valuation/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    headline: &'a str,
    sentences: &'a [String],
    #[serde(flatten)]
    valuation: &'a Valuation,
    reproduce: &'a ReproduceValuation,
}

pub(super) fn render(report: &ValuationReport) -> String {
    let document = Document {
        schema: SCHEMA,
        headline: &report.headline,
        sentences: &report.sentences,
        valuation: &report.valuation,
        reproduce: &report.reproduce,
    };
    // Writing to a string fails only for maps with keys that are not strings, of which the document has none.
    serde_json::to_string_pretty(&document).unwrap_or_else(|error| {
        serde_json::Value::from_iter([("schema", SCHEMA.to_owned()), ("error", error.to_string())])
            .to_string()
    })
}
