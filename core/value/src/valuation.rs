//! The result: what it is worth, to whom, how sure, and what would change it.

mod central;
mod drawn;

pub use central::{Central, LineValue, PocketValue, Stage, YearValue, pence};
pub use drawn::{CurvePoint, Drawn, Information, Payback};

use commonweal_quantity::PriceYear;
use serde::Serialize;

use crate::chain::LinkClaimed;
use crate::discount::Timing;
use crate::equity::{self, Distribution};
use crate::model::{Model, Side};
use crate::plan::{Built, UsedFigure};
use crate::tornado::{Swing, tornado};

/// The result under another schedule of discount rates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherRates {
    /// The schedule: "reduced rates of The Green Book (2026)".
    pub name: String,
    /// The net present social value under it, in pounds.
    pub npsv: f64,
    /// Benefits over costs under it, where there are costs.
    pub bcr: Option<f64>,
}

/// A whole valuation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Valuation {
    /// Title of the report.
    pub title: String,
    /// The year in whose prices all money is.
    pub base_year: PriceYear,
    /// Years looked at.
    pub horizon_years: usize,
    /// The edition of the discount rates, its key and its title.
    pub vintage: (String, String),
    /// When in its year money falls due.
    pub timing: Timing,
    /// Every figure as expected: a table in whole pence that adds up.
    pub central: Central,
    /// What the draws say.
    pub drawn: Drawn,
    /// One bar an uncertain figure, widest first.
    pub tornado: Vec<Swing>,
    /// The result under other rates.
    pub other_rates: Vec<OtherRates>,
    /// Who claims which link.
    pub chain: Vec<LinkClaimed>,
    /// Who gains, where the plan has groups.
    pub distribution: Option<Distribution>,
    /// The figures used, with their sources.
    pub figures: Vec<UsedFigure>,
    /// What must be said beside the result.
    pub warnings: Vec<String>,
    /// What the plan says must be told.
    pub caveats: Vec<String>,
}

/// Carries a checked plan out.
pub fn value(built: &Built) -> Valuation {
    let central = Central::of(&built.model);
    let distribution = built.equity.as_ref().map(|equity| {
        let benefits = central.benefits_pence as f64 / 100.0;
        equity::distribution(&equity.groups, equity.effect, equity.better, benefits, equity.baseline)
    });
    let mut warnings = built.warnings.clone();
    warnings.extend(distribution.iter().filter_map(|distribution| distribution.warning.clone()));
    Valuation {
        title: built.title.clone(),
        base_year: built.base_year,
        horizon_years: built.model.horizon_years,
        vintage: (built.vintage_key.clone(), built.vintage.title.clone()),
        timing: built.timing,
        drawn: Drawn::of(&built.model, built.seed, built.draws, built.level),
        tornado: tornado(&built.model, built.level),
        other_rates: other_rates(built),
        central,
        chain: built.chain.clone(),
        distribution,
        figures: built.figures.clone(),
        warnings,
        caveats: built.caveats.clone(),
    }
}

/// The result with all lines under each other schedule of the vintage, and without discounting.
fn other_rates(built: &Built) -> Vec<OtherRates> {
    let years = built.model.horizon_years;
    let used = |name: &String| built.schedules.iter().all(|schedule| schedule == name);
    let others = built.vintage.schedules.iter().filter(|(name, _)| !used(name));
    let mut all: Vec<OtherRates> = others
        .map(|(name, rates)| {
            under(&built.model, &format!("{name} rates throughout"), &rates.factors(years, built.timing))
        })
        .collect();
    all.push(under(&built.model, "not discounted", &vec![1.0; years]));
    all
}

fn under(model: &Model, name: &str, factors: &[f64]) -> OtherRates {
    let values = model.expected();
    let (mut benefits, mut costs) = (0.0, 0.0);
    for line in &model.lines {
        let mut line = line.clone();
        line.discount = factors.to_vec();
        let value: f64 = line.flows(&values).iter().sum();
        match line.side {
            Side::Cost => costs += value,
            Side::Benefit { .. } => benefits += value,
        }
    }
    OtherRates { name: name.to_owned(), npsv: benefits - costs, bcr: ratio(benefits, costs) }
}

/// Benefits over costs, where there are costs.
pub(crate) fn ratio(benefits: f64, costs: f64) -> Option<f64> {
    (costs > 0.0).then(|| benefits / costs)
}
