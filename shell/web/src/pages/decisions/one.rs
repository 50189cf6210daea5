//! One decision, with everything that led to it.

use commonweal_record::fact::DecisionId;
use commonweal_record::fact::kinds::meeting::{DutyFinding, Vote};
use commonweal_record::partnership::{Decision, Partnership, Tally};
use maud::{Markup, html};

use super::state;
use crate::answer::Answer;
use crate::component::{Colour, Column, bullets, inset, summary_list, table, tag};
use crate::csv;
use crate::pages::shared::{self, Look, of_partnership};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// One decision.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let id = visit.part("decision").parse::<DecisionId>().map_err(|_| Problem::NotFound)?;
    let title = visit.look(|log| title(&log.view().partnership, &id))?.ok_or(Problem::NotFound)?;
    of_partnership(visit, &title, |look| {
        let decision = look.partnership.decisions.get(&id).ok_or(Problem::NotFound)?;
        let tally = decision
            .taken
            .as_ref()
            .map_or_else(|| look.partnership.tally(decision), |taken| taken.tally.clone());
        Ok(html! {
            p class="govuk-body" { (state(look, decision)) " " span class="govuk-hint" { "Decision " (id) } }
            (flags(look, decision))
            (counted(look, decision, &tally))
            (options(look, decision))
            (interests(look, decision))
            (votes(look, decision))
            (duties(look, decision))
            (equity(look, decision))
            (next(look, decision, &id))
        })
    })
}

fn title(partnership: &Partnership, id: &DecisionId) -> Option<String> {
    partnership.decisions.get(id).map(|decision| decision.proposed.fact.title.to_string())
}

/// What the fold found wrong with any of its facts.
fn flags(look: &Look<'_>, decision: &Decision) -> Markup {
    let told = decision
        .votes
        .iter()
        .map(|told| told.seq)
        .chain(decision.recused.iter().map(|told| told.seq))
        .chain(decision.taken.iter().map(|taken| taken.told.seq))
        .chain([decision.proposed.seq]);
    let of_this: Vec<u64> = told.collect();
    let found = look.partnership.findings.iter().filter(|finding| of_this.contains(&finding.seq));
    html! {
        @for finding in found {
            div class="govuk-warning-text" {
                span class="govuk-warning-text__icon" aria-hidden="true" { "!" }
                strong class="govuk-warning-text__text" {
                    span class="govuk-visually-hidden" { "Warning" }
                    (words::sentence(&finding.matter.to_string())) " (" (look.proof(finding.seq)) ")"
                }
            }
        }
    }
}

fn counted(look: &Look<'_>, decision: &Decision, tally: &Tally) -> Markup {
    let place = |term: &Option<commonweal_record::partnership::TermPlace>| {
        term.as_ref().map_or(String::new(), |place| format!(" ({place})"))
    };
    let proposed = &decision.proposed;
    let quorum = format!(
        "{} of {} needed{}",
        words::count(tally.counted.len(), "body counts", "bodies count"),
        tally.quorum,
        place(&tally.quorum_term)
    );
    let mut rows = vec![
        (
            "Proposed",
            html! { "by " (look.name_of(&proposed.body)) " on " (words::day(proposed.at)) ", " (look.proof(proposed.seq)) },
        ),
        (
            "Quorum",
            html! { (quorum) " " @if tally.is_quorate() { (tag(Colour::Green, "Quorate")) } @else { (tag(Colour::Yellow, "Not quorate")) } },
        ),
        ("Rule", html! { (words::capital(tally.rule.phrase())) (place(&tally.rule_term)) }),
        ("Votes", html! { (tally.votes_for) " for, " (tally.votes_against) " against" }),
    ];
    if !tally.recused.is_empty() {
        rows.push(("Stood aside", html! { (shared::body_names(look.partnership, &tally.recused)) }));
    }
    let boards =
        decision.taken.as_ref().map_or_else(|| decision.waiting_for(), |taken| taken.waiting_for.clone());
    if !boards.is_empty() {
        rows.push(("Waits for", html! { "the board of " (shared::body_names(look.partnership, &boards)) }));
    }
    if let Some(taken) = &decision.taken {
        let told = &taken.told;
        rows.push(("Outcome recorded", html! {
            (words::capital(told.fact.outcome.phrase())) " on " (words::day(told.at)) ", " (look.proof(told.seq))
            @if told.fact.outcome != tally.outcome() { p { "Votes and terms give: " strong { (tally.outcome().phrase()) } "." } }
        }));
    }
    summary_list(rows)
}

fn options(look: &Look<'_>, decision: &Decision) -> Markup {
    let options = &decision.proposed.fact.options;
    let chosen = decision.taken.as_ref().and_then(|taken| taken.told.fact.option.as_ref());
    html! {
        @if !options.is_empty() {
            h2 class="govuk-heading-m" { "Options" }
            (bullets(options.iter().map(|option| html! {
                (option.title) @if chosen == Some(&option.option) { " " (tag(Colour::Green, "Chosen")) }
                @let favoured: Vec<_> = decision.votes.iter().filter(|told| told.fact.option.as_ref() == Some(&option.option)).map(|told| &told.body).collect();
                @if !favoured.is_empty() { " – favoured by " (shared::body_names(look.partnership, favoured)) }
            })))
        }
    }
}

fn interests(look: &Look<'_>, decision: &Decision) -> Markup {
    let standing = look.partnership.programme.interests.iter();
    let rows = decision.interests.iter().chain(standing).map(|told| {
        let aside = decision.recused.iter().find(|recusal| recusal.body == told.body);
        vec![
            html! { (look.name_of(&told.body)) },
            html! { (words::capital(told.fact.interest.phrase())) @if let Some(pence) = told.fact.pence { ", " (pence) } ", " (look.proof(told.seq)) },
            html! { @match aside { Some(recusal) => { "Stood aside, " (look.proof(recusal.seq)) }, None => "Took part" } },
        ]
    });
    let rows: Vec<_> = rows.collect();
    html! {
        h2 class="govuk-heading-m" { "Interests" }
        @if rows.is_empty() {
            p class="govuk-body" { "No body has declared an interest in this." }
        } @else {
            (table("Interests declared", &[Column::Text("Body"), Column::Text("Interest"), Column::Text("What followed")], rows))
            (csv::links(look.slug, &["interests"]))
        }
    }
}

fn votes(look: &Look<'_>, decision: &Decision) -> Markup {
    let latest = decision.latest_votes();
    let rows = look.partnership.members.current().map(|body| {
        let cast = decision.votes.iter().rev().find(|told| told.body == *body);
        vec![
            html! { (look.name_of(body)) },
            html! { @match latest.get(body) {
                Some(Vote::For) => (tag(Colour::Green, "For")),
                Some(Vote::Against) => (tag(Colour::Red, "Against")),
                Some(Vote::Abstain) => (tag(Colour::Grey, "Abstained")),
                None if decision.recused.iter().any(|told| told.body == *body) => (tag(Colour::Grey, "Stood aside")),
                None => (tag(Colour::Yellow, "Not yet")),
            } },
            html! { @if let Some(told) = cast { (words::day(told.at)) ", " (look.proof(told.seq)) } },
        ]
    });
    html! {
        h2 class="govuk-heading-m" { "Votes" }
        (table("Votes by body", &[Column::Text("Body"), Column::Text("Vote"), Column::Text("Recorded")], rows))
        (csv::links(look.slug, &["votes"]))
    }
}

fn duties(look: &Look<'_>, decision: &Decision) -> Markup {
    let rows = decision.duties.iter().map(|told| {
        let fact = &told.fact;
        let colour = match fact.finding {
            DutyFinding::Met => Colour::Green,
            DutyFinding::NotMet => Colour::Red,
            DutyFinding::ForTheBoard => Colour::Yellow,
            DutyFinding::NotEngaged => Colour::Grey,
        };
        vec![
            html! { (look.name_of(&told.body)) },
            html! { (fact.legal_duty) },
            html! { (tag(colour, &words::capital(fact.finding.phrase()))) },
            html! { (fact.wider_effect) " (" (look.proof(told.seq)) ")" },
        ]
    });
    let rows: Vec<_> = rows.collect();
    let untested: Vec<_> = look
        .partnership
        .members
        .current()
        .filter(|body| decision.duties.iter().all(|told| told.body != **body))
        .collect();
    html! {
        h2 class="govuk-heading-m" { "Duties" }
        @if rows.is_empty() && decision.taken.is_some() {
            p class="govuk-body" { "No body recorded a test against its own legal duties." }
        }
        @if !rows.is_empty() {
            (table("Each body's own duties", &[Column::Text("Body"), Column::Text("Duty"), Column::Text("Finding"), Column::Text("Wider effect")], rows))
            (csv::links(look.slug, &["duties"]))
        }
        @if !untested.is_empty() && decision.taken.is_none() {
            (inset(&html! { (shared::body_names(look.partnership, untested)) " have not yet tested this against their own legal duties." }))
        }
    }
}

fn equity(look: &Look<'_>, decision: &Decision) -> Markup {
    let rows = decision.equity.iter().map(|told| {
        vec![
            html! { "Fifth " (told.fact.deprivation_quintile) @if told.fact.deprivation_quintile.get() == 1 { " (most deprived)" } },
            html! { (words::capital(told.fact.effect.phrase())) },
            html! { (look.name_of(&told.body)) ", " (look.proof(told.seq)) },
        ]
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "Who gains" }
            (table("By deprivation", &[Column::Text("People in"), Column::Text("Would"), Column::Text("Noted by")], rows))
            (csv::links(look.slug, &["equity"]))
        }
    }
}

fn next(look: &Look<'_>, decision: &Decision, id: &DecisionId) -> Markup {
    let prefill = format!("?decision={id}");
    html! {
        @if decision.taken.is_none() && look.may_record("interest_declared") {
            h2 class="govuk-heading-m" { "Take part" }
            div class="govuk-button-group" {
                (look.record_button("interest_declared", &prefill, "Declare an interest"))
                (look.record_button("recusal_made", &prefill, "Stand aside"))
                (look.record_button("vote_cast", &prefill, "Vote"))
                (look.record_button("duty_considered", &prefill, "Test a duty"))
                (look.record_button("decision_taken", &prefill, "Record the outcome"))
            }
        }
    }
}
