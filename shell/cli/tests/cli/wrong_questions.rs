//! Data that can be read but does not answer the question.

use std::fmt::Write as _;

use crate::corpus::{Case, answers, case};
use crate::place::{Folder, panel};

const CASES: &[Case] = &[
    case(4, "the treated unit misspelt", "evaluate protocol.toml --treated Saltmeer"),
    case(4, "a treated unit that is nowhere", "evaluate protocol.toml --treated Atlantis"),
    case(4, "a name that holds a comma", "evaluate protocol.toml --treated 'Saltmere, City of'"),
    case(4, "the treated unit excluded", "evaluate protocol.toml --exclude Saltmere"),
    case(4, "the treated unit with a gap", "evaluate protocol.toml --data gap.csv"),
    case(4, "the treated unit with NaN for a value", "evaluate protocol.toml --data nan.csv"),
    case(
        4,
        "every donor excluded",
        "evaluate protocol.toml --exclude Ambershaw,Brackenhythe,Corvendale,Dunmarrow,Elderwyke,Fennacre,Gorsethwaite,Hallowmarsh",
    ),
    case(4, "every donor screened out", "evaluate protocol.toml --max-jump 1e-9"),
    case(4, "nobody but the treated", "evaluate protocol.toml --where place=Saltmere"),
    case(4, "a start before the data", "evaluate protocol.toml --from 2019-01"),
    case(4, "a start one month into the data", "evaluate protocol.toml --from 2020-02"),
    case(4, "a start after the data", "evaluate protocol.toml --from 2025-01"),
    case(4, "a start after the window", "evaluate protocol.toml --until 2021-03"),
    case(4, "a start that is a step among months", "evaluate protocol.toml --from 7"),
    case(
        4,
        "a chart whose start is after the data",
        "evaluate protocol.toml --method control-chart --from 2025-01",
    ),
    case(4, "the logarithm of a zero", "evaluate protocol.toml --data zero.csv --log"),
    case(
        4,
        "a rate where a population is missing",
        "evaluate protocol.toml --data people.csv --population people",
    ),
    case(4, "a rebase at a month that is not there", "evaluate protocol.toml --rebase 2030-01"),
    case(
        4,
        "more placebos than can be enumerated",
        "evaluate protocol.toml --data many.csv --treated P0,P1,P2,P3,P4,P5,P6,P7 --placebos all",
    ),
];

/// The panel with another line 5, the fourth month of Saltmere.
fn with_line_5(line: &str) -> String {
    let mut lines: Vec<String> = panel().lines().map(str::to_owned).collect();
    line.clone_into(&mut lines[4]);
    lines.join("\n")
}

fn scene() -> Folder {
    let folder = Folder::with_place();
    folder.write("gap.csv", with_line_5("Saltmere,2020-04,,5000"));
    folder.write("nan.csv", with_line_5("Saltmere,2020-04,NaN,5000"));
    folder.write("zero.csv", with_line_5("Saltmere,2020-04,0,5000"));
    folder.write("people.csv", with_line_5("Saltmere,2020-04,110,"));
    let mut many = "place,month,falls\n".to_owned();
    for place in 0..40 {
        for month in 1..=12 {
            writeln!(many, "P{place},2021-{month:02},{}", 50 + place + month * place % 7).unwrap();
        }
    }
    folder.write("many.csv", many);
    folder
}

#[test]
fn data_that_does_not_answer_the_question_is_told_with_the_unit_or_the_period() {
    insta::assert_snapshot!(answers(&scene(), CASES));
}

#[test]
fn an_inference_that_cannot_be_made_is_a_result_with_its_reason() {
    let folder = scene();
    for (flags, method, reason) in [
        ("--inference jackknife", "synthetic-did", "at least two treated units"),
        ("--inference bootstrap", "synthetic-did", "at least two treated units"),
        ("--inference clustered", "synthetic-did", "difference-in-differences"),
        (
            "--inference placebo --treated Saltmere,Ambershaw,Brackenhythe,Corvendale,Dunmarrow",
            "did",
            "more donors than treated",
        ),
    ] {
        let document =
            folder.line(&format!("evaluate protocol.toml --format json {flags} --method {method}")).json();
        let estimate = &document["methods"][0];
        assert!(estimate["standard_error"].is_null() && estimate["p_value"].is_null(), "{flags}: {estimate}");
        assert!(estimate["estimate"].is_f64(), "{flags}: {estimate}");
        assert!(estimate["inference"].to_string().contains(reason), "{flags}: {}", estimate["inference"]);
        assert!(
            document["verdict"].to_string().contains("cannot be said"),
            "{flags}: {}",
            document["verdict"]
        );
    }
}
