//! Switching values: by how much a line would have to change before two options come level (The Green Book, chapter 5: "what would have to change for an option to
//! no longer be preferred").

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Model, Side};

/// One line and its switching value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Switching {
    /// The line, by its name; lines of that name in both options are one.
    pub line: String,
    /// What the line adds to the lead at present value, in pounds: below nought where it takes from it.
    pub adds: f64,
    /// The change that ends the lead, as a share of the line: −0.2 where it would have to be a fifth smaller. None where no change of it can.
    pub change: Option<f64>,
}

/// The switching values of the lines of `leader` and `other`, the least change first. With the lead L = NPSV of the leader − NPSV of the other and a line that adds a
/// to it, the change is −L/a.
pub fn switching_values(leader: &Model, other: &Model) -> Vec<Switching> {
    let mut adds: BTreeMap<&str, f64> = BTreeMap::new();
    for (model, sign) in [(leader, 1.0), (other, -1.0)] {
        let values = model.expected();
        for line in &model.lines {
            let worth: f64 = line.flows(&values).iter().sum();
            let sign = if line.side == Side::Cost { -sign } else { sign };
            *adds.entry(line.name.as_str()).or_default() += sign * worth;
        }
    }
    let lead: f64 = adds.values().sum();
    let one = |(line, adds): (&str, f64)| {
        // Less than a penny, which is rounding, ends no lead.
        let change = (adds.abs() >= 0.01).then(|| -lead / adds);
        Switching { line: line.to_owned(), adds, change }
    };
    let mut all: Vec<Switching> = adds.into_iter().map(one).collect();
    let size = |switching: &Switching| switching.change.map_or(f64::INFINITY, f64::abs);
    all.sort_by(|a, b| size(a).total_cmp(&size(b)));
    all
}
