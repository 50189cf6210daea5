//! Our side of `bench/synthetic_did.py`: estimates one panel, repeatedly, and prints what each run took.
//!
//! Usage: `synthetic_did FILE FIRST_TREATED_PERIOD REPEATS [PLACEBOS]`. The file has a header and the columns unit,
//! period, value, treated (0 or 1, ever treated). One JSON object a run goes to standard output. Timed is all from the
//! observations in memory to the estimate with its placebo standard error: checks, design, weights, placebos and the placebo in
//! time. Reading the file is not timed, as it is not for the peer.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::time::Instant;

use commonweal_evaluate::design::{Design, DesignOptions};
use commonweal_evaluate::estimate::Estimate;
use commonweal_evaluate::inference::{InferenceChoice, InferenceOptions, PlaceboDraws};
use commonweal_evaluate::panel::{Duplicates, PanelBuilder};
use commonweal_evaluate::scale::Scale;
use commonweal_evaluate::synthetic_did::synthetic_did;
use commonweal_quantity::Period;
use cpu_time::ProcessTime;
use serde_json::json;

type Failure = Box<dyn Error>;

/// One cell of the panel.
struct Observation {
    unit: String,
    period: Period,
    value: f64,
}

struct Input {
    observations: Vec<Observation>,
    treated: BTreeSet<String>,
    from: Period,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, from, repeats, placebos] = arguments.as_slice() else {
        return Err("usage: synthetic_did FILE FIRST_TREATED_PERIOD REPEATS PLACEBOS".into());
    };
    let input = read(file, from)?;
    let options = InferenceOptions {
        choice: InferenceChoice::Placebo,
        placebos: PlaceboDraws::Sample(placebos.parse()?),
        most_left_out: 0,
        ..InferenceOptions::default()
    };
    for _ in 0..repeats.parse()? {
        let (wall, cpu) = (Instant::now(), ProcessTime::now());
        let estimate = evaluate(&input, &options)?;
        let (cpu, wall) = (cpu.elapsed(), wall.elapsed());
        let run = json!({
            "cpu_seconds": cpu.as_secs_f64(),
            "wall_seconds": wall.as_secs_f64(),
            "estimate": estimate.estimate,
            "standard_error": estimate.standard_error,
            "donors_with_weight": estimate.diagnostics.donors_with_weight,
            "figures": estimate.diagnostics.figures.iter().map(|f| (f.name, f.value)).collect::<BTreeMap<_, _>>(),
        });
        println!("{run}");
    }
    Ok(())
}

fn read(file: &str, from: &str) -> Result<Input, Failure> {
    let mut reader = csv::Reader::from_path(file)?;
    let mut input = Input { observations: Vec::new(), treated: BTreeSet::new(), from: from.parse()? };
    for record in reader.records() {
        let record = record?;
        let [unit, period, value, treated] =
            [0, 1, 2, 3].map(|column| record.get(column).unwrap_or_default());
        input.observations.push(Observation {
            unit: unit.to_owned(),
            period: period.parse()?,
            value: value.parse()?,
        });
        if treated == "1" {
            input.treated.insert(unit.to_owned());
        }
    }
    Ok(input)
}

fn evaluate(input: &Input, options: &InferenceOptions) -> Result<Estimate, Failure> {
    let mut builder = PanelBuilder::new();
    for Observation { unit, period, value } in &input.observations {
        builder.push(unit, *period, *value)?;
    }
    let panel = builder.finish(None, Duplicates::Refuse)?;
    let design = Design::new(
        &panel,
        None,
        &DesignOptions {
            treated: input.treated.iter().cloned().collect(),
            from: input.from,
            since: None,
            until: None,
            exclude: BTreeMap::new(),
            keep: BTreeSet::new(),
            max_jump: None,
            scale: Scale::Level,
        },
    )?;
    Ok(synthetic_did(&design, options, &|_, _| ())?)
}
