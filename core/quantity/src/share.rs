//! A proportion between nought and one, held exactly as a reduced fraction.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::digits::all_digits;

/// A proportion in [0, 1]; a third is a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    numerator: u64,
    denominator: u64,
}

/// Why a text or a pair of numbers is not a share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The text has none of the known forms.
    #[error("'{0}' is not a share: write 25%, 0.25 or 1/4")]
    Unreadable(String),
    /// More than the whole.
    #[error("the share {0} is more than the whole; a share lies between 0% and 100%")]
    AboveWhole(String),
    /// Less than nothing.
    #[error("the share {0} is below nought; a share lies between 0% and 100%")]
    Negative(String),
    /// A part of nothing.
    #[error("{0}/0 is a part of nothing; the number below the line must be above nought")]
    ZeroDenominator(u64),
    /// More digits than a share can hold.
    #[error(
        "the share {0} has more digits than can be held exactly; write it as a fraction (1/3) or round it"
    )]
    TooManyDigits(String),
}

/// The greatest common divisor; `gcd(0, b)` is `b`.
pub(crate) fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Share {
    /// Nothing of the whole.
    pub const NONE: Self = Self { numerator: 0, denominator: 1 };
    /// All of the whole.
    pub const WHOLE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`, reduced.
    ///
    /// # Errors
    /// [`ShareError::ZeroDenominator`] and [`ShareError::AboveWhole`].
    pub fn new(numerator: u64, denominator: u64) -> Result<Self, ShareError> {
        if denominator == 0 {
            return Err(ShareError::ZeroDenominator(numerator));
        }
        if numerator > denominator {
            return Err(ShareError::AboveWhole(format!("{numerator}/{denominator}")));
        }
        let divisor = gcd(numerator, denominator);
        Ok(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// The number above the line, in lowest terms.
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// The number below the line, in lowest terms; never nought.
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// What is left of the whole.
    #[must_use]
    pub fn remainder(self) -> Self {
        Self { numerator: self.denominator - self.numerator, ..self }
    }

    /// The nearest floating-point number, for estimates; never for a journal.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        let scaled = |a: &Self, b: &Self| u128::from(a.numerator) * u128::from(b.denominator);
        scaled(self, other).cmp(&scaled(other, self))
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Share {
    /// A percentage where four decimals write it exactly (`12.5%`), the fraction otherwise (`1/3`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SCALE: u128 = 10_000;
        let scaled = u128::from(self.numerator) * 100 * SCALE;
        let denominator = u128::from(self.denominator);
        if !scaled.is_multiple_of(denominator) {
            return write!(f, "{}/{}", self.numerator, self.denominator);
        }
        let scaled = scaled / denominator;
        let decimals = format!("{:04}", scaled % SCALE);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{}{point}{decimals}%", scaled / SCALE)
    }
}

impl FromStr for Share {
    type Err = ShareError;

    /// Reads `25%`, `12.5%`, `0.25` and `1/4`, each exactly.
    fn from_str(text: &str) -> Result<Self, ShareError> {
        let text = text.trim();
        let Some(size) = text.strip_prefix(['-', '−']) else { return read_unsigned(text, text) };
        match read_unsigned(size, text) {
            Ok(Self::NONE) => Err(ShareError::Unreadable(text.to_owned())),
            Ok(_) | Err(ShareError::AboveWhole(_)) => Err(ShareError::Negative(text.to_owned())),
            Err(error) => Err(error),
        }
    }
}

/// Reads `unsigned`, what `text` is without its sign.
fn read_unsigned(unsigned: &str, text: &str) -> Result<Share, ShareError> {
    let whole_text = |error| match error {
        ShareError::AboveWhole(_) => ShareError::AboveWhole(text.to_owned()),
        other => other,
    };
    if let Some((numerator, denominator)) = unsigned.split_once('/') {
        let [numerator, denominator] = [whole_number(numerator, text)?, whole_number(denominator, text)?];
        return Share::new(numerator, denominator).map_err(whole_text);
    }
    let (number, power) = unsigned.strip_suffix('%').map_or((unsigned, 0), |number| (number, 2));
    let (units, decimals) = number.split_once('.').unwrap_or((number, "0"));
    if !all_digits(units) || !all_digits(decimals) {
        return Err(ShareError::Unreadable(text.to_owned()));
    }
    let decimals = decimals.trim_end_matches('0');
    let too_many = || ShareError::TooManyDigits(text.to_owned());
    let power = u32::try_from(decimals.len() + power).map_err(|_| too_many())?;
    let denominator = 10_u64.checked_pow(power).ok_or_else(too_many)?;
    Share::new(whole_number(&format!("{units}{decimals}"), text)?, denominator).map_err(whole_text)
}

fn whole_number(part: &str, text: &str) -> Result<u64, ShareError> {
    let part = part.trim();
    if !all_digits(part) {
        return Err(ShareError::Unreadable(text.to_owned()));
    }
    part.parse().map_err(|_| ShareError::TooManyDigits(text.to_owned()))
}

stored_as_text!(Share);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_is_read_exactly_and_printed_as_a_percentage_where_it_is_one() {
        let cases = [
            ("25%", "25%"),
            ("0.25", "25%"),
            ("1/4", "25%"),
            ("12.5%", "12.5%"),
            ("0.050%", "0.05%"),
            ("1/3", "1/3"),
            ("2/6", "1/3"),
            ("0", "0%"),
            ("1.0", "100%"),
            ("-0%", ""),
            ("0.0000001", "1/10000000"),
        ];
        for (text, printed) in cases {
            let share = text.parse::<Share>();
            if printed.is_empty() {
                assert!(matches!(share, Err(ShareError::Unreadable(_))), "{text}");
            } else {
                assert_eq!(share.unwrap().to_string(), printed, "{text}");
            }
        }
    }

    #[test]
    fn each_wrong_text_is_refused_by_its_own_name() {
        assert!(matches!("101%".parse::<Share>(), Err(ShareError::AboveWhole(text)) if text == "101%"));
        assert!(matches!("5/4".parse::<Share>(), Err(ShareError::AboveWhole(_))));
        for text in ["-25%", "−1/4", "-150%"] {
            assert!(matches!(text.parse::<Share>(), Err(ShareError::Negative(_))), "{text}");
        }
        assert!(matches!("1/0".parse::<Share>(), Err(ShareError::ZeroDenominator(1))));
        assert!(matches!("0.00000000000000000001".parse::<Share>(), Err(ShareError::TooManyDigits(_))));
        for text in ["", "%", "a quarter", "1/", "/4", "1/2/3", ".5", "1.", "1e-3", "25%%", "1/4%", "--5%"] {
            assert!(matches!(text.parse::<Share>(), Err(ShareError::Unreadable(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_and_reading_back_is_the_identity(a: u64, b in 1u64.., percent in 0u64..=1_000_000) {
            for share in [Share::new(a.min(b), a.max(b)).unwrap(), Share::new(percent, 1_000_000).unwrap()] {
                prop_assert_eq!(share.to_string().parse(), Ok(share));
            }
        }

        #[test]
        fn a_share_and_its_remainder_make_the_whole_and_keep_their_order(a in 0u64..500, b in 500u64..1000, c in 500u64..1000) {
            let (share, other) = (Share::new(a, b).unwrap(), Share::new(a, c).unwrap());
            prop_assert_eq!(share.remainder().remainder(), share);
            prop_assert_eq!(share.numerator() + share.remainder().numerator(), share.denominator());
            prop_assert_eq!(share.cmp(&other), if a == 0 { Ordering::Equal } else { c.cmp(&b) });
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,24}", near_miss in "[-−]?[0-9./]{0,26}%?") {
            let _ = (text.parse::<Share>(), near_miss.parse::<Share>());
        }
    }
}
