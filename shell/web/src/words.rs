//! Words and numbers as people write them.

use std::fmt::Write as _;

use commonweal_quantity::Pence;
use commonweal_record::entry::Instant;

/// With a capital at its beginning and a full stop at its end.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut sentence =
        letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    sentence.push_str(letters.as_str());
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

/// With a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// "1 entry", "2,413 entries".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// With commas between thousands.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "6 October 2021".
pub(crate) fn day(at: Instant) -> String {
    let text = at.to_string();
    text.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok()).map_or(text.clone(), civil)
}

/// "6 October 2021, 14:05 UTC".
pub(crate) fn moment(at: Instant) -> String {
    let text = at.to_string();
    format!("{}, {} UTC", day(at), text.get(11..16).unwrap_or_default())
}

/// Money as a form takes it: "-1250.50".
pub(crate) fn in_pounds(pence: Pence) -> String {
    let (sign, size) = (if pence.0 < 0 { "-" } else { "" }, pence.0.unsigned_abs());
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// The query of an address with these names and values.
pub(crate) fn query(fields: &[(String, String)]) -> String {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", in_address(value))).collect();
    format!("?{}", pairs.join("&"))
}

/// A text as it stands in the query of an address.
pub(crate) fn in_address(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// "6 October 2021".
pub(crate) fn civil(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_between_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(count(1, "entry", "entries"), "1 entry");
        assert_eq!(count(1_200, "entry", "entries"), "1,200 entries");
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_ends_with_a_stop() {
        assert_eq!(sentence("the body is not a partner"), "The body is not a partner.");
        assert_eq!(sentence("Is it?"), "Is it?");
    }
}
