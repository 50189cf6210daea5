//! Partnerships by style, and what a portfolio lacks.

use commonweal_find::portfolio::Portfolio;
use maud::{Markup, html};

use crate::component::inset;

/// Share of each style, and which is missing.
pub(super) fn section<'s>(styles: impl IntoIterator<Item = &'s str>) -> Markup {
    let portfolio = Portfolio::of(styles);
    html! {
        @if portfolio.len() > 1 { p class="govuk-body-s" { "By style: " (portfolio.shares().join(", ")) "." } }
        @for words in portfolio.missing() { (inset(&html! { p { (words) " " a class="govuk-link" href="/find" { "Find whom to work with" } } })) }
    }
}
