//! For which of their bodies somebody acts who belongs to several.

use commonweal_record::entry::BodyId;
use commonweal_service::access::role_word;
use maud::{Markup, html};

use super::shared;
use crate::answer::Answer;
use crate::component::button;
use crate::problem::Problem;
use crate::session;
use crate::visit::Visit;

/// The bodies to choose from.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(visit.page("For whom you act", &choices(visit)?))
}

fn choices(visit: &Visit<'_>) -> Result<Markup, Problem> {
    let next = session::next(visit.asked("next"));
    let acting = visit.person.as_ref().map(|person| person.acting.as_slice()).unwrap_or_default();
    let bodies: Vec<&BodyId> = acting.iter().map(|acting| &acting.body).collect();
    let names = shared::registered_names(visit, &bodies)?;
    Ok(html! {
        h1 class="govuk-heading-l" { "For whom you act" }
        p class="govuk-body" { "What you record is recorded for this body, where the partnership knows it. Each form says for whom before you send it." }
        form method="post" action="/acting-for" novalidate {
            input type="hidden" name="next" value=(next);
            fieldset class="govuk-fieldset govuk-form-group" {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { "Body" }
                div class="govuk-radios" {
                    @for (place, (acting, (_, name))) in acting.iter().zip(&names).enumerate() {
                        @let id = format!("body-{}", acting.body);
                        div class="govuk-radios__item" {
                            input class="govuk-radios__input" type="radio" name="body" id=(id) value=(acting.body) checked[place == 0];
                            label class="govuk-label govuk-radios__label" for=(id) { (name) ", as " (role_word(acting.role)) }
                        }
                    }
                }
            }
            (button("Act for this body"))
        }
    })
}

/// Keeps the choice.
pub(crate) fn choose(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let wanted = visit.field("body").unwrap_or_default();
    let acting = visit.person.iter().flat_map(|person| &person.acting);
    let body = acting.map(|acting| &acting.body).find(|body| body.as_str() == wanted);
    let next = session::next(visit.field("next")).to_owned();
    Ok(Answer::acting_for(next, body.ok_or(Problem::NotFound)?))
}
