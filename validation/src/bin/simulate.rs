//! How often each inference cries wolf, and how well effects are recovered, on simulated panels.
//!
//! `cargo run --release -p commonweal-validation --bin simulate -- --panels 2000 --seed 1 [--write]`
//!
//! `--write` puts the tables into `docs/methods/error-rates.md`. Progress goes to standard error.

use std::error::Error;
use std::path::PathBuf;

use commonweal_validation::simulation::page::{Results, false_alarms, legend, recovered_effects};
use commonweal_validation::simulation::scenario::{Scenario, all};

type Failure = Box<dyn Error>;

/// Sizes of effect; the noise has a standard deviation of 2.3 a month.
const EFFECTS: [f64; 3] = [1.0, 2.0, 4.0];

struct Arguments {
    panels: u64,
    seed: u64,
    destination: Destination,
}

enum Destination {
    Print,
    Write,
}

fn main() -> Result<(), Failure> {
    let arguments = arguments()?;
    let scenarios = all();
    let none = run(&scenarios, arguments.panels, arguments.seed, 0.0);
    // Each effect has panels of its own: another seed.
    let fewer = (arguments.panels / 4).max(1);
    let some: Vec<Vec<(&Scenario, Results)>> = EFFECTS
        .iter()
        .zip(arguments.seed + 1..)
        .map(|(&effect, seed)| run(&scenarios, fewer, seed, effect))
        .collect();
    let page = page(&arguments, &scenarios, &none, &some, fewer);
    println!("{page}");
    if let Destination::Write = arguments.destination {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/methods/error-rates.md");
        std::fs::write(path, page)?;
    }
    Ok(())
}

fn run(scenarios: &[Scenario], panels: u64, seed: u64, effect: f64) -> Vec<(&Scenario, Results)> {
    scenarios
        .iter()
        .map(|scenario| {
            eprintln!("{panels} panels, effect {effect}: {}", scenario.name);
            (scenario, scenario.run(panels, seed, effect, 0.95))
        })
        .collect()
}

fn page(
    arguments: &Arguments,
    scenarios: &[Scenario],
    none: &[(&Scenario, Results)],
    some: &[Vec<(&Scenario, Results)>],
    fewer: u64,
) -> String {
    let Arguments { panels, seed, .. } = arguments;
    let introduction = include_str!("simulate/introduction.md");
    let why = include_str!("simulate/why.md");
    format!(
        "# Error rates, simulated\n\nWritten by `cargo run --release -p commonweal-validation --bin simulate -- --panels {panels} --seed {seed} --write`; the same command gives the same figures.\n\n{introduction}\n{}\n## Without an effect: {panels} panels each\n\n{}\n{why}\n## With an effect: {fewer} panels for each of {} sizes\n\nBias, RMSE and coverage are over all sizes together.\n\n{}",
        legend(scenarios),
        false_alarms(none),
        EFFECTS.len(),
        recovered_effects(&EFFECTS, some),
    )
}

fn arguments() -> Result<Arguments, Failure> {
    let mut arguments = Arguments { panels: 2000, seed: 1, destination: Destination::Print };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().ok_or_else(|| format!("{word} needs a number"));
        match word.as_str() {
            "--panels" => arguments.panels = number()?.parse()?,
            "--seed" => arguments.seed = number()?.parse()?,
            "--write" => arguments.destination = Destination::Write,
            other => return Err(format!("unknown option {other}; use --panels N, --seed N, --write").into()),
        }
    }
    Ok(arguments)
}
