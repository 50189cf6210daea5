//! Who waits, who is asked, who has left, and how to join.

use maud::{Markup, html};

use crate::component::{Column, bullets, table};
use crate::csv;
use crate::pages::shared::Look;
use crate::words;

/// Who supports, funds or invests without being a partner by it.
pub(super) fn roles(look: &Look<'_>) -> Markup {
    let now = look.partnership.members.roles.iter().filter(|spell| spell.ended.is_none());
    let rows: Vec<_> = now
        .map(|spell| {
            let taken = &spell.taken;
            vec![
                html! { (look.name_of(&taken.body)) },
                html! { (words::capital(taken.fact.role.phrase())) },
                html! { (taken.fact.gives) },
                html! { (words::day(taken.at)) " (" (look.proof(taken.seq)) ")" },
            ]
        })
        .collect();
    let columns = [Column::Text("Body"), Column::Text("Role"), Column::Text("Gives"), Column::Text("Since")];
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "Supporters, funders and investors" }
            (table("Roles besides partner", &columns, rows))
        }
    }
}

/// Who waits, longest first, and who was admitted.
pub(super) fn queue(look: &Look<'_>) -> Markup {
    let members = &look.partnership.members;
    let waiting = members.queue.iter().enumerate().map(|(place, told)| {
        vec![
            html! { (look.name_of(&told.fact.body)) },
            html! { (place + 1) },
            html! { (words::day(told.at)) " (" (look.proof(told.seq)) ")" },
        ]
    });
    let admitted: Vec<_> = members
        .admitted
        .iter()
        .filter(|it| !members.partners.contains_key(&it.admitted.fact.body))
        .map(|it| {
            let fact = &it.admitted.fact;
            html! {
                (look.name_of(&fact.body)) " was admitted by "
                a class="govuk-link" href={ (look.address("/decisions/")) (fact.decision) } { "decision " (fact.decision) }
                " and may join (" (look.proof(it.admitted.seq)) ")."
            }
        })
        .collect();
    html! {
        @if !members.queue.is_empty() {
            h2 class="govuk-heading-m" { "The queue to join" }
            (table("Who waits, longest first", &[Column::Text("Body"), Column::Figure("Place"), Column::Text("Waiting since")], waiting))
            (csv::links(look.slug, &["queue"]))
        }
        @if !admitted.is_empty() { (bullets(admitted)) }
    }
}

/// Who was asked and has not joined.
pub(super) fn invited(look: &Look<'_>) -> Markup {
    let members = &look.partnership.members;
    let asked: Vec<_> =
        members.invited.iter().filter(|told| !members.partners.contains_key(&told.fact.body)).collect();
    html! {
        @if !asked.is_empty() {
            h2 class="govuk-heading-m" { "Invited" }
            (bullets(asked.into_iter().map(|told| html! {
                (look.name_of(&told.fact.body)) ", by " (look.name_of(&told.body)) ", " (words::day(told.at)) " (" (look.proof(told.seq)) ")"
            })))
        }
    }
}

/// Who has left, with notice and settlement.
pub(super) fn left(look: &Look<'_>) -> Markup {
    let spells = look.partnership.members.partners.iter().flat_map(|(body, spells)| {
        spells.iter().filter_map(move |spell| spell.left.as_ref().map(|left| (body, spell, left)))
    });
    let rows: Vec<_> = spells
        .map(|(body, spell, left)| {
            vec![
                html! { (look.name_of(body)) },
                html! { (words::day(spell.joined.at)) },
                html! { (left.fact.notice_on.in_words()) },
                html! { (left.fact.leaves_on.in_words()) " (" (look.proof(left.seq)) ")" },
                html! { @if left.fact.settlement.is_some() { "Settled" } @else { "No settlement" } },
            ]
        })
        .collect();
    let columns = [
        Column::Text("Body"),
        Column::Text("Joined"),
        Column::Text("Gave notice"),
        Column::Text("Left"),
        Column::Text("Settlement"),
    ];
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "Left" }
            (table("Who has left", &columns, rows))
        }
    }
}

/// The way in and the way out.
pub(super) fn how_to_join(look: &Look<'_>) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Joining and leaving" }
        ol class="govuk-list govuk-list--number" {
            li { "A body says what it would gain, in its own words." }
            li { "It joins the queue. The partners admit by decision, the longest waiting first." }
            li { "It joins with its own key, and signs the agreement in force where there is one." }
            li { "A partner that leaves gives notice as the agreement says, and its part is settled." }
        }
        div class="govuk-button-group" {
            (look.record_button("benefit_stated", "", "State a benefit"))
            (look.record_button("partner_queued", "", "Put a body in the queue"))
            (look.record_button("role_taken", "", "Support, fund or invest"))
            (look.record_button("partner_left", "", "Leave"))
        }
    }
}
