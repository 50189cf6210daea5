//! Partnerships by style, and what a portfolio lacks.

use maud::{Markup, html};

use super::filter::STYLES;
use crate::component::inset;

/// Partnerships from which it is worth saying that one style is missing.
const WORTH_SAYING: usize = 3;

/// Share of each style, and which is missing.
pub(super) fn section(styles: &[&str]) -> Markup {
    let count = |style: &str| styles.iter().filter(|it| **it == style).count();
    let shares: Vec<String> = STYLES.iter().map(|(style, _)| format!("{} {style}", count(style))).collect();
    html! {
        @if styles.len() > 1 { p class="govuk-body-s" { "By style: " (shares.join(", ")) "." } }
        @for words in missing(styles) { (inset(&html! { p { (words) } })) }
    }
}

/// What is said of each style that a portfolio of some size lacks.
fn missing(styles: &[&str]) -> Vec<&'static str> {
    if styles.len() < WORTH_SAYING {
        return Vec::new();
    }
    let said = [
        (
            "mirror",
            "None of these is a mirror partnership: nobody here shares what bodies of the same kind each have.",
        ),
        (
            "integration",
            "None of these is an integration partnership: nobody here works with an unlike body for the same people.",
        ),
        (
            "upstream",
            "None of these is upstream: nobody here works with those whom people met before they needed the service.",
        ),
    ];
    said.into_iter().filter(|(style, _)| !styles.contains(style)).map(|(_, words)| words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_mirror_partnerships_are_told_that_they_have_no_upstream_one() {
        assert!(missing(&["mirror"; 10]).iter().any(|words| words.contains("upstream")));
        assert_eq!(missing(&["mirror", "integration", "upstream"]), Vec::<&str>::new());
    }

    #[test]
    fn two_partnerships_are_too_few_to_be_told() {
        assert_eq!(missing(&["mirror"; 2]), Vec::<&str>::new());
    }
}
