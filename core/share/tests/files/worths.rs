//! Worths of coalitions in every obvious form.

use commonweal_share::files::worths::{Missing, WorthTable};
use commonweal_share::files::{FileError, Form, Place};
use commonweal_share::{Coalition, Worths};
use proptest::prelude::*;

fn read(text: &str) -> WorthTable {
    WorthTable::read(text, Form::of("w", text)).unwrap()
}

fn refused(text: &str) -> FileError {
    WorthTable::read(text, Form::of("w", text)).unwrap_err()
}

/// A and B alone are worth 1 and 2, together 1,000.50; nobody else is there.
fn assert_is_the_pair(text: &str) {
    let table = read(text);
    assert_eq!(table.bodies, ["A", "B"], "{text}");
    let worths: Vec<(u64, f64)> =
        table.worth.iter().map(|(coalition, worth)| (coalition.0, *worth)).collect();
    assert_eq!(worths, [(1, 1.0), (2, 2.0), (3, 1000.5)], "{text}");
}

#[test]
fn every_way_of_writing_a_coalition_is_read() {
    for pair in [
        "A+B",
        "A + B",
        "A;B",
        "A|B",
        "\"A,B\"",
        "\"A, B\"",
        "\"{A, B}\"",
        "[A;B]",
        "A & B",
        "A and B",
        "A B",
        "AB",
        "all",
    ] {
        assert_is_the_pair(&format!("coalition,worth\nA,1\nB,2\n{pair},1000.5\n"));
    }
    assert_is_the_pair("Members,Value (£)\nA,£1\nB,£2\nA+B,\"£1,000.50\"\n");
    assert_is_the_pair("worth;coalition\n1;A\n2;B\n£1,000.50;A+B\n");
    assert_is_the_pair("coalition\tworth\nA\t1\nB\t2\nA+B\t1000.5\n");
    assert_is_the_pair("# made up\nA,1\nB,2\nA,B,1000.5\n");
    assert_is_the_pair("coalition,worth\n{},0\nA,1\nB,2\nA,B,1000.5\n");
    assert_is_the_pair("A,B,worth\n1,0,1\n0,1,2\n1,1,1000.5\n");
    assert_is_the_pair("\u{feff}coalition,worth\r\nA,1\r\nB,2\r\nA+B,1000.5\r\n");
}

#[test]
fn json_and_toml_say_the_same() {
    assert_is_the_pair("{\"A\": 1, \"B\": \"£2\", \"A+B\": \"£1,000.50\"}");
    assert_is_the_pair("{\"worths\": {\"A\": 1, \"B\": 2, \"A,B\": 1000.5}}");
    assert_is_the_pair(
        "[{\"coalition\": [\"A\"], \"worth\": 1}, {\"coalition\": [\"B\"], \"worth\": 2}, {\"coalition\": [\"A\", \"B\"], \"worth\": 1000.5}]",
    );
    assert_is_the_pair("[[\"A\", 1], [\"B\", 2], [\"A+B\", 1000.5]]");
    let toml = "A = 1\nB = \"£2\"\n\"A+B\" = \"£1,000.50\"\n";
    assert_eq!(WorthTable::read(toml, Form::of("w.toml", toml)).unwrap(), read("A,1\nB,2\nA+B,1000.5\n"));
}

#[test]
fn a_name_with_a_word_or_a_sign_in_it_stays_one_name() {
    let table = read(
        "coalition,worth\nHealth & Care Trust,1\nFire and Rescue,2\nHealth & Care Trust+Fire and Rescue,5\n",
    );
    assert_eq!(table.bodies, ["Health & Care Trust", "Fire and Rescue"]);
}

#[test]
fn a_column_of_costs_makes_the_worths_costs() {
    assert_eq!(read("coalition,cost\nA,1\n").worths, Worths::Costs);
    assert_eq!(read("coalition,saving\nA,1\n").worths, Worths::Gains);
}

#[test]
fn a_missing_coalition_is_named_or_made_up_as_asked() {
    let table = read("coalition,worth\nA,1\nB,2\nC,4\nA+B,9\nA+B+C,20\n");
    let missing = table.tabulated(Missing::Refused).unwrap_err();
    assert_eq!(missing, FileError::MissingCoalition { first: "A and C".to_owned(), missing: 2 });
    assert!(missing.to_string().contains("A and C is missing, and of one coalition more"), "{missing}");
    let worth = |missing, coalition| table.tabulated(missing).unwrap().unwrap().worth(Coalition(coalition));
    assert_eq!((worth(Missing::Zero, 0b101), worth(Missing::Additive, 0b101)), (0.0, 5.0));
    let without_b = read("coalition,worth\nA,1\nA+B,9\n");
    assert_eq!(without_b.tabulated(Missing::Additive).unwrap_err(), FileError::MissingAlone("B".to_owned()));
}

#[test]
fn each_wrong_file_is_told_with_its_place() {
    let line = Place::Line;
    assert!(matches!(refused(""), FileError::Empty { .. }));
    assert!(matches!(refused("coalition,worth\n"), FileError::Empty { .. }));
    assert!(matches!(refused("colour,shape,size\na,b,c\n"), FileError::NoColumn { wanted: "coalition", .. }));
    let amount = refused("coalition,worth\nA,many\n");
    assert_eq!(
        amount.to_string(),
        "line 2, column worth: 'many' is not an amount; write 1234.50, £1,234.50 (in quotes in a CSV file) or £1.2m"
    );
    assert_eq!(
        refused("coalition,worth\nA\n"),
        FileError::NoCell { place: line(2), column: "column worth".to_owned() }
    );
    assert_eq!(refused("coalition,worth\nA,1,200\n"), FileError::UnquotedComma { place: line(2) });
    let twice = refused("coalition,worth\nA+B,1\nB+A,1\n");
    assert!(
        matches!(twice, FileError::Twice { first: Place::Line(2), second: Place::Line(3), .. }),
        "{twice}"
    );
    assert!(matches!(
        refused("coalition,worth\n{},5\n"),
        FileError::WorthOfNobody { place: Place::Line(2), .. }
    ));
    assert!(matches!(refused("{\"A\": {\"B\": {}}}"), FileError::Form { .. }));
    assert!(refused("{\"A\": ").to_string().starts_with("line 1, column 6: this is not JSON"));
    let toml = WorthTable::read("A = 1\nB = = 2\n", Form::Toml).unwrap_err();
    assert!(toml.to_string().starts_with("line 2, column 5: "), "{toml}");
    let many = (0..65).map(|body| format!("b{body},1\n")).collect::<Vec<_>>().concat();
    assert_eq!(refused(&many), FileError::TooManyBodies { place: line(65) });
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,60}", rows in "([ABC+;,{}\" ]{0,6}[,;\t][£0-9.,k-]{0,6}\n){0,5}") {
        for text in [text, rows] {
            for form in [Form::Csv, Form::Json, Form::Toml] {
                if let Ok(table) = WorthTable::read(&text, form) {
                    prop_assert!(table.worth.keys().all(|coalition| !coalition.is_empty()));
                    let _ = table.tabulated(Missing::Zero);
                }
            }
        }
    }
}
