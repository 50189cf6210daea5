//! The tables: what a page shows of a partnership, a row each, with the entry that says so.

mod computed;
mod money;
mod programme;
mod told;

use std::collections::BTreeSet;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::Written;
use commonweal_record::partnership::{Body, Partnership, Spell};

use super::writer::{Cell, cell, text};
use crate::answer::Answer;
use crate::problem::Problem;
use crate::visit::Visit;

pub(crate) use computed::{readiness, reviews, surveys};
pub(crate) use money::{balances, benefits, contributions, events};
pub(crate) use programme::{actions, evaluations, invariants, promises, protocols, risks};
pub(crate) use told::{
    barriers, duties, equity, incentives, interests, lessons, queue, ratings, rivalry, signatures, terms,
};

/// A table of what the record says.
fn table<const N: usize>(
    visit: &Visit<'_>,
    name: &str,
    heading: [&str; N],
    rows: impl FnOnce(&Partnership) -> Vec<[Cell; N]>,
) -> Result<Answer, Problem> {
    let rows = visit.look(|log| rows(&log.view().partnership))?;
    file_of(visit, name, heading, rows)
}

fn file_of<'h, R: AsRef<[Cell]>>(
    visit: &Visit<'_>,
    name: &str,
    heading: impl IntoIterator<Item = &'h str>,
    rows: Vec<R>,
) -> Result<Answer, Problem> {
    let name = format!("{}-{name}.csv", visit.part("slug"));
    Ok(Answer::file(name, "text/csv; charset=utf-8; header=present", text(heading, rows)?.into_bytes()))
}

/// A value that may not be there.
fn maybe<W: Written>(value: Option<&W>) -> Cell {
    value.map_or(Cell::Nothing, cell)
}

/// Every body that is or was a partner, a row for each time.
pub(crate) fn partners(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["body", "name", "legal_form", "joined", "left", "benefit", "entry"];
    table(visit, "partners", heading, |partnership| {
        let members = &partnership.members;
        let benefit = |body: &BodyId| members.benefits.iter().rev().find(|told| told.body == *body);
        let spells =
            members.partners.iter().flat_map(|(body, spells)| spells.iter().map(move |spell| (body, spell)));
        let row = |(body, spell): (_, &Spell)| {
            let known = members.bodies.get(body);
            [
                cell(body),
                known.map_or(Cell::Nothing, |known| Cell::of(known.name())),
                maybe(known.map(Body::legal_form).as_ref()),
                Cell::of(spell.joined.at.to_string()),
                maybe(spell.left.as_ref().map(|left| &left.fact.leaves_on)),
                maybe(benefit(body).map(|told| &told.fact.benefit)),
                cell(&spell.joined.seq),
            ]
        };
        spells.map(row).collect()
    })
}

/// Every decision.
pub(crate) fn decisions(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = [
        "decision",
        "title",
        "proposed_by",
        "proposed",
        "outcome",
        "stands",
        "counted",
        "waiting_for",
        "entry",
    ];
    table(visit, "decisions", heading, |partnership| {
        let rows = partnership.decisions.iter().map(|(id, decision)| {
            let taken = decision.taken.as_ref();
            [
                cell(id),
                cell(&decision.proposed.fact.title),
                cell(&decision.proposed.body),
                Cell::of(decision.proposed.at.to_string()),
                maybe(taken.map(|taken| &taken.told.fact.outcome)),
                Cell::of(if decision.stands() { "yes" } else { "no" }),
                maybe(taken.map(|taken| &taken.told.fact.counted)),
                cell(&decision.waiting_for()),
                cell(&decision.proposed.seq),
            ]
        });
        rows.collect()
    })
}

/// Every vote; of several by a body the last counts.
pub(crate) fn votes(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["decision", "body", "vote", "option", "cast", "entry"];
    table(visit, "votes", heading, |partnership| {
        let votes = partnership.decisions.values().flat_map(|decision| &decision.votes);
        let rows = votes.map(|told| {
            let vote = &told.fact;
            let at = Cell::of(told.at.to_string());
            [
                cell(&vote.decision),
                cell(&told.body),
                cell(&vote.vote),
                cell(&vote.option),
                at,
                cell(&told.seq),
            ]
        });
        rows.collect()
    })
}

/// Every meeting.
pub(crate) fn meetings(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = [
        "meeting",
        "on",
        "called_by",
        "items",
        "held",
        "bodies_present",
        "people_present",
        "minutes",
        "entry",
    ];
    table(visit, "meetings", heading, |partnership| {
        let rows = partnership.meetings.values().map(|meeting| {
            let called = &meeting.called;
            let came = meeting.held.as_ref().map(|held| &held.fact.attendance.0);
            let count = |number: usize| Cell::Number(number.to_string());
            [
                cell(&called.fact.meeting),
                cell(&called.fact.on),
                cell(&called.body),
                count(called.fact.items.len()),
                Cell::of(if came.is_some() { "yes" } else { "no" }),
                came.map_or(Cell::Nothing, |came| count(came.len())),
                came.map_or(Cell::Nothing, |came| count(came.values().map(BTreeSet::len).sum())),
                maybe(meeting.minutes.last().map(|told| &told.fact.document)),
                cell(&called.seq),
            ]
        });
        rows.collect()
    })
}

/// Every fact.
pub(crate) fn facts(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let told = visit.look(|log| {
        let size = usize::try_from(log.view().log.size()).unwrap_or(usize::MAX);
        log.told(0, size)
    })??;
    let rows = told.iter().map(|told| {
        let (intent, admission) = (&told.entry.intent, &told.entry.admission);
        [
            cell(&admission.seq),
            Cell::of(admission.at.to_string()),
            cell(&intent.body),
            Cell::of(intent.kind.as_str()),
            Cell::of(intent.attest.as_str()),
            Cell::of(told.words.as_str()),
            cell(&intent.payload),
            Cell::of(told.findings.join("; ")),
        ]
    });
    let heading = ["entry", "at", "body", "kind", "attested_by", "words", "payload", "findings"];
    file_of(visit, "facts", heading, rows.collect::<Vec<[Cell; 8]>>())
}
