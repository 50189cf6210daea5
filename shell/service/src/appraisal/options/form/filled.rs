//! The forms, filled in with what is kept: the fields from which [`super::frame`] and [`super::option`] read the same again.

use std::fmt::Display;

use commonweal_value::options::sheet::{Amount, Draft, Estimate, Frame, Verdict};

use super::{KINDS, SORTS};

/// Fields by name.
pub type Filled = Vec<(String, String)>;

/// The fields of a frame.
pub fn frame(frame: &Frame) -> Filled {
    let mut filled = vec![
        ("prices".to_owned(), frame.prices.to_string()),
        ("years".to_owned(), frame.years.to_string()),
        ("budgets".to_owned(), frame.budgets.join("\n")),
        ("gates".to_owned(), frame.gates.join("\n")),
    ];
    for (number, weight) in (1..).zip(&frame.criteria) {
        filled.push((format!("criterion_{number}"), weight.title.clone()));
        filled.push((format!("weight_{number}"), weight.percent.to_string()));
        for (end, of) in weight.range.iter().flatten().zip(["least", "most"]) {
            filled.push((format!("{of}_{number}"), end.to_string()));
        }
    }
    filled
}

/// The fields of an option on its frame.
pub fn option(frame: &Frame, option: &Draft) -> Filled {
    let kind = KINDS.into_iter().find(|(_, kind)| *kind == option.kind).map(|(word, _)| word);
    let mut filled = vec![
        ("name".to_owned(), option.name.clone()),
        ("kind".to_owned(), kind.unwrap_or_default().to_owned()),
        ("delivered_by".to_owned(), option.delivered_by.clone()),
    ];
    for (number, gate) in (1..).zip(&frame.gates) {
        let Some(verdict) = option.gates.get(gate) else { continue };
        match verdict {
            Verdict::Met => filled.push((format!("gate_{number}"), "yes".to_owned())),
            Verdict::NotMet(why) => {
                filled.push((format!("gate_{number}"), "no".to_owned()));
                filled.push((format!("gate_{number}_why"), why.clone()));
            }
        }
    }
    for (number, weight) in (1..).zip(&frame.criteria) {
        let Some(score) = option.scores.get(&weight.title) else { continue };
        let field = format!("score_{number}");
        estimate(&mut filled, [&field, &format!("{field}_low"), &format!("{field}_high")], score);
    }
    for (number, line) in (1..).zip(&option.lines) {
        amount(&mut filled, number, line);
    }
    filled
}

fn estimate<T: Display>(filled: &mut Filled, [likely, low, high]: [&str; 3], estimate: &Estimate<T>) {
    filled.push((likely.to_owned(), estimate.likely.to_string()));
    for (end, field) in estimate.range.iter().flatten().zip([low, high]) {
        filled.push((field.to_owned(), end.to_string()));
    }
}

fn amount(filled: &mut Filled, number: usize, line: &Amount) {
    let field = |of: &str| format!("line_{number}_{of}");
    let sort = SORTS.into_iter().find(|(_, sort)| *sort == line.sort).map(|(word, _)| word);
    filled.push((field("what"), line.name.clone()));
    filled.push((field("sort"), sort.unwrap_or_default().to_owned()));
    filled.push((field("budget"), line.budget.clone()));
    estimate(filled, [&field("amount"), &field("low"), &field("high")], &line.a_year);
    filled.push((field("from"), line.from_year.to_string()));
    filled.extend(line.years.map(|years| (field("years"), years.to_string())));
    filled.push((field("source"), line.source.clone()));
}
