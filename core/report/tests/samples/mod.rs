//! Three evaluations built in code. Every place and every figure is made up: no such place exists, nothing was measured.
#![allow(dead_code, reason = "each test file and the example use some of these")]
#![allow(
    clippy::unwrap_used,
    clippy::unnecessary_wraps,
    reason = "periods written here are read, intervals stand where they may be absent"
)]

use commonweal_evaluate::control_chart::{
    ControlChart, ControlChartOptions, ImprovementDirection, control_chart,
};
use commonweal_evaluate::estimate::{
    Diagnostics, Estimate, Inference, Interval, IntervalConstruction, LeaveOneOut, Method, PathPoint,
    PeriodWeight, Placebo, PlaceboInTime, UnitWeight, Weights,
};
use commonweal_evaluate::evaluation::{Dropped, Evaluation, PanelSummary};
use commonweal_evaluate::scale::Scale;
use commonweal_quantity::{Frequency, Period};
use commonweal_report::{EvaluationReport, Reproduce};

/// Fictional places.
pub(crate) const PLACES: [&str; 24] = [
    "Ambleford",
    "Brackwater",
    "Cindermouth",
    "Dunmere Vale",
    "Eastlow",
    "Fallowgate",
    "Gorsebank",
    "Hexwater",
    "Inglethorpe",
    "Jarrowfen",
    "Kestrel Bay",
    "Longshire",
    "Mistley Cross",
    "Netherwold",
    "Oxlode",
    "Pellbrook",
    "Quarrydale",
    "Rushmarsh",
    "Saltwick",
    "Thornhaven",
    "Underfell",
    "Vinegate",
    "Wexcombe",
    "Yarrowdale",
];

/// A fixed value in [−1, 1) for each key, the same on every machine (the mixing step of `SplitMix64`).
pub(crate) fn wobble(key: u64) -> f64 {
    let mut z = key.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

pub(crate) fn month(text: &str) -> Period {
    text.parse().unwrap()
}

pub(crate) fn interval(lower: f64, upper: f64) -> Option<Interval> {
    Some(Interval { lower, upper, level: 0.95, construction: IntervalConstruction::PlaceboInversion })
}

pub(crate) fn reproduce() -> Reproduce {
    Reproduce {
        command: "commonweal evaluate --data visits.csv --unit place --period month --value visits --treated 'Harbour Wick' --from 2023-01 --method all --placebos all --seed 7".to_owned(),
        program_version: "0.1.0".to_owned(),
        data_file: "visits.csv".to_owned(),
        data_sha256: "9f2c1b7a".repeat(8),
        protocol_sha256: None,
        seed: 7,
        reading: vec!["1,092 rows read".to_owned(), "1,050 rows kept".to_owned(), "42 rows dropped: no value".to_owned()],
    }
}

pub(crate) fn report(evaluation: &Evaluation) -> EvaluationReport {
    EvaluationReport::new(evaluation, reproduce(), "Shared urgent care in Harbour Wick (fictional example)")
}

/// The series of one method: `level` with a season and a wobble, and a gap of `effect` from period `pre` on.
fn path(key: u64, level: f64, effect: f64, pre: usize, n: usize) -> Vec<PathPoint> {
    let first = month("2021-01");
    let season = [0.0, -3.0, 1.0, 2.0, 4.0, 5.0, 6.0, 3.0, 1.0, 2.0, 4.0, 7.0];
    (0..n)
        .zip(0..)
        .map(|(t, month)| {
            let counterfactual = level * (1.0 + season[t % 12] / 100.0 + 0.01 * wobble(key + t as u64));
            let shift = if t < pre { 0.0 } else { effect };
            let actual =
                (level * (1.0 + season[t % 12] / 100.0) + shift + 0.011 * level * wobble(900 + t as u64))
                    .round();
            PathPoint {
                period: first.plus(month),
                actual,
                counterfactual,
                gap: actual - counterfactual,
                counterfactual_lower: Some(counterfactual - 0.03 * level),
                counterfactual_upper: Some(counterfactual + 0.03 * level),
            }
        })
        .collect()
}

fn unit_weights(heaviest: f64) -> Vec<UnitWeight> {
    let rest = 1.0 - heaviest;
    let shares = [0.3, 0.25, 0.2, 0.15, 0.1];
    let weight = |index: usize| match index {
        4 => heaviest,
        7..=11 => rest * shares[index - 7],
        _ => 0.0,
    };
    PLACES
        .iter()
        .enumerate()
        .map(|(i, place)| UnitWeight { unit: (*place).to_owned(), weight: weight(i) })
        .collect()
}

fn estimate(method: Method, effect: f64, spread: f64) -> Estimate {
    let (pre, n, level) = (24, 42, 4_200.0);
    let key = method.id().len() as u64 * 1_000;
    let placebos = PLACES.iter().enumerate().map(|(i, place)| Placebo {
        label: (*place).to_owned(),
        estimate: 1.7 * spread * wobble(50 + i as u64),
        pre_rmspe: 38.0 + 9.0 * wobble(80 + i as u64),
        post_rmspe: 70.0 + 20.0 * wobble(110 + i as u64),
    });
    let placebos: Vec<Placebo> = placebos.collect();
    let as_large = placebos.iter().filter(|placebo| placebo.estimate.abs() >= effect.abs()).count();
    let p = (1 + as_large) as f64 / 25.0;
    let weights = unit_weights(0.31);
    let periods = (0..pre).map(|t| PeriodWeight {
        period: month("2021-01").plus(t),
        weight: match t {
            12 => 0.25,
            17 => 0.15,
            22 => 0.2,
            23 => 0.4,
            _ => 0.0,
        },
    });
    let left_out = [(4usize, 1.12), (7, 0.93), (8, 1.04), (9, 0.98), (10, 1.01), (11, 0.99)];
    Estimate {
        method,
        estimate: effect,
        standard_error: Some(spread),
        interval: interval(effect - 2.0 * spread, effect + 2.0 * spread),
        inference: Inference::ExhaustivePlacebo { replications: 24 },
        p_value: Some(p),
        path: path(key, level, effect, 24, n),
        diagnostics: Diagnostics {
            pre_rmspe: 39.4,
            pre_rmspe_relative: Some(0.31),
            post_rmspe: effect.abs() + 12.0,
            rmspe_ratio: Some((effect.abs() + 12.0) / 39.4),
            rmspe_ratio_p_value: Some(p),
            effective_donors: 1.0 / weights.iter().map(|unit| unit.weight * unit.weight).sum::<f64>(),
            donors_with_weight: 6,
            effective_periods: (method == Method::SyntheticDid).then_some(3.5),
            placebo_in_time: Some(PlaceboInTime { from: month("2022-01"), estimate: 0.09 * effect }),
            leave_one_out: left_out
                .iter()
                .map(|(unit, factor)| LeaveOneOut {
                    unit: PLACES[*unit].to_owned(),
                    estimate: effect * factor,
                })
                .collect(),
            placebos,
            figures: Vec::new(),
        },
        weights: Weights {
            units: weights,
            periods: if method == Method::SyntheticDid { periods.collect() } else { Vec::new() },
        },
        warnings: Vec::new(),
    }
}

fn chart(path: &[PathPoint], improvement: ImprovementDirection) -> Option<ControlChart> {
    let periods: Vec<Period> = path.iter().map(|point| point.period).collect();
    let values: Vec<f64> = path.iter().map(|point| point.actual).collect();
    let options =
        ControlChartOptions { improvement, target: Some(4_000.0), ..ControlChartOptions::default() };
    control_chart(&periods, &values, &options).ok()
}

fn panel() -> PanelSummary {
    PanelSummary {
        treated: vec!["Harbour Wick".to_owned()],
        donors: PLACES.iter().map(|place| (*place).to_owned()).collect(),
        periods: (0..42).map(|t| month("2021-01").plus(t)).collect(),
        frequency: Frequency::Month,
        from: month("2023-01"),
        pre_periods: 24,
        post_periods: 18,
        dropped: Vec::new(),
        sha256: "41d7e0c3".repeat(8),
    }
}

/// Every method tells fewer visits from noise.
pub(crate) fn told() -> Evaluation {
    let estimates = vec![
        estimate(Method::SyntheticDid, -412.37, 96.2),
        estimate(Method::SyntheticControl, -389.12, 101.8),
        estimate(Method::Did, -445.9, 130.4),
    ];
    Evaluation {
        outcome: "urgent care visits".to_owned(),
        scale: Scale::Level,
        panel: panel(),
        control_chart: chart(&estimates[0].path, ImprovementDirection::Decrease),
        estimates,
        caveats: vec!["Every place and figure on this page is made up.".to_owned()],
    }
}

/// Nothing can be told from noise; the diagnostics, the data and the methods each give reasons for care.
pub(crate) fn not_told() -> Evaluation {
    let mut primary = estimate(Method::SyntheticDid, -63.4, 92.4);
    primary.diagnostics.leave_one_out[0].estimate = 21.8;
    primary.diagnostics.placebo_in_time = Some(PlaceboInTime { from: month("2022-01"), estimate: 88.0 });
    primary.weights.units = unit_weights(0.58);
    primary.diagnostics.effective_donors = 2.6;
    primary.warnings =
        vec!["4 of 24 placebos fit worse before the start than twice the treated unit's own fit.".to_owned()];
    let dropped =
        |unit: &str, reason: &str| Dropped { unit: unit.to_owned(), reason: reason.to_owned(), detail: None };
    let estimates =
        vec![primary, estimate(Method::SyntheticControl, -41.0, 105.3), estimate(Method::Did, 37.2, 140.1)];
    let mut panel = panel();
    panel.dropped = vec![
        dropped("Zeal Monks", "merged with another unit in the window"),
        dropped("Tarnley", "no value in some periods"),
        dropped("Wetherlow", "no value in some periods"),
        dropped("Greater Harbour", "neighbour: named in the protocol as open to spill-over"),
    ];
    panel.dropped[1].detail = Some("2 of 42 months, the first 2021-05".to_owned());
    Evaluation {
        outcome: "urgent care visits".to_owned(),
        scale: Scale::Level,
        panel,
        control_chart: chart(&estimates[0].path, ImprovementDirection::Neutral),
        estimates,
        caveats: vec![
            "Months before June 2021 were apportioned from weekly returns.".to_owned(),
            "Only about 40% of the people who visit live in the place that signed.".to_owned(),
        ],
    }
}

/// Two treated units and one control: an estimate, but no inference.
pub(crate) fn refused() -> Evaluation {
    let years: Vec<Period> = (2016..2024).map(Period::year).collect();
    let path = years.iter().enumerate().map(|(t, period)| {
        let counterfactual = 7.25 + 0.125 * t as f64;
        let actual = counterfactual + if t < 5 { 0.25 * wobble(t as u64) } else { 1.5 };
        PathPoint {
            period: *period,
            actual,
            counterfactual,
            gap: actual - counterfactual,
            counterfactual_lower: None,
            counterfactual_upper: None,
        }
    });
    let estimate = Estimate {
        method: Method::Did,
        estimate: 1.5,
        standard_error: None,
        interval: None,
        inference: Inference::Refused {
            wanted: "placebo".to_owned(),
            reason: "it needs more donors than treated units: there is 1 donor for 2 treated units"
                .to_owned(),
        },
        p_value: None,
        path: path.collect(),
        weights: Weights {
            units: vec![UnitWeight { unit: "Oxlode".to_owned(), weight: 1.0 }],
            periods: Vec::new(),
        },
        diagnostics: Diagnostics {
            pre_rmspe: 0.14,
            pre_rmspe_relative: Some(0.6),
            post_rmspe: 1.5,
            rmspe_ratio: Some(10.7),
            effective_donors: 1.0,
            donors_with_weight: 1,
            ..Diagnostics::default()
        },
        warnings: vec!["With one donor, whatever happened to it is read as the effect.".to_owned()],
    };
    Evaluation {
        outcome: "days of care a person".to_owned(),
        scale: Scale::Level,
        panel: PanelSummary {
            treated: vec!["Pellbrook".to_owned(), "Saltwick".to_owned()],
            donors: vec!["Oxlode".to_owned()],
            frequency: Frequency::Year,
            from: Period::year(2021),
            pre_periods: 5,
            post_periods: 3,
            dropped: Vec::new(),
            sha256: "77aa01be".repeat(8),
            periods: years,
        },
        estimates: vec![estimate],
        control_chart: None,
        caveats: Vec::new(),
    }
}
