//! Tables that are computed or put together: the rules of readiness, reviews with their days, figures of surveys.

use commonweal_appraise::{Case, Standing, appraise};

use super::{maybe, table};
use crate::answer::Answer;
use crate::csv::writer::{Cell, cell};
use crate::problem::Problem;
use crate::visit::Visit;

/// Every rule of readiness, as it stands today.
pub(crate) fn readiness(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let today = visit.app.today();
    let heading = ["rule", "about", "title", "state", "entries", "missing_or_reason"];
    table(visit, "readiness", heading, |partnership| {
        let findings = appraise(&Case { partnership, today });
        let rows = findings.into_iter().map(|finding| {
            let (state, entries, words) = match finding.standing {
                Standing::Met { proof } => ("met", proof, String::new()),
                Standing::Open { missing, because } => {
                    let missing: Vec<String> = missing.into_iter().map(|missing| missing.what).collect();
                    ("open", because, missing.join("; "))
                }
                Standing::Overridden { reason, entry, .. } => ("set aside", vec![entry], reason),
                Standing::NotApplicable { why } => ("not asked", Vec::new(), why.to_owned()),
            };
            let entries: Vec<String> = entries.iter().map(u64::to_string).collect();
            let rule = finding.rule;
            [rule.name, rule.group.title(), rule.title, state, &entries.join("; "), &words].map(Cell::of)
        });
        rows.collect()
    })
}

/// Every review that was promised.
pub(crate) fn reviews(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["review", "title", "promised_by", "publish_by", "published", "document", "entry"];
    table(visit, "reviews", heading, |partnership| {
        let rows = partnership.evidence.reviews.iter().map(|(id, review)| {
            let (promised, published) = (&review.promised, review.published.as_ref());
            [
                cell(id),
                cell(&promised.fact.title),
                cell(&promised.body),
                cell(&promised.fact.publish_by),
                published.map_or(Cell::Nothing, |told| Cell::of(told.at.to_string())),
                maybe(published.map(|told| &told.fact.document)),
                cell(&promised.seq),
            ]
        });
        rows.collect()
    })
}

/// Every figure of a survey that was closed; the record holds none of a group that is too small.
pub(crate) fn surveys(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["survey", "question", "answered_by", "about", "answers", "mean", "entry"];
    table(visit, "surveys", heading, |partnership| {
        let closed = partnership
            .evidence
            .surveys
            .iter()
            .filter_map(|(id, survey)| Some((id, survey.closed.as_ref()?)));
        let rows = closed.flat_map(|(id, closed)| {
            closed.fact.aggregates.iter().map(move |figure| {
                [
                    cell(id),
                    cell(&figure.question),
                    cell(&figure.of),
                    cell(&figure.about),
                    cell(&figure.answers),
                    cell(&figure.mean),
                    cell(&closed.seq),
                ]
            })
        });
        rows.collect()
    })
}
