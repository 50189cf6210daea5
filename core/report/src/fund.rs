//! The quarterly reports and the annual return of a pooled fund (section 75), from the journal.
//!
//! Regulation 7(4)(b) of S.I. 2000/617 has the pool manager submit to the partners "quarterly reports, and an annual return, about the income of, and expenditure
//! from, the pooled fund and other information by which the partners can monitor the effectiveness of the pooled fund arrangements". The fund is kept in the
//! host's ledger: income is credited to accounts that begin with `fund-income`, expenditure debited to accounts that begin with `fund-spending`;
//! `fund-income-` followed by a partner's id is that partner's contribution. An entry belongs to the month in which it was admitted.
#![deny(clippy::float_arithmetic)]

mod contents;
mod ledger;
mod words;

use commonweal_appraise::Case;
use commonweal_appraise::pooled_fund::period::{FundPeriod, Month};
use commonweal_appraise::pooled_fund::{self, Fund};
use commonweal_quantity::Pence;
use commonweal_record::fact::Date;
use commonweal_record::fact::kinds::log::LeadRole;
use commonweal_record::partnership::Partnership;
use serde::Serialize;

use crate::accounts::name_of;
use crate::document::Document;
use ledger::{INCOME, Movements, SPENDING};

pub use contents::contents;

/// A report on a pooled fund for a quarter or a financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FundReport {
    /// The period, as `fund_reported` names it.
    pub period: String,
    /// The period by its months.
    pub months: String,
    /// The financial year that it is in.
    pub year: String,
    /// Whether the period has ended.
    pub ended: bool,
    /// The partner that hosts the fund.
    pub host: String,
    /// The opaque ids of the officers whom the host has appointed as pool manager.
    pub pool_managers: Vec<String>,
    /// Income, a line a source.
    pub income: Vec<Line>,
    /// Expenditure, a line an account.
    pub expenditure: Vec<Line>,
    /// In the fund when the period began.
    pub opening_pence: Pence,
    /// In the fund when it ended.
    pub closing_pence: Pence,
    /// What the year comes to if it goes on as it began; none once it is over, or before a month of it has gone.
    pub forecast: Option<Forecast>,
    /// By what the partners can see whether it works.
    pub effectiveness: Vec<String>,
}

/// A line of income or expenditure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The partner, or what it is for.
    pub of: String,
    /// In the period.
    pub in_period_pence: Pence,
    /// From April to the end of the period.
    pub year_to_date_pence: Pence,
    /// What was agreed for the year; none for expenditure and for income of others.
    pub agreed_pence: Option<Pence>,
}

/// The year if it goes on as it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// Months of the year that have gone, of those in which the fund exists.
    pub months_gone: i64,
    /// Months of the year in which the fund exists.
    pub months: i64,
    /// Expenditure of the months gone, in proportion to the months.
    pub expenditure_pence: Pence,
    /// What the partners agreed to put in for the year.
    pub agreed_pence: Pence,
    /// What is agreed less the expenditure; below nought the fund is overspent.
    pub left_pence: Pence,
}

/// A report cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FundError {
    /// There is no fund.
    #[error(
        "no agreement of this partnership sets up a pooled fund; set a term of the type 'pooled_fund' that names the host, and have the partners sign it"
    )]
    NoFund,
    /// A sum that cannot be held.
    #[error(
        "the journals of {0} add up to more than can be held; look for an amount that is wrong by many digits"
    )]
    Overflow(String),
}

/// The report of a pooled fund on a period, as of `today`.
///
/// # Errors
/// [`FundError::NoFund`], [`FundError::Overflow`].
pub fn report(partnership: &Partnership, period: FundPeriod, today: Date) -> Result<FundReport, FundError> {
    let fund = pooled_fund::fund(&Case { partnership, today: Some(today) }).ok_or(FundError::NoFund)?;
    let overflow = || FundError::Overflow(period.to_string());
    let movements = Movements::of(partnership, fund.host).ok_or_else(overflow)?;
    let (first, last) = period.bounds();
    let (year_first, _) = period.year().bounds();
    let line = |kind: &str, account: &str, of: String, agreed_pence: Option<Pence>| {
        let sum = |from: Month| movements.sum(kind, account, from, last).map(Pence).ok_or_else(overflow);
        Ok(Line { of, in_period_pence: sum(first)?, year_to_date_pence: sum(year_first)?, agreed_pence })
    };
    let income = sources(partnership, &fund, &movements)
        .into_iter()
        .map(|(account, of, agreed)| line(INCOME, &account, of, agreed))
        .collect::<Result<Vec<Line>, FundError>>()?;
    let expenditure = movements
        .accounts(SPENDING)
        .into_iter()
        .map(|account| line(SPENDING, account, ledger::purpose(account), None))
        .collect::<Result<Vec<Line>, FundError>>()?;
    let opening_pence = movements.balance_before(first).map(Pence).ok_or_else(overflow)?;
    let closing_pence = movements.balance_through(last).map(Pence).ok_or_else(overflow)?;
    let now = Month::of(today.year_and_month());
    let ended = last < now;
    let forecast = forecast(&fund, period, now, &movements)?;
    Ok(FundReport {
        period: period.to_string(),
        months: period.in_words(),
        year: period.year().to_string(),
        ended,
        host: name_of(partnership, fund.host).to_owned(),
        pool_managers: managers(partnership, &fund),
        income,
        expenditure,
        opening_pence,
        closing_pence,
        forecast,
        effectiveness: words::effectiveness(partnership, first, last),
    })
}

/// The report as a document.
pub fn document(report: &FundReport, partnership_name: &str, today: Date) -> Document {
    words::document(report, partnership_name, today)
}

/// The report as JSON.
pub fn to_json(report: &FundReport) -> String {
    // A plain struct of texts and integers always has a JSON form.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// The sources of income: each partner that agreed to contribute or did, then the others; account, name, what was agreed.
fn sources(
    partnership: &Partnership,
    fund: &Fund<'_>,
    movements: &Movements,
) -> Vec<(String, String, Option<Pence>)> {
    let mut agreed: Vec<_> = fund.agreed().collect();
    agreed.sort();
    let account = |body: &commonweal_record::entry::BodyId| format!("{INCOME}-{body}");
    let mut sources: Vec<_> = agreed
        .into_iter()
        .map(|(body, pence)| (account(body), name_of(partnership, body).to_owned(), Some(Pence(pence))))
        .collect();
    for other in movements.accounts(INCOME) {
        if sources.iter().any(|(account, ..)| account == other) {
            continue;
        }
        let body = partnership.members.bodies.keys().find(|body| account(body) == other);
        let name = body.map_or_else(|| ledger::purpose(other), |body| name_of(partnership, body).to_owned());
        sources.push((other.to_owned(), name, None));
    }
    sources
}

fn managers(partnership: &Partnership, fund: &Fund<'_>) -> Vec<String> {
    let leads = partnership.members.leads.iter();
    let managers = leads.filter(|lead| {
        let named = &lead.named;
        lead.stood_down.is_none() && named.body == *fund.host && named.fact.role == LeadRole::PoolManager
    });
    managers.map(|lead| lead.named.fact.subject.to_string()).collect()
}

/// Expenditure × months of the year in which the fund exists / those of them that have gone, to the nearest penny. Whole months are
/// looked at, up to the end of the period and before `now`; a fund that nobody has signed for exists since something moved in it.
fn forecast(
    fund: &Fund<'_>,
    period: FundPeriod,
    now: Month,
    movements: &Movements,
) -> Result<Option<Forecast>, FundError> {
    let overflow = || FundError::Overflow(period.to_string());
    let (year_first, year_last) = period.year().bounds();
    let Some(begins) = fund.since().or(movements.first()) else { return Ok(None) };
    let begins = begins.max(year_first);
    let last = period.bounds().1.min(now.before());
    if last >= year_last || last < begins {
        return Ok(None);
    }
    let (months_gone, months) = (begins.months_through(last), begins.months_through(year_last));
    let accounts = movements.accounts(SPENDING).into_iter();
    let sums = accounts.map(|account| movements.sum(SPENDING, account, year_first, last));
    let spent = sums.map(|sum| sum.map(i128::from)).sum::<Option<i128>>().ok_or_else(overflow)?;
    let agreed: i128 = fund.agreed().map(|(_, pence)| i128::from(pence)).sum();
    let gone = i128::from(months_gone);
    let expenditure = (2 * spent * i128::from(months) + gone).div_euclid(2 * gone);
    let pence = |sum: i128| i64::try_from(sum).map(Pence).map_err(|_| overflow());
    Ok(Some(Forecast {
        months_gone,
        months,
        expenditure_pence: pence(expenditure)?,
        agreed_pence: pence(agreed)?,
        left_pence: pence(agreed - expenditure)?,
    }))
}
