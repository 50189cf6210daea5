//! One protocol applied to one panel by one or several methods: all that a report needs.

use commonweal_quantity::{Frequency, Period};
use serde::Serialize;

use crate::control_chart::{ControlChart, ControlChartError, ControlChartOptions, control_chart};
use crate::design::{Design, DesignError, TreatedSeries, UnbalancedDesign};
use crate::difference_in_differences::{difference_in_differences, with_incomplete_units};
use crate::estimate::{Estimate, Method};
use crate::inference::EstimateError;
use crate::panel::Panel;
use crate::protocol::{FixAfter, Plan};
use crate::scale::Scale;
use crate::synthetic_control::synthetic_control;
use crate::synthetic_did::synthetic_did;
use crate::two_way_fixed_effects::TwoWayError;

/// A unit left out of the donor pool, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dropped {
    /// The unit.
    pub unit: String,
    /// Why, in words that units left out for the same reason share.
    pub reason: String,
    /// What was seen in this unit, where the reason alone does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
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

/// Why a plan cannot be carried out on a panel.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvaluateError {
    /// The panel does not make the design.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The inference cannot begin.
    #[error(transparent)]
    Inference(#[from] EstimateError),
    /// The gaps leave two-way fixed effects without a comparison.
    #[error(transparent)]
    TwoWay(#[from] TwoWayError),
    /// The control chart cannot be drawn.
    #[error(transparent)]
    ControlChart(#[from] ControlChartError),
}

/// How far an evaluation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The method at work.
    pub method: Method,
    /// Replications done.
    pub done: usize,
    /// Replications in all.
    pub total: usize,
}

/// Carries a plan out on a panel: every method asked for, in the order of [`Method::ALL`].
///
/// # Errors
/// [`EvaluateError`], naming the unit, period or option at fault.
pub fn evaluate(
    panel: &Panel,
    population: Option<&Panel>,
    plan: &Plan,
    on_step: &(dyn Fn(Step) + Sync),
) -> Result<Evaluation, EvaluateError> {
    let chart =
        plan.methods.contains(&Method::ControlChart).then(|| chart(panel, population, plan)).transpose()?;
    let comparative: Vec<Method> =
        plan.methods.iter().copied().filter(|&method| method != Method::ControlChart).collect();
    let mut caveats = plan.caveats.clone();
    if comparative.is_empty() {
        let series = TreatedSeries::new(panel, population, &plan.design)?;
        return Ok(Evaluation {
            outcome: plan.outcome.clone(),
            scale: plan.design.scale,
            panel: chart_summary(panel, series),
            estimates: Vec::new(),
            control_chart: chart,
            caveats,
        });
    }
    let unbalanced = (plan.keep_incomplete && comparative.contains(&Method::Did))
        .then(|| UnbalancedDesign::new(panel, population, &plan.design))
        .transpose()?;
    if let (Some(unbalanced), [Method::Did]) = (&unbalanced, comparative.as_slice()) {
        return Ok(Evaluation {
            outcome: plan.outcome.clone(),
            scale: plan.design.scale,
            panel: unbalanced_summary(panel, unbalanced),
            estimates: vec![with_incomplete_units(unbalanced, plan.inference.level)?],
            control_chart: chart,
            caveats,
        });
    }
    let design = Design::new(panel, population, &plan.design)?;
    caveats.extend(design.warnings.iter().cloned());
    caveats.extend(absent_periods(panel, &design));
    let mut estimates = Vec::new();
    for method in comparative {
        let step = |done, total| on_step(Step { method, done, total });
        estimates.push(match (method, &unbalanced) {
            (Method::SyntheticDid, _) => synthetic_did(&design, &plan.inference, &step)?,
            (Method::SyntheticControl, _) => synthetic_control(&design, &plan.inference, &step)?,
            (_, Some(unbalanced)) => with_incomplete_units(unbalanced, plan.inference.level)?,
            (_, None) => difference_in_differences(&design, &plan.inference, &step)?,
        });
    }
    Ok(Evaluation {
        outcome: plan.outcome.clone(),
        scale: plan.design.scale,
        panel: summary(panel, design),
        estimates,
        control_chart: chart,
        caveats,
    })
}

fn chart(panel: &Panel, population: Option<&Panel>, plan: &Plan) -> Result<ControlChart, EvaluateError> {
    let series = TreatedSeries::new(panel, population, &plan.design)?;
    let read = |period: &Period| {
        period.first_as(panel.frequency()).map_err(|source| DesignError::Period { option: "rebase", source })
    };
    let options = ControlChartOptions {
        fix_after: plan.fix_after.map(|fix_after| match fix_after {
            FixAfter::Start => series.pre_periods,
            FixAfter::Periods(periods) => periods,
        }),
        rebase: plan.chart.rebase.iter().map(read).collect::<Result<_, _>>()?,
        ..plan.chart.clone()
    };
    Ok(control_chart(&series.periods, &series.values, &options)?)
}

fn summary(panel: &Panel, design: Design) -> PanelSummary {
    PanelSummary {
        from: design.periods[design.pre_periods],
        post_periods: design.post_periods(),
        pre_periods: design.pre_periods,
        frequency: panel.frequency(),
        treated: design.treated,
        donors: design.donors,
        periods: design.periods,
        dropped: design.dropped,
        sha256: panel.sha256(),
    }
}

fn unbalanced_summary(panel: &Panel, design: &UnbalancedDesign) -> PanelSummary {
    PanelSummary {
        from: design.periods[design.pre_periods],
        post_periods: design.periods.len() - design.pre_periods,
        pre_periods: design.pre_periods,
        frequency: panel.frequency(),
        treated: design.treated.clone(),
        donors: design.donors.clone(),
        periods: design.periods.clone(),
        dropped: design.dropped.clone(),
        sha256: panel.sha256(),
    }
}

fn chart_summary(panel: &Panel, series: TreatedSeries) -> PanelSummary {
    PanelSummary {
        from: series.periods[series.pre_periods],
        post_periods: series.periods.len() - series.pre_periods,
        pre_periods: series.pre_periods,
        frequency: panel.frequency(),
        treated: series.treated,
        donors: Vec::new(),
        periods: series.periods,
        dropped: Vec::new(),
        sha256: panel.sha256(),
    }
}

/// Says which periods of the window nobody has a value for.
fn absent_periods(panel: &Panel, design: &Design) -> Option<String> {
    const MOST_NAMED: usize = 5;
    let (first, last) = (design.periods.first()?, design.periods.last()?);
    let absent = panel.absent_periods(*first, *last, MOST_NAMED);
    let shown: Vec<String> = absent.shown.iter().map(Period::to_string).collect();
    (absent.count > 0).then(|| {
        format!(
            "no unit has a value for {} {}(s) inside the window ({}{}); the periods on either side are treated as consecutive",
            absent.count,
            panel.frequency(),
            shown.join(", "),
            if shown.len() == MOST_NAMED { ", ..." } else { "" }
        )
    })
}
