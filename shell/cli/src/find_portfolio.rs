//! `commonweal find portfolio`.

use std::fmt::Write as _;
use std::sync::Arc;

use clap::Args;
use commonweal_find::portfolio::Portfolio;
use commonweal_service::record::Logs;
use commonweal_service::record::summary::{Partner, Summary};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::Where;

#[derive(Debug, Args)]
pub(crate) struct PortfolioArguments {
    /// One body's: its id, or its name as the record has it. Without it, every partnership.
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    #[command(flatten)]
    place: Where,
}

/// Prints the partnerships by style, and what is missing.
pub(crate) fn run(arguments: PortfolioArguments) -> Result<(), Failure> {
    let PortfolioArguments { body, place } = arguments;
    let logs = Logs::new(Arc::new(place.open()?));
    let summaries = logs.summaries()?;
    let is_it = |partner: &Partner| {
        body.as_ref().is_none_or(|body| partner.body == *body || partner.name.eq_ignore_ascii_case(body))
    };
    let its = |summary: &Summary| body.is_none() || summary.line.partners.iter().any(is_it);
    let found: Vec<_> = summaries.iter().filter(|(_, summary)| its(summary)).collect();
    let styles = found.iter().filter_map(|(_, summary)| summary.line.style.as_deref());
    let portfolio = Portfolio::of(styles);
    let mut text = if portfolio.is_empty() {
        "No partnership yet.\n".to_owned()
    } else {
        format!("{}\n", portfolio.shares().join(", "))
    };
    for (slug, summary) in found {
        let name = summary.line.name.as_deref().unwrap_or(slug);
        let _ = writeln!(text, "  {slug}  {name}  {}", summary.line.style.as_deref().unwrap_or_default());
    }
    for words in portfolio.missing() {
        let _ = writeln!(text, "{words}");
    }
    output::print(&readable::escaped(&text))
}
