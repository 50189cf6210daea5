//! What each uncertain figure alone does to the result.

use serde::Serialize;

use crate::model::Model;

/// The net present social value with one figure at either end of its interval, all others as expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Swing {
    /// The figure.
    pub quantity: String,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The result at its lower end.
    pub npsv_at_low: f64,
    /// The result at its upper end.
    pub npsv_at_high: f64,
}

impl Swing {
    /// How far apart the two results are.
    pub fn width(&self) -> f64 {
        (self.npsv_at_high - self.npsv_at_low).abs()
    }
}

/// One bar an uncertain figure, the widest first; `level` is the coverage of the ends.
pub fn tornado(model: &Model, level: f64) -> Vec<Swing> {
    let tail = (1.0 - level) / 2.0;
    let expected = model.expected();
    let uncertain = model.quantities.iter().enumerate().filter(|(_, q)| !q.distribution.is_fixed());
    let mut swings: Vec<Swing> = uncertain
        .map(|(index, quantity)| {
            let at = |value: f64| {
                let mut values = expected.clone();
                values[index] = value;
                model.npsv(&values)
            };
            let (low, high) =
                (quantity.distribution.quantile(tail), quantity.distribution.quantile(1.0 - tail));
            Swing { quantity: quantity.name.clone(), low, high, npsv_at_low: at(low), npsv_at_high: at(high) }
        })
        .collect();
    swings.sort_by(|a, b| b.width().total_cmp(&a.width()));
    swings
}
