//! A fact that was signed where the key of the body is.

use commonweal_record::entry::SignedIntent;
use commonweal_record::fact::kind_of;
use commonweal_service::record::RecordError;
use maud::{Markup, html};

use super::{drafts, shown_at};
use crate::answer::Answer;
use crate::component::form_errors;
use crate::layout;
use crate::pages::shared;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

const FIELD: &str = "signed";

/// The form for a signed fact.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    in_frame(visit, "", None)
}

/// Records a signed fact: its signature says who sends it.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let text = visit.field(FIELD).unwrap_or("").trim();
    if text.is_empty() {
        return in_frame(visit, text, Some("Paste what is in the signed file"));
    }
    let signed = match SignedIntent::from_bytes(text.as_bytes()) {
        Ok(signed) => signed,
        Err(error) => {
            let says = format!(
                "This is not a signed fact: {error}. Paste the whole file that ‘commonweal sign’ wrote, and nothing else"
            );
            return in_frame(visit, text, Some(&says));
        }
    };
    let kind = kind_of(&signed.intent.kind);
    match visit.app.logs.work(visit.part("slug"), |log| log.submit(signed)) {
        Ok(recorded) => {
            let kind = kind.ok_or(Problem::NotFound)?;
            drafts::discard(visit, kind)?;
            Ok(Answer::see_other(shown_at(visit, kind.which, recorded.receipt.seq)))
        }
        Err(
            error @ (RecordError::Denied(_)
            | RecordError::Refused { .. }
            | RecordError::Imposed { .. }
            | RecordError::WitnessPolicy { .. }
            | RecordError::Fact(_)
            | RecordError::TooLate { .. }),
        ) => in_frame(visit, text, Some(&words::sentence(&error.to_string()))),
        Err(other) => Err(other.into()),
    }
}

fn in_frame(visit: &Visit<'_>, typed: &str, error: Option<&str>) -> Result<Answer, Problem> {
    visit.look(|log| {
        let slug = visit.part("slug");
        let body = html! {
            @if let Some(error) = error { (form_errors([(FIELD, error)])) }
            p class="govuk-body-l" { "A fact that binds a body is signed with the key of the body, where that key is kept." }
            (form(slug, typed, error))
        };
        let answer = if error.is_some() { layout::partnership_with_errors } else { layout::partnership };
        answer(visit, shared::name(&log.view().partnership, slug), "Bring a signed fact", &body)
    })
}

/// Where a signed fact is pasted.
pub(super) fn form(slug: &str, typed: &str, error: Option<&str>) -> Markup {
    let group = if error.is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" };
    html! {
        form method="post" action={ "/partnerships/" (slug) "/signed" } novalidate {
            div class=(group) {
                label class="govuk-label govuk-label--s" for=(FIELD) { "The signed file" }
                div class="govuk-hint" id="signed-hint" { "Paste all that ‘commonweal sign’ wrote" }
                @if let Some(error) = error {
                    p class="govuk-error-message" id="signed-error" { span class="govuk-visually-hidden" { "Error:" } " " (error) }
                }
                textarea class="govuk-textarea cw-hash" id=(FIELD) name=(FIELD) rows="6" spellcheck="false"
                    aria-describedby=(if error.is_some() { "signed-hint signed-error" } else { "signed-hint" }) { "\n" (typed) }
            }
            button class="govuk-button" { "Record the signed fact" }
        }
    }
}
