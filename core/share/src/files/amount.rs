//! Amounts as people write them.

/// Reads `1234.5`, `£1,234.50`, `-£5`, `(£5)`, `1 234`, `12e3`, `£1.2m`: thousands in groups of three, accountants' brackets for below nought,
/// k, m and bn for thousands, millions and billions. `None` for anything else.
pub fn amount(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return amount(inside).filter(|amount| *amount >= 0.0).map(|amount| 0.0 - amount);
    }
    let (negative, unsigned) = signed(text);
    let (unsigned, negative) = match unsigned.strip_prefix(['£', '$', '€']) {
        Some(rest) if negative => (rest.trim_start(), true),
        Some(rest) => {
            let (negative, unsigned) = signed(rest.trim_start());
            (unsigned, negative)
        }
        None => (unsigned, negative),
    };
    let lower = unsigned.to_ascii_lowercase();
    let units = [("bn", 1e9), ("m", 1e6), ("k", 1e3)];
    let unit =
        units.into_iter().find_map(|(suffix, size)| lower.strip_suffix(suffix).map(|number| (number, size)));
    let (number, size) = unit.unwrap_or((&lower, 1.0));
    let digits = ungrouped(number.trim_end())?;
    let starts_well = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let known = digits.chars().all(|c| c.is_ascii_digit() || ".e+-".contains(c));
    let number: f64 = if starts_well && known { digits.parse().ok()? } else { return None };
    let amount = if negative { 0.0 - number } else { number } * size;
    amount.is_finite().then_some(amount)
}

fn signed(text: &str) -> (bool, &str) {
    text.strip_prefix(['-', '−'])
        .map_or((false, text.strip_prefix('+').unwrap_or(text)), |rest| (true, rest.trim_start()))
}

/// Takes separators out where each stands before a group of three digits.
fn ungrouped(number: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'');
    let (whole, rest) = number.find(['.', 'e']).map_or((number, ""), |at| number.split_at(at));
    let mut groups = whole.split(is_separator);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if !(1..=3).contains(&first.len()) || group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    (!rest.contains(is_separator)).then(|| digits + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_of_writing_an_amount_is_read() {
        let cases = [
            ("1234.5", 1234.5),
            ("£1,234.50", 1234.5),
            ("-£5", -5.0),
            ("£-5", -5.0),
            ("− £ 5", -5.0),
            ("(£1,000)", -1000.0),
            ("1 234 567", 1_234_567.0),
            ("12e3", 12_000.0),
            ("£1.2m", 1_200_000.0),
            ("3K", 3000.0),
            ("2bn", 2e9),
            (".5", 0.5),
            ("+7", 7.0),
        ];
        for (text, expected) in cases {
            assert_eq!(amount(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_not_guessed_at() {
        for text in [
            "", "£", "1,23", "1.234,56", "12%", "five", "nan", "inf", "1e999", "--5", "1,2345", "(-5)", "A",
            "e5", "1.000,5",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,20}", near_miss in "[(£−-]{0,3}[0-9, .e]{0,12}[kmbn)]{0,2}") {
            let _ = (amount(&text), amount(&near_miss));
        }
    }
}
