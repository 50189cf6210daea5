//! Money in whole pence, with the year in whose prices it is stated.
//!
//! No floating point: a sum is exact or it is refused.
#![deny(clippy::float_arithmetic)]

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::digits::{all_digits, group, ungroup};
use crate::price_year::{PriceYear, PriceYearError};

/// An amount in whole pence, from −£92,233,720,368,547,758.08 to £92,233,720,368,547,758.07.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pence(pub i64);

/// Whether money is cash as paid, or restated without inflation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriceBasis {
    /// Cash as paid; the price year is the year in which it is paid.
    Nominal,
    /// Restated in the prices of the price year.
    Real,
}

impl fmt::Display for PriceBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nominal => "nominal",
            Self::Real => "real",
        })
    }
}

/// An amount with its price base; printed `£1,234.56 (2024/25 prices)`, or `£1,234.56 (nominal, 2024/25)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// The amount.
    pub pence: Pence,
    /// The year in whose prices it is stated (real) or in which it is paid (nominal).
    pub price_year: PriceYear,
    /// Whether inflation is taken out.
    pub basis: PriceBasis,
}

/// Why a text is not money, or two amounts cannot be added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text has none of the known forms.
    #[error("'{0}' is not an amount of money: write £1,234.56, 1234.56, -£5 or £1.2m")]
    Unreadable(String),
    /// The text has fractions of a penny.
    #[error(
        "'{text}' has more than {most} decimals, which is less than a penny; round it to whole pence first"
    )]
    FractionOfPenny {
        /// The text as given.
        text: String,
        /// "two", or the number of decimals that a thousand, a million or a billion pounds may have.
        most: &'static str,
    },
    /// The amount has no price base where one is needed.
    #[error("'{0}' has no price year: write £1,234.56 (2024/25 prices) or £1,234.56 (nominal, 2024/25)")]
    NoPriceYear(String),
    /// The price year cannot be read.
    #[error(transparent)]
    PriceYear(#[from] PriceYearError),
    /// Beyond the range of [`Pence`].
    #[error("the amount is beyond £92,233,720,368,547,758.07, the most that can be held; check the units")]
    OutOfRange,
    /// Amounts of different price years.
    #[error("{left} and {right} are in prices of different years; restate one of them with a deflator first")]
    DifferentPriceYears {
        /// One amount.
        left: Money,
        /// The other.
        right: Money,
    },
    /// A nominal and a real amount.
    #[error("{left} and {right} cannot be added: one is cash as paid, the other is without inflation")]
    DifferentBases {
        /// One amount.
        left: Money,
        /// The other.
        right: Money,
    },
}

impl Pence {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] where it cannot be held.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::OutOfRange)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] where it cannot be held.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_sub(other.0).map(Self).ok_or(MoneyError::OutOfRange)
    }

    /// The same amount owed the other way.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] for the lowest amount, which has no positive twin.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        self.0.checked_neg().map(Self).ok_or(MoneyError::OutOfRange)
    }

    /// The amount `count` times.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] where it cannot be held.
    pub fn checked_times(self, count: i64) -> Result<Self, MoneyError> {
        self.0.checked_mul(count).map(Self).ok_or(MoneyError::OutOfRange)
    }

    /// The sum of all, whatever their order: only the total has to fit.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] where the total cannot be held.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        // 2^64 amounts of 2^63 pence would be needed to overflow the wide sum.
        let total: i128 = amounts.into_iter().map(|amount| i128::from(amount.0)).sum();
        i64::try_from(total).map(Self).map_err(|_| MoneyError::OutOfRange)
    }
}

impl Money {
    /// The sum of two amounts of one price base.
    ///
    /// # Errors
    /// [`MoneyError::DifferentPriceYears`], [`MoneyError::DifferentBases`] and [`MoneyError::OutOfRange`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_base(other)?;
        Ok(Self { pence: self.pence.checked_add(other.pence)?, ..self })
    }

    /// The difference of two amounts of one price base.
    ///
    /// # Errors
    /// As for [`Money::checked_add`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_base(other)?;
        Ok(Self { pence: self.pence.checked_sub(other.pence)?, ..self })
    }

    fn same_base(self, other: Self) -> Result<(), MoneyError> {
        if self.basis != other.basis {
            Err(MoneyError::DifferentBases { left: self, right: other })
        } else if self.price_year != other.price_year {
            Err(MoneyError::DifferentPriceYears { left: self, right: other })
        } else {
            Ok(())
        }
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let pence = self.0.unsigned_abs();
        write!(f, "{sign}£{}.{:02}", group(pence / 100), pence % 100)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.basis {
            PriceBasis::Real => write!(f, "{} ({} prices)", self.pence, self.price_year),
            PriceBasis::Nominal => write!(f, "{} (nominal, {})", self.pence, self.price_year),
        }
    }
}

/// Power of ten between a penny and the unit that a suffix names, and that power in words.
fn unit_of(text: &str) -> (&str, usize, &'static str) {
    const UNITS: [(&str, usize, &str); 4] =
        [("bn", 11, "eleven"), ("m", 8, "eight"), ("k", 5, "five"), ("", 2, "two")];
    for (suffix, power, word) in UNITS {
        if let Some(number) = text.strip_suffix(suffix) {
            return (number, power, word);
        }
    }
    (text, 2, "two")
}

impl FromStr for Pence {
    type Err = MoneyError;

    /// Reads `£1,234.56`, `1234.56`, `-£5`, and `£5k`, `£1.2m`, `£3bn` for thousands, millions and billions of pounds.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim();
        let unreadable = || MoneyError::Unreadable(text.to_owned());
        let (negative, unsigned) = text.strip_prefix(['-', '−']).map_or((false, text), |rest| (true, rest));
        let (number, power, most) = unit_of(unsigned.strip_prefix('£').unwrap_or(unsigned));
        let (pounds, decimals) = match number.split_once('.') {
            Some((pounds, decimals)) if all_digits(decimals) => (pounds, decimals),
            Some(_) => return Err(unreadable()),
            None => (number, ""),
        };
        let pounds = ungroup(pounds).ok_or_else(unreadable)?;
        if decimals.len() > power {
            return Err(MoneyError::FractionOfPenny { text: text.to_owned(), most });
        }
        let digits = format!("{pounds}{decimals:0<power$}");
        let magnitude: i128 = digits.parse().map_err(|_| MoneyError::OutOfRange)?;
        let pence = if negative { -magnitude } else { magnitude };
        i64::try_from(pence).map(Self).map_err(|_| MoneyError::OutOfRange)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim();
        let no_price_year = || MoneyError::NoPriceYear(text.to_owned());
        let Some((amount, base)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
            // An amount that cannot be read at all is the first thing to put right.
            text.parse::<Pence>()?;
            return Err(no_price_year());
        };
        let pence = amount.parse()?;
        let (price_year, basis) = match (base.strip_suffix(" prices"), base.strip_prefix("nominal, ")) {
            (Some(year), _) => (year, PriceBasis::Real),
            (None, Some(year)) => (year, PriceBasis::Nominal),
            (None, None) => return Err(no_price_year()),
        };
        Ok(Self { pence, price_year: price_year.parse()?, basis })
    }
}

impl Serialize for Pence {
    /// Writes the number of pence, which JSON holds exactly as an integer.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Pence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

stored_as_text!(Money);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn every_form_is_read_as_the_amount_it_names() {
        let cases = [
            ("£1,234.56", 123_456),
            ("1234.56", 123_456),
            ("-£1,234.56", -123_456),
            ("−£5", -500),
            ("-£5", -500),
            ("£5.5", 550),
            ("£1.2m", 120_000_000),
            ("£12.5k", 1_250_000),
            ("£0.00000001bn", 1_000),
            ("£0.01", 1),
            ("£92,233,720,368,547,758.07", i64::MAX),
            ("-£92,233,720,368,547,758.08", i64::MIN),
        ];
        for (text, pence) in cases {
            assert_eq!(text.parse(), Ok(Pence(pence)), "{text}");
        }
    }

    #[test]
    fn a_fraction_of_a_penny_is_refused_rather_than_rounded() {
        for text in ["1234.567", "£0.010", "£1.000000001m"] {
            assert!(matches!(text.parse::<Pence>(), Err(MoneyError::FractionOfPenny { .. })), "{text}");
        }
        assert!("1234.567".parse::<Pence>().unwrap_err().to_string().contains("more than two decimals"));
    }

    #[test]
    fn nonsense_and_amounts_beyond_the_range_are_told_apart() {
        for text in [
            "", "£", "-", "£1,23", "1.", ".5", "£1 234", "$5", "5 pounds", "--5", "£1.2.3", "1e3", "m", "1kk",
        ] {
            assert!(matches!(text.parse::<Pence>(), Err(MoneyError::Unreadable(_))), "{text}");
        }
        let too_long = "9".repeat(60);
        for text in ["£92,233,720,368,547,758.08", "-£92,233,720,368,547,758.09", too_long.as_str()] {
            assert_eq!(text.parse::<Pence>(), Err(MoneyError::OutOfRange), "{text}");
        }
    }

    #[test]
    fn an_overflow_is_an_error_and_only_the_total_has_to_fit() {
        let (most, least, penny) = (Pence(i64::MAX), Pence(i64::MIN), Pence(1));
        assert_eq!(most.checked_add(penny), Err(MoneyError::OutOfRange));
        assert_eq!(least.checked_sub(penny), Err(MoneyError::OutOfRange));
        assert_eq!(least.checked_neg(), Err(MoneyError::OutOfRange));
        assert_eq!(most.checked_times(2), Err(MoneyError::OutOfRange));
        assert_eq!(Pence::checked_sum([most, penny]), Err(MoneyError::OutOfRange));
        assert_eq!(Pence::checked_sum([most, penny, Pence(-2)]), Ok(Pence(i64::MAX - 1)));
    }

    #[test]
    fn money_of_different_years_or_bases_does_not_add_up() {
        let real = money("£10.00 (2024/25 prices)");
        assert_eq!(
            real.checked_add(real).map(|sum| sum.to_string()),
            Ok("£20.00 (2024/25 prices)".to_owned())
        );
        assert_eq!(real.checked_sub(real).map(|sum| sum.pence), Ok(Pence::ZERO));
        let other_year = real.checked_add(money("£10.00 (2023/24 prices)"));
        assert!(matches!(other_year, Err(MoneyError::DifferentPriceYears { .. })));
        let calendar = real.checked_add(money("£10.00 (2024 prices)"));
        assert!(matches!(calendar, Err(MoneyError::DifferentPriceYears { .. })));
        let nominal = real.checked_sub(money("£10.00 (nominal, 2024/25)"));
        assert!(matches!(nominal, Err(MoneyError::DifferentBases { .. })));
    }

    #[test]
    fn money_without_a_price_year_says_that_it_lacks_one() {
        for text in ["£5", "£5 ()", "£5 (2024/25)", "£5 (nominal 2024/25)"] {
            assert!(matches!(text.parse::<Money>(), Err(MoneyError::NoPriceYear(_))), "{text}");
        }
        assert!(matches!("£5 (2024/26 prices)".parse::<Money>(), Err(MoneyError::PriceYear(_))));
        assert!(matches!("five (2024/25 prices)".parse::<Money>(), Err(MoneyError::Unreadable(_))));
    }

    proptest! {
        #[test]
        fn printing_and_reading_back_is_the_identity(pence: i64, year in 1000i16..=9998, financial: bool, real: bool) {
            let price_year = if financial { PriceYear::financial(year) } else { PriceYear::calendar(year) }.unwrap();
            let basis = if real { PriceBasis::Real } else { PriceBasis::Nominal };
            let money = Money { pence: Pence(pence), price_year, basis };
            prop_assert_eq!(money.pence.to_string().parse(), Ok(money.pence));
            prop_assert_eq!(money.to_string().parse(), Ok(money));
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in ".{0,24}", near_miss in "[-−£]{0,2}[0-9,.]{0,30}[kmbn]{0,2}( [(]2024/25 prices[)])?") {
            for text in [text, near_miss] {
                let _ = (text.parse::<Pence>(), text.parse::<Money>());
            }
        }
    }
}
