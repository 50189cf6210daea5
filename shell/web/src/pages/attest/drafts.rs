//! Forms that were begun: kept when somebody asks for it or a form comes back with errors, offered when they return.

use commonweal_record::fact::Kind;
use commonweal_service::access::AccessError;
use commonweal_service::access::draft::{Draft, Form};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::inset;
use crate::form::{Asked, BUTTON, INTENT, SALT};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The part of an address that asks for a draft.
pub(super) const ASKED: &str = "draft";

fn form<'v>(visit: &'v Visit<'_>, kind: &'v Kind) -> Form<'v> {
    Form { slug: visit.part("slug"), kind: kind.name }
}

/// Keeps what was filled in, without what belongs to one sending of the form alone.
pub(super) fn save(visit: &Visit<'_>, kind: &Kind, asked: &Asked) -> Result<(), Problem> {
    let of_one_sending = |name: &str| [INTENT, SALT, BUTTON].contains(&name);
    let fields: Vec<(String, String)> =
        asked.pairs().iter().filter(|(name, _)| !of_one_sending(name)).cloned().collect();
    Ok(visit.app.access.save_draft(visit.signed_in()?, form(visit, kind), &fields)?)
}

/// As [`save`], where a form is shown again anyway: one that is too large to be kept is no reason to fail.
pub(super) fn save_along(visit: &Visit<'_>, kind: &Kind, asked: &Asked) -> Result<(), Problem> {
    match save(visit, kind, asked) {
        Err(Problem::Access(error)) if matches!(*error, AccessError::DraftTooLarge { .. }) => Ok(()),
        other => other,
    }
}

/// Throws it away: it was recorded, or is not wanted.
pub(super) fn discard(visit: &Visit<'_>, kind: &Kind) -> Result<(), Problem> {
    discard_in(visit, visit.part("slug"), kind)
}

/// As [`discard`], for a partnership that the address does not name.
pub(crate) fn discard_in(visit: &Visit<'_>, slug: &str, kind: &Kind) -> Result<(), Problem> {
    Ok(visit.app.access.drop_draft(visit.signed_in()?, Form { slug, kind: kind.name })?)
}

/// What is kept of this form.
pub(super) fn kept(visit: &Visit<'_>, kind: &Kind) -> Result<Option<Draft>, Problem> {
    Ok(visit.app.access.draft(visit.signed_in()?, form(visit, kind))?)
}

/// The form again, and what it says that the draft was saved.
pub(super) fn saved(visit: &Visit<'_>) -> Answer {
    Answer::see_other(format!("{}?{ASKED}=saved", visit.path))
}

/// What stands above a form: that it was saved, or that there is one to go on with.
pub(super) fn note(visit: &Visit<'_>, draft: Option<&Draft>) -> Markup {
    let Some(draft) = draft else { return Markup::default() };
    let until = format!("It is kept until {}, for you alone.", words::day(draft.until));
    match visit.asked(ASKED) {
        Some("saved") => {
            inset(&html! { p role="status" { strong { "Saved." } " Nothing is recorded yet. " (until) } })
        }
        Some(_) => inset(&html! { p { "You saved this on " (words::moment(draft.saved)) ". " (until) } }),
        None => inset(&html! {
            p { "You began this form and did not finish it. " (until) }
            div class="govuk-button-group" {
                a class="govuk-link" href={ (visit.path) "?" (ASKED) "=go-on" } { "Go on with it" }
                form method="post" action=(visit.path) { button class="govuk-button govuk-button--secondary cw-again" name=(BUTTON) value="discard" { "Throw it away" } }
            }
        }),
    }
}

/// Links to the forms that somebody began, in one partnership or in all.
pub(crate) fn list(drafts: &[Draft]) -> Markup {
    html! {
        @if !drafts.is_empty() {
            h2 class="govuk-heading-m" { "Forms that you began" }
            ul class="govuk-list" {
                @for draft in drafts {
                    li {
                        a class="govuk-link" href={ "/partnerships/" (draft.slug) "/attest/" (draft.kind) "?" (ASKED) "=go-on" } { (words::capital(&draft.kind.replace('_', " "))) }
                        ", saved " (words::day(draft.saved)) ", kept until " (words::day(draft.until))
                    }
                }
            }
        }
    }
}
