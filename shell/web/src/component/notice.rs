//! What must not be overlooked, and what is there for those who ask.

use maud::{Markup, html};

/// A warning.
pub(crate) fn warning(text: &str) -> Markup {
    html! {
        div class="govuk-warning-text" {
            span class="govuk-warning-text__icon" aria-hidden="true" { "!" }
            strong class="govuk-warning-text__text" {
                span class="govuk-visually-hidden" { "Warning" }
                (text)
            }
        }
    }
}

/// More about it, folded away; it opens without a script.
pub(crate) fn details(summary: &str, body: &Markup) -> Markup {
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (summary) } }
            div class="govuk-details__text" { (body) }
        }
    }
}
