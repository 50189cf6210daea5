//! Tags: a state in a word.

use maud::{Markup, html};

/// Colours say the same as the word, never more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colour {
    /// Done, in force, kept.
    Green,
    /// Under way.
    Blue,
    /// Needs somebody.
    Yellow,
    /// Broken, refused.
    Red,
    /// Over, or nothing to say.
    Grey,
}

/// A state in a word.
pub(crate) fn tag(colour: Colour, word: &str) -> Markup {
    let class = match colour {
        Colour::Green => "govuk-tag govuk-tag--green",
        Colour::Blue => "govuk-tag govuk-tag--blue",
        Colour::Yellow => "govuk-tag govuk-tag--yellow",
        Colour::Red => "govuk-tag govuk-tag--red",
        Colour::Grey => "govuk-tag govuk-tag--grey",
    };
    html! { strong class=(class) { (word) } }
}
