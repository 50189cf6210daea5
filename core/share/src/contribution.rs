//! What each puts in, beside what it gains: is it justified?
#![deny(clippy::float_arithmetic)]

use commonweal_quantity::{MoneyError, Pence};
use serde::Serialize;

/// All that a body puts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Contribution {
    /// Money.
    pub money: Pence,
    /// Time of its people, in minutes.
    pub minutes: i64,
    /// How often it gave energy: leadership, premises, data, convening, skills. It is counted, not priced.
    pub energy: u64,
}

/// How a body's benefit stands to its contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Balance {
    /// It gains at least what it puts in.
    Justified,
    /// It puts in more than it gains: the others gain by it.
    GivesMore,
    /// It gains, and puts in neither money nor time that is priced.
    GainsOnly,
    /// It neither puts in nor gains what is priced.
    Neither,
}

/// A body's contribution beside its benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Justification {
    /// Money and priced time.
    pub put_in: Pence,
    /// Of that, time.
    pub time: Pence,
    /// What it gains.
    pub gains: Pence,
    /// Gains less what is put in.
    pub net: Pence,
    /// How the two stand to each other.
    pub balance: Balance,
}

/// Contribution beside benefit, with time priced at `pence_an_hour`, rounded to the nearest penny, halves up in size.
///
/// # Errors
/// Sums that cannot be held.
pub fn justification(
    contribution: Contribution,
    pence_an_hour: Pence,
    gains: Pence,
) -> Result<Justification, MoneyError> {
    let product = i128::from(contribution.minutes) * i128::from(pence_an_hour.0);
    let rounded = (product + 30 * product.signum()) / 60;
    let time = i64::try_from(rounded).map(Pence).map_err(|_| MoneyError::OutOfRange)?;
    let put_in = contribution.money.checked_add(time)?;
    let net = gains.checked_sub(put_in)?;
    let balance = match (put_in.0, gains.0) {
        (0, 0) => Balance::Neither,
        (0, 1..) => Balance::GainsOnly,
        _ if net.0 >= 0 => Balance::Justified,
        _ => Balance::GivesMore,
    };
    Ok(Justification { put_in, time, gains, net, balance })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(money: i64, minutes: i64, gains: i64) -> Justification {
        let contribution = Contribution { money: Pence(money), minutes, energy: 2 };
        justification(contribution, Pence(1999), Pence(gains)).unwrap()
    }

    #[test]
    fn time_is_priced_to_the_penny_and_stands_beside_the_gain() {
        let judged = judged(10_000, 90, 13_000);
        assert_eq!((judged.time, judged.put_in, judged.net), (Pence(2999), Pence(12_999), Pence(1)));
        assert_eq!(judged.balance, Balance::Justified);
    }

    #[test]
    fn who_gives_more_who_only_gains_and_who_stands_by_are_told_apart() {
        assert_eq!(judged(500, 0, 499).balance, Balance::GivesMore);
        assert_eq!(judged(0, 0, 1).balance, Balance::GainsOnly);
        assert_eq!(judged(0, 0, 0).balance, Balance::Neither);
        assert_eq!(judged(0, 0, -1).balance, Balance::GivesMore);
    }

    #[test]
    fn a_price_beyond_all_money_is_refused() {
        let contribution = Contribution { minutes: i64::MAX, ..Contribution::default() };
        assert_eq!(justification(contribution, Pence(i64::MAX), Pence(0)), Err(MoneyError::OutOfRange));
    }
}
