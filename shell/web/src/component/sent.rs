//! What stands above a page after a form was sent: what is wrong with it, or that it was recorded.

use maud::{Markup, html};

/// What is wrong with a form, each with the name of the field to which it leads; without a name it is about the whole form.
pub(crate) fn form_errors<'e>(errors: impl IntoIterator<Item = (&'e str, &'e str)>) -> Markup {
    html! {
        div class="govuk-error-summary" tabindex="-1" aria-labelledby="error-summary-title" {
            div role="alert" {
                h2 class="govuk-error-summary__title" id="error-summary-title" { "There is a problem" }
                div class="govuk-error-summary__body" {
                    ul class="govuk-list govuk-error-summary__list" {
                        @for (field, says) in errors {
                            li { @if field.is_empty() { (says) } @else { a href={ "#" (field) } { (says) } } }
                        }
                    }
                }
            }
        }
    }
}

/// That something was recorded, with a link to it.
pub(crate) fn recorded(proof: &Markup) -> Markup {
    html! {
        div class="govuk-notification-banner govuk-notification-banner--success" role="alert" aria-labelledby="recorded-title" {
            div class="govuk-notification-banner__header" {
                h2 class="govuk-notification-banner__title" id="recorded-title" { "Recorded" }
            }
            div class="govuk-notification-banner__content" {
                p class="govuk-notification-banner__heading" { "It is in the record as " (proof) "." }
            }
        }
    }
}
