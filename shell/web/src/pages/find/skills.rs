//! Needs and offers of the register, matched by skill whatever the sector.

use commonweal_find::skills::{Bond, Skill};
use commonweal_report::skills::{bond_words, with_sector};
use commonweal_service::register::Known;
use commonweal_service::register::model::Identifier;
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Column, button, empty, table};
use crate::pages::directory::address;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Skills on a page.
const SHOWN: usize = 100;

/// Each skill with who needs and who offers it, those met from another sector first.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let known = visit.app.bodies.now()?;
    let wanted = visit.asked("q").unwrap_or_default().trim().to_lowercase();
    let found: Vec<&Skill> =
        known.skills.iter().filter(|skill| skill.name.to_lowercase().contains(&wanted)).collect();
    let columns =
        [Column::Text("Skill"), Column::Text("Needed by"), Column::Text("Offered by"), Column::Text("Met")];
    let main = html! {
        a class="govuk-back-link" href="/find" { "Find whom to work with" }
        h1 class="govuk-heading-l" { "Needs and offers" }
        p class="govuk-body" { "What one body needs and another offers, whatever their sectors. Each says its own; a department counts as a body." }
        form method="get" action="/find/skills" role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { "Skill" }
                input class="govuk-input govuk-!-width-two-thirds" id="q" name="q" type="search" value=(visit.asked("q").unwrap_or_default());
            }
            (button("Search"))
        }
        p class="govuk-body" role="status" { (words::count(found.len(), "skill", "skills")) }
        @if found.is_empty() {
            (empty("Nobody says that it needs or offers this.", html! { "Columns called needs and offers of a table tell it: " code { "commonweal register import --form table" } ". Or " a class="govuk-link" href="/find/skills" { "see every skill" } "." }))
        } @else {
            (table("Skills", &columns, found.iter().take(SHOWN).map(|skill| row(&known, skill))))
        }
        @if found.len() > SHOWN { p class="govuk-body" { (words::grouped(found.len() - SHOWN)) " more: search for a part of the name." } }
    };
    Ok(visit.page("Needs and offers", &main))
}

fn row(known: &Known, skill: &Skill) -> Vec<Markup> {
    let met = match skill.bond {
        Bond::Within => "By an offer from the same sector",
        other => bond_words(other).unwrap_or_default(),
    };
    vec![
        html! { (skill.name) },
        bodies(known, &skill.needed_by),
        bodies(known, &skill.offered_by),
        html! { (words::capital(met)) },
    ]
}

fn bodies(known: &Known, keys: &[Identifier]) -> Markup {
    html! {
        @for (at, body) in keys.iter().filter_map(|key| known.body(key)).enumerate() {
            @if at > 0 { br; }
            a class="govuk-link" href=(address(body)) { (with_sector(body)) }
        }
    }
}
