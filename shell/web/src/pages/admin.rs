//! For those who look after a body or the place: its people, keys, tokens and audit, and how long what is kept.

pub(crate) mod access;

use commonweal_record::entry::BodyId;
use commonweal_service::access::audit::KEPT_MONTHS;
use commonweal_service::access::draft::KEPT_DAYS;
use commonweal_service::access::policy::{Action, Whose, allowed};
use commonweal_service::access::session::{IDLE_SECONDS, LONGEST_SECONDS};
use commonweal_service::access::{invitation, policy, reset};
use commonweal_service::appraisal;
use commonweal_service::record::policy::Role;
use maud::{Markup, html};

use super::shared;
use crate::answer::Answer;
use crate::component::{Column, empty, table};
use crate::problem::Problem;
use crate::visit::Visit;

const HOUR: u64 = 60 * 60;
const DAY: u64 = 24 * HOUR;

/// What somebody may look after.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let person = visit.signed_in()?;
    let held = &person.account.memberships;
    let bodies: Vec<&BodyId> = held.iter().map(|held| &held.body).collect();
    let names = shared::registered_names(visit, &bodies)?;
    let main = html! {
        h1 class="govuk-heading-l" { "Administration" }
        @if held.is_empty() { (empty("You belong to no body.", html! { "An officer of your body, or whoever runs this place, invites you." })) }
        @for (held, (body, name)) in held.iter().zip(&names) {
            h2 class="govuk-heading-m" { (name) }
            p class="govuk-hint" { "You are " (match held.role { Role::Officer => "an officer", Role::Lead => "a lead", _ => "a member" }) " of it." }
            (body_links(body, held.role))
        }
        h2 class="govuk-heading-m" { "Yourself" }
        ul class="govuk-list" {
            li { a class="govuk-link" href="/account" { "How you sign in, and where you are signed in" } }
            li { a class="govuk-link" href="/account/access" { "What was done with your account" } }
        }
        @if person.account.is_host {
            h2 class="govuk-heading-m" { "This place" }
            ul class="govuk-list" {
                li { a class="govuk-link" href="/admin/access" { "Audit of access, of everybody" } }
                li { a class="govuk-link" href="/partnerships/register/record" { "Register of bodies and their keys" } }
            }
            p class="govuk-body" { "Back-ups, keys of the host and closing of accounts are done where the host’s folder is, with " code { "commonweal backup" } " and " code { "commonweal person" } "." }
        }
        (retention())
    };
    Ok(visit.page("Administration", &main))
}

/// The pages of a body that this role opens.
fn body_links(body: &BodyId, role: Role) -> Markup {
    let may = |action| allowed(action, role, Whose::OwnBody) == policy::Decision::Allowed;
    let links = [
        (true, "keys", "Keys"),
        (may(Action::ListPeople), "people", "People"),
        (may(Action::ListTokens), "tokens", "Tokens for programs"),
        (may(Action::ReadAudit), "access", "Audit of access"),
    ];
    html! {
        ul class="govuk-list" {
            @for (_, page, words) in links.into_iter().filter(|(may, ..)| *may) {
                li { a class="govuk-link" href={ "/bodies/" (body) "/" (page) } { (words) } }
            }
        }
    }
}

/// How long what is kept beside the records.
fn retention() -> Markup {
    let rows = [
        ("Entries of a record", "for good; documents are kept apart and can be erased".to_owned()),
        ("Accounts", "until they are erased; the record keeps an opaque id".to_owned()),
        (
            "Sessions",
            format!("{} hours without use, {} days at most", IDLE_SECONDS / HOUR, LONGEST_SECONDS / DAY),
        ),
        ("Invitations", format!("{} days", invitation::VALID_SECONDS / DAY)),
        ("Reset links", format!("{} hours", reset::VALID_SECONDS / HOUR)),
        ("Forms that were begun", format!("{KEPT_DAYS} days after they were last saved")),
        (
            "Appraisals",
            format!(
                "{} days after they were last changed; their links {} days",
                appraisal::KEPT_DAYS,
                appraisal::link::VALID_DAYS
            ),
        ),
        ("The audit of access", format!("{KEPT_MONTHS} months, without names")),
    ];
    let rows = rows.into_iter().map(|(what, long)| vec![html! { (what) }, html! { (long) }]);
    html! {
        h2 class="govuk-heading-m" { "Retention" }
        (table("How long what is kept", &[Column::Text("What"), Column::Text("How long")], rows))
    }
}
