//! Risks, promises, and what was found to have changed.

use commonweal_quantity::Share;
use commonweal_record::fact::PerBody;
use commonweal_record::fact::kinds::action::ActionFound;
use commonweal_record::partnership::{LockOrder, Told};

use super::{maybe, table};
use crate::answer::Answer;
use crate::csv::writer::{Cell, cell};
use crate::problem::Problem;
use crate::visit::Visit;

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
            let borne = |shares: &PerBody<Share>| {
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

/// Every finding of an action, and every action without one.
pub(crate) fn actions(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = [
        "action",
        "title",
        "place",
        "opens_on",
        "closes_on",
        "agencies",
        "aim",
        "finding",
        "closed",
        "entry",
    ];
    table(visit, "actions", heading, |partnership| {
        let rows = partnership.actions.values().flat_map(|action| {
            let opened = &action.opened.fact;
            let row = move |found: Option<&Told<ActionFound>>| {
                [
                    cell(&opened.action),
                    cell(&opened.title),
                    cell(&opened.place),
                    cell(&opened.opens_on),
                    cell(&opened.closes_on),
                    Cell::of((opened.agencies.len() + action.joined.len()).to_string()),
                    maybe(found.and_then(|told| told.fact.aim.as_ref())),
                    maybe(found.map(|told| &told.fact.finding)),
                    Cell::of(if action.closed.is_some() { "yes" } else { "no" }),
                    cell(&found.map_or(action.opened.seq, |told| told.seq)),
                ]
            };
            let none = action.found.is_empty().then(|| row(None));
            none.into_iter().chain(action.found.iter().map(move |told| row(Some(told))))
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
            [
                cell(&found.evaluation),
                cell(&found.estimate),
                cell(&found.lower),
                cell(&found.upper),
                cell(&found.level_percent),
                cell(&found.unit),
                cell(&found.protocol),
                Cell::of(in_words(evaluation.order)),
                cell(&told.body),
                cell(&told.seq),
            ]
        });
        rows.collect()
    })
}

/// Every protocol that was locked, or whose outcomes were loaded.
pub(crate) fn protocols(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["protocol", "outcome", "locked_at", "locked", "outcomes_loaded", "entry"];
    table(visit, "protocols", heading, |partnership| {
        let rows = partnership.evidence.protocols.iter().map(|(hash, protocol)| {
            let told = protocol.locked.as_ref();
            let loaded: Vec<String> = protocol.loaded.iter().map(|told| told.at.to_string()).collect();
            [
                cell(hash),
                maybe(told.map(|told| &told.fact.outcome)),
                told.map_or(Cell::Nothing, |told| Cell::of(told.at.to_string())),
                Cell::of(in_words(protocol.order())),
                Cell::of(loaded.join("; ")),
                maybe(told.map(|told| &told.seq)),
            ]
        });
        rows.collect()
    })
}

/// Every report of what must not happen.
pub(crate) fn invariants(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["invariant", "body", "state", "reported", "entry"];
    table(visit, "invariants", heading, |partnership| {
        let rows = partnership.evidence.invariants.iter().map(|told| {
            let (fact, at) = (&told.fact, Cell::of(told.at.to_string()));
            [cell(&fact.invariant), cell(&told.body), cell(&fact.status), at, cell(&told.seq)]
        });
        rows.collect()
    })
}

fn in_words(order: LockOrder) -> &'static str {
    match order {
        LockOrder::LockedFirst { .. } => "before the outcomes",
        LockOrder::LockedLate { .. } => "after the outcomes",
        LockOrder::NotLocked => "not locked",
    }
}
