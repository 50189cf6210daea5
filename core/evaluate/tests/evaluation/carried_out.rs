//! A plan carried out: which inference, which refusals, what the result carries.

use commonweal_evaluate::estimate::{Estimate, Inference, IntervalConstruction, Method};
use commonweal_evaluate::evaluation::{EvaluateError, Evaluation, Step, evaluate};
use commonweal_evaluate::inference::EstimateError;
use commonweal_evaluate::panel::Panel;
use commonweal_evaluate::protocol::{Plan, Protocol};
use commonweal_evaluate::random::{Purpose, stream};
use rand::RngExt;

/// `units` made-up series of `months` months with the effect added to the first `treated` from month `start`.
fn noisy_panel(units: usize, months: usize, treated: usize, start: usize, effect: f64) -> Panel {
    let rows: Vec<(String, Vec<f64>)> = (0..units)
        .map(|unit| {
            let mut rng = stream(11, Purpose::Simulation, unit as u64);
            let values = (0..months).map(|month| {
                let lift = if unit < treated && month >= start { effect } else { 0.0 };
                100.0 + unit as f64 + (month as f64 * 0.7).sin() * 3.0 + rng.random_range(-2.0..2.0) + lift
            });
            (format!("u{unit:03}"), values.collect())
        })
        .collect();
    let rows: Vec<(&str, &[f64])> =
        rows.iter().map(|(name, values)| (name.as_str(), values.as_slice())).collect();
    crate::panel(&rows)
}

fn plan(more: &str) -> Plan {
    let text =
        format!("data = \"x\"\nunit = \"u\"\nperiod = \"p\"\nvalue = \"v\"\nfrom = 2021-01-01\n{more}");
    Protocol::from_toml(&text).unwrap().plan().unwrap()
}

fn run(panel: &Panel, more: &str) -> Result<Evaluation, EvaluateError> {
    evaluate(panel, None, &plan(more), &|_| ())
}

fn only(evaluation: Evaluation) -> Estimate {
    assert_eq!(evaluation.estimates.len(), 1);
    evaluation.estimates.into_iter().next().unwrap()
}

#[test]
fn all_methods_run_in_order_and_the_chart_stands_apart() {
    let evaluation = run(&noisy_panel(12, 24, 1, 12, 0.0), "treated = \"u000\"").unwrap();
    let methods: Vec<Method> = evaluation.estimates.iter().map(|estimate| estimate.method).collect();
    assert_eq!(methods, [Method::SyntheticDid, Method::SyntheticControl, Method::Did]);
    assert_eq!(evaluation.control_chart.unwrap().points.len(), 24);
    assert_eq!((evaluation.panel.pre_periods, evaluation.panel.post_periods), (12, 12));
}

#[test]
fn a_chart_alone_needs_no_donor() {
    let evaluation =
        run(&noisy_panel(1, 24, 1, 12, 0.0), "treated = \"u000\"\nmethod = \"control-chart\"").unwrap();
    assert!(evaluation.estimates.is_empty() && evaluation.control_chart.is_some());
}

#[test]
fn one_treated_unit_gets_every_placebo_and_the_interval_says_what_the_p_value_says() {
    let panel = noisy_panel(40, 24, 1, 12, 25.0);
    for method in ["synthetic-did", "synthetic-control", "did"] {
        let estimate = only(run(&panel, &format!("treated = \"u000\"\nmethod = \"{method}\"")).unwrap());
        assert_eq!(estimate.inference, Inference::ExhaustivePlacebo { replications: 39 });
        assert_eq!(estimate.p_value, Some(1.0 / 40.0));
        assert!(estimate.is_told_from_noise());
        assert_eq!(estimate.interval.unwrap().construction, IntervalConstruction::PlaceboInversion);
        assert!((estimate.estimate - 25.0).abs() < 3.0, "{method}: {}", estimate.estimate);
    }
}

#[test]
fn a_p_value_above_five_percent_always_comes_with_an_interval_over_zero() {
    for effect in [0.0, 0.5, 1.0, 1.5, 2.0] {
        let estimate =
            only(run(&noisy_panel(40, 24, 1, 12, effect), "treated = \"u000\"\nmethod = \"did\"").unwrap());
        assert_eq!(estimate.is_told_from_noise(), estimate.p_value.unwrap() <= 0.05, "effect {effect}");
    }
}

#[test]
fn few_donors_give_a_p_value_but_no_interval_and_say_so() {
    let estimate =
        only(run(&noisy_panel(8, 24, 1, 12, 0.0), "treated = \"u000\"\nmethod = \"did\"").unwrap());
    assert!(estimate.p_value.is_some() && estimate.interval.is_none());
    assert!(
        estimate.warnings[0].contains("7 placebos cannot give a 95% interval"),
        "{:?}",
        estimate.warnings
    );
}

#[test]
fn resampling_with_one_treated_unit_is_refused_with_the_reason_and_never_nan() {
    for inference in ["jackknife", "bootstrap", "clustered"] {
        let more = format!("treated = \"u000\"\nmethod = \"all\"\ninference = \"{inference}\"");
        for estimate in run(&noisy_panel(12, 24, 1, 12, 0.0), &more).unwrap().estimates {
            assert!(
                matches!(&estimate.inference, Inference::Refused { wanted, reason } if wanted == inference && !reason.is_empty())
            );
            assert!(
                estimate.standard_error.is_none()
                    && estimate.interval.is_none()
                    && estimate.p_value.is_none()
            );
            assert!(!estimate.warnings.is_empty());
        }
    }
}

#[test]
fn several_treated_units_can_be_resampled_and_each_inference_is_named() {
    let panel = noisy_panel(30, 24, 3, 12, 10.0);
    let treated = "treated = [\"u000\", \"u001\", \"u002\"]\nbootstraps = 60\n";
    for (inference, construction) in [
        ("placebo", IntervalConstruction::PlaceboInversion),
        ("jackknife", IntervalConstruction::Normal),
        ("bootstrap", IntervalConstruction::Normal),
    ] {
        let more = format!("{treated}method = \"synthetic-did\"\ninference = \"{inference}\"");
        let estimate = only(run(&panel, &more).unwrap());
        assert!(serde_json::to_string(&estimate.inference).unwrap().contains(inference));
        assert_eq!(estimate.interval.unwrap().construction, construction);
        assert!(estimate.is_told_from_noise() && (estimate.estimate - 10.0).abs() < 2.0);
    }
}

#[test]
fn the_jackknife_is_refused_for_synthetic_control_and_few_treated_units_are_warned_of() {
    let panel = noisy_panel(30, 24, 3, 12, 10.0);
    let more = "treated = [\"u000\", \"u001\", \"u002\"]\nmethod = \"synthetic-control,did\"\ninference = \"jackknife\"";
    let evaluation = run(&panel, more).unwrap();
    let [control, did] = evaluation.estimates.as_slice() else { panic!() };
    assert!(matches!(&control.inference, Inference::Refused { reason, .. } if reason.contains("pre-period")));
    assert!(did.warnings.iter().any(|warning| warning.starts_with("3 treated units are few for jackknife")));
}

#[test]
fn clustered_errors_are_for_difference_in_differences_and_its_interval_is_students() {
    let treated: Vec<String> = (0..12).map(|unit| format!("\"u{unit:03}\"")).collect();
    let more = format!(
        "treated = [{}]\nmethod = \"did,synthetic-did\"\ninference = \"clustered\"",
        treated.join(",")
    );
    let evaluation = run(&noisy_panel(30, 24, 12, 12, 10.0), &more).unwrap();
    let [sdid, did] = evaluation.estimates.as_slice() else { panic!() };
    assert!(matches!(sdid.inference, Inference::Refused { .. }));
    assert_eq!(did.inference, Inference::Clustered { clusters: 30, degrees_of_freedom: 29 });
    assert_eq!(did.interval.unwrap().construction, IntervalConstruction::StudentT);
    assert!(did.warnings.is_empty(), "{:?}", did.warnings);
}

#[test]
fn incomplete_units_can_be_kept_for_difference_in_differences() {
    let complete = noisy_panel(30, 24, 12, 12, 10.0);
    let treated: Vec<String> = (0..12).map(|unit| format!("\"u{unit:03}\"")).collect();
    let more = format!("treated = [{}]\nmethod = \"did\"\nkeep-incomplete = true", treated.join(","));
    let whole = only(run(&complete, &more).unwrap());
    let balanced = only(run(&complete, &more.replace("true", "false")).unwrap());
    assert!((whole.estimate - balanced.estimate).abs() < 1e-9);
    let mut rows: Vec<(String, Vec<f64>)> =
        (0..30).map(|unit| (complete.units()[unit].clone(), complete.series(unit).to_vec())).collect();
    rows[3].1[20] = f64::NAN;
    rows[20].1[5] = f64::NAN;
    let rows: Vec<(&str, &[f64])> =
        rows.iter().map(|(unit, values)| (unit.as_str(), values.as_slice())).collect();
    let gappy = only(run(&crate::panel(&rows), &more).unwrap());
    assert!(
        (gappy.estimate - 10.0).abs() < 1.0
            && matches!(gappy.inference, Inference::Clustered { clusters: 30, .. })
    );
}

#[test]
fn as_many_treated_as_donors_refuses_placebos_and_auto_takes_the_jackknife() {
    let panel = noisy_panel(6, 24, 3, 12, 0.0);
    let treated = "treated = [\"u000\", \"u001\", \"u002\"]\nmethod = \"synthetic-did\"\n";
    let refused = only(run(&panel, &format!("{treated}inference = \"placebo\"")).unwrap());
    assert!(matches!(refused.inference, Inference::Refused { .. }));
    let auto = only(run(&panel, treated).unwrap());
    assert!(matches!(auto.inference, Inference::Jackknife { replications: 6 }), "{:?}", auto.inference);
    let control = only(run(&panel, &treated.replace("synthetic-did", "synthetic-control")).unwrap());
    assert!(matches!(control.inference, Inference::Bootstrap { .. }), "{:?}", control.inference);
}

#[test]
fn too_many_placebos_to_enumerate_is_an_error_that_offers_a_draw() {
    let treated: Vec<String> = (0..10).map(|unit| format!("\"u{unit:03}\"")).collect();
    let treated = format!("treated = [{}]\nmethod = \"did\"\n", treated.join(","));
    let panel = noisy_panel(50, 24, 10, 12, 0.0);
    let error = run(&panel, &format!("{treated}placebos = \"all\"")).unwrap_err();
    assert_eq!(error, EvaluateError::Inference(EstimateError::TooManyPlacebos { donors: 40, treated: 10 }));
    let drawn = only(run(&panel, &format!("{treated}placebos = 99\nseed = 5")).unwrap());
    assert_eq!(drawn.inference, Inference::SampledPlacebo { replications: 99, seed: 5 });
}

#[test]
fn the_seed_decides_the_draws_and_nothing_else_does() {
    let panel = noisy_panel(30, 24, 3, 12, 0.0);
    let more = "treated = [\"u000\", \"u001\", \"u002\"]\nmethod = \"synthetic-did\"\nplacebos = 50\n";
    let error = |seed: &str| only(run(&panel, &format!("{more}{seed}")).unwrap()).standard_error;
    assert_eq!(error("seed = 3"), error("seed = 3"));
    assert_ne!(error("seed = 3"), error("seed = 4"));
}

#[test]
fn the_path_adds_up_to_the_estimate_and_leave_one_out_covers_the_weights() {
    let estimate = only(
        run(&noisy_panel(12, 24, 1, 12, 5.0), "treated = \"u000\"\nmethod = \"synthetic-did\"").unwrap(),
    );
    let after: Vec<f64> = estimate.path[12..].iter().map(|point| point.gap).collect();
    assert!((after.iter().sum::<f64>() / 12.0 - estimate.estimate).abs() < 1e-9);
    for point in &estimate.path {
        assert!((point.actual - point.counterfactual - point.gap).abs() < 1e-9);
    }
    assert_eq!(estimate.diagnostics.leave_one_out.len(), estimate.diagnostics.donors_with_weight);
    let sum: f64 = estimate.weights.units.iter().map(|weight| weight.weight).sum();
    assert!((sum - 1.0).abs() < 1e-12);
}

#[test]
fn progress_of_every_method_ends_with_all_of_its_placebos() {
    let panel = noisy_panel(12, 24, 1, 12, 0.0);
    let most = std::sync::Mutex::new(std::collections::BTreeMap::new());
    let plan = plan("treated = \"u000\"\nmethod = \"synthetic-did,did\"");
    let note = |step: Step| {
        assert!(step.done <= step.total && step.total == 11);
        let mut most = most.lock().unwrap();
        let done = most.entry(step.method).or_insert(0);
        *done = step.done.max(*done);
    };
    evaluate(&panel, None, &plan, &note).unwrap();
    let most: Vec<_> = most.into_inner().unwrap().into_iter().collect();
    assert_eq!(most, [(Method::Did, 11), (Method::SyntheticDid, 11)]);
}
