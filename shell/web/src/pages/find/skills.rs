//! Needs and offers of the register, matched by skill whatever the sector.

use commonweal_find::skills::{Bond, Skill};
use commonweal_report::skills::{bond_words, with_sector};
use commonweal_service::register::Known;
use commonweal_service::register::model::Identifier;
use maud::{Markup, html};

use super::skill;
use crate::answer::Answer;
use crate::component::{Column, button, empty, table};
use crate::pages::directory::address;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Skills on a page.
const PAGE: usize = 100;
/// Bodies named on either side of a skill; the others are on its own page.
const NAMED: usize = 3;

/// Each skill with who needs and who offers it, those met from another sector first.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let known = visit.app.bodies.now()?;
    let asked = visit.asked("q").unwrap_or_default().trim();
    let wanted = asked.to_lowercase();
    let found: Vec<&Skill> =
        known.skills.iter().filter(|skill| skill.name.to_lowercase().contains(&wanted)).collect();
    let from = visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(found.len());
    let rest = found.len().saturating_sub(from + PAGE);
    let columns =
        [Column::Text("Skill"), Column::Text("Needed by"), Column::Text("Offered by"), Column::Text("Met")];
    let main = html! {
        a class="govuk-back-link" href="/find" { "Find whom to work with" }
        h1 class="govuk-heading-l" { "Needs and offers" }
        p class="govuk-body" { "What one body needs and another offers, whatever their sectors. Each says its own; a department counts as a body." }
        form method="get" action="/find/skills" role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { "Skill" }
                input class="govuk-input govuk-!-width-two-thirds" id="q" name="q" type="search" value=(asked);
            }
            (button("Search"))
        }
        p class="govuk-body" role="status" { (words::count(found.len(), "skill", "skills")) }
        @if found.is_empty() {
            (empty("Nobody says that it needs or offers this.", html! { "Columns called needs and offers of a table tell it: " code { "commonweal register import --form table" } ". Or " a class="govuk-link" href="/find/skills" { "see every skill" } "." }))
        } @else {
            (table("Skills", &columns, found.iter().skip(from).take(PAGE).map(|skill| row(&known, skill))))
        }
        @if rest > 0 {
            p class="govuk-body" { a class="govuk-link" href=(format!("/find/skills?q={}&from={}", words::in_address(asked), from + PAGE)) { "Next page, " (words::grouped(rest)) " more" } }
        }
    };
    Ok(visit.page("Needs and offers", &main))
}

fn row(known: &Known, skill: &Skill) -> Vec<Markup> {
    vec![
        html! { a class="govuk-link" href=(skill::address(&skill.key)) { (skill.name) } },
        bodies(known, skill, &skill.needed_by, "need"),
        bodies(known, skill, &skill.offered_by, "offer"),
        html! { (words::capital(met(skill))) },
    ]
}

/// How far a skill is met, in words.
pub(super) fn met(skill: &Skill) -> &'static str {
    match skill.bond {
        Bond::Within => "by an offer from the same sector",
        other => bond_words(other).unwrap_or_default(),
    }
}

/// The first of one side, and the way to the others.
fn bodies(known: &Known, skill: &Skill, keys: &[Identifier], side: &str) -> Markup {
    html! {
        @for (at, body) in keys.iter().take(NAMED).filter_map(|key| known.body(key)).enumerate() {
            @if at > 0 { br; }
            a class="govuk-link" href=(address(body)) { (with_sector(body)) }
        }
        @if keys.len() > NAMED {
            br; a class="govuk-link" href=(format!("{}#{side}", skill::address(&skill.key))) {
                "and " (words::grouped(keys.len() - NAMED)) " more" span class="govuk-visually-hidden" { " who " (side) " " (skill.name) }
            }
        }
    }
}
