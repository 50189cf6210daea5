//! Which follows which, in words.

use std::fmt::Write as _;

use commonweal_find::upstream::{NamedStep, Nodes, ToldSteps};

use super::{SMALLEST, grouped};

/// Steps that the text lists.
const LISTED: usize = 10;

/// The commonest steps, without those of few persons, or why there are none.
pub(super) fn write(text: &mut String, steps: Option<&ToldSteps>) {
    let Some(steps) = steps else {
        text.push_str("\nWhich follows which is not told: there are more than 1,024 services or bodies.\n");
        return;
    };
    let told = steps.without_small(SMALLEST);
    let listed = &told.steps[..told.steps.len().min(LISTED)];
    if listed.is_empty() {
        return;
    }
    let of = match steps.of {
        Nodes::Services => "service",
        Nodes::Bodies => "body",
    };
    let step = |step: &NamedStep| format!("{} → {}", step.from, step.to);
    let width = listed.iter().map(|it| step(it).chars().count()).max().unwrap_or_default();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\nWhich {of} follows which directly, among all persons of the log:\n");
    let _ = writeln!(text, "  {:width$}  {:>9}  {:>9}", "Step", "Persons", "Times");
    for it in listed {
        let times = it.times.map_or_else(String::new, grouped);
        let _ = writeln!(text, "  {:width$}  {:>9}  {times:>9}", step(it), grouped(it.persons));
    }
    let more = told.steps.len() - listed.len();
    if more > 0 {
        let _ = writeln!(text, "  and {} more: --format json lists all", grouped(more as u64));
    }
    if told.suppressed > 0 {
        let _ = writeln!(
            text,
            "  {} that fewer than {SMALLEST} persons took are not told",
            grouped(told.suppressed)
        );
    }
}
