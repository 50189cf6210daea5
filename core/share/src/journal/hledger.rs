//! A journal as plain text that accounting tools read: hledger, ledger and their kin.
#![deny(clippy::float_arithmetic)]

use std::fmt::Write as _;

use super::{Entry, Side};

/// The entries as a journal of one commodity, pounds; every body's ledger is a tree of accounts below its name.
///
/// Debits are above nought, credits below, as these tools have it. Names are written so that they stay one account: a line break, a colon, a
/// semicolon or two spaces would end it, and become one space. Each date is written as `YYYY-MM-DD`.
pub fn to_hledger(entries: &[(&str, &Entry)]) -> String {
    let mut text = "commodity £1,000.00\n".to_owned();
    for (date, entry) in entries {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{} {}", word(date), word(entry.memo()));
        for posting in entry.postings() {
            let sign = if posting.side == Side::Credit { "-" } else { "" };
            let (body, account) = (word(&posting.body), word(&posting.account));
            let _ = writeln!(text, "    {body}:{account}  {sign}{}", posting.pence);
        }
    }
    text
}

/// A name without what has a meaning to the tools.
fn word(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_control() || ":;|".contains(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    let opening = joined.trim_start_matches(['(', '[', '*', '!', '=', '~']).trim_start();
    if opening.is_empty() { "unnamed".to_owned() } else { opening.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::shared_loss;
    use commonweal_quantity::Pence;

    #[test]
    fn an_entry_is_written_with_debits_above_and_credits_below_nought() {
        let bodies = ["Council: (north)", "Trust"].map(str::to_owned);
        let entry =
            shared_loss("cut; shared", &bodies, &[Pence(123_456), Pence(0)], &[Pence(100), Pence(123_356)]);
        let text = to_hledger(&[("2026-04-01", &entry.unwrap().unwrap())]);
        let expected = "\
commodity £1,000.00

2026-04-01 cut shared
    Council (north):partners  £1,233.56
    Council (north):shared-losses  -£1,233.56
    Trust:shared-losses  £1,233.56
    Trust:partners  -£1,233.56
";
        assert_eq!(text, expected);
        assert_eq!(word("(;"), "unnamed");
    }
}
