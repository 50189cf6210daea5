//! What came into a fund and went out of it, month by month, from the host's ledger.

use std::collections::BTreeMap;

use commonweal_appraise::pooled_fund::period::Month;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::money::Side;
use commonweal_record::partnership::Partnership;

/// What an account of income is called, alone or with a hyphen and the source after it.
pub(super) const INCOME: &str = "fund-income";
/// What an account of expenditure is called, alone or with a hyphen and the purpose after it.
pub(super) const SPENDING: &str = "fund-spending";

/// Income and expenditure in pence by account and month; both are above nought as they should be.
pub(super) struct Movements(BTreeMap<String, BTreeMap<Month, i64>>);

impl Movements {
    /// From the journals; none where a sum cannot be held.
    pub(super) fn of(partnership: &Partnership, host: &BodyId) -> Option<Self> {
        let mut sums: BTreeMap<String, BTreeMap<Month, i64>> = BTreeMap::new();
        for told in partnership.ledgers.journals.values() {
            let day = told.at.date();
            let month = Month::of((day.year(), day.month()));
            for line in told.fact.lines.iter().filter(|line| line.body == *host) {
                let account = line.account.as_str();
                let more = match (is(INCOME, account), is(SPENDING, account), line.side) {
                    (true, _, Side::Credit) | (_, true, Side::Debit) => line.pence.0,
                    (true, _, Side::Debit) | (_, true, Side::Credit) => line.pence.0.checked_neg()?,
                    (false, false, _) => continue,
                };
                let sum = sums.entry(account.to_owned()).or_default().entry(month).or_default();
                *sum = sum.checked_add(more)?;
            }
        }
        Some(Self(sums))
    }

    /// The accounts of a kind.
    pub(super) fn accounts(&self, kind: &str) -> Vec<&str> {
        self.0.keys().map(String::as_str).filter(|account| is(kind, account)).collect()
    }

    /// The first month in which anything moved.
    pub(super) fn first(&self) -> Option<Month> {
        self.0.values().filter_map(|months| months.keys().next().copied()).min()
    }

    /// What moved on one account of a kind in the months from `first` to `last`.
    pub(super) fn sum(&self, kind: &str, account: &str, first: Month, last: Month) -> Option<i64> {
        let months = self.0.get(account).filter(|_| is(kind, account)).into_iter().flatten();
        let in_time = months.filter(|(month, _)| (first..=last).contains(*month));
        in_time.map(|(_, pence)| *pence).try_fold(0_i64, i64::checked_add)
    }

    /// What was in the fund at the end of a month.
    pub(super) fn balance_through(&self, last: Month) -> Option<i64> {
        self.balance(|month| month <= last)
    }

    /// What was in the fund at the beginning of a month.
    pub(super) fn balance_before(&self, first: Month) -> Option<i64> {
        self.balance(|month| month < first)
    }

    fn balance(&self, counts: impl Fn(Month) -> bool) -> Option<i64> {
        let mut balance = 0_i64;
        for (account, months) in &self.0 {
            for (_, pence) in months.iter().filter(|(month, _)| counts(**month)) {
                balance = if is(INCOME, account) {
                    balance.checked_add(*pence)?
                } else {
                    balance.checked_sub(*pence)?
                };
            }
        }
        Some(balance)
    }
}

/// Whether an account is of a kind.
fn is(kind: &str, account: &str) -> bool {
    account.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// What an account is for, from its name: "fund-spending-home-visits" is for "home visits".
pub(super) fn purpose(account: &str) -> String {
    let rest = account.strip_prefix(INCOME).or_else(|| account.strip_prefix(SPENDING)).unwrap_or(account);
    let words = rest.trim_start_matches('-').replace('-', " ");
    if words.is_empty() { "not said".to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_of_a_kind_by_its_whole_first_words() {
        assert!(is(INCOME, "fund-income") && is(INCOME, "fund-income-council"));
        assert!(!is(INCOME, "fund-incomes") && !is(SPENDING, "fund-income"));
        assert_eq!(
            (purpose("fund-spending-home-visits").as_str(), purpose(INCOME)),
            ("home visits", "not said".to_owned())
        );
    }
}
