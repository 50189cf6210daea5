//! Tables of facts as they were told: who said so, what, when, and the entry.

use commonweal_record::canonical::Value;
use commonweal_record::fact::Written;
use commonweal_record::partnership::{Decision, Partnership, Told};

use super::file_of;
use crate::answer::Answer;
use crate::csv::writer::{Cell, cell};
use crate::problem::Problem;
use crate::visit::Visit;

/// The rows of some facts, with a cell for each of `fields`.
fn rows<'t, T: Written + 't>(
    facts: impl IntoIterator<Item = &'t Told<T>>,
    fields: &[&str],
) -> Vec<Vec<Cell>> {
    let row = |told: &Told<T>| {
        let fact = told.fact.write();
        let field = |name: &&str| fact.get(name).map_or(Cell::Nothing, |value: &Value| cell(value));
        let said_by = std::iter::once(cell(&told.body));
        said_by
            .chain(fields.iter().map(field))
            .chain([Cell::of(told.at.to_string()), cell(&told.seq)])
            .collect()
    };
    facts.into_iter().map(row).collect()
}

/// A table of facts with these fields.
fn table(
    visit: &Visit<'_>,
    name: &str,
    fields: &[&str],
    found: impl FnOnce(&Partnership) -> Vec<Vec<Cell>>,
) -> Result<Answer, Problem> {
    let rows = visit.look(|log| found(&log.view().partnership))?;
    let heading = std::iter::once(&"said_by").chain(fields).chain(&["at", "entry"]).copied();
    file_of(visit, name, heading, rows)
}

fn of_decisions<'p, T: 'p>(
    partnership: &'p Partnership,
    told: impl Fn(&'p Decision) -> &'p Vec<Told<T>>,
) -> impl Iterator<Item = &'p Told<T>> {
    partnership.decisions.values().flat_map(told)
}

/// Every interest declared: those in a decision, then those that stand for all.
pub(crate) fn interests(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["decision", "interest", "pence"];
    table(visit, "interests", fields, |partnership| {
        let of_one = of_decisions(partnership, |decision| &decision.interests);
        rows(of_one.chain(&partnership.programme.interests), fields)
    })
}

/// Every test of a decision against a body's own duties.
pub(crate) fn duties(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["decision", "legal_duty", "finding", "wider_effect"];
    table(visit, "duties", fields, |partnership| {
        rows(of_decisions(partnership, |decision| &decision.duties), fields)
    })
}

/// Who would gain by each decision, by deprivation.
pub(crate) fn equity(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["decision", "deprivation_quintile", "effect"];
    table(visit, "equity", fields, |partnership| {
        rows(of_decisions(partnership, |decision| &decision.equity), fields)
    })
}

/// Every setting of a term; of several of a clause in a version the last counts.
pub(crate) fn terms(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["agreement", "version", "clause", "term"];
    table(visit, "terms", fields, |partnership| {
        let versions = partnership.agreements.values().flat_map(|agreement| agreement.versions.values());
        rows(versions.flat_map(|version| &version.set), fields)
    })
}

/// Every signature under an agreement, those too that are over something else and bind nobody: their hashes differ from the version's.
pub(crate) fn signatures(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["agreement", "version", "document", "terms"];
    table(visit, "signatures", fields, |partnership| {
        let versions = partnership.agreements.values().flat_map(|agreement| agreement.versions.values());
        rows(versions.flat_map(|version| version.signed.values().chain(&version.signed_otherwise)), fields)
    })
}

/// Who waits to join, longest first.
pub(crate) fn queue(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["body"];
    table(visit, "queue", fields, |partnership| rows(&partnership.members.queue, fields))
}

/// Every barrier.
pub(crate) fn barriers(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["source", "what"];
    table(visit, "barriers", fields, |partnership| rows(&partnership.programme.barriers, fields))
}

/// Every incentive.
pub(crate) fn incentives(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["source", "what"];
    table(visit, "incentives", fields, |partnership| rows(&partnership.programme.incentives, fields))
}

/// Every rivalry.
pub(crate) fn rivalry(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["between", "over"];
    table(visit, "rivalry", fields, |partnership| rows(&partnership.programme.rivalry, fields))
}

/// Every rating by a regulator.
pub(crate) fn ratings(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["body", "rating", "by", "on"];
    table(visit, "ratings", fields, |partnership| rows(&partnership.programme.ratings, fields))
}

/// Every lesson.
pub(crate) fn lessons(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let fields = &["title", "document"];
    table(visit, "lessons", fields, |partnership| rows(&partnership.evidence.lessons, fields))
}
