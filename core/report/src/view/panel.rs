//! What the estimators read, and what they did not.

use commonweal_evaluate::evaluation::{Dropped, PanelSummary};
use commonweal_quantity::{Frequency, Period};
use serde::Serialize;

/// Units left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct DroppedGroup {
    pub(crate) reason: String,
    pub(crate) count: usize,
    pub(crate) units: Vec<String>,
}

/// The panel as every output shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PanelView {
    /// Treated units, then donors: every unit that the estimators read.
    pub(crate) units: Vec<String>,
    pub(crate) periods: Vec<Period>,
    pub(crate) frequency: Frequency,
    pub(crate) treated: Vec<String>,
    pub(crate) donors: Vec<String>,
    pub(crate) from: Period,
    pub(crate) pre_periods: usize,
    pub(crate) post_periods: usize,
    pub(crate) dropped: Vec<Dropped>,
    pub(crate) dropped_by_reason: Vec<DroppedGroup>,
    pub(crate) sha256: String,
}

impl PanelView {
    pub(crate) fn of(panel: &PanelSummary) -> Self {
        Self {
            units: panel.treated.iter().chain(&panel.donors).cloned().collect(),
            periods: panel.periods.clone(),
            frequency: panel.frequency,
            treated: panel.treated.clone(),
            donors: panel.donors.clone(),
            from: panel.from,
            pre_periods: panel.pre_periods,
            post_periods: panel.post_periods,
            dropped: panel.dropped.clone(),
            dropped_by_reason: by_reason(&panel.dropped),
            sha256: panel.sha256.clone(),
        }
    }
}

/// Groups with most units first; equal ones in the order in which their reasons first appear.
fn by_reason(dropped: &[Dropped]) -> Vec<DroppedGroup> {
    let mut groups: Vec<DroppedGroup> = Vec::new();
    for Dropped { unit, reason, .. } in dropped {
        if let Some(group) = groups.iter_mut().find(|group| group.reason == *reason) {
            group.count += 1;
            group.units.push(unit.clone());
        } else {
            groups.push(DroppedGroup { reason: reason.clone(), count: 1, units: vec![unit.clone()] });
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_left_out_for_one_reason_stand_together_with_most_first() {
        let dropped = |unit: &str, reason: &str| Dropped {
            unit: unit.to_owned(),
            reason: reason.to_owned(),
            detail: None,
        };
        let groups = by_reason(&[dropped("A", "merged"), dropped("B", "gap"), dropped("C", "gap")]);
        let shape: Vec<_> = groups.iter().map(|g| (g.reason.as_str(), g.count, g.units.join("+"))).collect();
        assert_eq!(shape, [("gap", 2, "B+C".to_owned()), ("merged", 1, "A".to_owned())]);
    }
}
