//! Section 1: published vectors, one wrong input for each rule, and properties.

use std::collections::BTreeMap;

use commonweal_record::canonical::{MAX_INTEGER, Value, admit, admit_line, parse, to_bytes};
use proptest::prelude::*;

fn refused(bytes: impl AsRef<[u8]>) -> &'static str {
    admit(bytes.as_ref()).unwrap_err().name()
}

fn nested(depth: usize) -> String {
    "[".repeat(depth) + &"]".repeat(depth)
}

#[test]
fn strings_are_escaped_as_in_the_example_of_rfc_8785_section_3_2_2() {
    let given = br#"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}"#;
    let value = parse(given).unwrap();
    assert_eq!(to_bytes(&value), "{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}".as_bytes());
    let literals = parse(br#"{"literals": [null, true, false]}"#).unwrap();
    assert_eq!(to_bytes(&literals), br#"{"literals":[null,true,false]}"#);
}

#[test]
fn the_profile_refuses_what_it_leaves_out_of_rfc_8785() {
    assert_eq!(refused(br#"{"numbers":[333333333.33333329,1E30,4.50,2e-3]}"#), "not-integer");
    assert_eq!(refused("{\"€\":\"Euro Sign\"}"), "bad-key");
    assert_eq!(refused("{\"unnormalized\":\"A\u{30a}\"}"), "not-nfc");
    assert_eq!(refused(br#"{"1":{"f":{"f":"hi","F":5}}}"#), "bad-key");
}

#[test]
fn an_entry_may_have_65535_bytes_and_not_one_more() {
    let of_size = |size: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(size - 8));
    assert!(admit(of_size(65_535).as_bytes()).is_ok());
    assert_eq!(refused(of_size(65_536)), "too-large");
    assert!(admit_line(of_size(65_536).as_bytes()).is_ok());
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    let cases: [(&[u8], usize); 20] = [
        (b"", 0),
        (b"{\"a\":\xff}", 5),
        (b"{\"a\":1}x", 7),
        (b"{} {}", 3),
        (b"\xef\xbb\xbf{}", 0),
        (b"01", 1),
        (b"-", 1),
        (b"1.", 2),
        (b"1e", 2),
        (b"{\"a\":1,}", 7),
        (b"[1,]", 3),
        (b"{a:1}", 1),
        (b"[1 2]", 3),
        (b"{\"a\" 1}", 5),
        (b"\"a", 2),
        (b"\"\n\"", 1),
        (b"\"\\x\"", 2),
        (b"\"\\u12g4\"", 5),
        (b"\"\\ud800\"", 2),
        (b"nul", 0),
    ];
    for (bytes, place) in cases {
        let error = admit(bytes).unwrap_err();
        assert_eq!(error.name(), "not-json", "{}", bytes.escape_ascii());
        assert!(
            matches!(error, commonweal_record::canonical::CanonicalError::NotJson { at, .. } if at == place),
            "{}: {error}",
            bytes.escape_ascii()
        );
    }
    for halves in [r#""\udc00""#, r#""\ud800\u0041""#, r#""\ud800x""#, r#""\ud800\n""#] {
        assert_eq!(refused(halves), "not-json", "{halves}");
    }
}

#[test]
fn each_rule_is_broken_alone_by_one_input() {
    assert_eq!(refused(r#"{"a":1,"a":1}"#), "duplicate-key");
    assert_eq!(refused(r#"{"a":[{"b":{},"b":{}}]}"#), "duplicate-key");
    for key in ["", "A", "1a", "_a", "a-b", "aé", &"a".repeat(65)] {
        assert_eq!(refused(format!("{{\"{key}\":1}}")), "bad-key", "{key}");
    }
    for number in ["1.0", "1e0", "1E2", "0.5", "-0", "-0.0", "1e400"] {
        assert_eq!(refused(number), "not-integer", "{number}");
    }
    for number in ["9007199254740992", "-9007199254740992", "123456789012345678901234567890"] {
        assert_eq!(refused(number), "unsafe-integer", "{number}");
    }
    for text in ["A\u{30a}", "\u{212b}", "q\u{307}\u{323}", "\u{1100}\u{1161}"] {
        assert_eq!(refused(format!("\"{text}\"")), "not-nfc", "{text}");
    }
    assert_eq!(refused(nested(33)), "too-deep");
    assert_eq!(refused(format!("{}{}", r#"{"a":"#.repeat(33), "1".to_owned() + &"}".repeat(33))), "too-deep");
    for other in [
        r#"{ "a":1}"#,
        "{\"a\":1}\n",
        r#"{"b":1,"a":1}"#,
        r#"{"a":"\u0041"}"#,
        r#"{"a":"\/"}"#,
        r#"{"a":"\u000a"}"#,
        r#"{"a":"\u001F"}"#,
        "{\"a\":\"\\u007f\"}",
        r#"{"a":"\ud83d\ude00"}"#,
    ] {
        assert_eq!(refused(other), "not-canonical", "{other}");
    }
}

#[test]
fn what_just_keeps_a_rule_is_admitted() {
    for bytes in [
        "0",
        "-1",
        "9007199254740991",
        "-9007199254740991",
        "\"\\u001f\u{7f}😀Å\"",
        &nested(32),
        "[[],{},\"\",null,true,false]",
        &format!("{{\"a{}\":1}}", "_9".repeat(31)),
    ] {
        let value = admit(bytes.as_bytes()).unwrap_or_else(|e| panic!("{bytes}: {e}"));
        assert_eq!(to_bytes(&value), bytes.as_bytes());
    }
}

/// Each input breaks two neighbouring rules, the later one first on the page.
#[test]
fn of_several_broken_rules_the_first_in_the_table_is_the_answer() {
    let large = format!("{{\"a\":\"{}", "x".repeat(70_000));
    assert_eq!(refused(large), "too-large");
    assert_eq!(refused(r#"{"a":1,"a":2"#), "not-json");
    assert_eq!(refused(r#"{"A":1,"b":1,"b":1}"#), "duplicate-key");
    assert_eq!(refused(r#"{"a":1.5,"B":1}"#), "bad-key");
    assert_eq!(refused("[9007199254740992,1.5]"), "not-integer");
    assert_eq!(refused("[\"A\u{30a}\",9007199254740992]"), "unsafe-integer");
    assert_eq!(refused(format!("[{},\"A\u{30a}\"]", nested(33))), "not-nfc");
    assert_eq!(refused(format!("[ {}]", nested(33))), "too-deep");
    let deep_twice = format!("{}{}{}", "[".repeat(40), r#"{"a":1,"a":2}"#, "]".repeat(40));
    assert_eq!(refused(deep_twice), "duplicate-key");
}

#[test]
fn no_depth_of_nesting_exhausts_the_stack() {
    assert_eq!(refused(nested(30_000)), "too-deep");
    assert_eq!(parse(nested(1_000_000).as_bytes()).unwrap_err().name(), "too-deep");
    assert_eq!(parse("[".repeat(1_000_000).as_bytes()).unwrap_err().name(), "not-json");
}

fn values() -> impl Strategy<Value = Value> {
    use unicode_normalization::UnicodeNormalization;
    let text = any::<String>().prop_map(|s| s.nfc().collect::<String>());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-MAX_INTEGER..=MAX_INTEGER).prop_map(Value::Integer),
        text.prop_map(Value::Text),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map("[a-z][a-z0-9_]{0,8}", inner, 0..6)
                .prop_map(|members: BTreeMap<String, Value>| Value::Object(members)),
        ]
    })
}

proptest! {
    #[test]
    fn admitting_what_was_written_gives_the_value_back(value in values()) {
        let bytes = to_bytes(&value);
        prop_assert_eq!(admit(&bytes), Ok(value));
    }

    #[test]
    fn a_general_parser_reads_the_same_value(value in values()) {
        let bytes = to_bytes(&value);
        let general: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(serde_json::to_vec(&general).unwrap(), bytes);
    }

    /// Two different byte strings are never the same value.
    #[test]
    fn changed_bytes_are_refused_or_are_another_value(value in values(), place: prop::sample::Index, byte: u8) {
        let bytes = to_bytes(&value);
        let mut changed = bytes.clone();
        let place = place.index(bytes.len());
        changed[place] = byte;
        prop_assume!(changed != bytes);
        if let Ok(other) = admit(&changed) {
            prop_assert_ne!(other, value);
        }
    }

    #[test]
    fn white_space_anywhere_outside_texts_is_refused(value in values()) {
        let spaced = [b" ".as_slice(), &to_bytes(&value)].concat();
        prop_assert_eq!(admit(&spaced).unwrap_err().name(), "not-canonical");
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = admit(&bytes);
    }

    #[test]
    fn no_text_of_json_characters_makes_the_reader_panic(text in r#"[\[\]{}",:0-9a-z\\ .eE+\-]{0,48}"#) {
        if let Ok(value) = admit(text.as_bytes()) {
            prop_assert_eq!(to_bytes(&value), text.as_bytes());
        }
    }
}
