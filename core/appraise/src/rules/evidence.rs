//! How it will be known what the work changed.

use commonweal_record::partnership::{LockOrder, Review};

use crate::rule::{Case, Group, Missing, Rule, Standing, Weight, ascending};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "protocol_first",
        group: Group::Evidence,
        title: "How it is evaluated was fixed before the outcomes were seen",
        reason: "Whoever has seen the outcomes can always find a method that flatters them.",
        weight: Weight::Asks,
        judge: protocol_first,
    },
    Rule {
        name: "review_dated",
        group: Group::Evidence,
        title: "An independent review is promised for a day, and no promised one is overdue",
        reason: "A review with a date on the record is published whatever it finds.",
        weight: Weight::Asks,
        judge: review_dated,
    },
    Rule {
        name: "lessons_passed_on",
        group: Group::Evidence,
        title: "Something learnt is passed on",
        reason: "What one place learnt at its own cost, its neighbour need not pay for again.",
        weight: Weight::Asks,
        judge: lessons_passed_on,
    },
];

fn protocol_first(case: &Case<'_>) -> Standing {
    let evidence = &case.partnership.evidence;
    let late: Vec<_> = evidence
        .evaluations
        .values()
        .filter(|evaluation| !matches!(evaluation.order, LockOrder::LockedFirst { .. }))
        .collect();
    if !late.is_empty() {
        let missing = late.iter().map(|evaluation| {
            let id = &evaluation.attached.fact.evaluation;
            Missing::new("rule_overridden", format!("the protocol of evaluation {id} was not locked before its outcomes could be seen, which cannot be mended; say why it was so"))
                .with("rule", "protocol_first")
        });
        let because = ascending(late.iter().map(|evaluation| evaluation.attached.seq));
        return Standing::Open { missing: missing.collect(), because };
    }
    let locked: Vec<u64> = evidence
        .protocols
        .values()
        .filter_map(|protocol| match protocol.order() {
            LockOrder::LockedFirst { lock_seq } => Some(lock_seq),
            LockOrder::LockedLate { .. } | LockOrder::NotLocked => None,
        })
        .collect();
    if locked.is_empty() {
        return Standing::open(Missing::new("protocol_locked", "no protocol is locked"));
    }
    Standing::met(locked)
}

/// Whether a review was to be published before `today` and was not.
fn is_overdue(review: &Review, case: &Case<'_>) -> bool {
    review.published.is_none() && case.today.is_some_and(|today| today > review.promised.fact.publish_by)
}

fn review_dated(case: &Case<'_>) -> Standing {
    let reviews = &case.partnership.evidence.reviews;
    if reviews.is_empty() {
        return Standing::open(Missing::new("review_promised", "no review is promised"));
    }
    let overdue: Vec<&Review> = reviews.values().filter(|review| is_overdue(review, case)).collect();
    if overdue.is_empty() {
        return Standing::met(reviews.values().map(|review| review.promised.seq));
    }
    let missing = overdue.iter().map(|review| {
        let promised = &review.promised.fact;
        let what = format!("'{}' was to be published by {}", promised.title, promised.publish_by.in_words());
        Missing::new("review_published", what)
    });
    Standing::Open {
        missing: missing.collect(),
        because: ascending(overdue.iter().map(|review| review.promised.seq)),
    }
}

fn lessons_passed_on(case: &Case<'_>) -> Standing {
    let lessons = &case.partnership.evidence.lessons;
    if lessons.is_empty() {
        return Standing::open(Missing::new("lesson_recorded", "no lesson is recorded"));
    }
    Standing::met(lessons.iter().map(|told| told.seq))
}
