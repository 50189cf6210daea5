//! Tokens of a body, by which programs use the API: made, listed, revoked.

use commonweal_record::entry::BodyId;
use commonweal_service::access::account::AccountError;
use commonweal_service::access::api_token::{ApiToken, MOST_DAYS, TokenRequest};
use commonweal_service::access::policy::{Action, Decision, Whose, allowed};
use commonweal_service::access::{AccessError, Actor, SecretText, role_word};
use commonweal_service::record::policy::Role;
use maud::{Markup, html};

use super::shared;
use crate::answer::Answer;
use crate::component::{Column, Field, button, button_form, empty, error_summary, inset, table};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// What is typed into the form, and what is wrong with it.
#[derive(Default)]
struct Typed<'t> {
    label: &'t str,
    days: &'t str,
    errors: Vec<(&'static str, String)>,
}

/// The tokens of a body.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let typed = Typed { days: "90", ..Typed::default() };
    Ok(visit.page("Tokens for programs", &tokens(visit, None, &typed)?))
}

fn body(visit: &Visit<'_>) -> Result<BodyId, Problem> {
    visit.part("body").parse().map_err(|_| Problem::NotFound)
}

fn tokens(visit: &Visit<'_>, made: Option<&SecretText>, typed: &Typed<'_>) -> Result<Markup, Problem> {
    let (body, person) = (body(visit)?, visit.signed_in()?);
    let tokens = visit.app.access.tokens(Actor::Person(person), &body)?;
    let role = person.account.role_in(&body);
    let may = |action, whose| allowed(action, role, whose);
    let name = shared::registered_name(visit, &body)?;
    let root = format!("/bodies/{body}/tokens");
    let columns = ["For", "Role", "Until", "Last used", "Action"].map(Column::Text);
    let rows = tokens.iter().map(|token| {
        let whose = if token.by == person.account.subject { Whose::Oneself } else { Whose::OwnBody };
        row(token, &root, may(Action::RevokeToken, whose))
    });
    let summary: Vec<(&str, &str)> =
        typed.errors.iter().map(|(field, text)| (*field, text.as_str())).collect();
    Ok(html! {
        (error_summary(&summary))
        h1 class="govuk-heading-l" { "Tokens of " (name) " for programs" }
        p class="govuk-body" {
            "A program that shows a token to the " a class="govuk-link" href="/api/v1/openapi.json" { "API" }
            " acts for " (name) ", as member or lead. It signs nothing that binds the body. Reading needs no token."
        }
        @if let Some(text) = made {
            (inset(&html! {
                p { "Keep this where the program finds it. It is shown once." }
                p class="cw-hash" id="token" { (text.reveal()) }
            }))
        }
        @if tokens.is_empty() { (empty("No program has a token yet.", html! { "A lead or an officer of the body makes the first; it can be revoked at any time." })) }
        @else { (table("Tokens", &columns, rows)) }
        @if may(Action::MakeToken, Whose::OwnBody) == Decision::Allowed { (form(&root, typed)) }
    })
}

fn form(root: &str, typed: &Typed<'_>) -> Markup {
    let error =
        |name: &str| typed.errors.iter().find(|(field, _)| *field == name).map(|(_, text)| text.as_str());
    let days_hint = format!("From 1 to {MOST_DAYS}");
    html! {
        h2 class="govuk-heading-m" { "Make a token" }
        form method="post" action=(root) novalidate {
            (Field { name: "label", label: "What it is for", hint: Some("Such as ‘nightly figures’"), kind: "text", autocomplete: "off", value: typed.label, error: error("label") }.render())
            (Field { name: "days", label: "For how many days", hint: Some(&days_hint), kind: "number", autocomplete: "off", value: typed.days, error: error("days") }.render())
            fieldset class="govuk-fieldset govuk-form-group" {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { "Role" }
                @if let Some(text) = error("role-member") { p class="govuk-error-message" { (text) } }
                div class="govuk-radios" {
                    @for role in [Role::Member, Role::Lead] {
                        @let word = role_word(role);
                        div class="govuk-radios__item" {
                            input class="govuk-radios__input" type="radio" name="role" id={ "role-" (word) } value=(word) checked[role == Role::Member];
                            label class="govuk-label govuk-radios__label" for={ "role-" (word) } { (words::capital(word)) }
                        }
                    }
                }
            }
            (button("Make the token"))
        }
    }
}

fn row(token: &ApiToken, root: &str, revoking: Decision) -> Vec<Markup> {
    vec![
        html! { (token.label) },
        html! { (words::capital(role_word(token.role))) },
        html! { (words::day(token.until)) },
        html! { @match token.last_used { Some(day) => (words::civil(day)), None => "Never" } },
        html! {
            @if revoking == Decision::Allowed { (button_form(&format!("{root}/revoke"), &[("id", &token.id)], "Revoke")) } @else { "Its maker or an officer can revoke it" }
        },
    ]
}

/// Makes a token, and shows it once.
pub(crate) fn make(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let field = |name| visit.field(name).unwrap_or_default().trim();
    let (label, days) = (field("label"), field("days"));
    let role = if field("role") == role_word(Role::Lead) { Role::Lead } else { Role::Member };
    // What is no number is as wrong as none.
    let request =
        TokenRequest { body: body(visit)?, role, label: label.to_owned(), days: days.parse().unwrap_or(0) };
    let wrong = match visit.app.access.make_token(visit.signed_in()?, &request) {
        Ok((_, text)) => {
            let typed = Typed { days: "90", ..Typed::default() };
            return Ok(visit.page("Tokens for programs", &tokens(visit, Some(&text), &typed)?));
        }
        Err(error @ AccessError::TokenDays { .. }) => ("days", error.to_string()),
        Err(error @ AccessError::TokenRole) => ("role-member", error.to_string()),
        Err(AccessError::Account(error)) => ("label", AccountError::to_string(&error)),
        Err(other) => return Err(other.into()),
    };
    let typed = Typed { label, days, errors: vec![wrong] };
    Ok(visit.page("Error: Tokens for programs", &tokens(visit, None, &typed)?).refused())
}

/// Revokes a token.
pub(crate) fn revoke(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (body, id) = (body(visit)?, visit.field("id").unwrap_or_default());
    visit.app.access.revoke_token(Actor::Person(visit.signed_in()?), &body, id)?;
    Ok(Answer::see_other(format!("/bodies/{body}/tokens")))
}
