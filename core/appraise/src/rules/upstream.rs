//! What working together upstream must not do.

use std::collections::BTreeMap;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::evidence::{Invariant, InvariantReported, Kept};
use commonweal_record::fact::kinds::members::Style;
use commonweal_record::partnership::Told;

use super::{called, each_partner};
use crate::rule::{Case, Group, Missing, Rule, Standing, ascending};

pub(super) const RULES: &[Rule] = &[
    Group::Upstream.asks(
        "no_merger",
        "No partner has merged because of it",
        "Working upstream joins what bodies do, and leaves them what they are.",
        |case| holds(case, Invariant::NoMerger),
    ),
    Group::Upstream.asks(
        "no_transfer_of_staff",
        "No staff were transferred because of it",
        "People who fear for their employer do not share what they know.",
        |case| holds(case, Invariant::NoTransferOfStaff),
    ),
    Group::Upstream.asks(
        "no_lost_jobs",
        "No job was lost because of it",
        "Nobody works to make their own post unnecessary.",
        |case| holds(case, Invariant::NoLostJobs),
    ),
    Group::Upstream.asks(
        "no_unwilling_moves",
        "Nobody was moved against their will because of it",
        "Who moves willingly brings what they know; who is moved brings a grievance.",
        |case| holds(case, Invariant::NoUnwillingMoves),
    ),
];

fn holds(case: &Case<'_>, invariant: Invariant) -> Standing {
    match case.partnership.members.proposed.last() {
        Some(told) if told.fact.style == Style::Upstream => {}
        _ => return Standing::NotApplicable { why: "The partnership is not proposed as an upstream one." },
    }
    let reports = case.partnership.evidence.invariants.iter().filter(|told| told.fact.invariant == invariant);
    let latest: BTreeMap<&BodyId, &Told<InvariantReported>> =
        reports.map(|told| (&told.body, told)).collect();
    let broken: Vec<u64> =
        latest.values().filter(|told| told.fact.status == Kept::Broken).map(|told| told.seq).collect();
    let standing = each_partner(case, |body| {
        let misses = |words: String| {
            Missing::from_body(body, "invariant_reported", words).with("invariant", invariant.word())
        };
        match latest.get(body) {
            None => Err(misses(format!("{} has not reported on it", called(case, body)))),
            Some(told) if told.fact.status == Kept::Broken => {
                Err(misses(format!("{} reports it as broken", called(case, body))))
            }
            Some(told) => Ok(vec![told.seq]),
        }
    });
    match standing {
        Standing::Open { missing, .. } => Standing::Open { missing, because: ascending(broken) },
        other => other,
    }
}
