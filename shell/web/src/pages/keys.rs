//! The keys of a body: which there are, what each is for, another one, and one less.

pub(crate) mod change;

use commonweal_record::entry::BodyId;
use commonweal_record::key::{KeyId, PublicKeyBytes};
use commonweal_record::partnership::Key;
use commonweal_service::access::body_passkey::BodyPasskey;
use commonweal_service::record::REGISTER;
use commonweal_service::record::policy::Role;
use maud::{Markup, html};

use super::shared::proof;
use super::signing;
use crate::answer::Answer;
use crate::component::{Colour, Column, button_form, details, empty, table, tag, warning};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// What the register says of a body.
struct Registered {
    name: String,
    keys: Vec<(KeyId, Key)>,
}

impl Registered {
    fn valid(&self) -> impl Iterator<Item = &(KeyId, Key)> {
        self.keys.iter().filter(|(_, key)| key.revoked.is_none())
    }
}

/// A passkey that is not in every log that knows the body, and where it is missing.
struct Waiting {
    own: BodyPasskey,
    missing: Vec<String>,
    way: Way,
}

/// How the body signs here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// With a passkey that it has, or on its officer's word while it has no key.
    OnThesePages,
    /// With a key in a file alone.
    File,
}

/// The keys of a body.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let body = body(visit)?;
    let registered = registered(visit, &body)?;
    let passkeys = visit.app.access.body_passkeys(&body)?;
    let is_officer = signing::acting(visit, body.as_str()).is_ok_and(|acting| acting.role == Role::Officer);
    let waiting = if is_officer { waiting(visit, &body, &registered, &passkeys)? } else { Vec::new() };
    let main = html! {
        span class="govuk-caption-l" { (registered.name) }
        h1 class="govuk-heading-l" { "Keys" }
        p class="govuk-body-l" { "With its own key a body signs what binds it: joining, agreements, votes, leaving. Nobody else can, not even whoever runs this place." }
        (list(&registered, &passkeys))
        @if is_officer {
            (still_missing(&body, &waiting))
            (another(&body))
            (revoking(&body, &registered, &passkeys, way(visit, &body, REGISTER)?))
        } @else {
            p class="govuk-body" { "Officers of the body add and revoke its keys." }
        }
    };
    Ok(visit.page(&format!("Keys of {}", registered.name), &main))
}

fn body(visit: &Visit<'_>) -> Result<BodyId, Problem> {
    visit.part("body").parse().map_err(|_| Problem::NotFound)
}

fn registered(visit: &Visit<'_>, body: &BodyId) -> Result<Registered, Problem> {
    let found = visit.app.logs.look(REGISTER, |log| {
        let state = &log.view().partnership;
        let mut keys: Vec<(KeyId, Key)> = state
            .log
            .keys
            .iter()
            .filter(|(_, key)| key.added.fact.of == *body)
            .map(|(id, key)| (*id, key.clone()))
            .collect();
        keys.sort_by_key(|(_, key)| key.added.seq);
        state.members.bodies.get(body).map(|known| Registered { name: known.name().to_owned(), keys })
    })?;
    found.ok_or(Problem::NotFound)
}

/// A passkey that was revoked in the register waits for nothing.
fn waiting(
    visit: &Visit<'_>,
    body: &BodyId,
    registered: &Registered,
    passkeys: &[BodyPasskey],
) -> Result<Vec<Waiting>, Problem> {
    let mut waiting = Vec::new();
    for own in passkeys {
        let id = own.passkey.id();
        let revoked = registered.keys.iter().any(|(known, key)| *known == id && key.revoked.is_some());
        let missing = if revoked { Vec::new() } else { visit.app.logs.without_key(body, id)? };
        if let Some(first) = missing.first() {
            let way = way(visit, body, first)?;
            waiting.push(Waiting { own: own.clone(), missing, way });
        }
    }
    Ok(waiting)
}

/// How the body signs for a key in one log.
fn way(visit: &Visit<'_>, body: &BodyId, slug: &str) -> Result<Way, Problem> {
    let valid = visit.app.logs.look(slug, |log| log.view().log.valid_keys(body))?;
    let usable = visit.app.access.usable(body, &valid)?;
    Ok(if valid.is_empty() || !usable.is_empty() { Way::OnThesePages } else { Way::File })
}

fn list(registered: &Registered, passkeys: &[BodyPasskey]) -> Markup {
    if registered.keys.is_empty() {
        let next =
            html! { "Its officers add the first one here, or with " code { "commonweal key new" } "." };
        return empty("This body has no key yet, so that nothing can bind it.", next);
    }
    let columns = ["Key", "State", "What it is for", "Since"].map(Column::Text);
    let rows = registered.keys.iter().map(|(id, key)| {
        vec![
            html! { @if let Some(name) = name_of(*id, passkeys) { (name) br; } span class="cw-hash" { (id) } },
            html! {
                @match &key.revoked {
                    None => (tag(Colour::Green, "Valid")),
                    Some(revoked) => {
                        (tag(Colour::Grey, "Revoked")) " " (words::day(revoked.at)) ", " (proof(REGISTER, revoked.seq)) ": " (revoked.fact.reason)
                    },
                }
            },
            html! { (purpose(key)) },
            html! { (words::day(key.added.at)) ", " (proof(REGISTER, key.added.seq)) },
        ]
    });
    table("Keys in the register of bodies", &columns, rows)
}

fn name_of(id: KeyId, passkeys: &[BodyPasskey]) -> Option<&str> {
    passkeys.iter().find(|own| own.passkey.id() == id).map(|own| own.name.as_str())
}

fn purpose(key: &Key) -> String {
    let added = &key.added.fact;
    match (&added.key, &added.rp_id) {
        (PublicKeyBytes::P256(_), Some(site)) => format!("A passkey: signs on the pages of {site}"),
        _ => "A key in a file: signs with ‘commonweal sign’ wherever the file is".to_owned(),
    }
}

fn still_missing(body: &BodyId, waiting: &[Waiting]) -> Markup {
    html! {
        @for Waiting { own, missing, way } in waiting {
            h2 class="govuk-heading-m" { "“" (own.name) "” is not in every record yet" }
            p class="govuk-body" { "The body signs it in with a key that it has, once for each record." }
            @if *way == Way::OnThesePages {
                form {
                    input type="hidden" name="key" value=(own.passkey.id());
                    (by_passkey(&format!("/bodies/{body}/keys/spread"), "Sign it in"))
                }
                (details("With a key in a file", &files(body, own, missing)))
            } @else {
                (files(body, own, missing))
            }
            @if missing.iter().any(|slug| slug == REGISTER) {
                (button_form(&format!("/bodies/{body}/keys/forget"), &[("key", &own.passkey.id().to_string())], "Do not use it"))
            }
        }
    }
}

fn files(body: &BodyId, own: &BodyPasskey, missing: &[String]) -> Markup {
    html! {
        p class="govuk-body" { "For each of these, download what is to be signed, sign it where the file of the key is, and bring it back:" }
        ul class="govuk-list govuk-list--bullet" {
            @for slug in missing { li { a class="govuk-link" href=(to_attest(slug, body, own)) { (record_called(slug)) } } }
        }
    }
}

fn record_called(slug: &str) -> String {
    if slug == REGISTER { "The register of bodies".to_owned() } else { format!("The record of {slug}") }
}

/// The form of `key_added`, filled in.
fn to_attest(slug: &str, body: &BodyId, own: &BodyPasskey) -> String {
    let (key, rp_id) = (&own.passkey.key, &own.passkey.rp_id);
    let key = words::in_address(&key.to_base64());
    format!(
        "/partnerships/{slug}/attest/key_added?acting-for={body}&of={body}&key={key}&key_id={}&rp_id={rp_id}",
        own.passkey.id()
    )
}

fn another(body: &BodyId) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Add a key" }
        p class="govuk-body" { "Keep two, with two officers: if one is lost, the other revokes it. A passkey of the body signs for the body and signs nobody in." }
        div data-body-key={ "/bodies/" (body) "/keys" } hidden {
            div class="govuk-form-group" {
                label class="govuk-label" for="key-name" { "Name of the new passkey" }
                div class="govuk-hint" id="key-name-hint" { "Such as where it is kept. It is not in the record." }
                input class="govuk-input govuk-input--width-20" id="key-name" type="text" autocomplete="off" value="This device" aria-describedby="key-name-hint";
            }
            (button_and_fault("Add a passkey as a key of the body"))
        }
        (details("A key in a file, or without scripts", &html! {
            p class="govuk-body" { "Whoever runs this place makes one with:" }
            p class="cw-hash" { "commonweal key new " (body) }
            p class="govuk-body" { "It writes " code { (body) ".key" } ". What it signs is downloaded from these pages, signed with " code { "commonweal sign" } " and brought back." }
        }))
    }
}

fn revoking(body: &BodyId, registered: &Registered, passkeys: &[BodyPasskey], way: Way) -> Markup {
    if registered.valid().next().is_none() {
        return Markup::default();
    }
    html! {
        h2 class="govuk-heading-m" { "Revoke a key" }
        p class="govuk-body" { "From then on it signs nothing. What it signed before stays valid." }
        @if registered.valid().count() == 1 { (warning("This is the only key. Add another one first: without any, nothing binds the body.")) }
        @if way == Way::OnThesePages {
            div data-sign={ "/bodies/" (body) "/keys/revoke" } hidden { form {
                div class="govuk-form-group" {
                    label class="govuk-label" for="key" { "Key" }
                    select class="govuk-select" id="key" name="key" {
                        @for (id, _) in registered.valid() {
                            option value=(id) { @if let Some(name) = name_of(*id, passkeys) { (name) ", " } (id) }
                        }
                    }
                }
                div class="govuk-form-group" {
                    label class="govuk-label" for="reason" { "Why" }
                    div class="govuk-hint" id="reason-hint" { "In a few words about the key and not about a person. It stands in the record." }
                    input class="govuk-input" id="reason" name="reason" type="text" autocomplete="off" aria-describedby="reason-hint";
                }
                (button_and_fault("Revoke with a passkey of the body"))
            } }
        }
        @if way == Way::OnThesePages { (details("With a key in a file, or without scripts", &by_command(body))) } @else { (by_command(body)) }
    }
}

fn by_command(body: &BodyId) -> Markup {
    html! {
        p class="govuk-body" { "Whoever runs this place revokes it where the file of a key of the body is, with:" }
        p class="cw-hash" { "commonweal key revoke " (body) " --id KEY --reason 'laptop lost' --key " (body) ".key" }
    }
}

/// A button for whoever has scripts: it sends the form around it and lets a passkey of the body sign what comes back.
pub(crate) fn by_passkey(path: &str, words: &str) -> Markup {
    html! {
        div data-sign=(path) hidden { (button_and_fault(words)) }
    }
}

/// A button of the page's script, and where it says what is wrong.
fn button_and_fault(words: &str) -> Markup {
    html! {
        button type="button" class="govuk-button" { (words) }
        p class="govuk-error-message" role="alert" {}
    }
}
