//! The text behind a version, where it is kept and open to the reader.

use commonweal_record::fact::kinds::meeting::Audience;
use commonweal_record::partnership::Partnership;
use commonweal_record::tree::Hash;
use maud::{Markup, html};

use crate::component::details;
use crate::pages::shared::Look;
use crate::problem::Problem;
use crate::visit::Visit;

/// The text of a version, or why it is not here.
pub(super) fn section(visit: &Visit<'_>, look: &Look<'_>, document: Hash) -> Result<Markup, Problem> {
    let text = readable(visit, look, document)?;
    let erased = look.partnership.log.tombstones.iter().find(|told| told.fact.blob == document);
    Ok(html! {
        h3 class="govuk-heading-s" { "The text" }
        @if let Some(text) = text {
            (details("Read the text", &html! { div class="cw-text" { @for line in text.lines() { p { (line) } } } }))
        } @else if let Some(told) = erased {
            p class="govuk-body" { "The text was erased " (told.fact.reason.phrase()) " (" (look.proof(told.seq)) "). Its hash stays." }
        } @else {
            p class="govuk-body" { "The text is kept by the partners and is not open to you here. Its hash shows whether a text that you are given is the one that was signed." }
        }
        p class="govuk-body" { "Hash of the text: " span class="cw-hash" { (document) } }
    })
}

/// The text, where the vault has it, it is text, and it is open to whoever asks: the people of the partners, and everybody once the
/// partners have published it.
pub(super) fn readable(
    visit: &Visit<'_>,
    look: &Look<'_>,
    document: Hash,
) -> Result<Option<String>, Problem> {
    let acting = visit.person.iter().flat_map(|person| &person.acting);
    let is_partner = acting.map(|acting| &acting.body).any(|body| look.partnership.members.is_partner(body));
    if !is_partner && !is_public(look.partnership, document) {
        return Ok(None);
    }
    let kept = visit.app.logs.place().kept(document)?;
    Ok(kept.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Whether the partners decided to publish a document to everybody.
fn is_public(partnership: &Partnership, document: Hash) -> bool {
    let published = &partnership.programme.publications;
    published.iter().any(|told| told.fact.document == document && told.fact.audience == Audience::Public)
}
