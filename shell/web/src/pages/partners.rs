//! Who is in, what each gains, who leads, who waits, who has left, and how to join.

mod others;

use std::collections::BTreeMap;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::members::AppraisalOutcome;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, empty, summary_list, tag};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The bodies of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Partners", |look| {
        let mut current = look.partnership.members.current().peekable();
        Ok(html! {
            @if current.peek().is_none() {
                (empty("Nobody has joined yet.", html! { "Each body says what it would gain, and joins with its own key." }))
            }
            @for body in current { (partner(look, body)) }
            (others::roles(look))
            (others::queue(look))
            (others::invited(look))
            (others::left(look))
            (others::how_to_join(look))
            @if !look.partnership.members.partners.is_empty() { (csv::links(look.slug, &["partners"])) }
        })
    })
}

fn partner(look: &Look<'_>, body: &BodyId) -> Markup {
    let known = look.partnership.members.bodies.get(body);
    html! {
        section aria-labelledby={ "body-" (body) } {
            h2 class="govuk-heading-m" id={ "body-" (body) } { (look.name_of(body)) }
            (summary_list([
                ("Legal form", html! { @if let Some(known) = known { (words::capital(known.legal_form().phrase())) " (" (look.proof(known.registered.seq)) ")" } }),
                ("What it exists for", html! { @if let Some(known) = known { (words::sentence(known.purpose())) } }),
                ("What it gains", gains(look, body)),
                ("Is it right here at all?", appraised(look, body)),
                ("Leads", leads(look, body)),
                ("Partner since", spells(look, body)),
                ("Departments", departments(look, body)),
            ]))
        }
    }
}

/// What it is a department of, or which departments it has.
fn departments(look: &Look<'_>, body: &BodyId) -> Markup {
    let noted = &look.partnership.members.departments;
    let its: Vec<_> = noted.values().filter(|told| told.fact.of == *body).collect();
    html! {
        @match noted.get(body) {
            Some(told) => { "A department of " (look.name_of(&told.fact.of)) " (" (look.proof(told.seq)) ")" },
            None if its.is_empty() => { "None noted " (look.record_link("department_noted", &format!("?of={body}"), &html! { "Note one" span class="govuk-visually-hidden" { " of " (look.name_of(body)) } })) },
            None => {},
        }
        @for told in its { p class="govuk-!-margin-bottom-0" { (look.name_of(&told.fact.department)) " (" (look.proof(told.seq)) ")" } }
    }
}

/// The benefits that it states, in its own words.
fn gains(look: &Look<'_>, body: &BodyId) -> Markup {
    let stated: Vec<_> = look.partnership.members.benefits.iter().filter(|told| told.body == *body).collect();
    html! {
        @if stated.is_empty() {
            (tag(Colour::Yellow, "Not said")) " "
            (look.record_link("benefit_stated", "", &html! { "State a benefit" span class="govuk-visually-hidden" { " for " (look.name_of(body)) } }))
        }
        @for told in stated { p { (words::sentence(told.fact.benefit.as_str())) " (" (look.proof(told.seq)) ")" } }
    }
}

fn appraised(look: &Look<'_>, body: &BodyId) -> Markup {
    let mut latest_first = look.partnership.members.appraisals.iter().rev();
    let Some(told) = latest_first.find(|told| told.body == *body) else {
        return html! { (tag(Colour::Yellow, "Not answered")) };
    };
    let word = match told.fact.outcome {
        AppraisalOutcome::GoAhead => tag(Colour::Green, "Yes"),
        AppraisalOutcome::NotYet => tag(Colour::Yellow, "Not yet"),
        AppraisalOutcome::No => tag(Colour::Grey, "No"),
    };
    html! { (word) " " (words::day(told.at)) " (" (look.proof(told.seq)) ")" }
}

/// Leads by role. Their names are not in the record.
fn leads(look: &Look<'_>, body: &BodyId) -> Markup {
    let leads = look.partnership.members.leads.iter();
    let mut by_role: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for lead in leads.filter(|lead| lead.stood_down.is_none() && lead.named.body == *body) {
        by_role.entry(lead.named.fact.role.phrase()).or_default().push(lead.named.seq);
    }
    html! {
        @if by_role.is_empty() {
            (tag(Colour::Yellow, "None named")) " "
            (look.record_link("lead_named", "", &html! { "Name a lead" span class="govuk-visually-hidden" { " of " (look.name_of(body)) } }))
        } @else {
            ul class="govuk-list" {
                @for (role, entries) in by_role {
                    li {
                        (words::count(entries.len(), role, &format!("{role}s"))) " ("
                        @for (place, entry) in entries.iter().enumerate() { @if place > 0 { ", " } (look.proof(*entry)) }
                        ")"
                    }
                }
            }
        }
    }
}

/// The times during which it is or was a partner.
fn spells(look: &Look<'_>, body: &BodyId) -> Markup {
    let spells = look.partnership.members.partners.get(body).map(Vec::as_slice).unwrap_or_default();
    html! {
        @for spell in spells {
            p {
                (words::day(spell.joined.at)) " (" (look.proof(spell.joined.seq)) ")"
                @if let Some(left) = &spell.left { ", until " (left.fact.leaves_on.in_words()) " (" (look.proof(left.seq)) ")" }
            }
        }
    }
}
