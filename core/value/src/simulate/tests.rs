use super::*;
use crate::distribution::Distribution;
use crate::model::{Deduction, Quantity};

fn quantity(name: &str, distribution: Distribution) -> Quantity {
    Quantity { name: name.to_owned(), distribution }
}

/// Two lines on one effect, one with an uncertain drop-off, and a cost in the first year.
fn model() -> Model {
    let discount = vec![1.0, 0.95, 0.9, 0.85];
    let line = |name: &str, pocket, side, factors, drop_off, profile: [f64; 4]| Line {
        name: name.to_owned(),
        pocket,
        side,
        constant: 2.0,
        factors,
        drop_off,
        first_year: 1,
        profile: profile.to_vec(),
        discount: discount.clone(),
    };
    let benefit = |cash_share| Side::Benefit { sort: Sort::CapacityFreed, cash_share };
    Model {
        quantities: vec![
            quantity("effect", Distribution::Normal { mean: 10.0, sd: 3.0 }),
            quantity("unit cost", Distribution::Triangular { low: 1.0, mode: 2.0, high: 4.0 }),
            quantity("deadweight", Distribution::fixed(0.25)),
            quantity("drop-off", Distribution::Uniform { low: 0.0, high: 0.4 }),
            quantity("cost", Distribution::Normal { mean: 40.0, sd: 2.0 }),
        ],
        pockets: vec!["trust".to_owned(), "council".to_owned()],
        lines: vec![
            line("a", 0, benefit(0.25), vec![Factor::Times(0), Factor::Times(1)], None, [0.0, 1.0, 1.0, 0.0]),
            line(
                "b",
                1,
                benefit(0.0),
                vec![Factor::Times(0), Factor::Less(Deduction::Deadweight, 2)],
                Some(3),
                [0.0, 1.0, 1.0, 1.0],
            ),
            line("c", 1, Side::Cost, vec![Factor::Times(4)], None, [1.0, 0.0, 0.0, 0.0]),
        ],
        horizon_years: 4,
    }
}

/// The slow and obvious way: one draw after another, line after line, year after year.
fn one_draw(model: &Model, seed: u64, draw: u64) -> (f64, f64, f64) {
    let values: Vec<f64> = model
        .quantities
        .iter()
        .map(|quantity| {
            let mut run = [0.0; RUN];
            let run_of_draw = draw / RUN as u64 * RUN as u64;
            quantity.distribution.draw(Key::new(seed, &quantity.name), run_of_draw, &mut run);
            run[usize::try_from(draw - run_of_draw).unwrap()]
        })
        .collect();
    let (mut benefit, mut cost, mut by_year) = (0.0, 0.0, vec![0.0; model.horizon_years]);
    for line in &model.lines {
        for (year, flow) in line.flows(&values).into_iter().enumerate() {
            match line.side {
                Side::Cost => {
                    cost += flow;
                    by_year[year] -= flow;
                }
                Side::Benefit { .. } => {
                    benefit += flow;
                    by_year[year] += flow;
                }
            }
        }
    }
    let mut total = 0.0;
    let mut payback = 0.0;
    for (year, flow) in by_year.iter().enumerate() {
        total += flow;
        if total < 0.0 {
            payback = (year + 1) as f64;
        }
    }
    (benefit, cost, payback)
}

#[test]
fn blocks_give_what_one_draw_at_a_time_gives() {
    let model = model();
    let draws = simulate(&model, 7, 1_001);
    assert_eq!(draws.benefits.len(), 1_001);
    for draw in [0, 1, 2, 255, 256, 257, 1_000] {
        let (benefit, cost, payback) = one_draw(&model, 7, draw as u64);
        assert!((draws.benefits[draw] - benefit).abs() < 1e-9, "{draw}");
        assert!((draws.costs[draw] - cost).abs() < 1e-9, "{draw}");
        assert_eq!(draws.payback_years[draw], payback, "{draw}");
    }
}

#[test]
fn sorts_add_up_to_the_benefits_and_pockets_to_the_net_value_in_every_draw() {
    let draws = simulate(&model(), 7, 500);
    for draw in 0..500 {
        let sorts: f64 = draws.by_sort.iter().map(|column| column[draw]).sum();
        let pockets: f64 = draws.by_pocket.iter().map(|column| column[draw]).sum();
        assert!((sorts - draws.benefits[draw]).abs() < 1e-9);
        assert!((pockets - (draws.benefits[draw] - draws.costs[draw])).abs() < 1e-9);
        assert!(draws.by_sort[Sort::Social as usize][draw] == 0.0);
    }
}

#[test]
fn one_thread_and_three_give_the_same_bits() {
    let model = model();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| simulate(&model, 3, 5_000))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn a_figure_more_and_a_draw_more_move_no_other() {
    let model = model();
    let mut wider = model.clone();
    wider.quantities.push(quantity("another", Distribution::Normal { mean: 0.0, sd: 1.0 }));
    let (few, many) = (simulate(&model, 3, 300), simulate(&wider, 3, 700));
    assert_eq!(few.npsv(), many.npsv()[..300]);
}

#[test]
fn the_mean_of_the_draws_is_the_product_of_the_expected_values_where_the_model_is_linear() {
    let mut model = model();
    model.quantities[3].distribution = Distribution::fixed(0.2);
    let draws = simulate(&model, 1, 100_000);
    let npsv = draws.npsv();
    let n = npsv.len() as f64;
    let mean = npsv.iter().sum::<f64>() / n;
    let variance = npsv.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    // Five standard errors, with a fixed seed.
    assert!((mean - model.npsv(&model.expected())).abs() < 5.0 * (variance / n).sqrt());
}
