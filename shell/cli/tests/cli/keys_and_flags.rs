//! A flag and a protocol key of the same name mean the same.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::help::flags_of;
use crate::place::{Folder, PROTOCOL, panel};

/// One key, written in both ways.
struct Pair {
    key: &'static str,
    toml: &'static str,
    flags: &'static str,
    /// Flags given in both runs, where the key needs company.
    beside: &'static str,
    effect: Effect,
}

/// Whether the result differs from the one without the key.
#[derive(PartialEq)]
enum Effect {
    Seen,
    Unseen,
}

const fn pair(key: &'static str, toml: &'static str, flags: &'static str) -> Pair {
    Pair { key, toml, flags, beside: "", effect: Effect::Seen }
}

impl Pair {
    const fn beside(self, beside: &'static str) -> Self {
        Self { beside, ..self }
    }

    const fn unseen(self) -> Self {
        Self { effect: Effect::Unseen, ..self }
    }
}

const PAIRS: &[Pair] = &[
    pair("title", "'A title'", "--title 'A title'"),
    pair("outcome", "'falls at home'", "--outcome 'falls at home'"),
    pair("data", "'other.csv'", "--data other.csv"),
    pair("unit", "'code'", "--unit code").beside("--data wide.csv --treated c0"),
    pair("period", "'quarter_end'", "--period quarter_end").beside("--data wide.csv --sum-duplicates"),
    pair("value", "'people'", "--value people"),
    pair("population", "'people'", "--population people"),
    pair("per", "7", "--per 7").beside("--population people"),
    pair("where", "{ kind = 'a' }", "--where kind=a").beside("--data wide.csv"),
    pair("delimiter", "'|'", "--delimiter '|'").beside("--data odd.csv").unseen(),
    pair("frequency", "'day'", "--frequency day").beside("--from 2021-07-01"),
    pair("sum-duplicates", "true", "--sum-duplicates").beside("--data doubled.csv"),
    pair("treated", "['Saltmere', 'Ambershaw']", "--treated Saltmere,Ambershaw"),
    pair("from", "'2021-05'", "--from 2021-05"),
    pair("since", "'2020-06'", "--since 2020-06"),
    pair("until", "2021-10-01", "--until 2021-10-01"),
    pair("exclude", "['Fennacre', 'Elderwyke']", "--exclude Fennacre,Elderwyke"),
    pair("keep", "'All places'", "--keep 'All places'").beside("--data wide.csv"),
    pair("max-jump", "0.08", "--max-jump 0.08"),
    pair("keep-incomplete", "true", "--keep-incomplete").beside("--data wide.csv"),
    pair("log", "true", "--log"),
    pair("method", "['did', 'control-chart']", "--method did,control-chart"),
    pair("inference", "'jackknife'", "--inference jackknife").beside("--treated Saltmere,Ambershaw"),
    pair("placebos", "5", "--placebos 5"),
    pair("bootstraps", "20", "--bootstraps 20").beside("--treated Saltmere,Ambershaw --inference bootstrap"),
    pair("seed", "3", "--seed 3").beside("--treated Saltmere,Ambershaw --placebos 5"),
    pair("level", "0.8", "--level 0.8"),
    pair("improvement", "'decrease'", "--improvement decrease"),
    pair("target", "90", "--target 90"),
    pair("fix-after", "'start'", "--fix-after start"),
    pair("rebase", "['2021-01']", "--rebase 2021-01"),
    pair("caveats", "['One.', 'Two.']", "--caveats One. --caveats Two."),
    pair("format", "'csv'", "--format csv"),
    pair("report", "'page.html'", "--report page.html").unseen(),
];

/// Beside the panel: one with more columns, a total and a gap; and others that a key needs.
fn scene() -> Folder {
    let folder = Folder::with_place();
    let panel = panel();
    let mut wide = "place,code,month,quarter_end,falls,kind\n".to_owned();
    let mut totals = std::collections::BTreeMap::new();
    for (index, line) in panel.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let (place, month, falls): (_, &str, usize) = (cells[0], cells[1], cells[2].parse().unwrap());
        *totals.entry(month).or_insert(0) += falls;
        if (place, month) != ("Hallowmarsh", "2020-05") {
            let kind = if place == "Elderwyke" { "b" } else { "a" };
            writeln!(wide, "{place},c{},{month},{},{falls},{kind}", index / 24, quarter(month)).unwrap();
        }
    }
    for (month, total) in totals {
        writeln!(wide, "All places,t,{month},{},{total},a", quarter(month)).unwrap();
    }
    folder.write("wide.csv", wide);
    folder.write("other.csv", panel.replace("Fennacre", "Thornby"));
    folder.write("odd.csv", panel.replace(',', "|").replacen("people", "people,a,b,c,d", 1));
    folder.write("doubled.csv", format!("{panel}Elderwyke,2021-01,40,5500\n"));
    folder
}

fn quarter(month: &str) -> String {
    let (year, month) = month.split_once('-').unwrap();
    format!("{year}-Q{}", month.parse::<usize>().unwrap().div_ceil(3))
}

/// What was printed, without the part that names the command.
fn printed(folder: &Folder, line: &str) -> (i32, String) {
    let run = folder.line(line);
    match serde_json::from_str::<serde_json::Value>(&run.stdout) {
        Ok(_) => (run.code, run.result().to_string()),
        Err(_) => (run.code, run.stdout),
    }
}

/// The base protocol without `key`, in which JSON is asked for.
fn without(key: &str) -> String {
    let base = format!("{PROTOCOL}format = \"json\"\n");
    base.split_inclusive('\n').filter(|line| !line.starts_with(&format!("{key} = "))).collect()
}

#[test]
fn each_key_and_its_flag_give_the_same_result() {
    let folder = scene();
    for Pair { key, toml, flags, beside, effect } in PAIRS {
        folder.write("key.toml", format!("{}{key} = {toml}\n", without(key)));
        folder.write("flag.toml", without(key));
        let by_key = printed(&folder, &format!("evaluate key.toml {beside}"));
        let by_flag = printed(&folder, &format!("evaluate flag.toml {beside} {flags}"));
        assert_eq!(by_key.0, 0, "{key}: {}", folder.line(&format!("evaluate key.toml {beside}")).stderr);
        assert_eq!(by_key, by_flag, "{key}");
        let base = printed(&folder, &format!("evaluate flag.toml {beside}"));
        assert_eq!(base != by_key, *effect == Effect::Seen, "{key} against none");
    }
    assert!(folder.path("page.html").exists());
}

#[test]
fn a_flag_takes_the_place_of_its_key() {
    let folder = scene();
    for Pair { key, toml, flags, beside, .. } in PAIRS.iter().filter(|pair| pair.key != "report") {
        let other = match *key {
            "sum-duplicates" | "keep-incomplete" | "log" => "false",
            "where" => "{ kind = 'b' }",
            "delimiter" => "';'",
            "frequency" => "'year'",
            "from" | "since" | "until" | "rebase" => "'2021-02'",
            "method" => "'synthetic-control'",
            "inference" => "'placebo'",
            "improvement" => "'increase'",
            "fix-after" => "13",
            "format" => "'text'",
            "per" | "max-jump" | "placebos" | "bootstraps" | "seed" | "target" => "77",
            "level" => "0.9",
            _ => "'nothing'",
        };
        folder.write("key.toml", format!("{}{key} = {toml}\n", without(key)));
        folder.write("other.toml", format!("{}{key} = {other}\n", without(key)));
        let wanted = printed(&folder, &format!("evaluate key.toml {beside}"));
        assert_eq!(printed(&folder, &format!("evaluate other.toml {beside} {flags}")), wanted, "{key}");
        assert_ne!(
            printed(&folder, &format!("evaluate other.toml {beside}")),
            wanted,
            "{key}: the other value matters"
        );
    }
}

#[test]
fn there_is_no_key_without_a_flag_and_no_flag_without_a_key() {
    let folder = Folder::with_place();
    folder.write("wrong.toml", "zzzzzz = 1\n");
    let refusal = folder.line("evaluate wrong.toml").stderr;
    let list = refusal.split_once("keys are: ").unwrap().1.lines().next().unwrap();
    let keys: BTreeSet<String> = list.split(", ").map(str::to_owned).collect();
    assert_eq!(keys, flags_of("evaluate"));
    assert_eq!(keys, PAIRS.iter().map(|pair| pair.key.to_owned()).collect(), "every pair is walked above");
}
