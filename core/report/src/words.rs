//! Names, lists and periods in words.

use commonweal_quantity::{Frequency, Period};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A period as people write it: "Oct 2015", "2015 Q4", "1 Oct 2015"; steps as "step 7".
pub(crate) fn period(period: Period) -> String {
    let Some(date) = period.start_date() else { return format!("step {period}") };
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"");
    match period.frequency() {
        Frequency::Day => format!("{} {month} {}", date.day(), date.year()),
        Frequency::Month => format!("{month} {}", date.year()),
        Frequency::Quarter => format!("{} Q{}", date.year(), (date.month() - 1) / 3 + 1),
        Frequency::Week | Frequency::Year | Frequency::Step => period.to_string(),
    }
}

/// "1 month", "27 months".
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", crate::number::count(count))
}

/// "A", "A and B", "A, B and C".
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The treated units in a sentence: the one by its name, several by their number.
pub(crate) fn treated(units: &[String]) -> String {
    match units {
        [] => "no unit".to_owned(),
        [only] => only.clone(),
        several => format!("{} units", crate::number::count(several.len())),
    }
}

/// `text` without its final full stop, so that it can stand inside a sentence.
pub(crate) fn clause(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

/// `text` with a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_people_write_them() {
        let words = |text: &str| period(text.parse().unwrap());
        assert_eq!(words("2015-10"), "Oct 2015");
        assert_eq!(words("2015-Q4"), "2015 Q4");
        assert_eq!(words("2015-10-01"), "1 Oct 2015");
        assert_eq!(words("2015"), "2015");
        assert_eq!(words("7"), "step 7");
    }

    #[test]
    fn lists_end_with_and() {
        let names = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(list(&names), "A, B and C");
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(list(&names[..1]), "A");
    }

    #[test]
    fn several_treated_units_are_counted_and_one_is_named() {
        let names = ["A", "B"].map(str::to_owned);
        assert_eq!(treated(&names), "2 units");
        assert_eq!(treated(&names[..1]), "A");
    }
}
