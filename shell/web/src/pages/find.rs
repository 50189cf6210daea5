//! Find: from a need to candidates of three styles, each with reasons.

pub(crate) mod appraise;
mod candidates;
pub(crate) mod pathway;

use commonweal_service::register::model::{Body, Identifier, Query, Register};
use maud::{Markup, html};

use super::directory::address;
use crate::answer::Answer;
use crate::component::{button, empty};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Bodies offered to choose from.
const OFFERED: usize = 10;

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

    /// The body that asks, where it is told by an identifier.
    pub(super) fn body<'r>(&self, register: &'r Register) -> Option<&'r Body> {
        register.body(&self.of.parse::<Identifier>().ok()?)
    }

    /// As it stands in an address.
    pub(super) fn in_address(&self) -> String {
        format!("need={}&of={}", words::in_address(self.need), words::in_address(self.of))
    }
}

/// The need, who asks, and three styles side by side.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (sought, register) = (Sought::asked(visit), visit.app.bodies.now()?);
    let body = sought.body(&register);
    let main = html! {
        h1 class="govuk-heading-l" { "Find whom to work with" }
        @match body {
            Some(body) => {
                p class="govuk-body-l" { @if sought.need.is_empty() { "For " } @else { "'" (sought.need) "', for " } a class="govuk-link" href=(address(body)) { (body.name()) } "." }
                (candidates::three_styles(visit, &register, body, &sought)?)
                h2 class="govuk-heading-m" { "Ask again" }
                (form(&sought))
            }
            None => {
                p class="govuk-body" { "Start from a need, not from a partner. There are three ways to work with others, and the one that nobody thinks of is often worth most." }
                (form(&sought))
                (choose(&register, &sought))
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
                div id="of-hint" class="govuk-hint" { "The name or code of your body" }
                input class="govuk-input govuk-!-width-two-thirds" id="of" name="of" type="text" autocomplete="off" aria-describedby="of-hint" value=(sought.of);
            }
            (button("Find"))
        }
    }
}

/// The bodies that were perhaps meant.
fn choose(register: &Register, sought: &Sought<'_>) -> Markup {
    if sought.of.is_empty() {
        return html! {};
    }
    let found = register.search(&Query { words: sought.of.to_owned(), ..Query::default() });
    html! {
        @if found.is_empty() {
            (empty("Nobody in the register is called so.", html! { "Try fewer words, or look in the " a class="govuk-link" href="/register" { "register" } "." }))
        } @else {
            h2 class="govuk-heading-m" { "Which of these?" }
            ul class="govuk-list" {
                @for body in found.iter().take(OFFERED) {
                    @let chosen = Sought { need: sought.need, of: &body.key.to_string() };
                    li { a class="govuk-link" href={ "/find?" (chosen.in_address()) } { (body.name()) } " (" (body.key) ")" }
                }
            }
            @if found.len() > OFFERED { p class="govuk-body" { "and " (found.len() - OFFERED) " more: write more of the name." } }
        }
    }
}
