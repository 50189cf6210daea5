//! The answers in words before they are recorded, and the recording.

use commonweal_record::entry::{Attest, IntentId};
use commonweal_record::fact::Fact;
use commonweal_record::partnership::Finding;
use commonweal_service::record::payload::Document;
use commonweal_service::record::policy::{Relation, Role};
use commonweal_service::record::{Acting, OpenLog, RecordError, Statement, offline};
use maud::{Markup, html};

use super::{Sheet, brings_in, signed};
use crate::answer::Answer;
use crate::component::{inset, warning};
use crate::form::{ACTING_FOR, Asked, BUTTON, INTENT, SALT};
use crate::pages::{keys, shared, signing};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// A fact that a form gave.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) id: IntentId,
    pub(super) fact: Fact,
    pub(super) documents: Vec<Document>,
}

/// What will stand in the record, and the ways on.
pub(super) fn page(sheet: &Sheet<'_>, asked: &Asked, checked: &Checked) -> Result<Answer, Problem> {
    let needs_key = sheet.log.needs_key_of(sheet.kind.name, &sheet.acting.body);
    let valid = sheet.log.view().log.valid_keys(&sheet.acting.body);
    let signs = needs_key && sheet.acting.role == Role::Officer;
    let has_passkey = signs && !sheet.visit.app.access.usable(&sheet.acting.body, &valid)?.is_empty();
    let body = html! {
        p class="govuk-body" { "This will stand in the record, and is not taken out of it again:" }
        (inset(&html! { p class="govuk-body-l cw-said" { (words::sentence(&format!("{} {}", sheet.body_name(), said(sheet, &checked.fact)))) } }))
        @if !checked.documents.is_empty() {
            p class="govuk-body" { (words::count(checked.documents.len(), "text goes", "texts go")) " into the vault, known to the record by hash alone." }
        }
        @for finding in findings(sheet, &checked.fact) {
            (warning(&format!("The record will note beside it: {}", words::sentence(&finding))))
        }
        form method="post" action=(sheet.visit.path) novalidate {
            (sheet.hidden(asked))
            @for (name, value) in asked.pairs().iter().filter(|(name, _)| ![INTENT, SALT, ACTING_FOR, BUTTON].contains(&name.as_str())) {
                input type="hidden" name=(name) value=(value);
            }
            @if has_passkey { (keys::by_passkey(sheet.visit.path, &format!("Sign with the passkey of {}", sheet.body_name()))) }
            div class="govuk-button-group" {
                @if !needs_key { button class="govuk-button" name=(BUTTON) value="record" { "Record this" } }
                @if needs_key {
                    button class=(if has_passkey { "govuk-button govuk-button--secondary" } else { "govuk-button" }) name=(BUTTON) value="unsigned" { "Download it to sign" }
                }
                button class="govuk-button govuk-button--secondary" name=(BUTTON) value="change" { "Change something" }
            }
        }
        @if needs_key { (ways_to_sign(sheet)) }
    };
    Ok(sheet.in_frame("Check before it is recorded", &body))
}

/// What the fact says, with bodies by their names.
fn said(sheet: &Sheet<'_>, fact: &Fact) -> String {
    let partnership = sheet.known.partnership;
    shared::with_names(partnership, &fact.predicate(), shared::bodies_in(partnership, &fact.to_payload()))
}

/// What the fold would find wrong with it as things stand.
fn findings(sheet: &Sheet<'_>, fact: &Fact) -> Vec<String> {
    let Some(at) = sheet.log.view().log.last_at() else { return Vec::new() };
    let mut then = sheet.known.partnership.clone();
    let before = then.findings.len();
    then.tell(&sheet.acting.body, then.size, at, (fact.kind(), fact.schema(), &fact.to_payload()));
    let brought =
        brings_in(fact).is_some_and(|body| sheet.known.elsewhere.iter().any(|(known, _)| known == body));
    if brought {
        Vec::new()
    } else {
        let bodies = || then.members.bodies.keys();
        let named = |finding: &Finding| shared::with_names(&then, &finding.matter.to_string(), bodies());
        then.findings.iter().skip(before).map(named).collect()
    }
}

/// How a key in a file comes to sign it.
fn ways_to_sign(sheet: &Sheet<'_>) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Sign with a key in a file" }
        ol class="govuk-list govuk-list--number" {
            li { "Download it with the button above." }
            li { "Where the key is, run " code { "commonweal sign " (file_name(sheet.kind.name)) " --key " (sheet.acting.body) ".key" } ". It shows what it is about to sign." }
            li { "Bring the signed file back here." }
        }
        p class="govuk-body" { a class="govuk-link" href={ "/bodies/" (sheet.acting.body) "/keys" } { "Keys of " (sheet.body_name()) } }
        (signed::form(sheet.visit.part("slug"), "", None))
    }
}

fn file_name(kind: &str) -> String {
    format!("{}.json", kind.replace('_', "-"))
}

/// Records it on the person's word.
pub(super) fn record(visit: &Visit<'_>, acting: &Acting, checked: Checked) -> Result<u64, RecordError> {
    let place = visit.app.logs.place();
    let host = &place.host()?.key;
    visit.app.logs.work(visit.part("slug"), |log| {
        ready(visit, log, acting, &checked)?;
        let statement = Statement {
            id: checked.id,
            body: acting.body.clone(),
            actor: Some(acting.subject),
            fact: checked.fact,
        };
        log.attest_as(&statement, acting, host).map(|recorded| recorded.receipt.seq)
    })
}

/// The intent in a file, to be signed where the key is.
pub(super) fn unsigned(visit: &Visit<'_>, acting: &Acting, checked: Checked) -> Result<Answer, RecordError> {
    visit.app.logs.work(visit.part("slug"), |log| {
        ready(visit, log, acting, &checked)?;
        let name = file_name(checked.fact.kind());
        let statement = Statement {
            id: checked.id,
            body: acting.body.clone(),
            actor: Some(acting.subject),
            fact: checked.fact,
        };
        let bytes = offline::intent_bytes(&log.intent(&statement, Attest::Body)?);
        Ok(Answer::file(name, "application/json", bytes))
    })
}

/// For the page's script: what a passkey of the body is asked to sign.
pub(super) fn ask_passkey(visit: &Visit<'_>, acting: &Acting, checked: Checked) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    visit.app.logs.work(slug, |log| ready(visit, log, acting, &checked))?;
    let (body, actor) = (acting.body.clone(), Some(acting.subject));
    signing::ask(visit, acting, slug, &Statement { id: checked.id, body, actor, fact: checked.fact })
}

/// Asks leave first; then the documents are kept, and bodies that it names are made known.
fn ready(
    visit: &Visit<'_>,
    log: &mut OpenLog,
    acting: &Acting,
    checked: &Checked,
) -> Result<(), RecordError> {
    let place = visit.app.logs.place();
    log.authorise(&checked.fact, &acting.body, acting.role, Relation::Own)?;
    if let Some(body) = brings_in(&checked.fact) {
        place.introduce(log, body)?;
    }
    place.keep(&checked.documents)
}
