//! Alignment and options, as their method pages tell them; wrong files and questions told with what to do.

use crate::corpus::{Case, answers, case};
use crate::guide::follow;
use crate::place::Folder;

const ALIGNMENT: &str = include_str!("../../../../docs/methods/alignment.md");
const OPTIONS: &str = include_str!("../../../../docs/methods/options.md");

#[test]
fn the_pair_and_the_options_worked_by_hand_give_what_the_pages_say() {
    assert_eq!(follow(ALIGNMENT, &Folder::empty()), (1, 6));
    assert_eq!(follow(OPTIONS, &Folder::empty()), (2, 14));
}

const ANSWERS: &str = "body,respondent,question,answer\n";

fn scene() -> Folder {
    let folder = Folder::empty();
    let write = |name: &str, rows: &str| folder.write(name, format!("{ANSWERS}{rows}"));
    write("two.csv", "Saltmere,1,values: candour,4\nFennacre,1,values: candour,4\n");
    write("one.csv", "Saltmere,1,values: candour,4\n");
    write("area.csv", "Saltmere,1,vallues: candour,4\n");
    write("scale.csv", "Saltmere,1,values: candour,agree\n");
    write("twice.csv", "Saltmere,1,values: candour,4\nSaltmere,1,values: candour,5\n");
    write("empty.csv", "");
    folder.write("columns.csv", "body,question,answer\n");
    let bodies: String =
        (1..=13).map(|body| format!("Body {body},1,values: candour,4\n")).collect::<Vec<_>>().concat();
    write("many.csv", &bodies);
    let options = OPTIONS.split("```toml options.toml\n").nth(1).unwrap().split("```").next().unwrap();
    folder.write("kindless.toml", options.replacen("kind = \"do-minimum\"", "kind = \"change\"", 1));
    folder.write("sectorless.toml", options.replacen("delivered-by = \"charity\"\n", "", 1));
    folder
        .write("gate.toml", options.replacen("passes = [\"lawful\", \"safe\"]", "passes = [\"lawful\"]", 1));
    folder.write("weights.toml", options.replacen("weight = 0.6", "weight = 0.55", 1));
    folder.write("score.toml", options.replacen("trust = 40", "trust = 400", 1));
    folder.write("pocket.toml", options.replacen("pocket = \"ambulance\"", "pocket = \"ambulanse\"", 1));
    folder.write("key.toml", options.replacen("[criteria.trust]\ntitle", "[criteria.trust]\ntitel", 1));
    folder
}

const CASES: &[Case] = &[
    case(2, "one body to compare", "appraise alignment two.csv --between Saltmere"),
    case(2, "a minimum group in words", "appraise alignment two.csv --minimum-group few"),
    case(3, "no such file of answers", "appraise alignment none.csv"),
    case(3, "no answers", "appraise alignment empty.csv"),
    case(3, "no column of respondents", "appraise alignment columns.csv"),
    case(3, "one body alone", "appraise alignment one.csv"),
    case(3, "an area misspelt", "appraise alignment area.csv"),
    case(3, "an answer in words", "appraise alignment scale.csv"),
    case(3, "one question answered twice", "appraise alignment twice.csv"),
    case(4, "a body that did not answer", "appraise alignment two.csv --between Saltmere,Fenacre"),
    case(4, "more pairs than anybody reads", "appraise alignment many.csv"),
    case(2, "no do-minimum", "appraise options kindless.toml"),
    case(2, "nobody who delivers", "appraise options sectorless.toml"),
    case(2, "a gate that nothing is said of", "appraise options gate.toml"),
    case(2, "weights that are no parts of a whole", "appraise options weights.toml"),
    case(2, "a score off the scale", "appraise options score.toml"),
    case(2, "a budget misspelt", "appraise options pocket.toml"),
    case(2, "a key misspelt", "appraise options key.toml"),
    case(3, "no such file of options", "appraise options none.toml"),
];

#[test]
fn what_cannot_be_appraised_is_told_with_its_place_and_remedy() {
    insta::assert_snapshot!(answers(&scene(), CASES));
}
