//! Signing in through the organisation's own provider, and linking one's account with it. The browser leaves by a link and not by a form, so
//! that forms may lead nowhere but here.

use commonweal_service::access::AccessError;
use commonweal_service::access::openid::{CameBack, Return};
use maud::html;

use super::sign_in::after;
use crate::answer::Answer;
use crate::component::button_form;
use crate::problem::Problem;
use crate::session;
use crate::visit::Visit;

/// Leads to the provider.
pub(crate) fn set_out(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let next = session::next(visit.asked("next"));
    match visit.app.access.set_out_to_sign_in(&visit.client, next) {
        Ok(out) => Ok(Answer::see_other(out.address).tied(&out.browser)),
        Err(error) => came_to_nothing(visit, error),
    }
}

/// Takes whoever comes back from there.
pub(crate) fn come_back(visit: &Visit<'_>) -> Result<Answer, Problem> {
    if let Some(reason) = visit.asked("error") {
        return came_to_nothing(visit, AccessError::Provider { reason: reason.to_owned() });
    }
    let back = Return {
        state: visit.asked("state").unwrap_or_default(),
        code: visit.asked("code").unwrap_or_default(),
        browser: visit.tie.as_deref().unwrap_or_default(),
        session: visit.token().unwrap_or_default(),
        client: &visit.client,
    };
    match visit.app.access.come_back(back) {
        Ok(CameBack::Linked) => Ok(Answer::see_other("/account".to_owned())),
        Ok(CameBack::SignedIn { signed_in, next }) => {
            Ok(Answer::signed_in(after(signed_in.step.as_ref(), &next), &signed_in.token))
        }
        Err(error) => came_to_nothing(visit, error),
    }
}

/// Says what went wrong, with another way in.
fn came_to_nothing(visit: &Visit<'_>, error: AccessError) -> Result<Answer, Problem> {
    let reads_it = matches!(
        error,
        AccessError::Provider { .. }
            | AccessError::NotLinked
            | AccessError::LinkedAlready
            | AccessError::CeremonyGone
            | AccessError::Wait { .. }
    );
    if !reads_it {
        return Err(error.into());
    }
    let main = html! {
        h1 class="govuk-heading-l" { "You are not signed in that way" }
        p class="govuk-body" { (error) }
        p class="govuk-body" { a class="govuk-link" href="/sign-in" { "Sign in another way" } }
    };
    Ok(visit.page("You are not signed in that way", &main).refused())
}

/// Shows the way to the provider to somebody who wants to link their account.
pub(crate) fn link(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let out = visit.app.access.set_out_to_link(visit.token().unwrap_or_default())?;
    let name = visit.app.access.provider_name().unwrap_or_default();
    let main = html! {
        h1 class="govuk-heading-l" { "Link your account with " (name) }
        p class="govuk-body" { "Sign in there once. From then on you can sign in here through " (name) ". Your password and second factor stay as they are." }
        a class="govuk-button" role="button" draggable="false" id="to-provider" href=(out.address) { "Continue to " (name) }
        p class="govuk-body" { a class="govuk-link" href="/account" { "Back to your account" } }
    };
    Ok(visit.page("Link your account", &main).tied(&out.browser))
}

/// Takes a link away.
pub(crate) fn unlink(visit: &Visit<'_>) -> Result<Answer, Problem> {
    visit.app.access.unlink(visit.token().unwrap_or_default(), visit.field("id").unwrap_or_default())?;
    Ok(Answer::see_other("/account".to_owned()))
}

/// What somebody's account is linked with, on the page of their account.
pub(crate) fn links(visit: &Visit<'_>, links: &[commonweal_service::access::LinkView]) -> maud::Markup {
    let Some(name) = visit.app.access.provider_name() else { return maud::Markup::default() };
    html! {
        h3 class="govuk-heading-s" { "Through your organisation" }
        @for link in links {
            p class="govuk-body" { "Linked with " (link.issuer) " since " (crate::words::day(link.linked)) }
            (button_form("/account/provider/remove", &[("id", &link.id)], "Unlink"))
        }
        @if links.is_empty() { (button_form("/account/provider", &[], &format!("Link with {name}"))) }
    }
}
