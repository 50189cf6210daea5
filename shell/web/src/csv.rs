//! Tables of a partnership as CSV (RFC 4180), for spreadsheets and scripts.

mod tables;
mod writer;

pub(crate) use tables::{
    actions, balances, barriers, benefits, contributions, decisions, duties, equity, evaluations, events,
    facts, incentives, interests, invariants, lessons, meetings, partners, promises, protocols, queue,
    ratings, readiness, reviews, risks, rivalry, signatures, surveys, terms, votes,
};

pub(crate) use writer::{Cell, text};

use maud::{Markup, html};

/// Links to tables as CSV, where a page shows what is in them.
pub(crate) fn links(slug: &str, tables: &[&str]) -> Markup {
    html! {
        p class="govuk-body-s cw-no-print" {
            @for (place, table) in tables.iter().enumerate() {
                @if place > 0 { ", " }
                a class="govuk-link" href={ "/partnerships/" (slug) "/" (table) ".csv" } { "Download " (table) " as CSV" }
            }
        }
    }
}
