//! What must hold of the weighted double differences on any panel: invariances, known effects, degenerate panels.
#![allow(clippy::unwrap_used)]

use commonweal_evaluate::design::Design;
use commonweal_evaluate::difference_in_differences::difference_in_differences;
use commonweal_evaluate::estimate::{Estimate, Method};
use commonweal_evaluate::inference::{InferenceOptions, PlaceboDraws};
use commonweal_evaluate::matrix::Matrix;
use commonweal_evaluate::synthetic_control::synthetic_control;
use commonweal_evaluate::synthetic_did::synthetic_did;
use commonweal_quantity::{Frequency, Period};
use proptest::prelude::*;

const METHODS: [Method; 3] = [Method::SyntheticDid, Method::SyntheticControl, Method::Did];

fn run(method: Method, design: &Design) -> Estimate {
    let options = InferenceOptions { placebos: PlaceboDraws::Sample(6), ..InferenceOptions::default() };
    let estimator = match method {
        Method::SyntheticDid => synthetic_did,
        Method::SyntheticControl => synthetic_control,
        _ => difference_in_differences,
    };
    estimator(design, &options, &|_, _| ()).unwrap()
}

fn design(rows: &[Vec<f64>], treated: usize, pre_periods: usize) -> Design {
    let periods = rows[0].len();
    let donors = rows.len() - treated;
    Design {
        donors: (0..donors).map(|row| format!("donor {row}")).collect(),
        treated: (0..treated).map(|row| format!("treated {row}")).collect(),
        periods: (0..).take(periods).map(|t| Period::from_ordinal(Frequency::Step, t)).collect(),
        pre_periods,
        outcomes: Matrix::from_rows(periods, rows.iter().map(Vec::as_slice)),
        dropped: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Rows, number treated, T0.
#[derive(Debug, Clone)]
struct Case {
    rows: Vec<Vec<f64>>,
    treated: usize,
    pre_periods: usize,
}

impl Case {
    fn design(&self) -> Design {
        design(&self.rows, self.treated, self.pre_periods)
    }

    /// With each value replaced by a function of row, column and value.
    fn map(&self, change: impl Fn(usize, usize, f64) -> f64) -> Design {
        let change = &change;
        let rows: Vec<Vec<f64>> = (0..)
            .zip(&self.rows)
            .map(|(i, row)| (0..).zip(row).map(|(t, &value)| change(i, t, value)).collect())
            .collect();
        design(&rows, self.treated, self.pre_periods)
    }

    fn donors(&self) -> usize {
        self.rows.len() - self.treated
    }
}

fn cases(value: impl Strategy<Value = f64> + Clone) -> impl Strategy<Value = Case> {
    (1..9_usize, 1..3_usize, 2..9_usize, 1..4_usize).prop_flat_map(
        move |(donors, treated, pre_periods, post)| {
            let row = prop::collection::vec(value.clone(), pre_periods + post);
            prop::collection::vec(row, donors + treated).prop_map(move |rows| Case {
                rows,
                treated,
                pre_periods,
            })
        },
    )
}

fn ordinary() -> impl Strategy<Value = Case> {
    cases(-10.0..10.0_f64)
}

/// The solver stops within about 10⁻⁵ σ̂ of where one more step would lead, so two runs whose rounding differs may
/// end that far apart; a wrong formula is off by the size of the data.
#[track_caller]
fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-3, "{a} {b}");
}

fn figure(estimate: &Estimate, name: &str) -> f64 {
    estimate.diagnostics.figures.iter().find(|figure| figure.name == name).unwrap().value
}

/// The mean squared pre-period gap is what synthetic control minimises: each run is above the best by at most its gap.
fn fits_alike(a: &Estimate, b: &Estimate) -> Result<(), TestCaseError> {
    let slack = |estimate: &Estimate| figure(estimate, "unit_weight_duality_gap") + 1e-6;
    let fit = |estimate: &Estimate| estimate.diagnostics.pre_rmspe.powi(2);
    prop_assert!(fit(a) <= fit(b) + slack(a) && fit(b) <= fit(a) + slack(b), "{} {}", fit(a), fit(b));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Powers of two, so that every bit must follow; 2³³² is 10¹⁰⁰.
    #[test]
    fn in_other_units_the_effect_is_the_same_in_other_units(case in ordinary()) {
        for method in METHODS {
            let base = run(method, &case.design());
            for factor in [-1.0, 1024.0, 2.0_f64.powi(332), -2.0_f64.powi(-332)] {
                let scaled = run(method, &case.map(|_, _, value| factor * value));
                prop_assert_eq!(scaled.estimate, factor * base.estimate, "{} {}", method, factor);
                prop_assert_eq!(&scaled.weights, &base.weights);
                prop_assert_eq!(scaled.standard_error, base.standard_error.map(|se| factor.abs() * se));
                prop_assert_eq!(scaled.p_value, base.p_value);
            }
        }
    }

    #[test]
    fn the_level_of_a_unit_does_not_matter_where_levels_are_differenced_out(case in ordinary()) {
        for method in [Method::SyntheticDid, Method::Did] {
            let levels = |i: usize, _: usize, value: f64| value + 7.0 * (i % 5) as f64;
            close(run(method, &case.map(levels)).estimate, run(method, &case.design()).estimate);
        }
    }

    /// A common course enters σ̂, by which the solver decides when to stop: synthetic control fits equally well up to
    /// where each run stopped.
    #[test]
    fn what_happens_to_all_alike_does_not_matter(case in ordinary()) {
        let course = |_: usize, t: usize, value: f64| value + 3.0 * ((t * t) % 7) as f64;
        close(run(Method::Did, &case.map(course)).estimate, run(Method::Did, &case.design()).estimate);
        let turned = run(Method::SyntheticControl, &case.map(course));
        fits_alike(&turned, &run(Method::SyntheticControl, &case.design()))?;
    }

    /// A common course that is not a line enters σ̂, and with it the ridge of synthetic DiD (as published).
    #[test]
    fn a_straight_common_course_does_not_matter_to_synthetic_did(case in ordinary()) {
        let course = |_: usize, t: usize, value: f64| value + 3.0 * t as f64;
        let turned = run(Method::SyntheticDid, &case.map(course));
        close(turned.estimate, run(Method::SyntheticDid, &case.design()).estimate);
    }

    #[test]
    fn a_known_effect_comes_back_and_moves_nothing_else(case in ordinary(), effect in -50.0..50.0_f64) {
        for method in METHODS {
            let added = |i: usize, t: usize, value: f64| {
                value + if i >= case.donors() && t >= case.pre_periods { effect } else { 0.0 }
            };
            let (before, after) = (run(method, &case.design()), run(method, &case.map(added)));
            prop_assert!((after.estimate - before.estimate - effect).abs() < 1e-10);
            prop_assert_eq!(&after.weights, &before.weights);
            prop_assert_eq!(after.diagnostics.pre_rmspe, before.diagnostics.pre_rmspe);
        }
    }

    #[test]
    fn donors_in_another_order_keep_their_weights(case in ordinary()) {
        let donors = case.donors();
        let mut rows = case.rows.clone();
        rows[..donors].rotate_left(1);
        let turned = design(&rows, case.treated, case.pre_periods);
        for method in METHODS {
            let (base, turned) = (run(method, &case.design()), run(method, &turned));
            close(turned.estimate, base.estimate);
            for row in 0..donors {
                let weight = turned.weights.units[(row + donors - 1) % donors].weight;
                close(weight, base.weights.units[row].weight);
            }
        }
    }

    /// A second copy of a donor lets the same counterfactuals be formed, so the best fit is the same.
    #[test]
    fn a_donor_given_twice_does_not_change_how_well_synthetic_control_fits(case in ordinary()) {
        let mut rows = case.rows.clone();
        rows.insert(0, rows[0].clone());
        let twice = run(Method::SyntheticControl, &design(&rows, case.treated, case.pre_periods));
        let once = run(Method::SyntheticControl, &case.design());
        fits_alike(&twice, &once)?;
    }

    /// Values that cancel, vanish, repeat and differ by 200 orders of magnitude.
    #[test]
    fn no_panel_gives_a_number_that_is_none(
        case in cases(prop::sample::select(vec![0.0, 1.0, -1.0, 0.1, 1e100, -1e100, 1e-100, 3.0, 1e-120, 1e120]))
    ) {
        for method in METHODS {
            let estimate = run(method, &case.design());
            prop_assert!(estimate.estimate.is_finite());
            prop_assert!(estimate.standard_error.is_none_or(f64::is_finite));
            prop_assert!(estimate.path.iter().all(|point| point.gap.is_finite()));
            prop_assert!(estimate.diagnostics.figures.iter().all(|figure| figure.value.is_finite()));
            prop_assert!(estimate.diagnostics.pre_rmspe.is_finite());
            let sum: f64 = estimate.weights.units.iter().map(|unit| unit.weight).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}", sum);
            prop_assert!(estimate.weights.units.iter().all(|unit| unit.weight >= 0.0));
        }
    }
}

#[test]
fn donors_that_never_vary_leave_the_change_of_the_treated() {
    let rows = [vec![5.0; 6], vec![8.0; 6], vec![1.0, 1.0, 1.0, 1.0, 4.0, 6.0]];
    for method in [Method::SyntheticDid, Method::Did] {
        let estimate = run(method, &design(&rows, 1, 4));
        assert!((estimate.estimate - 4.0).abs() < 1e-12, "{method} {}", estimate.estimate);
    }
    // Nearest in level is the first donor; no constant is fitted.
    let control = run(Method::SyntheticControl, &design(&rows, 1, 4));
    assert!((control.estimate - 0.0).abs() < 1e-12, "{}", control.estimate);
}

#[test]
fn one_donor_is_the_counterfactual_and_two_pre_periods_are_enough() {
    let rows = [vec![1.0, 2.0, 4.0], vec![3.0, 5.0, 10.0]];
    let control = run(Method::SyntheticControl, &design(&rows, 1, 2));
    assert_eq!((control.estimate, control.weights.units[0].weight), (6.0, 1.0));
    let did = run(Method::Did, &design(&rows, 1, 2));
    assert_eq!(did.estimate, 6.0 - 2.5);
    for method in METHODS {
        let estimate = run(method, &design(&rows, 1, 2));
        assert!(estimate.standard_error.is_none() && estimate.p_value.is_none(), "{method}");
        assert!(estimate.warnings.iter().any(|warning| warning.contains("no standard error")), "{method}");
    }
}

#[test]
fn collinear_donors_share_the_weight_and_fit_exactly() {
    let line: Vec<f64> = (0..10).map(f64::from).collect();
    let rows: Vec<Vec<f64>> =
        [1.0, 2.0, 3.0, 2.0].iter().map(|slope| line.iter().map(|t| slope * t + 1.0).collect()).collect();
    for method in [Method::SyntheticDid, Method::SyntheticControl] {
        let estimate = run(method, &design(&rows, 1, 7));
        assert!(estimate.estimate.abs() < 0.05, "{method} {}", estimate.estimate);
    }
}

#[test]
fn placebos_are_the_same_on_one_thread_and_on_many() {
    let value =
        |i: usize, t: usize| ((i * 37 + t * 101) % 89) as f64 / 9.0 + (t as f64 / 3.0).sin() * i as f64;
    let rows: Vec<Vec<f64>> = (0..14).map(|i| (0..16).map(|t| value(i, t)).collect()).collect();
    let design = design(&rows, 2, 11);
    let options = InferenceOptions { placebos: PlaceboDraws::Sample(40), ..InferenceOptions::default() };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| synthetic_did(&design, &options, &|_, _| ()).unwrap())
    };
    assert_eq!(on(1), on(5));
}
