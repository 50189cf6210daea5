//! Journals, line by line, and the balances that they leave.

use commonweal_quantity::Pence;
use commonweal_record::fact::kinds::money::{JournalLine, Side};
use commonweal_record::partnership::{Partnership, Told};
use commonweal_share::journal::hledger::Dated;
use commonweal_share::journal::{self, Posting};

use super::{Sheet, Value, body_values, day};

/// The journals in the order of their entries, as text that hledger, ledger and their kin read; bodies by their ids, which are one word and never change.
pub fn to_hledger(partnership: &Partnership) -> String {
    let mut journals: Vec<_> = partnership.ledgers.journals.values().collect();
    journals.sort_by_key(|told| told.seq);
    let days: Vec<String> = journals.iter().map(|told| day(told)).collect();
    let postings: Vec<Vec<Posting>> =
        journals.iter().map(|told| told.fact.lines.iter().map(posting).collect()).collect();
    let dated = journals.iter().zip(&days).zip(&postings).map(|((told, date), postings)| Dated {
        date,
        code: told.fact.journal.as_str(),
        memo: told.fact.memo.as_str(),
        postings,
    });
    journal::hledger::to_hledger(&dated.collect::<Vec<_>>())
}

fn posting(line: &JournalLine) -> Posting {
    let side = match line.side {
        Side::Debit => journal::Side::Debit,
        Side::Credit => journal::Side::Credit,
    };
    Posting { body: line.body.to_string(), account: line.account.to_string(), side, pence: line.pence }
}

/// A row a line, in the order of the entries.
pub(super) fn journal(partnership: &Partnership) -> Sheet {
    let mut journals: Vec<_> = partnership.ledgers.journals.values().collect();
    journals.sort_by_key(|told| told.seq);
    let rows = journals.into_iter().flat_map(|told| {
        told.fact.lines.iter().map(move |line| {
            let [body, name] = body_values(partnership, &line.body);
            let (debit, credit) = match line.side {
                Side::Debit => (Value::Money(line.pence), Value::Nothing),
                Side::Credit => (Value::Nothing, Value::Money(line.pence)),
            };
            let Told { seq, fact, .. } = told;
            vec![
                Value::text(fact.journal.as_str()),
                Value::Day(day(told)),
                body,
                name,
                Value::text(line.account.as_str()),
                debit,
                credit,
                Value::text(fact.memo.as_str()),
                Value::count(*seq),
            ]
        })
    });
    Sheet {
        name: "Journal",
        columns: &["journal", "day", "body", "name", "account", "debit", "credit", "memo", "entry"],
        rows: rows.collect(),
    }
}

/// What the journals leave in each account.
pub(super) fn balances(partnership: &Partnership) -> Sheet {
    let rows = partnership.ledgers.balances.iter().flat_map(|(body, accounts)| {
        accounts.iter().map(move |(account, pence)| {
            let [body, name] = body_values(partnership, body);
            let (debit, credit) = match *pence {
                0.. => (Value::Money(Pence(*pence)), Value::Nothing),
                _ => (Value::Nothing, Value::Money(Pence(pence.saturating_neg()))),
            };
            vec![body, name, Value::text(account.as_str()), debit, credit]
        })
    });
    Sheet { name: "Balances", columns: &["body", "name", "account", "debit", "credit"], rows: rows.collect() }
}
