//! Digits in groups of three, as money and populations are written: `1,234,567`.

/// `1234567` → `1,234,567`.
pub(crate) fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1,234,567` and `1234567` → `1234567`; `None` where a comma stands anywhere but before a group of three.
pub(crate) fn ungroup(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if !(1..=3).contains(&first.len()) || group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    all_digits(&digits).then_some(digits)
}

/// Whether the text is one ASCII digit or more and nothing else.
pub(crate) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_comma_out_of_place_is_not_a_thousands_separator() {
        for text in ["1,23", "1234,567", ",123", "1,,234", "1,2345", ""] {
            assert_eq!(ungroup(text), None, "{text}");
        }
        assert_eq!(ungroup("12,345"), Some("12345".to_owned()));
    }

    proptest! {
        #[test]
        fn grouping_and_ungrouping_is_the_identity(number: u64) {
            prop_assert_eq!(ungroup(&group(number)), Some(number.to_string()));
        }
    }
}
