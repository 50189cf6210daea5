//! A valuation ready to be computed: figures with their distributions, and lines of money that are products of them.
//!
//! A line is worth, in year t of the horizon, constant × Π factors × profile(t) × (1 − drop-off)^(t − first). Figures are
//! shared: two lines that rest on one effect move together in every draw.

use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;

/// A figure that lines use.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quantity {
    /// What it is called; its random stream is keyed by this name.
    pub name: String,
    /// How sure it is.
    pub distribution: Distribution,
}

/// How a figure enters a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// As it is: the index of its quantity.
    Times(usize),
    /// One less it: a share that is taken off, and for what.
    Less(Deduction, usize),
}

/// Why a share of a benefit is taken off, in the order in which the waterfall shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deduction {
    /// What would have happened anyway.
    Deadweight,
    /// What is only moved from elsewhere.
    Displacement,
    /// What experience says is overstated.
    OptimismBias,
}

impl Deduction {
    /// Every deduction, in order.
    pub const ALL: [Self; 3] = [Self::Deadweight, Self::Displacement, Self::OptimismBias];

    /// The words of tables.
    pub fn title(self) -> &'static str {
        match self {
            Self::Deadweight => "Deadweight",
            Self::Displacement => "Displacement",
            Self::OptimismBias => "Optimism bias",
        }
    }
}

/// What sort of benefit, kept apart in every total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Money that a budget no longer spends.
    CashReleasing,
    /// Capacity that is free for others: worth having, and no cash.
    CapacityFreed,
    /// Worth to people and place, in nobody's budget.
    Social,
}

impl Sort {
    /// Every sort, in the order in which tables show them.
    pub const ALL: [Self; 3] = [Self::CashReleasing, Self::CapacityFreed, Self::Social];

    /// The words of tables.
    pub fn title(self) -> &'static str {
        match self {
            Self::CashReleasing => "Cash-releasing",
            Self::CapacityFreed => "Capacity freed",
            Self::Social => "Social value",
        }
    }
}

/// Whether a line is money spent or worth gained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Side {
    /// Spent.
    Cost,
    /// Gained; the first sort holds the share that is cash.
    Benefit {
        /// What sort.
        sort: Sort,
        /// The share of the line that is cash-releasing, 0 to 1; the rest is of `sort`.
        cash_share: f64,
    },
}

/// One line of costs or benefits.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// Whose budget: an index of [`Model::pockets`].
    pub pocket: usize,
    /// Cost or benefit.
    pub side: Side,
    /// What all factors are multiplied by: pounds for a unit of the product.
    pub constant: f64,
    /// The uncertain figures.
    pub factors: Vec<Factor>,
    /// Share lost from each year to the next: the index of its quantity.
    pub drop_off: Option<usize>,
    /// The year in which it begins, from 0.
    pub first_year: usize,
    /// The amounts of the horizon's years before drop-off, as multiples of the product; nought before `first_year`.
    pub profile: Vec<f64>,
    /// The discount factors of the horizon's years: lines of health effects may have their own.
    pub discount: Vec<f64>,
}

/// A valuation ready to be computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Figures.
    pub quantities: Vec<Quantity>,
    /// Budgets, by name.
    pub pockets: Vec<String>,
    /// Costs and benefits.
    pub lines: Vec<Line>,
    /// Years of the horizon, 0 to this less one.
    pub horizon_years: usize,
}

impl Line {
    /// The discounted profile: what each year adds to the present value for a product of one, drop-off taken at `drop_off`.
    pub fn present_values(&self, drop_off: f64) -> Vec<f64> {
        let mut kept = 1.0;
        let years = self.profile.iter().zip(&self.discount).enumerate();
        years
            .map(|(year, (amount, factor))| {
                if year > self.first_year {
                    kept *= 1.0 - drop_off;
                }
                amount * factor * kept
            })
            .collect()
    }

    /// constant × Π factors, each figure taken from `values`.
    pub fn product(&self, values: &[f64]) -> f64 {
        self.factors.iter().fold(self.constant, |product, factor| match *factor {
            Factor::Times(index) => product * values[index],
            Factor::Less(_, index) => product * (1.0 - values[index]),
        })
    }

    /// Present value by year, each figure taken from `values`.
    pub fn flows(&self, values: &[f64]) -> Vec<f64> {
        let product = self.product(values);
        let drop_off = self.drop_off.map_or(0.0, |index| values[index]);
        self.present_values(drop_off).into_iter().map(|value| product * value).collect()
    }
}

impl Model {
    /// Every figure at its expected value.
    pub fn expected(&self) -> Vec<f64> {
        self.quantities.iter().map(|quantity| quantity.distribution.mean()).collect()
    }

    /// Benefits less costs at present value, each figure taken from `values`.
    pub fn npsv(&self, values: &[f64]) -> f64 {
        let signed = self.lines.iter().map(|line| {
            let value: f64 = line.flows(values).iter().sum();
            match line.side {
                Side::Cost => -value,
                Side::Benefit { .. } => value,
            }
        });
        signed.sum()
    }
}
