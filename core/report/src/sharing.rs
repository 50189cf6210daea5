//! A division and a settlement as text, JSON and CSV.

use std::fmt::Write as _;

use commonweal_quantity::Pence;
use commonweal_share::Division;
use commonweal_share::division::Payment;
use serde::Serialize;

/// For a reader at a terminal: the parts, whether a group would do better alone, what was checked, what must be told.
pub fn to_text(division: &Division) -> String {
    let of = if division.sharing == "gains" { String::new() } else { format!(" ({})", division.sharing) };
    let mut text =
        format!("{} shared{of} by the rule {}: {}.\n\n", division.total, division.rule, division.method);
    let widest =
        |cells: &mut dyn Iterator<Item = &str>| cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
    let name = widest(&mut division.parts.iter().map(|part| part.body.as_str()).chain(["Total"]));
    let amount =
        widest(&mut division.parts.iter().map(|part| part.amount.as_str()).chain([division.total.as_str()]));
    // Writing to a string cannot fail.
    for part in &division.parts {
        let _ = write!(text, "  {:name$}  {:>amount$}", part.body, part.amount);
        if let Some(bound) = part.error_bound {
            let _ = write!(text, "  ± {bound:.2}");
        }
        text.push('\n');
    }
    let _ = writeln!(text, "  {:name$}  {:>amount$}", "Total", division.total);
    let core = division.core.iter().map(|core| core.words.clone());
    let limits = division.limits.iter().map(|bound| bound.words.clone());
    let warnings = division.warnings.iter().map(|warning| format!("note: {warning}"));
    let sentences = core.chain(limits).chain(division.verification.iter().cloned()).chain(warnings);
    for (at, sentence) in sentences.enumerate() {
        let gap = if at == 0 { "\n" } else { "" };
        let _ = writeln!(text, "{gap}{}.", capital(&sentence));
    }
    if let Some(due) = division.corridor {
        let amounts =
            [due.at_estimate, due.at_low, due.at_high, due.borne_out].map(|due| format!("£{due:.2}"));
        let [estimate, low, high, borne_out] = amounts;
        let _ = writeln!(
            text,
            "The corridor gives {estimate} at the estimate, {low} to {high} over its interval, and {borne_out} of what the evidence bears out."
        );
    }
    if !division.payments.is_empty() {
        let _ = write!(text, "\n{}", payments_to_text(&division.payments));
    }
    text
}

/// One document with everything.
pub fn to_json(division: &Division) -> String {
    document(division)
}

/// One row a body.
pub fn to_csv(division: &Division) -> String {
    let mut text = "body,pence,amount,estimate\n".to_owned();
    for part in &division.parts {
        let _ =
            writeln!(text, "{},{},{},{}", field(&part.body), part.pence.0, plain(part.pence), part.estimate);
    }
    text
}

/// Payments that settle balances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payments {
    /// The payments.
    pub payments: Vec<Payment>,
    /// How many there are.
    pub count: usize,
    /// No settlement has fewer.
    pub at_least: usize,
    /// Whether they are shown to be the fewest.
    pub fewest: bool,
}

impl Payments {
    /// For a reader at a terminal.
    pub fn to_text(&self) -> String {
        if self.payments.is_empty() {
            return "Nobody owes anybody anything.\n".to_owned();
        }
        let proof = if self.fewest {
            "No settlement has fewer payments.".to_owned()
        } else {
            format!("No settlement has fewer than {} payments; these may not be the fewest.", self.at_least)
        };
        format!("{}\n{proof}\n", payments_to_text(&self.payments))
    }

    /// One document with everything.
    pub fn to_json(&self) -> String {
        document(self)
    }

    /// One row a payment.
    pub fn to_csv(&self) -> String {
        let mut text = "from,to,pence,amount\n".to_owned();
        for payment in &self.payments {
            let (from, to) = (field(&payment.from), field(&payment.to));
            let _ = writeln!(text, "{from},{to},{},{}", payment.pence.0, plain(payment.pence));
        }
        text
    }
}

fn payments_to_text(payments: &[Payment]) -> String {
    let noun = if payments.len() == 1 { "payment settles" } else { "payments settle" };
    let mut text = format!("{} {noun} all:\n\n", payments.len());
    for payment in payments {
        let _ = writeln!(text, "  {} pays {} {}", payment.from, payment.to, payment.amount);
    }
    text
}

fn document(value: &impl Serialize) -> String {
    // Plain structs of texts and finite numbers always have a JSON form.
    let mut document = serde_json::to_string_pretty(value).unwrap_or_default();
    document.push('\n');
    document
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Pounds with two decimals and nothing else, for programs.
pub(crate) fn plain(pence: Pence) -> String {
    let (sign, size) = (if pence.0 < 0 { "-" } else { "" }, pence.0.unsigned_abs());
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// A CSV field, quoted where it must be.
pub(crate) fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonweal_share::claims::ClaimsRule;
    use commonweal_share::{Basis, Problem, Rule, division};

    fn talmud() -> Division {
        let bodies = ["A", "B, Ltd", "C"].map(str::to_owned).to_vec();
        let basis = Basis::Amount { what: "claim", numbers: vec![100.0, 200.0, 300.0], amount: -200.0 };
        let problem = Problem::new(bodies, basis);
        division::divide(&problem, Rule::Claims(ClaimsRule::Talmud)).unwrap()
    }

    #[test]
    fn the_three_forms_say_the_same() {
        let text = to_text(&talmud());
        assert!(text.starts_with("-£200.00 shared (a loss) by the rule talmud"), "{text}");
        assert!(text.contains("  B, Ltd   -£75.00\n"), "{text}");
        assert_eq!(to_csv(&talmud()).lines().nth(2), Some("\"B, Ltd\",-7500,-75.00,-75"));
        let document: serde_json::Value = serde_json::from_str(&to_json(&talmud())).unwrap();
        assert_eq!(document["shares"][2]["pence"], -7500);
    }

    #[test]
    fn payments_say_whether_they_are_the_fewest() {
        let payment = Payment {
            from: "A".to_owned(),
            to: "B".to_owned(),
            pence: Pence(150),
            amount: "£1.50".to_owned(),
        };
        let payments = |fewest| Payments { payments: vec![payment.clone()], count: 1, at_least: 1, fewest };
        assert!(payments(true).to_text().contains("A pays B £1.50\n\nNo settlement has fewer payments."));
        assert!(payments(false).to_text().contains("fewer than 1"));
        assert_eq!(payments(true).to_csv(), "from,to,pence,amount\nA,B,150,1.50\n");
        let none = Payments { payments: Vec::new(), count: 0, at_least: 0, fewest: true };
        assert_eq!(none.to_text(), "Nobody owes anybody anything.\n");
    }
}
