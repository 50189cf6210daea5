//! Who signed which text and which terms, with what key.

use commonweal_record::fact::kinds::agreement::AgreementSigned;
use commonweal_record::partnership::{AgreementVersion, Told};
use maud::{Markup, html};

use crate::component::{Colour, Column, details, table, tag};
use crate::csv;
use crate::pages::shared::Look;
use crate::problem::Problem;
use crate::words;

/// The signatures of a version, and the partners without one.
pub(super) fn section(look: &Look<'_>, version: &AgreementVersion) -> Result<Markup, Problem> {
    let mut rows = Vec::new();
    for told in version.signed.values() {
        rows.push(row(look, told, tag(Colour::Green, "Signed"))?);
    }
    for told in &version.signed_otherwise {
        rows.push(row(look, told, tag(Colour::Red, "Signed something else"))?);
    }
    let waiting = look.partnership.members.current().filter(|body| !version.signed.contains_key(*body));
    for body in waiting {
        rows.push(vec![
            html! { (look.name_of(body)) },
            tag(Colour::Yellow, "Not signed"),
            html! {},
            html! {},
        ]);
    }
    let columns = [Column::Text("Partner"), Column::Text("State"), Column::Text("When"), Column::Text("Key")];
    Ok(html! {
        h3 class="govuk-heading-s" { "Signatures" }
        (table("Who signed", &columns, rows))
        (csv::links(look.slug, &["terms", "signatures"]))
        (details("What is signed, and how to check it", &html! {
            p { "A signature is over the hash of the text and the hash of the terms, made with the body's own key. It binds only if both are those above; anything else is shown in red and binds nobody." }
            p { "Download the record and run " code { "commonweal verify" } ": a changed byte in a signed agreement is found without this server." }
        }))
    })
}

fn row(look: &Look<'_>, told: &Told<AgreementSigned>, state: Markup) -> Result<Vec<Markup>, Problem> {
    let entry = look.log.told(told.seq, 1)?.into_iter().next().map(|told| told.entry);
    let by_passkey = entry.as_ref().is_some_and(|entry| entry.signature.assertion.is_some());
    let key = entry.map(|entry| entry.signature.key);
    let added = key.as_ref().and_then(|key| look.partnership.log.keys.get(key));
    Ok(vec![
        html! { (look.name_of(&told.body)) },
        state,
        html! { (words::day(told.at)) " (" (look.proof(told.seq)) ")" },
        html! {
            @if by_passkey { "Passkey " }
            @if let Some(key) = key { span class="cw-hash" { (key) } }
            @if let Some(added) = added {
                " (" (look.proof(added.added.seq)) ")"
                @if added.revoked.is_some() { " " (tag(Colour::Grey, "Revoked since")) }
            }
        },
    ])
}
