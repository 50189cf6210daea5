//! Our side of `bench/monte_carlo.py`: draws a cost-benefit model of many lines, repeatedly, and prints what each run took.
//!
//! Usage: `monte_carlo LINES DRAWS REPEATS`. Each line is an effect, normal, times a unit cost, triangular, over five years of
//! which each loses a share, triangular, from the one before; a fifth of the lines are costs. Timed is all from the model to mean, standard deviation, interval,
//! probability of gaining, benefits over costs and the value of perfect information. One JSON object a run goes to
//! standard output.

use std::error::Error;
use std::time::Instant;

use commonweal_value::distribution::Distribution;
use commonweal_value::information::expected_value_of_perfect_information;
use commonweal_value::model::{Factor, Line, Model, Quantity, Side, Sort};
use commonweal_value::simulate::simulate;
use commonweal_value::summary::{Summary, share_above_nought};
use cpu_time::ProcessTime;
use serde_json::json;

const YEARS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<usize> =
        std::env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let [lines, draws, repeats] = arguments.as_slice() else {
        return Err("usage: monte_carlo LINES DRAWS REPEATS".into());
    };
    let model = model(*lines);
    for repeat in 0..*repeats {
        let (wall, cpu) = (Instant::now(), ProcessTime::now());
        let drawn = simulate(&model, repeat as u64, *draws);
        let npsv = drawn.npsv();
        // To do it or not: net benefits of B − C and 0, or, with C added to both, of B and C.
        let evpi = expected_value_of_perfect_information(&[&drawn.benefits, &drawn.costs]);
        let probability = share_above_nought(&npsv);
        let total = |column: &[f64]| column.iter().sum::<f64>();
        let bcr = total(&drawn.benefits) / total(&drawn.costs);
        let npsv = Summary::of(npsv, 0.95);
        let (cpu, wall) = (cpu.elapsed(), wall.elapsed());
        let run = json!({
            "cpu_seconds": cpu.as_secs_f64(), "wall_seconds": wall.as_secs_f64(), "mean": npsv.mean, "sd": npsv.sd,
            "lower": npsv.lower, "upper": npsv.upper, "probability": probability, "bcr": bcr, "evpi": evpi,
        });
        println!("{run}");
    }
    Ok(())
}

/// The same model as the script's.
fn model(lines: usize) -> Model {
    let discount: Vec<f64> =
        (0..YEARS).map(|year| 1.035_f64.powi(-i32::try_from(year).unwrap_or(0))).collect();
    let mut model = Model {
        quantities: Vec::new(),
        pockets: vec!["hospital".to_owned(), "council".to_owned()],
        lines: Vec::new(),
        horizon_years: YEARS,
    };
    for index in 0..lines {
        let size = 1.0 + (index % 7) as f64;
        let mut quantity = |name: &str, distribution: Distribution| {
            model.quantities.push(Quantity { name: format!("{name} {index}"), distribution });
            model.quantities.len() - 1
        };
        let effect = quantity("effect", Distribution::Normal { mean: 100.0 * size, sd: 25.0 * size });
        let mode = 40.0 + 10.0 * size;
        let unit_cost =
            quantity("unit cost", Distribution::Triangular { low: 0.7 * mode, mode, high: 1.5 * mode });
        let drop_off = quantity("drop-off", Distribution::Triangular { low: 0.0, mode: 0.1, high: 0.3 });
        let factors = vec![Factor::Times(effect), Factor::Times(unit_cost)];
        let costs = index % 5 == 0;
        model.lines.push(Line {
            name: format!("line {index}"),
            pocket: index % 2,
            side: if costs {
                Side::Cost
            } else {
                Side::Benefit { sort: Sort::CapacityFreed, cash_share: 0.0 }
            },
            constant: if costs { 3.0 } else { 1.0 },
            factors,
            drop_off: Some(drop_off),
            first_year: 0,
            profile: vec![1.0; YEARS],
            discount: discount.clone(),
        });
    }
    model
}
