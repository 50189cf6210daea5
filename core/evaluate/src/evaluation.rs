//! One protocol applied to one panel by one or several methods: all that a report needs.

use commonweal_quantity::{Frequency, Period};
use serde::Serialize;

use crate::control_chart::ControlChart;
use crate::estimate::Estimate;
use crate::scale::Scale;

/// A unit left out of the donor pool, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dropped {
    /// The unit.
    pub unit: String,
    /// Why, in words.
    pub reason: String,
}

/// What the estimators read, described.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelSummary {
    /// Treated units.
    pub treated: Vec<String>,
    /// Donors that stayed in the pool.
    pub donors: Vec<String>,
    /// Periods, first to last.
    pub periods: Vec<Period>,
    /// Frequency of the periods.
    pub frequency: Frequency,
    /// First treated period.
    pub from: Period,
    /// Number of periods before it.
    pub pre_periods: usize,
    /// Number of periods from it on.
    pub post_periods: usize,
    /// Units left out, each with its reason.
    pub dropped: Vec<Dropped>,
    /// SHA-256 of the panel as read ([`crate::panel::Panel::sha256`]).
    pub sha256: String,
}

/// One protocol applied to one panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// What was measured, in the user's words ("A&E attendances").
    pub outcome: String,
    /// Scale of the estimates.
    pub scale: Scale,
    /// What the estimators read.
    pub panel: PanelSummary,
    /// One a method, in the order of [`crate::estimate::Method::ALL`]; control charts are apart.
    pub estimates: Vec<Estimate>,
    /// The control chart of the mean of the treated units, where asked for.
    pub control_chart: Option<ControlChart>,
    /// Caveats of the data and of the protocol; they travel with the figures.
    pub caveats: Vec<String>,
}

impl Evaluation {
    /// The estimate that the verdict rests on: the first of [`crate::estimate::Method::ALL`] that was run.
    pub fn primary(&self) -> Option<&Estimate> {
        self.estimates.first()
    }
}
