//! `commonweal value`: a plan is valued, a wrong one is answered with its line, its key and what to write.

use crate::corpus::{Case, answers, case};
use crate::help::flags_of;
use crate::place::Folder;

const GUIDE: &str = include_str!("../../../../docs/guides/value.md");

/// Fictional throughout.
const PLAN: &str = "\
title = \"Falls answered together (fictional)\"
base-year = \"2024/25\"
horizon-years = 3
vintage = \"green-book-2026\"
draws = 2000

[pockets]
hospital = \"Saltmere Hospital\"
council = \"Saltmere Council\"

[effects.falls]
a-year = -100
interval = [-140, -60]
method = \"did\"

[[benefits]]
name = \"Admissions avoided\"
effect = \"falls\"
unit-cost = \"non-elective-short-stay\"
pocket = \"hospital\"
sort = \"capacity-freed\"

[[costs]]
name = \"Response team\"
pocket = \"council\"
amount = \"£20,000\"
years = 2
";

fn folder() -> Folder {
    let folder = Folder::with_place();
    folder.write("plan.toml", PLAN);
    folder
}

#[test]
fn a_plan_is_valued_in_text_csv_and_json_that_agree() {
    let folder = folder();
    let text = folder.line("value plan.toml");
    assert_eq!((text.code, text.stderr.as_str()), (0, ""));
    assert!(
        text.stdout.contains("The wrong pocket: Saltmere Council pays £39.3k and gains nothing"),
        "{}",
        text.stdout
    );
    let json = folder.line("value plan.toml --format json");
    let document: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(document["schema"], "commonweal.valuation/1");
    assert!(text.stdout.replace('\n', " ").contains(document["sentences"][0].as_str().unwrap()));
    let csv = folder.line("value plan.toml --format csv").stdout;
    let worth = document["central"]["lines"][0]["present_value_pence"].as_i64().unwrap();
    let in_pounds = format!("{}.{:02}", worth / 100, worth % 100);
    assert!(csv.contains(in_pounds.trim_end_matches('0')), "{csv}");
    assert!(csv.starts_with("line,pocket,sort,first_year,cash,present_value\n"), "{csv}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_other_draws() {
    let folder = folder();
    let print = |flags: &str| folder.line(&format!("value plan.toml --format json {flags}")).stdout;
    let drawn = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["drawn"].clone();
    assert_eq!(print(""), print(""));
    assert_eq!(drawn(&print("--seed 1"))["npsv"], drawn(&print(""))["npsv"]);
    assert_ne!(drawn(&print("--seed 2"))["npsv"], drawn(&print(""))["npsv"]);
    assert_eq!(drawn(&print("--draws 300"))["draws"], 300);
}

#[test]
fn an_evaluation_is_valued_as_it_was_printed() {
    let folder = folder();
    let evaluation = folder.line("evaluate protocol.toml --method did --format json");
    assert_eq!(evaluation.code, 0, "{}", evaluation.stderr);
    let effect: serde_json::Value = serde_json::from_str(&evaluation.stdout).unwrap();
    folder.write("result.json", &evaluation.stdout);
    let stated = "a-year = -100\ninterval = [-140, -60]\nmethod = \"did\"";
    folder.write("plan.toml", PLAN.replace(stated, "evaluation = \"result.json\""));
    let run = folder.line("value plan.toml --format json");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let first_year = document["central"]["lines"][0]["first_year_pence"].as_f64().unwrap();
    let by_hand = -effect["methods"][0]["estimate"].as_f64().unwrap() * 12.0 * 82_586.0;
    assert!((first_year - by_hand).abs() < 1.0, "{first_year} {by_hand}");
    assert_eq!(document["reproduce"]["files"].as_array().unwrap().len(), 2);
}

#[test]
fn the_page_is_whole_and_fetches_nothing() {
    let folder = folder();
    let run = folder.line("value plan.toml --report value.html");
    assert!(run.stdout.ends_with("The page: value.html\n"), "{}", run.stdout);
    let page = std::fs::read_to_string(folder.path("value.html")).unwrap();
    assert!(page.contains("</html>") && page.contains("Who pays and who gains"));
    assert!(
        !page.contains("<script") && !page.contains("http://") && !page.contains("https://"),
        "fetches something"
    );
}

#[test]
fn own_figures_stand_beside_the_published_ones() {
    let folder = folder();
    folder.write(
        "own.csv",
        "key,title,amount,unit,price_year,source,licence\nvisit,A visit,£40,visit,2024/25,our ledger,ours\n",
    );
    let plan =
        PLAN.replace("draws = 2000", "parameters = \"own.csv\"").replace("non-elective-short-stay", "visit");
    folder.write("plan.toml", plan);
    let run = folder.line("value plan.toml");
    assert!(run.stdout.contains("our ledger (ours; own.csv)"), "{}{}", run.stdout, run.stderr);
}

const CASES: &[Case] = &[
    case(3, "no such plan", "value none.toml"),
    case(2, "a key misspelt", "value misspelt.toml"),
    case(2, "a pocket that is not named", "value pocket.toml"),
    case(2, "a unit cost that is not known", "value cost.toml"),
    case(2, "deadweight taken off twice", "value deadweight.toml"),
    case(2, "a link claimed twice", "value twice.toml"),
    case(2, "a vintage that there is not", "value vintage.toml"),
    case(2, "a figure without a source", "value source.toml"),
    case(3, "own figures without a licence", "value own.toml"),
    case(3, "an evaluation that is not there", "value evaluation.toml"),
    case(2, "an evaluation that is none", "value notone.toml"),
    case(2, "draws in words", "value plan.toml --draws many"),
    case(2, "the page over the plan", "value plan.toml --report plan.toml"),
];

#[test]
fn a_wrong_plan_is_answered_with_its_line_and_what_to_write() {
    let folder = folder();
    let stated = "a-year = -100\ninterval = [-140, -60]\nmethod = \"did\"";
    for (name, from, to) in [
        ("misspelt", "horizon-years", "horizon-year"),
        ("pocket", "pocket = \"hospital\"", "pocket = \"hopsital\""),
        ("cost", "non-elective-short-stay", "non-elective-short"),
        ("deadweight", "sort = ", "deadweight = 0.2\nsort = "),
        ("vintage", "green-book-2026", "green-book-2025"),
        ("source", "\"non-elective-short-stay\"", "{ amount = \"£9\", price-year = \"2024/25\" }"),
        ("own", "draws = 2000", "parameters = [\"own.toml.figures\"]"),
        ("evaluation", stated, "evaluation = \"nowhere.json\""),
        ("notone", stated, "evaluation = \"panel.csv\""),
    ] {
        assert!(PLAN.contains(from), "{from}");
        folder.write(&format!("{name}.toml"), PLAN.replace(from, to));
    }
    let second = PLAN.split("[[benefits]]").nth(1).unwrap().split("[[costs]]").next().unwrap();
    let second = second.replace("Admissions avoided", "Beds freed");
    folder.write("twice.toml", format!("{PLAN}\n[[benefits]]{second}"));
    folder.write(
        "own.toml.figures",
        "[costs.visit]\ntitle = \"A visit\"\namount = \"£40\"\nunit = \"visit\"\nprice-year = \"2024/25\"\nprice-basis = \"real\"\nsource = \"our ledger\"\n",
    );
    insta::assert_snapshot!(answers(&folder, CASES));
}

#[test]
fn the_guide_runs_and_names_every_flag_and_every_key() {
    let folder = folder();
    let blocks: Vec<(&str, &str)> =
        GUIDE.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect();
    let toml = blocks.iter().find(|(language, _)| *language == "toml").unwrap().1;
    folder.write("plan.toml", toml);
    let run = folder.line("value plan.toml");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for line in blocks.iter().filter(|(language, _)| *language == "text").flat_map(|(_, text)| text.lines()) {
        assert!(run.stdout.contains(line), "'{line}' is not in: {}", run.stdout);
    }
    for flag in flags_of("value").into_iter().filter(|flag| flag != "help") {
        assert!(GUIDE.contains(&format!("`--{flag}`")), "--{flag}");
    }
    for key in [
        "unit-cost",
        "cash-share",
        "drop-off",
        "lag-years",
        "by-year",
        "optimism-bias",
        "excess-tax-burden",
        "units-a-year",
        "claims",
    ] {
        assert!(GUIDE.contains(&format!("`{key}`")), "{key}");
    }
}
