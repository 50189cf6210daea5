//! What the evidence says, in a sentence for each evaluation, with its interval.

use commonweal_record::fact::EvaluationId;
use commonweal_record::partnership::{Evaluation, LockOrder, Partnership};

use super::{heading, text};
use crate::accounts::includes_none;
use crate::document::Block;

/// Each evaluation's effect, whether it can be told from none, and whether its plan came first.
pub(super) fn blocks(partnership: &Partnership) -> Vec<Block> {
    let evaluations = &partnership.evidence.evaluations;
    let mut blocks = vec![heading("Evidence")];
    if evaluations.is_empty() {
        blocks.push(text("Nothing has been evaluated yet: what the work changed is not known."));
    }
    blocks.extend(evaluations.iter().map(|(id, evaluation)| text(sentence(id, evaluation))));
    blocks
}

fn sentence(id: &EvaluationId, evaluation: &Evaluation) -> String {
    let found = &evaluation.attached.fact;
    let told = if includes_none(found) {
        "The interval holds nought: the effect cannot be told from none."
    } else {
        "The interval leaves nought out."
    };
    let plan = match evaluation.order {
        LockOrder::LockedFirst { .. } => "Its plan was locked before the outcomes were known.",
        LockOrder::LockedLate { .. } => {
            "Its plan was locked only after the outcomes were known: read it with care."
        }
        LockOrder::NotLocked => "Its plan was not locked: read it with care.",
    };
    format!("Evaluation {id}: {}. {told} {plan}", effect(evaluation))
}

/// The effect with its interval.
pub(crate) fn effect(evaluation: &Evaluation) -> String {
    let found = &evaluation.attached.fact;
    let [estimate, lower, upper] =
        [&found.estimate, &found.lower, &found.upper].map(|number| number.to_string().replace('-', "−"));
    format!("{estimate} {} ({}% interval {lower} to {upper})", found.unit, found.level_percent.get())
}
