//! The tables: what a page shows of a partnership, a row each, with the entry that says so.

use commonweal_record::fact::Written;
use commonweal_record::fact::kinds::money::Contribution;
use commonweal_record::partnership::{LockOrder, Partnership};
use commonweal_service::record::telling::Told;
use commonweal_service::record::{OpenLog, RecordError};

use super::writer::{Cell, cell, text};
use crate::answer::Answer;
use crate::problem::Problem;
use crate::visit::Visit;

/// A table of what the record says.
fn table<const N: usize>(
    visit: &Visit<'_>,
    name: &str,
    heading: [&str; N],
    rows: impl FnOnce(&Partnership) -> Vec<[Cell; N]>,
) -> Result<Answer, Problem> {
    let rows = visit.look(|log| rows(&log.view().partnership))?;
    file(visit, name, heading, rows)
}

fn file<const N: usize>(
    visit: &Visit<'_>,
    name: &str,
    heading: [&str; N],
    rows: Vec<[Cell; N]>,
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
        let benefit = |body: &commonweal_record::entry::BodyId| {
            members.benefits.iter().rev().find(|told| told.body == *body)
        };
        let spells =
            members.partners.iter().flat_map(|(body, spells)| spells.iter().map(move |spell| (body, spell)));
        let row = |(body, spell): (_, &commonweal_record::partnership::Spell)| {
            let known = members.bodies.get(body);
            [
                cell(body),
                known.map_or(Cell::Nothing, |known| Cell::of(known.name())),
                maybe(known.map(|known| known.legal_form()).as_ref()),
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
                came.map_or(Cell::Nothing, |came| {
                    count(came.values().map(std::collections::BTreeSet::len).sum())
                }),
                maybe(meeting.minutes.last().map(|told| &told.fact.document)),
                cell(&called.seq),
            ]
        });
        rows.collect()
    })
}

/// Every risk.
pub(crate) fn risks(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = [
        "risk",
        "title",
        "likelihood_of_5",
        "impact_of_5",
        "raised_by",
        "borne_before",
        "borne_after",
        "entry",
    ];
    table(visit, "risks", heading, |partnership| {
        let rows = partnership.programme.risks.values().map(|risk| {
            let (raised, moved) = (&risk.raised, risk.allocated.last());
            let borne = |shares: &commonweal_record::fact::PerBody<commonweal_quantity::Share>| {
                let shares = shares.0.iter();
                let shares = shares
                    .map(|(body, share)| format!("{body} {}/{}", share.numerator(), share.denominator()));
                Cell::of(shares.collect::<Vec<_>>().join("; "))
            };
            [
                cell(&raised.fact.risk),
                cell(&raised.fact.title),
                cell(&raised.fact.likelihood),
                cell(&raised.fact.impact),
                cell(&raised.body),
                moved.map_or(Cell::Nothing, |told| borne(&told.fact.before)),
                moved.map_or(Cell::Nothing, |told| borne(&told.fact.after)),
                cell(&raised.seq),
            ]
        });
        rows.collect()
    })
}

/// Every promise.
pub(crate) fn promises(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["promise", "body", "what", "due", "state", "reason", "entry"];
    table(visit, "promises", heading, |partnership| {
        let rows = partnership.programme.promises.values().map(|promise| {
            let state = match (&promise.kept, &promise.broken) {
                (Some(_), _) => "kept",
                (_, Some(_)) => "broken",
                _ => "open",
            };
            let made = &promise.made;
            [
                cell(&made.fact.promise),
                cell(&made.body),
                cell(&made.fact.what),
                cell(&made.fact.due),
                Cell::of(state),
                maybe(promise.broken.as_ref().map(|told| &told.fact.reason)),
                cell(&made.seq),
            ]
        });
        rows.collect()
    })
}

/// Every contribution.
pub(crate) fn contributions(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["body", "pence", "minutes", "energy", "made", "entry"];
    table(visit, "contributions", heading, |partnership| {
        let rows = partnership.ledgers.contributions.iter().map(|told| {
            let (pence, minutes, energy) = match &told.fact.contribution {
                Contribution::Money { pence } => (cell(pence), Cell::Nothing, Cell::Nothing),
                Contribution::Time { minutes } => (Cell::Nothing, cell(minutes), Cell::Nothing),
                Contribution::Energy { form } => (Cell::Nothing, Cell::Nothing, cell(form)),
            };
            [cell(&told.body), pence, minutes, energy, Cell::of(told.at.to_string()), cell(&told.seq)]
        });
        rows.collect()
    })
}

/// Every benefit claimed, in pence by sort and beneficiary.
pub(crate) fn benefits(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["claim", "title", "sort", "claimed_by", "beneficiary", "pence", "evaluation", "entry"];
    table(visit, "benefits", heading, |partnership| {
        let rows = partnership.ledgers.claims.values().map(|told| {
            let claim = &told.fact;
            [
                cell(&claim.claim),
                cell(&claim.title),
                cell(&claim.sort),
                cell(&told.body),
                cell(&claim.beneficiary),
                cell(&claim.pence),
                cell(&claim.evaluation),
                cell(&told.seq),
            ]
        });
        rows.collect()
    })
}

/// Every shared event, a row for each body and what fell to it.
pub(crate) fn events(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["event", "what", "body", "pence", "entry"];
    table(visit, "events", heading, |partnership| {
        let mut rows = Vec::new();
        for (id, division) in &partnership.ledgers.events {
            let mut add =
                |what: &str, by: &commonweal_record::fact::PerBody<commonweal_quantity::Pence>, seq: u64| {
                    let row = |(body, pence)| [cell(id), Cell::of(what), cell(body), cell(pence), cell(&seq)];
                    rows.extend(by.0.iter().map(row));
                };
            if let Some(told) = &division.shock {
                add("struck", &told.fact.struck, told.seq);
            }
            if let Some(told) = &division.loss {
                add("loss", &told.fact.allocation, told.seq);
            }
            if let Some(told) = &division.gain {
                add("gain", &told.fact.allocation, told.seq);
            }
        }
        rows
    })
}

/// Every evaluation, each estimate with its interval.
pub(crate) fn evaluations(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = [
        "evaluation",
        "estimate",
        "lower",
        "upper",
        "level_percent",
        "unit",
        "protocol",
        "locked",
        "attached_by",
        "entry",
    ];
    table(visit, "evaluations", heading, |partnership| {
        let rows = partnership.evidence.evaluations.values().map(|evaluation| {
            let (told, found) = (&evaluation.attached, &evaluation.attached.fact);
            let locked = match evaluation.order {
                LockOrder::LockedFirst { .. } => "before the outcomes",
                LockOrder::LockedLate { .. } => "after the outcomes",
                LockOrder::NotLocked => "not locked",
            };
            [
                cell(&found.evaluation),
                cell(&found.estimate),
                cell(&found.lower),
                cell(&found.upper),
                cell(&found.level_percent),
                cell(&found.unit),
                cell(&found.protocol),
                Cell::of(locked),
                cell(&told.body),
                cell(&told.seq),
            ]
        });
        rows.collect()
    })
}

/// Every fact.
pub(crate) fn facts(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let told = visit.look(|log: &OpenLog| {
        let size = usize::try_from(log.view().log.size()).unwrap_or(usize::MAX);
        Ok::<Vec<Told>, RecordError>(log.told(0, size)?)
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
    file(visit, "facts", heading, rows.collect())
}
