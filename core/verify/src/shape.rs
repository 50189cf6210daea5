//! The forms of fields: names, identifiers, instants, origins.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::hash::unhex;
use crate::json::{Object, Value};

/// What a field should have been; the caller knows the rule.
pub(crate) type Misshapen = String;

/// The values of exactly these keys, which stand in alphabetical order.
pub(crate) fn fields<'v, 'a, const N: usize>(
    what: &str,
    members: &'v [(std::borrow::Cow<'a, str>, Value<'a>)],
    names: [&str; N],
) -> Result<[&'v Value<'a>; N], Misshapen> {
    let same = members.len() == N && members.iter().zip(names).all(|((key, _), name)| key == name);
    let values: Vec<&Value<'_>> = members.iter().map(|(_, value)| value).collect();
    match values.try_into() {
        Ok(values) if same => Ok(values),
        _ => Err(format!("{what} must have the keys {}", names.join(", "))),
    }
}

pub(crate) fn object<'v, 'a>(what: &str, value: &'v Value<'a>) -> Result<&'v Object<'a>, Misshapen> {
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(format!("{what} must be an object")),
    }
}

pub(crate) fn list<'v, 'a>(what: &str, value: &'v Value<'a>) -> Result<&'v [Value<'a>], Misshapen> {
    match value {
        Value::List(items) => Ok(items),
        _ => Err(format!("{what} must be a list")),
    }
}

pub(crate) fn text<'v>(what: &str, value: &'v Value<'_>) -> Result<&'v str, Misshapen> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(format!("{what} must be text")),
    }
}

pub(crate) fn integer(what: &str, value: &Value<'_>) -> Result<i64, Misshapen> {
    match value {
        Value::Integer(integer) => Ok(*integer),
        _ => Err(format!("{what} must be an integer")),
    }
}

/// A count: an integer that is not negative.
pub(crate) fn count(what: &str, value: &Value<'_>) -> Result<u64, Misshapen> {
    integer(what, value)?.try_into().map_err(|_| format!("{what} must not be negative"))
}

/// Text that satisfies `form`.
pub(crate) fn formed<'v>(
    what: &str,
    value: &'v Value<'_>,
    form: impl Fn(&str) -> bool,
) -> Result<&'v str, Misshapen> {
    text(what, value).ok().filter(|text| form(text)).ok_or_else(|| format!("{what} does not have its form"))
}

/// `2·N` lower-case hexadecimal digits.
pub(crate) fn digits<const N: usize>(what: &str, value: &Value<'_>) -> Result<[u8; N], Misshapen> {
    let bytes = text(what, value).ok().and_then(unhex);
    bytes.ok_or_else(|| format!("{what} must be {} lower-case hexadecimal digits", 2 * N))
}

/// Base64 of any bytes.
pub(crate) fn base64(what: &str, value: &Value<'_>) -> Result<Vec<u8>, Misshapen> {
    let bytes = text(what, value).ok().and_then(unbase64);
    bytes.ok_or_else(|| format!("{what} must be base64"))
}

/// Base64 of `lengths` bytes.
pub(crate) fn base64_within(
    what: &str,
    value: &Value<'_>,
    lengths: std::ops::RangeInclusive<usize>,
) -> Result<Vec<u8>, Misshapen> {
    let bytes = base64(what, value)?;
    let (least, most) = (lengths.start(), lengths.end());
    if lengths.contains(&bytes.len()) {
        Ok(bytes)
    } else {
        Err(format!("{what} must be base64 of {least} to {most} bytes"))
    }
}

/// Base64 of exactly `N` bytes.
pub(crate) fn base64_of<const N: usize>(what: &str, value: &Value<'_>) -> Result<[u8; N], Misshapen> {
    base64(what, value)?.try_into().map_err(|_| format!("{what} must be base64 of {N} bytes"))
}

/// RFC 4648 §4 with padding and no stray bits.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

fn all_of(text: &str, lengths: std::ops::RangeInclusive<usize>, good: impl Fn(u8) -> bool) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(good)
}

fn is_slug_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

/// `[a-z0-9][a-z0-9-]{0,63}`
pub(crate) fn is_body_id(text: &str) -> bool {
    all_of(text, 1..=64, is_slug_byte) && !text.starts_with('-')
}

/// `[a-z]+(/[a-z0-9-]{1,64})?`
pub(crate) fn is_stream(text: &str) -> bool {
    let (subject, rest) = text.split_once('/').unwrap_or((text, "-"));
    all_of(subject, 1..=usize::MAX, |byte| byte.is_ascii_lowercase()) && all_of(rest, 1..=64, is_slug_byte)
}

/// `NAME/SLUG/GENERATION` of §4.
pub(crate) fn is_origin(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let [name, slug, generation] = parts[..] else { return false };
    let Some((number, random)) = generation.split_once('-') else { return false };
    all_of(name, 1..=64, |byte| byte == b'.' || is_slug_byte(byte))
        && all_of(slug, 1..=64, is_slug_byte)
        && all_of(number, 1..=usize::MAX, |byte| byte.is_ascii_digit())
        && !number.starts_with('0')
        && unhex::<8>(random).is_some()
}

/// `([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?`, at most 253 bytes.
pub(crate) fn is_host_name(text: &str) -> bool {
    let label =
        |label: &str| all_of(label, 1..=63, is_slug_byte) && !label.starts_with('-') && !label.ends_with('-');
    let (_, last) = text.rsplit_once('.').unwrap_or(("", text));
    text.len() <= 253
        && text.split('.').all(label)
        && last.starts_with(|first: char| first.is_ascii_lowercase())
}

/// `YYYY-MM-DDThh:mm:ssZ`, a real one.
pub(crate) fn is_instant(text: &str) -> bool {
    let pattern = b"0000-00-00T00:00:00Z";
    let bytes = text.as_bytes();
    let formed = bytes.len() == pattern.len()
        && bytes.iter().zip(pattern).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == form,
        });
    if !formed {
        return false;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().fold(0_u32, |sum, digit| 10 * sum + u32::from(digit - b'0'))
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= 1
        && (1..=days).contains(&day)
        && number(11, 13) < 24
        && number(14, 16) < 60
        && number(17, 19) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_a_real_one() {
        for good in ["2024-02-29T23:59:59Z", "2000-02-29T00:00:00Z", "0001-01-01T00:00:00Z"] {
            assert!(is_instant(good), "{good}");
        }
        for wrong in [
            "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:60Z",
            "0000-01-01T00:00:00Z",
            "2026-01-01T00:00:00",
            "2026-01-01 00:00:00Z",
        ] {
            assert!(!is_instant(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_origin_has_a_name_a_slug_and_a_generation() {
        assert!(is_origin("record.example/place/1-0123456789abcdef"));
        for wrong in [
            "record.example/place",
            "record.example/place/0-0123456789abcdef",
            "record.example/place/1-0123456789abcde",
            "record.example/place/1-0123456789abcdef/more",
            "Record.example/place/1-0123456789abcdef",
            "record.example//1-0123456789abcdef",
        ] {
            assert!(!is_origin(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_host_name_is_of_labels_and_no_address() {
        let longest = format!("{}.{}.{}.{}", "a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61));
        for good in ["record.example", "localhost", "1.a-b.c", &longest] {
            assert!(is_host_name(good), "{good}");
        }
        let label = "a".repeat(64);
        let long = format!("{longest}e");
        for wrong in
            ["", ".", "record.", ".example", "a..b", "-a.b", "a-.b", "A.b", "a_b", "127.0.0.1", &label, &long]
        {
            assert!(!is_host_name(wrong), "{wrong}");
        }
    }

    #[test]
    fn streams_and_body_ids_keep_to_their_letters() {
        assert!(is_stream("partnership") && is_stream("meeting/2026-10-07"));
        for wrong in ["", "meeting/", "Meeting/1", "meeting/1/2", "meeting1", "/1"] {
            assert!(!is_stream(wrong), "{wrong}");
        }
        assert!(is_body_id("acute-trust") && is_body_id("0"));
        for wrong in ["", "-trust", "acute trust", "Acute"] {
            assert!(!is_body_id(wrong), "{wrong}");
        }
    }
}
