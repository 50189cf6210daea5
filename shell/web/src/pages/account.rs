//! One's own account: what one signs in with, and where one is signed in.

pub(crate) mod authenticator_app;
pub(crate) mod email;
pub(crate) mod passkeys;

use commonweal_record::entry::BodyId;
use commonweal_service::access::{Level, Person, role_word};
use maud::{Markup, html};

use super::shared;
use crate::answer::Answer;
use crate::component::{Column, button_form, inset, summary_list, table};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The account of whoever is signed in.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let person = visit.signed_in()?;
    let bodies: Vec<_> = person.account.memberships.iter().map(|held| &held.body).collect();
    let names = shared::registered_names(visit, &bodies)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Your account" }
        (who(person, &names))
        (factors(visit, person)?)
        (sessions(visit, person)?)
        p class="govuk-body" { a class="govuk-link" href="/account/access" { "What was done with your account" } ", " a class="govuk-link" href="/admin" { "administration" } }
    };
    Ok(visit.page("Your account", &body))
}

fn who(person: &Person, names: &[(&BodyId, String)]) -> Markup {
    let account = &person.account;
    summary_list([
        ("Name", html! { (account.name.as_str()) }),
        (
            "E-mail address",
            html! { (account.email.as_str()) " – " a class="govuk-link" href="/account/email" { "change it" } },
        ),
        (
            "Roles",
            html! {
                @for (held, (_, name)) in account.memberships.iter().zip(names) { p { (words::capital(role_word(held.role))) " of " (name) " (" a class="govuk-link" href={ "/bodies/" (held.body) "/tokens" } { "tokens for programs" } ", " a class="govuk-link" href={ "/bodies/" (held.body) "/keys" } { "keys" } ")" } }
                @if account.is_host { p { "Host of this place" } }
            },
        ),
        ("In the record as", html! { span class="cw-hash" { (account.subject) } }),
    ])
}

fn factors(visit: &Visit<'_>, person: &Person) -> Result<Markup, Problem> {
    let list = visit.app.access.factor_list(person)?;
    let rows = list.passkeys.iter().map(|passkey| {
        vec![
            html! { (passkey.name) },
            html! { (words::day(passkey.created)) },
            html! { (passkey.last_used.map_or("Never".to_owned(), words::day)) },
            button_form("/account/passkeys/remove", &[("id", &passkey.id)], "Remove"),
        ]
    });
    let rows: Vec<_> = rows.collect();
    Ok(html! {
        h2 class="govuk-heading-m" { "What you sign in with" }
        (summary_list([
            ("Password", html! { @if list.password { "Set" } @else { "None: you use passkeys" } }),
            ("Authenticator app", html! {
                @if list.authenticator_app { "Set up" } @else { "None" } " – "
                a class="govuk-link" href="/account/authenticator-app" { @if list.authenticator_app { "replace it" } @else { "set one up" } }
            }),
            ("Recovery codes", html! {
                (words::count(list.recovery_codes_left, "code", "codes")) " left "
                (button_form("/account/recovery-codes", &[], "Make new codes"))
            }),
        ]))
        @if !rows.is_empty() {
            (table("Passkeys", &[Column::Text("Passkey"), Column::Text("Since"), Column::Text("Last used"), Column::Text("Action")], rows))
        }
        (super::provider::links(visit, &list.links))
        div data-passkey="add" hidden {
            div class="govuk-form-group" {
                label class="govuk-label" for="passkey-name" { "Name of a new passkey" }
                input class="govuk-input govuk-input--width-20" id="passkey-name" type="text" autocomplete="off" value="This device";
            }
            button type="button" class="govuk-button govuk-button--secondary" { "Add a passkey" }
            p class="govuk-error-message" role="alert" {}
        }
    })
}

fn sessions(visit: &Visit<'_>, person: &Person) -> Result<Markup, Problem> {
    let sessions = visit.app.access.sessions(person)?;
    let rows = sessions.iter().map(|session| {
        vec![
            html! { (words::moment(session.seen)) @if session.id == person.session.id { " (this one)" } },
            html! { (words::moment(session.begun)) },
            html! { @match session.level { Level::Password => "Password", Level::SecondFactor => "Password and code", Level::Passkey => "Passkey", Level::Provider => "Your organisation" } },
            button_form("/account/sessions/end", &[("id", &session.id)], "End"),
        ]
    });
    Ok(html! {
        h2 class="govuk-heading-m" { "Where you are signed in" }
        (table("Sessions", &[Column::Text("Last used"), Column::Text("Begun"), Column::Text("With"), Column::Text("Action")], rows))
        (button_form("/account/sessions/end-others", &[], "End all others"))
        (button_form("/sign-out", &[], "Sign out"))
    })
}

/// Ends one session.
pub(crate) fn end_session(visit: &Visit<'_>) -> Result<Answer, Problem> {
    visit.app.access.end_session(visit.signed_in()?, visit.field("id").unwrap_or_default())?;
    Ok(Answer::see_other("/account".to_owned()))
}

/// Ends all others.
pub(crate) fn end_others(visit: &Visit<'_>) -> Result<Answer, Problem> {
    visit.app.access.end_other_sessions(visit.signed_in()?)?;
    Ok(Answer::see_other("/account".to_owned()))
}

/// Makes new recovery codes, shown now and never again.
pub(crate) fn recovery_codes(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let codes = visit.app.access.new_recovery_codes(visit.token().unwrap_or_default())?;
    let shown: Vec<&str> = codes.iter().map(commonweal_service::access::SecretText::reveal).collect();
    Ok(visit.page("Your recovery codes", &codes_page(&shown)))
}

/// The recovery codes.
pub(crate) fn codes_page(codes: &[&str]) -> Markup {
    html! {
        h1 class="govuk-heading-l" { "Your recovery codes" }
        p class="govuk-body" { "Each lets you in once if you lose your authenticator app. They are shown now and never again: print them or keep them with your papers." }
        (inset(&html! { ol class="govuk-list govuk-list--number cw-hash" { @for code in codes { li { (code) } } } }))
        p class="govuk-body" { a class="govuk-button" role="button" draggable="false" href="/" { "I have kept them" } }
    }
}
