//! The tables of the simulation as Markdown.

use std::fmt::Write as _;

use commonweal_evaluate::inference::InferenceChoice;

use super::scenario::{Arm, Scenario};
use super::tally::{Outcome, Tally};

/// What each arm of a scenario said of each panel.
pub type Results = Vec<(Arm, Vec<Outcome>)>;

/// How far from 5%, in Monte Carlo standard errors, a rate is before it is called wrong: a right one is with a
/// probability of 0.0027.
const NOTABLE: f64 = 3.0;

fn inference(choice: InferenceChoice) -> &'static str {
    match choice {
        InferenceChoice::Auto => "auto",
        InferenceChoice::Placebo => "placebo",
        InferenceChoice::Jackknife => "jackknife",
        InferenceChoice::Bootstrap => "bootstrap",
        InferenceChoice::Clustered => "clustered",
    }
}

fn judgement(tally: &Tally) -> &'static str {
    let deviation = tally.rejected.deviation_from(0.05);
    if tally.rejected.of == 0 {
        "refused"
    } else if deviation > NOTABLE {
        "**too often**"
    } else if deviation < -NOTABLE {
        "too seldom"
    } else {
        "as stated"
    }
}

/// Rejection rates of panels without an effect.
pub fn false_alarms(results: &[(&Scenario, Results)]) -> String {
    let mut page = String::from(
        "| panels | method | inference | rejected at 5% | Monte Carlo SE | reading | bias | spread of estimates | mean SE claimed |\n|---|---|---|---:|---:|---|---:|---:|---:|\n",
    );
    for (scenario, arms) in results {
        for (arm, outcomes) in arms {
            let tally = Tally::of(outcomes);
            let _ = writeln!(
                page,
                "| {} | {} | {} | {:.2}% of {} | {:.2}% | {} | {:+.3} | {:.3} | {:.3} |",
                scenario.name,
                arm.method.id(),
                inference(arm.inference),
                100.0 * tally.rejected.share(),
                tally.rejected.of,
                100.0 * tally.rejected.standard_error(),
                judgement(&tally),
                tally.bias,
                tally.spread,
                tally.claimed,
            );
        }
    }
    page
}

/// Bias, error and coverage over all effects together, and power for each. `results` holds, for each effect, what
/// [`false_alarms`] takes; all have the same scenarios in the same order.
pub fn recovered_effects(effects: &[f64], results: &[Vec<(&Scenario, Results)>]) -> String {
    let powers: Vec<String> = effects.iter().map(|effect| format!(" power at {effect} |")).collect();
    let powers = powers.concat();
    let rule = "---:|".repeat(effects.len());
    let mut page = format!(
        "| panels | method | inference | bias (Monte Carlo SE) | RMSE | coverage of the 95% interval (SE) |{powers}\n|---|---|---|---:|---:|---:|{rule}\n"
    );
    let scenarios = results.first().map_or(&[][..], Vec::as_slice);
    for (position, (scenario, arms)) in scenarios.iter().enumerate() {
        for (place, (arm, _)) in arms.iter().enumerate() {
            let by_effect: Vec<&[Outcome]> =
                results.iter().map(|all| all[position].1[place].1.as_slice()).collect();
            let tally = Tally::of(&by_effect.concat());
            let _ = write!(
                page,
                "| {} | {} | {} | {:+.3} ({:.3}) | {:.3} | {:.1}% ({:.1}) |",
                scenario.name,
                arm.method.id(),
                inference(arm.inference),
                tally.bias,
                tally.bias_error(),
                tally.rmse,
                100.0 * tally.covered.share(),
                100.0 * tally.covered.standard_error(),
            );
            for outcomes in by_effect {
                let _ = write!(page, " {:.0}% |", 100.0 * Tally::of(outcomes).rejected.share());
            }
            page.push('\n');
        }
    }
    page
}

/// What the scenarios stand for.
pub fn legend(scenarios: &[Scenario]) -> String {
    let mut page = String::new();
    for scenario in scenarios {
        let _ = writeln!(page, "- **{}**: {}.", scenario.name, scenario.meaning);
    }
    page
}
