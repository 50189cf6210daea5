//! A journal as plain text that accounting tools read: hledger, ledger and their kin.
#![deny(clippy::float_arithmetic)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Posting, Side};

/// An entry with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated<'e> {
    /// The day, as `YYYY-MM-DD`.
    pub date: &'e str,
    /// A short name by which others find it; none where it is empty.
    pub code: &'e str,
    /// What it is for.
    pub memo: &'e str,
    /// Its lines; debits equal credits.
    pub postings: &'e [Posting],
}

/// The entries as a journal of one commodity, pounds; every body's ledger is a tree of accounts below its name. Commodity and accounts are declared, so that
/// the tools' strict checks pass.
///
/// Debits are above nought, credits below, as these tools have it. Names are written so that they stay one account: a line break, a colon, a
/// semicolon or two spaces would end it, and become one space.
pub fn to_hledger(entries: &[Dated<'_>]) -> String {
    let mut text = "commodity £1,000.00\n".to_owned();
    let accounts: BTreeSet<String> =
        entries.iter().flat_map(|entry| entry.postings).map(account_of).collect();
    // Writing to a string cannot fail.
    for account in accounts {
        let _ = writeln!(text, "account {account}");
    }
    for Dated { date, code, memo, postings } in entries {
        let code = if code.is_empty() { String::new() } else { format!("({}) ", code_of(code)) };
        let _ = writeln!(text, "\n{} {code}{}", word(date), word(memo));
        for posting in *postings {
            let sign = if posting.side == Side::Credit { "-" } else { "" };
            let _ = writeln!(text, "    {}  {sign}{}", account_of(posting), posting.pence);
        }
    }
    text
}

fn account_of(posting: &Posting) -> String {
    format!("{}:{}", word(&posting.body), word(&posting.account))
}

/// A code without the bracket that would end it.
fn code_of(code: &str) -> String {
    word(code).replace(['(', ')'], " ")
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
        let entry = entry.unwrap().unwrap();
        let dated = Dated { date: "2026-04-01", code: "", memo: entry.memo(), postings: entry.postings() };
        let expected = "\
commodity £1,000.00
account Council (north):partners
account Council (north):shared-losses
account Trust:partners
account Trust:shared-losses

2026-04-01 cut shared
    Council (north):partners  £1,233.56
    Council (north):shared-losses  -£1,233.56
    Trust:shared-losses  £1,233.56
    Trust:partners  -£1,233.56
";
        assert_eq!(to_hledger(&[dated]), expected);
        let coded = to_hledger(&[Dated { code: "cut)1", ..dated }]);
        assert!(coded.contains("\n2026-04-01 (cut 1) cut shared\n"), "{coded}");
        assert_eq!(word("(;"), "unnamed");
    }
}
