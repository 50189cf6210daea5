//! Lists, insets, and what an empty page says.

use maud::{Markup, html};

/// A list with bullets.
pub(crate) fn bullets(items: impl IntoIterator<Item = Markup>) -> Markup {
    html! { ul class="govuk-list govuk-list--bullet" { @for item in items { li { (item) } } } }
}

/// Questions and answers, a row each.
pub(crate) fn summary_list(rows: impl IntoIterator<Item = (&'static str, Markup)>) -> Markup {
    html! {
        dl class="govuk-summary-list" {
            @for (key, value) in rows {
                div class="govuk-summary-list__row" {
                    dt class="govuk-summary-list__key" { (key) }
                    dd class="govuk-summary-list__value" { (value) }
                }
            }
        }
    }
}

/// Something set apart from the text around it.
pub(crate) fn inset(body: &Markup) -> Markup {
    html! { div class="govuk-inset-text" { (body) } }
}

#[expect(clippy::needless_pass_by_value, reason = "what comes next is written where it is used")]
/// What stands where there is nothing yet: what would be here, and how it comes here.
pub(crate) fn empty(what: &str, next: Markup) -> Markup {
    html! {
        div class="cw-empty" {
            p class="govuk-body cw-empty__what" { (what) }
            p class="govuk-body" { (next) }
        }
    }
}
