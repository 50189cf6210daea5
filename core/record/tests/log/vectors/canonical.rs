//! What the canonical profile admits and refuses. An input is a list of hexadecimal pieces, each to be repeated so many times.

use commonweal_record::canonical::{CanonicalError, admit};
use serde_json::json;

use super::{hex, pretty};

type Pieces<'a> = &'a [(&'a str, usize)];

const ADMITTED: [(&str, Pieces<'static>); 9] = [
    ("an empty object", &[("{}", 1)]),
    ("every type", &[(r#"{"a":[null,true,false,0,-1,"",{}],"b":"text"}"#, 1)]),
    ("the largest integers", &[("[9007199254740991,-9007199254740991]", 1)]),
    ("each escape that must be", &[(r#""\"\\\b\t\n\f\r\u0000\u001f""#, 1)]),
    ("no other escape", &[("\"/\u{7f}é€😀\"", 1)]),
    ("a key of 64 characters", &[("{\"a", 1), ("_", 31), ("9", 32), ("\":0}", 1)]),
    ("keys in order of their bytes", &[(r#"{"a":1,"a0":2,"a_":3,"aa":4}"#, 1)]),
    ("32 levels", &[("[", 32), ("]", 32)]),
    ("65,535 bytes", &[("{\"a\":\"", 1), ("x", 65_527), ("\"}", 1)]),
];

const REFUSED: [(&str, Pieces<'static>); 43] = [
    ("65,536 bytes", &[("{\"a\":\"", 1), ("x", 65_528), ("\"}", 1)]),
    ("65,536 bytes that are no JSON", &[("x", 65_536)]),
    ("nothing", &[]),
    ("a byte order mark", &[("\u{feff}{}", 1)]),
    ("two values", &[("{}{}", 1)]),
    ("cut off", &[("{\"a\":1", 1)]),
    ("a comma too many", &[("[1,]", 1)]),
    ("a leading zero", &[("01", 1)]),
    ("a plus sign", &[("+1", 1)]),
    ("no digit after the point", &[("1.", 1)]),
    ("not a number", &[("NaN", 1)]),
    ("single quotes", &[("{'a':1}", 1)]),
    ("a raw line break in a text", &[("\"\n\"", 1)]),
    ("half a surrogate pair", &[(r#""\ud83d""#, 1)]),
    ("surrogates the wrong way round", &[(r#""\ude00\ud83d""#, 1)]),
    ("an unknown escape", &[(r#""\a""#, 1)]),
    ("a key twice, with equal values", &[(r#"{"a":1,"a":1}"#, 1)]),
    ("a key twice, once escaped", &[(r#"{"a":1,"\u0061":2}"#, 1)]),
    ("a key twice below 32 levels", &[("[", 40), (r#"{"a":1,"a":2}"#, 1), ("]", 40)]),
    ("an empty key", &[(r#"{"":1}"#, 1)]),
    ("a capital letter in a key", &[(r#"{"A":1}"#, 1)]),
    ("a key that begins with a digit", &[(r#"{"1a":1}"#, 1)]),
    ("a key beyond ASCII", &[("{\"é\":1}", 1)]),
    ("a key of 65 characters", &[("{\"", 1), ("a", 65), ("\":0}", 1)]),
    ("a fraction", &[("0.5", 1)]),
    ("a fraction of nothing", &[("1.0", 1)]),
    ("an exponent", &[("1e2", 1)]),
    ("minus zero", &[("-0", 1)]),
    ("a large number with an exponent", &[("1e400", 1)]),
    ("2^53", &[("9007199254740992", 1)]),
    ("-2^53", &[("-9007199254740992", 1)]),
    ("beyond 64 bits", &[("18446744073709551616", 1)]),
    ("a letter and a combining ring", &[("\"A\u{30a}\"", 1)]),
    ("the same, escaped", &[(r#""A\u030a""#, 1)]),
    ("the ångström sign", &[("\"\u{212b}\"", 1)]),
    ("33 levels", &[("[", 33), ("]", 33)]),
    ("33 levels of objects", &[("{\"a\":", 33), ("0", 1), ("}", 33)]),
    ("30,000 levels", &[("[", 30_000), ("]", 30_000)]),
    ("a space", &[(r#"{"a": 1}"#, 1)]),
    ("a line break at the end", &[("{}\n", 1)]),
    ("keys out of order", &[(r#"{"b":1,"a":2}"#, 1)]),
    ("an escape that need not be", &[(r#""\/""#, 1)]),
    ("an escape in capital digits", &[(r#""\u001F""#, 1)]),
];

/// Each breaks two rules; the one that stands first in the table is the answer.
const BROKEN_TWICE: [(&str, Pieces<'static>); 7] = [
    ("a key twice, and cut off", &[(r#"{"a":1,"a":2"#, 1)]),
    ("a bad key before a key twice", &[(r#"{"A":1,"b":1,"b":1}"#, 1)]),
    ("a fraction before a bad key", &[(r#"{"a":1.5,"B":1}"#, 1)]),
    ("an unsafe integer before a fraction", &[("[9007199254740992,1.5]", 1)]),
    ("a text not in NFC before an unsafe integer", &[("[\"A\u{30a}\",9007199254740992]", 1)]),
    ("33 levels before a text not in NFC", &[("[", 33), ("]", 32), (",\"A\u{30a}\"]", 1)]),
    ("33 levels and a space", &[("[", 33), ("]", 33), (" ", 1)]),
];

fn bytes(pieces: Pieces<'_>) -> Vec<u8> {
    pieces.iter().flat_map(|(piece, times)| piece.repeat(*times).into_bytes()).collect()
}

fn written(pieces: Pieces<'_>) -> serde_json::Value {
    pieces.iter().map(|(piece, times)| json!([hex(piece.as_bytes()), times])).collect()
}

fn error(pieces: Pieces<'_>) -> CanonicalError {
    admit(&bytes(pieces)).expect_err("a vector that must be refused")
}

pub(super) fn file() -> String {
    let admitted = ADMITTED.iter().map(|(what, pieces)| {
        admit(&bytes(pieces)).expect("a vector that must be admitted");
        json!({"what": what, "pieces": written(pieces)})
    });
    let refused = REFUSED.iter().chain(&BROKEN_TWICE);
    let refused = refused.map(
        |(what, pieces)| json!({"what": what, "pieces": written(pieces), "error": error(pieces).name()}),
    );
    let latin1 = json!({"what": "not UTF-8", "pieces": [["22e922", 1]], "error": admit(b"\"\xe9\"").unwrap_err().name()});
    pretty(&json!({
        "admitted": admitted.collect::<Vec<_>>(),
        "refused": refused.chain([latin1]).collect::<Vec<_>>(),
    }))
}

/// The errors in the file come from the code: this is the table of section 1 by hand.
#[test]
fn every_refused_vector_breaks_the_rule_that_it_should() {
    let counts = [
        ("too-large", 2),
        ("not-json", 14),
        ("duplicate-key", 3),
        ("bad-key", 5),
        ("not-integer", 5),
        ("unsafe-integer", 3),
        ("not-nfc", 3),
        ("too-deep", 3),
        ("not-canonical", 5),
    ];
    let expected: Vec<&str> = counts.iter().flat_map(|(name, count)| vec![*name; *count]).collect();
    let found: Vec<&str> = REFUSED.iter().map(|(_, pieces)| error(pieces).name()).collect();
    assert_eq!(found, expected);
    let twice: Vec<&str> = BROKEN_TWICE.iter().map(|(_, pieces)| error(pieces).name()).collect();
    let rules =
        ["not-json", "duplicate-key", "bad-key", "not-integer", "unsafe-integer", "not-nfc", "too-deep"];
    assert_eq!(twice, rules);
}
