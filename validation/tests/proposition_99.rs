//! California's Proposition 99: the estimates, weights and placebos of the R package synthdid, from
//! `shared/goldens/synthdid` (made by `10_synthdid_prop99.R`).
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use commonweal_evaluate::design::{Design, DesignOptions};
use commonweal_evaluate::difference_in_differences::difference_in_differences;
use commonweal_evaluate::estimate::{Estimate, Inference};
use commonweal_evaluate::inference::InferenceOptions;
use commonweal_evaluate::panel::{Duplicates, PanelBuilder};
use commonweal_evaluate::scale::Scale;
use commonweal_evaluate::synthetic_control::synthetic_control;
use commonweal_evaluate::synthetic_did::synthetic_did;
use commonweal_validation::{records, shared};

fn design() -> Option<Design> {
    let path = shared("data/causal/california_prop99.csv")?;
    let mut builder = PanelBuilder::new();
    for row in records(&path, b';').unwrap() {
        builder.push(&row[0], row[1].parse().unwrap(), row[2].parse().unwrap()).unwrap();
    }
    let panel = builder.finish(None, Duplicates::Refuse).unwrap();
    let options = DesignOptions {
        treated: vec!["California".to_owned()],
        from: "1989".parse().unwrap(),
        since: None,
        until: None,
        exclude: BTreeMap::new(),
        keep: BTreeSet::default(),
        max_jump: None,
        scale: Scale::Level,
    };
    Some(Design::new(&panel, None, &options).unwrap())
}

fn golden(file: &str, key: &str) -> Option<f64> {
    let rows = records(&shared(&format!("goldens/synthdid/{file}"))?, b',').unwrap();
    Some(rows.iter().find(|row| row[0] == key).unwrap()[1].parse().unwrap())
}

fn run(
    estimator: fn(
        &Design,
        &InferenceOptions,
        commonweal_evaluate::inference::OnStep<'_>,
    ) -> Result<Estimate, commonweal_evaluate::inference::EstimateError>,
) -> Option<Estimate> {
    Some(estimator(&design()?, &InferenceOptions::default(), &|_, _| ()).unwrap())
}

#[track_caller]
fn close(ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance, "{ours} is not {theirs} (± {tolerance})");
}

#[test]
fn synthetic_did_gives_the_published_estimate_and_placebo_error() {
    let Some(estimate) = run(synthetic_did) else { return };
    close(estimate.estimate, golden("synthdid_prop99.csv", "tau_sdid").unwrap(), 5e-9);
    let error = golden("synthdid_prop99_numpy.csv", "se_placebo_exact38_sdid_warm").unwrap();
    close(estimate.standard_error.unwrap(), error, 5e-6);
    assert_eq!(estimate.inference, Inference::ExhaustivePlacebo { replications: 38 });
    close(
        estimate.p_value.unwrap(),
        golden("synthdid_prop99_numpy.csv", "placebo_rank_p_sdid").unwrap(),
        1e-12,
    );
    assert!(!estimate.is_told_from_noise());
}

#[test]
fn synthetic_did_gives_every_published_weight_and_the_effect_curve() {
    let Some(estimate) = run(synthetic_did) else { return };
    for weight in &estimate.weights.units {
        close(weight.weight, golden("synthdid_prop99_omega.csv", &weight.unit).unwrap(), 1e-9);
    }
    assert_eq!(estimate.diagnostics.donors_with_weight, 28);
    assert_eq!(estimate.weights.units.len(), 38);
    for weight in &estimate.weights.periods {
        close(weight.weight, golden("synthdid_prop99_lambda.csv", &weight.period.to_string()).unwrap(), 1e-9);
    }
    assert_eq!(estimate.weights.periods.iter().filter(|weight| weight.weight > 0.0).count(), 3);
    let after = &estimate.path[19..];
    assert_eq!(after.len(), 12);
    for point in after {
        close(
            point.gap,
            golden("synthdid_prop99_effect_curve.csv", &point.period.to_string()).unwrap(),
            1e-8,
        );
    }
}

#[test]
fn every_placebo_of_synthetic_did_is_the_published_one() {
    let Some(estimate) = run(synthetic_did) else { return };
    assert_eq!(estimate.diagnostics.placebos.len(), 38);
    for placebo in &estimate.diagnostics.placebos {
        let theirs = golden("synthdid_prop99_placebos.csv", &placebo.label).unwrap();
        close(placebo.estimate, theirs, 1e-6);
    }
}

#[test]
fn synthetic_control_gives_the_published_estimate_weights_and_placebo_error() {
    let Some(estimate) = run(synthetic_control) else { return };
    close(estimate.estimate, golden("synthdid_prop99.csv", "tau_sc").unwrap(), 5e-9);
    let error = golden("synthdid_prop99_numpy.csv", "se_placebo_exact38_sc").unwrap();
    close(estimate.standard_error.unwrap(), error, 5e-6);
    let rows = records(&shared("goldens/synthdid/synthdid_prop99_omega.csv").unwrap(), b',').unwrap();
    for (weight, row) in estimate.weights.units.iter().zip(&rows) {
        assert_eq!(weight.unit, row[0]);
        close(weight.weight, row[2].parse().unwrap(), 1e-9);
    }
}

#[test]
fn difference_in_differences_gives_the_published_estimate_and_placebo_error() {
    let Some(estimate) = run(difference_in_differences) else { return };
    close(estimate.estimate, golden("synthdid_prop99.csv", "tau_did").unwrap(), 5e-9);
    let error = golden("synthdid_prop99_numpy.csv", "se_placebo_exact38_did").unwrap();
    close(estimate.standard_error.unwrap(), error, 1e-6);
}
