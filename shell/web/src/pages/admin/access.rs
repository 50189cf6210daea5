//! The audit of access: who signed in, was let in or was refused; of oneself, of a body, of everybody.

use std::collections::BTreeMap;

use commonweal_record::entry::{BodyId, SubjectId};
use commonweal_service::access::Actor;
use commonweal_service::access::audit::{AuditEvent, AuditScope, KEPT_MONTHS, Outcome};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Colour, empty, tag};
use crate::pages::shared;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Lines on a page.
const PAGE: usize = 50;

/// Of everybody, for the host.
pub(crate) fn of_everything(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let people = visit.app.access.people(Actor::Person(visit.signed_in()?), None)?;
    let names = people.into_iter().map(|it| (it.subject, it.name.as_str().to_owned())).collect();
    audit(visit, "Audit of access", &AuditScope::Everything, &names)
}

/// Of a body and its people, for its officers.
pub(crate) fn of_body(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let body: BodyId = visit.part("body").parse().map_err(|_| Problem::NotFound)?;
    let people = visit.app.access.people(Actor::Person(visit.signed_in()?), Some(&body))?;
    let names = people.into_iter().map(|it| (it.subject, it.name.as_str().to_owned())).collect();
    let title = format!("Audit of access of {}", shared::registered_name(visit, &body)?);
    audit(visit, &title, &AuditScope::Body(body), &names)
}

/// Of oneself.
pub(crate) fn of_oneself(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let subject = visit.signed_in()?.account.subject;
    let names = BTreeMap::from([(subject, "You".to_owned())]);
    audit(visit, "What was done with your account", &AuditScope::Oneself, &names)
}

fn audit(
    visit: &Visit<'_>,
    title: &str,
    scope: &AuditScope,
    names: &BTreeMap<SubjectId, String>,
) -> Result<Answer, Problem> {
    let actor = Actor::Person(visit.signed_in()?);
    let page = visit.app.access.audit(actor, scope, visit.asked("after"), PAGE)?;
    let bodies: Vec<&BodyId> = page.events.iter().filter_map(|event| event.body.as_ref()).collect();
    let bodies = shared::registered_names(visit, &bodies)?;
    let called =
        |body: &BodyId| bodies.iter().find(|(known, _)| *known == body).map(|(_, name)| name.clone());
    let main = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "Times are UTC. A line is kept for " (KEPT_MONTHS) " months. It holds an opaque id and no name: names stand here as long as the account does." }
        @if page.events.is_empty() { (empty("There is nothing here.", html! { "Signing in, invitations, roles, keys and tokens leave a line each." })) }
        @else {
            ol class="cw-needs" {
                @for event in &page.events { (line(event, names, event.body.as_ref().and_then(called))) }
            }
        }
        @if let Some(next) = &page.next {
            p class="govuk-body" { a class="govuk-link" href={ (visit.path) "?after=" (words::in_address(next)) } { "Older lines" } }
        }
    };
    Ok(visit.page(title, &main))
}

/// Who, what, when; for which body, and by whom.
fn line(event: &AuditEvent, names: &BTreeMap<SubjectId, String>, body: Option<String>) -> Markup {
    let person = |subject: SubjectId| -> String {
        names.get(&subject).cloned().unwrap_or_else(|| {
            let id = subject.to_string();
            format!("Person {}", id.get(..8).unwrap_or(&id))
        })
    };
    let by = event.by.map(|by| format!("by {}", person(by)));
    let about: Vec<String> = body.into_iter().chain(by).collect();
    html! {
        li {
            p class="cw-needs__what" {
                (event.subject.map_or_else(|| "Nobody known".to_owned(), person)) ": " (event.event.words())
                @if event.outcome == Outcome::Refused { " " (tag(Colour::Red, "Refused")) }
            }
            p class="cw-needs__when" { (words::moment(event.at)) }
            @if !about.is_empty() { p class="govuk-hint" { (about.join(", ")) } }
        }
    }
}
