//! One skill: everybody who needs it, and everybody who offers it.

use commonweal_find::skills::Skill;
use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, Identifier};
use maud::{Markup, html};

use super::skills::met;
use crate::answer::Answer;
use crate::component::{Column, empty, table};
use crate::pages::directory::address as address_of;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Bodies of either side on a page.
const PAGE: usize = 50;

/// Where the page of a skill is, by its name.
pub(in crate::pages) fn address(name: &str) -> String {
    format!("/find/skill?name={}", words::in_address(&name.to_lowercase()))
}

/// Both sides of one skill; without a name, the way to all of them.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let Some(name) = visit.asked("name") else { return Ok(Answer::see_other("/find/skills".to_owned())) };
    let (known, wanted) = (visit.app.bodies.now()?, name.to_lowercase());
    let skill = known.skills.iter().find(|skill| skill.key == wanted).ok_or(Problem::NotFound)?;
    let main = html! {
        a class="govuk-back-link" href="/find/skills" { "Needs and offers" }
        h1 class="govuk-heading-l" { (skill.name) }
        p class="govuk-body" { (words::sentence(met(skill))) }
        (side(visit, &known, skill, "need", "Who needs it", &skill.needed_by))
        (side(visit, &known, skill, "offer", "Who offers it", &skill.offered_by))
    };
    Ok(visit.page(&skill.name, &main))
}

/// One side, from the place that the address says.
fn side(
    visit: &Visit<'_>,
    known: &Known,
    skill: &Skill,
    side: &'static str,
    title: &'static str,
    keys: &[Identifier],
) -> Markup {
    let from = visit.asked(side).and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(keys.len());
    let rest = keys.len().saturating_sub(from + PAGE);
    let bodies = keys.iter().skip(from).take(PAGE).filter_map(|key| known.body(key));
    let count = words::count(keys.len(), "body", "bodies");
    let caption = if from > 0 { format!("{count}, from number {}", words::grouped(from + 1)) } else { count };
    let columns = [Column::Text("Body"), Column::Text("Sector"), Column::Text("Place")];
    html! {
        h2 class="govuk-heading-m" id=(side) { (title) }
        @if keys.is_empty() {
            (empty("Nobody here.", html! { "A body that " (side) "s it says so in its directory: a column called " (side) "s tells it." }))
        } @else {
            (table(&caption, &columns, bodies.map(|body| row(known, body))))
        }
        @if rest > 0 {
            p class="govuk-body" { a class="govuk-link" href=(format!("{}&{side}={}#{side}", address(&skill.key), from + PAGE)) { "Next page, " (words::grouped(rest)) " more" span class="govuk-visually-hidden" { " who " (side) " it" } } }
        }
    }
}

fn row(known: &Known, body: &Body) -> Vec<Markup> {
    let place = body.value(Field::Place).map(|place| known.places.name(known, place));
    vec![
        html! { a class="govuk-link" href=(address_of(body)) { (body.name()) } },
        html! { (body.value(Field::Sector).unwrap_or_default()) },
        html! { (place.or(body.value(Field::Region)).unwrap_or_default()) },
    ]
}
