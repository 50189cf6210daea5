//! Find: from a need to candidates of three styles, each with reasons.

pub(crate) mod appraise;
mod candidates;
mod choose;
pub(crate) mod pathway;
pub(crate) mod skill;
pub(crate) mod skills;
mod upstream;

use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, Identifier};
use maud::{Markup, html};

use super::directory::{address, one::followers};
use crate::answer::Answer;
use crate::component::{button, empty};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// What somebody looks for: the need, and who asks.
pub(super) struct Sought<'v> {
    /// What they want more or less of, in their words.
    pub(super) need: &'v str,
    /// Who asks, as it was typed: an identifier, or words.
    pub(super) of: &'v str,
}

impl<'v> Sought<'v> {
    pub(super) fn asked(visit: &'v Visit<'_>) -> Self {
        let text = |name| visit.asked(name).unwrap_or_default().trim();
        Self { need: text("need"), of: text("of") }
    }

    /// The body that asks, where it is told by an identifier, or by a name that one alone has.
    pub(super) fn body<'k>(&self, known: &'k Known) -> Option<&'k Body> {
        match self.of.parse::<Identifier>() {
            Ok(identifier) => known.body(&identifier),
            Err(_) => known.named(self.of),
        }
    }

    /// As it stands in an address.
    pub(super) fn in_address(&self) -> String {
        format!("need={}&of={}", words::in_address(self.need), words::in_address(self.of))
    }
}

/// The need, who asks, and three styles side by side.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (sought, known) = (Sought::asked(visit), visit.app.bodies.now()?);
    let body = sought.body(&known);
    let main = html! {
        h1 class="govuk-heading-l" { "Find whom to work with" }
        @match body {
            Some(body) => {
                p class="govuk-body-l" {
                    @if sought.need.is_empty() { "For " } @else { "'" (sought.need) "', for " }
                    a class="govuk-link" href=(address(body)) { (body.name()) } "."
                }
                @if let Some(day) = body.value(Field::Closed) {
                    (empty(&format!("It closed on {day}, so nobody is looked for."), html! {
                        @for after in followers(&known, body) {
                            @let chosen = Sought { need: sought.need, of: &after.key.to_string() };
                            a class="govuk-link" href={ "/find?" (chosen.in_address()) } { "Look for " (after.name()) } ", which came after it. "
                        }
                        "Or ask for another body below."
                    }))
                } @else {
                    (candidates::three_styles(visit, &known, body, &sought)?)
                }
                h2 class="govuk-heading-m" { "Ask again" }
                (form(&sought))
            }
            None => {
                p class="govuk-body" { "Start from a need, not from a partner. There are three ways to work with others, and the one that nobody thinks of is often worth most." }
                (form(&sought))
                p class="govuk-body" { "Or begin with a skill: " a class="govuk-link" href="/find/skills" { "needs and offers" } " of every sector." }
                (choose::section(&known, &sought))
                @if !sought.need.is_empty() { (upstream::without_a_body(visit, &known, &sought)?) }
            }
        }
    };
    Ok(visit.page("Find whom to work with", &main))
}

fn form(sought: &Sought<'_>) -> Markup {
    html! {
        form method="get" action="/find" {
            div class="govuk-form-group" {
                label class="govuk-label" for="need" { "What do you want more or less of?" }
                div id="need-hint" class="govuk-hint" { "For example: fewer 999 calls from people who fall" }
                input class="govuk-input govuk-!-width-two-thirds" id="need" name="need" type="text" autocomplete="off" aria-describedby="need-hint" value=(sought.need);
            }
            div class="govuk-form-group" {
                label class="govuk-label" for="of" { "Who asks?" }
                div id="of-hint" class="govuk-hint" { "A part of your body's name, its place, or its code" }
                input class="govuk-input govuk-!-width-two-thirds" id="of" name="of" type="text" autocomplete="off" aria-describedby="of-hint" value=(sought.of);
            }
            (button("Find"))
        }
    }
}
