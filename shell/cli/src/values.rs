//! Values of flags, with messages that say what to write.

use commonweal_quantity::{Frequency, Period};

/// A number.
pub(crate) fn number(text: &str) -> Result<f64, String> {
    let read = text.trim().parse();
    read.map_err(|_| {
        format!("'{text}' is not a number: write digits, with a point for decimals, such as 0.95")
    })
}

/// An amount of money, as people write it.
pub(crate) fn amount(text: &str) -> Result<f64, String> {
    let read = commonweal_share::files::amount(text);
    read.ok_or_else(|| format!("'{text}' is not an amount: write 1234.50, £1,234.50 or -£1.2m"))
}

/// A calendar day.
pub(crate) fn day(text: &str) -> Result<Period, String> {
    let day = text.trim().parse::<Period>().ok().filter(|period| period.frequency() == Frequency::Day);
    day.ok_or_else(|| format!("'{text}' is not a day: write it as 2026-04-01"))
}

/// A whole number that is not negative.
pub(crate) fn whole_number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("'{text}' is not a whole number from 0 up: write digits, such as 500"))
}

/// The name of a unit. An empty one is most likely a variable of the shell that is not set.
pub(crate) fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("a name is empty: write one or more names, separated by commas".to_owned()),
        name => Ok(name.to_owned()),
    }
}
