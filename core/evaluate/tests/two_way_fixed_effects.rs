//! Two-way fixed effects: published data against another package, a dense least squares beside the fast one, invariances, and
//! every reason for refusing.

use commonweal_evaluate::two_way_fixed_effects::{
    Cells, ClusterRobustRefusal, FEW_CLUSTERS_WARNING, Singletons, TwoWayError, TwoWayFixedEffects,
    two_by_two, two_way_fixed_effects,
};
use proptest::prelude::*;

#[path = "two_way_fixed_effects/dense.rs"]
mod dense;
#[path = "two_way_fixed_effects/published.rs"]
mod published;

const GAP: f64 = f64::NAN;

/// An owned panel that lends itself as [`Cells`].
#[derive(Debug, Clone)]
struct Panel {
    outcomes: Vec<f64>,
    periods: usize,
    treated: Vec<bool>,
    start: usize,
}

impl Panel {
    fn new(rows: &[&[f64]], treated: &[usize], start: usize) -> Self {
        Self {
            outcomes: rows.concat(),
            periods: rows[0].len(),
            treated: (0..rows.len()).map(|unit| treated.contains(&unit)).collect(),
            start,
        }
    }

    fn cells(&self) -> Cells<'_> {
        let Self { outcomes, periods, treated, start } = self;
        Cells { outcomes, periods: *periods, treated, start: *start }
    }

    fn fit(&self) -> Result<TwoWayFixedEffects, TwoWayError> {
        two_way_fixed_effects(&self.cells())
    }

    fn map(&self, change: impl Fn(usize, usize, f64) -> f64) -> Self {
        let outcomes = self.outcomes.iter().enumerate();
        let outcomes =
            outcomes.map(|(index, &y)| change(index / self.periods, index % self.periods, y)).collect();
        Self { outcomes, ..self.clone() }
    }
}

fn close(left: f64, right: f64, tolerance: f64) -> bool {
    (left - right).abs() <= tolerance * left.abs().max(right.abs()).max(1.0)
}

prop_compose! {
    /// Three to nine units over two to seven periods, with so many in a hundred cells missing.
    fn panel(missing_percent: u32)(units in 3usize..10, periods in 2usize..8)(
        draws in prop::collection::vec((0u32..100, -5.0..5.0), units * periods),
        treated in prop::collection::vec(any::<bool>(), units),
        start in 0..=periods,
        periods in Just(periods),
    ) -> Panel {
        let outcome = |(draw, outcome)| if draw < missing_percent { GAP } else { outcome };
        Panel { outcomes: draws.into_iter().map(outcome).collect(), periods, treated, start }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn with_gaps_it_equals_dense_least_squares_on_dummies(panel in panel(35)) {
        let dense = dense::least_squares(&panel.cells());
        match panel.fit() {
            Ok(fit) => {
                let dense = dense.unwrap();
                prop_assert_eq!(fit.cells, dense.cells);
                prop_assert!(close(fit.att, dense.att, 1e-9), "{} {}", fit.att, dense.att);
                if let Ok(robust) = fit.inference {
                    prop_assert!(close(robust.standard_error, dense.standard_error, 1e-8));
                    prop_assert_eq!(robust.clusters, dense.clusters);
                }
            }
            // Whatever it refuses, the dummies do not determine either.
            Err(refusal) => prop_assert!(dense.is_none(), "{} {:?}", refusal, dense),
        }
    }

    #[test]
    fn without_gaps_it_equals_the_two_by_two_table(panel in panel(0)) {
        let table = two_by_two(&panel.cells());
        match panel.fit() {
            Ok(fit) => {
                let table = table.unwrap();
                prop_assert!(close(fit.att, table.att(), 1e-10));
                prop_assert!(dense::least_squares(&panel.cells()).is_some_and(|dense| close(fit.att, dense.att, 1e-9)));
            }
            Err(refusal) => prop_assert_eq!(table.err(), Some(refusal)),
        }
    }

    #[test]
    fn one_treated_unit_is_never_given_an_error(panel in panel(30), treated in 0usize..3) {
        let treated = (0..panel.treated.len()).map(|unit| unit == treated).collect();
        if let Ok(fit) = (Panel { treated, ..panel }).fit() {
            prop_assert_eq!(fit.inference, Err(ClusterRobustRefusal::OneTreatedCluster));
        }
    }

    #[test]
    fn levels_of_units_and_periods_do_not_matter_and_units_of_measure_carry_through(panel in panel(20), factor in 0.1f64..90.0) {
        let moved = panel.map(|unit, period, y| factor * (y + 7.0 * unit as f64 - (period * period) as f64));
        if let (Ok(fit), Ok(moved)) = (panel.fit(), moved.fit()) {
            prop_assert!(close(moved.att, factor * fit.att, 1e-9));
            if let (Ok(robust), Ok(moved)) = (fit.inference, moved.inference) {
                prop_assert!(close(moved.standard_error, factor * robust.standard_error, 1e-8));
                prop_assert!(close(moved.p_value, robust.p_value, 1e-7));
            }
        }
    }

    #[test]
    fn swapping_treated_and_donors_turns_the_sign(panel in panel(20)) {
        let swapped = Panel { treated: panel.treated.iter().map(|treated| !treated).collect(), ..panel.clone() };
        if let (Ok(fit), Ok(swapped)) = (panel.fit(), swapped.fit()) {
            prop_assert!(close(fit.att, -swapped.att, 1e-9));
        }
    }
}

/// Six units over four periods, the last two units treated from the third period on, effect 3 in every treated cell.
fn example() -> Panel {
    let rows: Vec<Vec<f64>> = (0..6)
        .map(|unit| {
            let noise = |period: usize| ((unit * 7 + period * 3) % 5) as f64 / 10.0;
            let effect = |period: usize| if unit >= 4 && period >= 2 { 3.0 } else { 0.0 };
            (0..4).map(|period| 10.0 * unit as f64 + period as f64 + noise(period) + effect(period)).collect()
        })
        .collect();
    Panel::new(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>(), &[4, 5], 2)
}

#[test]
fn a_known_effect_is_recovered_through_gaps_where_there_is_no_noise() {
    let exact = example().map(|unit, period, _| {
        let effect = if unit >= 4 && period >= 2 { 3.0 } else { 0.0 };
        if (unit + 2 * period) % 7 == 3 {
            GAP
        } else {
            10.0 * unit as f64 + (period * period) as f64 + effect
        }
    });
    let fit = exact.fit().unwrap();
    assert!(close(fit.att, 3.0, 1e-12), "{}", fit.att);
    assert_eq!(fit.inference, Err(ClusterRobustRefusal::NoResidualVariation));
}

#[test]
fn more_periods_than_units_give_the_same_as_the_dense_solution() {
    let periods = 25;
    let outcomes = (0..5 * periods).map(|index| match index * 37 % 101 {
        r if r % 4 == 0 => GAP,
        r => r as f64,
    });
    let treated = vec![true, false, true, false, false];
    let panel = Panel { outcomes: outcomes.collect(), periods, treated, start: 11 };
    let (fit, dense) = (panel.fit().unwrap(), dense::least_squares(&panel.cells()).unwrap());
    assert!(close(fit.att, dense.att, 1e-10));
    assert!(close(fit.inference.unwrap().standard_error, dense.standard_error, 1e-9));
}

#[test]
fn a_unit_and_a_period_with_one_cell_are_left_out_by_name_and_change_nothing() {
    let panel = example();
    let mut rows: Vec<Vec<f64>> = panel.outcomes.chunks(4).map(|row| [&[GAP], row].concat()).collect();
    // The new unit has one cell; the new first period has one cell too, so that the unit which has it there keeps four.
    rows.push(vec![GAP, GAP, 99.0, GAP, GAP]);
    rows[1][0] = -50.0;
    let wider = Panel::new(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>(), &[4, 5], 3);
    let (fit, wider) = (panel.fit().unwrap(), wider.fit().unwrap());
    assert_eq!(wider.singletons, Singletons { units: vec![6], periods: vec![0] });
    assert_eq!((wider.cells, wider.units, wider.periods), (24, 6, 4));
    assert!(close(wider.att, fit.att, 1e-13));
    assert_eq!(wider.inference.map(|robust| robust.clusters), Ok(6));
}

#[test]
fn interval_and_test_agree_and_few_clusters_are_warned_of() {
    let robust = example().fit().unwrap().inference.unwrap();
    assert_eq!((robust.clusters, robust.degrees_of_freedom), (6, 5));
    assert_eq!((robust.treated_clusters, robust.comparison_clusters), (2, 4));
    assert_eq!(robust.warning(), Some(FEW_CLUSTERS_WARNING));
    // The 97.5% quantile of t with 5 degrees of freedom, from printed tables.
    let half = (robust.interval_at(0.95).upper - robust.interval_at(0.95).lower) / 2.0;
    assert!(close(half / robust.standard_error, 2.570_581_8, 1e-7));
    assert_eq!(robust.interval_at(0.95).lower > 0.0, robust.p_value < 0.05);
}

#[test]
fn ten_units_on_each_side_need_no_warning_and_nine_do() {
    let warning = |treated: usize| {
        let treated = (0..22).map(|unit| unit < treated).collect();
        let outcomes = (0..44).map(|index| f64::from(index * index % 23)).collect();
        Panel { outcomes, periods: 2, treated, start: 1 }.fit().unwrap().inference.unwrap().warning()
    };
    assert_eq!([9, 10, 12, 13].map(|treated| warning(treated).is_some()), [true, false, false, true]);
}

#[test]
fn each_panel_that_does_not_identify_the_effect_is_refused_by_its_own_name() {
    let row = [1.0, 2.0, 4.0];
    let refused =
        |rows: &[&[f64]], treated: &[usize], start| Panel::new(rows, treated, start).fit().unwrap_err();
    assert_eq!(refused(&[&row, &row], &[], 1), TwoWayError::NoTreatedCell);
    assert_eq!(refused(&[&row, &row], &[0], 3), TwoWayError::NoTreatedCell);
    assert_eq!(refused(&[&[1.0, 2.0, GAP], &row, &row], &[0], 2), TwoWayError::NoTreatedCell);
    assert_eq!(refused(&[&row, &row], &[0], 0), TwoWayError::NoPrePeriod);
    assert_eq!(refused(&[&[GAP, 2.0, 4.0], &row, &row], &[0], 1), TwoWayError::NoPrePeriod);
    assert_eq!(refused(&[&row, &row], &[0, 1], 1), TwoWayError::NoComparison);
    // Donors are seen before the start only, so that the later periods are the treatment.
    let [early, late] = [[1.0, 2.0, GAP, GAP], [1.0, 3.0, 2.0, 4.0]];
    assert_eq!(refused(&[&early, &early, &late, &late], &[2, 3], 2), TwoWayError::Collinear);
    let [early, late] = [[1.0, 2.0, GAP, GAP], [GAP, GAP, 2.0, 4.0]];
    let halves = refused(&[&early, &early, &late, &late], &[0, 2], 1);
    assert_eq!(halves, TwoWayError::Disconnected { period: 0, other: 2 });
    assert_eq!(refused(&[&[GAP; 3], &[GAP; 3]], &[0], 1), TwoWayError::NoTreatedCell);
}

#[test]
fn outcomes_that_cannot_be_added_up_are_refused() {
    let shape = Cells { outcomes: &[1.0, 2.0, 3.0], periods: 2, treated: &[true, false], start: 1 };
    let refusal = TwoWayError::Shape { outcomes: 3, units: 2, periods: 2 };
    assert_eq!(two_way_fixed_effects(&shape), Err(refusal.clone()));
    assert_eq!(two_by_two(&shape), Err(refusal));
    let infinite = example().map(|unit, period, y| if (unit, period) == (3, 1) { f64::INFINITY } else { y });
    assert_eq!(infinite.fit(), Err(TwoWayError::Infinite { unit: 3, period: 1 }));
    let huge = example().map(|unit, _, _| if unit % 2 == 0 { f64::MAX } else { -f64::MAX });
    assert_eq!(huge.fit(), Err(TwoWayError::OutOfRange));
    assert_eq!(two_by_two(&huge.cells()), Err(TwoWayError::OutOfRange));
    let empty = Cells { outcomes: &[], periods: 0, treated: &[true, false], start: 0 };
    assert_eq!(two_way_fixed_effects(&empty), Err(TwoWayError::NoTreatedCell));
    assert_eq!(two_by_two(&empty), Err(TwoWayError::NoTreatedCell));
}

#[test]
fn very_large_and_very_small_outcomes_keep_their_relative_error() {
    let fit = example().fit().unwrap();
    let relative = |fit: &TwoWayFixedEffects| fit.inference.as_ref().unwrap().t;
    for factor in [1e290, 1e-290] {
        let scaled = example().map(|_, _, y| y * factor).fit().unwrap();
        assert!(close(scaled.att / factor, fit.att, 1e-12));
        assert!(close(relative(&scaled), relative(&fit), 1e-9));
    }
}

#[test]
fn the_table_of_means_needs_every_cell() {
    let gap = example().map(|unit, period, y| if (unit, period) == (2, 3) { GAP } else { y });
    assert_eq!(two_by_two(&gap.cells()), Err(TwoWayError::MissingCell { unit: 2, period: 3 }));
}

#[test]
fn one_donor_leaves_the_estimate_without_an_error() {
    let panel = Panel::new(&[&[1.0, 2.0, 5.0], &[2.0, 1.0, 4.0], &[3.0, 3.0, 4.0]], &[0, 1], 1);
    let fit = panel.fit().unwrap();
    assert!(close(fit.att, 1.0, 1e-12), "{}", fit.att);
    assert_eq!(fit.inference, Err(ClusterRobustRefusal::OneComparisonCluster));
}

#[test]
fn a_unit_seen_on_one_side_of_the_start_does_not_count_as_a_cluster_of_its_kind() {
    let unseen_before = |lonely: usize| {
        example()
            .map(move |unit, period, y| if unit == lonely && period < 2 { GAP } else { y })
            .fit()
            .unwrap()
    };
    assert_eq!(unseen_before(5).inference, Err(ClusterRobustRefusal::OneTreatedCluster));
    let robust = unseen_before(3).inference.unwrap();
    assert_eq!((robust.clusters, robust.treated_clusters, robust.comparison_clusters), (6, 2, 3));
}

#[test]
fn a_long_wide_panel_with_gaps_is_refused_with_the_limit() {
    let side = 2_001;
    let outcomes = (0..side * side).map(|index| if index == 0 { GAP } else { (index % 13) as f64 }).collect();
    let treated = (0..side).map(|unit| unit % 2 == 0).collect();
    let panel = Panel { outcomes, periods: side, treated, start: 1_000 };
    assert_eq!(panel.fit(), Err(TwoWayError::TooLarge { units: side, periods: side, most: 2_000 }));
}

/// Timed with `cargo test --release -p commonweal-evaluate --test two_way_fixed_effects -- --ignored`.
#[test]
#[ignore = "half a gigabyte; run it to time it"]
fn a_million_units_over_twelve_periods_with_gaps() {
    let mut state = 1_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let treated: Vec<bool> = (0..1_000_000).map(|_| draw() < 0.3).collect();
    let outcomes = (0..12_000_000).map(|index| {
        let effect = if treated[index / 12] && index % 12 >= 7 { 0.5 } else { 0.0 };
        if draw() < 0.1 { GAP } else { (index / 12 % 100) as f64 + (index % 12) as f64 + effect + draw() }
    });
    let panel = Panel { outcomes: outcomes.collect(), periods: 12, treated, start: 7 };
    let fit = panel.fit().unwrap();
    let robust = fit.inference.unwrap();
    // A false alarm is as likely as six standard errors.
    assert!((fit.att - 0.5).abs() < 6.0 * robust.standard_error, "{} ± {}", fit.att, robust.standard_error);
    assert_eq!(robust.warning(), None);
}
