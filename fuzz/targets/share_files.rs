//! Any text, read as worths, amounts, limits or a plan in any form, gives them or a message; what can be divided adds up, and what is posted balances.
#![no_main]

use commonweal_share::claims::ClaimsRule;
use commonweal_share::division::{Basis, Problem, divide};
use commonweal_share::files::amounts::Amounts;
use commonweal_share::files::worths::{Missing, WorthTable};
use commonweal_share::files::{Form, limits, plan};
use commonweal_share::settlement::settle;
use commonweal_share::{Division, Rule};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((&ways, text)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let form = [Form::Csv, Form::Json, Form::Toml][usize::from(ways % 3)];
    if let Ok(table) = WorthTable::read(text, form)
        && table.bodies.len() <= 6
        && let Ok(Ok(game)) = table.tabulated(Missing::Zero)
    {
        let basis = Basis::Game { game, worths: table.worths };
        for rule in [Rule::Shapley, Rule::Nucleolus, Rule::Gately] {
            check(&problem(table.bodies.clone(), basis.clone()), rule);
        }
    }
    if let Ok(amounts) = Amounts::read(text, form) {
        let _ = limits::read(text, form, &amounts.bodies);
        if let Ok(pence) = amounts.pence()
            && let Ok(settlement) = settle(&pence)
        {
            assert!(settlement.at_least <= settlement.transfers.len());
        }
        let amount = amounts.amounts.iter().sum::<f64>() / 3.0;
        let basis = Basis::Amount { what: "claim", numbers: amounts.amounts, amount };
        check(&problem(amounts.bodies, basis), Rule::Claims(ClaimsRule::Talmud));
    }
    if let Ok((problem, rule)) = plan::read(text, None)
        && problem.bodies.len() <= 6
    {
        check(&problem, rule);
    }
});

fn problem(bodies: Vec<String>, basis: Basis) -> Problem {
    Problem { bodies, basis, limits: None, weights: None, groups: Vec::new(), struck: None, due: None, run: 1 }
}

fn check(problem: &Problem, rule: Rule) {
    match divide(problem, rule) {
        Ok(division) => adds_up(&division),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn adds_up(division: &Division) {
    let sum: i128 = division.parts.iter().map(|part| i128::from(part.pence.0)).sum();
    assert_eq!(sum, i128::from(division.total_pence.0));
}
