//! A protocol says the same in a file and on the command line, and says what is wrong with it.

use commonweal_evaluate::estimate::Method;
use commonweal_evaluate::inference::PlaceboDraws;
use commonweal_evaluate::panel::Duplicates;
use commonweal_evaluate::protocol::{ColumnFilter, FixAfter, PlanError, Protocol};
use commonweal_evaluate::scale::Scale;

const FULL: &str = r#"
title = "Falls"
outcome = "attendances"
data = "a.csv"
unit = "trust"
period = "month"
value = "n"
where = { metric = ["x", "y"] }
delimiter = ";"
frequency = "month"
sum-duplicates = true
treated = "Saltmere"
from = 2015-10-01
since = 2013
until = "2018-03"
exclude = { Thornby = "merged" }
keep = ["Total"]
max-jump = 0.5
log = true
method = ["did", "synthetic-did"]
inference = "placebo"
placebos = 200
seed = 7
level = 0.9
improvement = "decrease"
target = 10
fix-after = "start"
rebase = ["2016-01"]
caveats = "apportioned"
format = "json"
report = "page.html"
"#;

#[test]
fn every_key_is_read_and_written_back_the_same() {
    let protocol = Protocol::from_toml(FULL).unwrap();
    assert_eq!(Protocol::from_toml(&protocol.to_toml().unwrap()), Ok(protocol.clone()));
    let plan = protocol.plan().unwrap();
    let filter = |value: &str| ColumnFilter { column: "metric".to_owned(), value: value.to_owned() };
    assert_eq!(plan.source.filters, [filter("x"), filter("y")]);
    assert_eq!(plan.source.delimiter, Some(b';'));
    assert_eq!(plan.source.duplicates, Duplicates::Sum);
    assert_eq!(plan.design.treated, ["Saltmere"]);
    assert_eq!(plan.design.from.to_string(), "2015-10-01");
    assert_eq!(plan.design.since.unwrap().to_string(), "2013");
    assert_eq!(plan.design.exclude["Thornby"], "merged");
    assert_eq!(plan.design.scale, Scale::Log);
    assert_eq!(plan.methods, [Method::SyntheticDid, Method::Did]);
    assert_eq!(plan.inference.placebos, PlaceboDraws::Sample(200));
    assert_eq!((plan.inference.seed, plan.inference.level), (7, 0.9));
    assert_eq!(plan.fix_after, Some(FixAfter::Start));
}

#[test]
fn a_list_of_exclusions_is_as_good_as_a_table() {
    let protocol = Protocol::from_toml("exclude = [\"A\", \"B\"]\nwhere = [\"metric=x\"]").unwrap();
    assert_eq!(protocol.exclude.keys().collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(protocol.filters, ["metric=x".parse().unwrap()]);
}

#[test]
fn a_flag_takes_the_place_of_its_key_and_leaves_the_others() {
    let file = Protocol::from_toml(FULL).unwrap();
    let flags = Protocol::from_toml("seed = 8\ntreated = [\"Ambershaw\"]\nlog = false").unwrap();
    let both = file.clone().overridden_by(flags);
    assert_eq!(
        (both.seed, both.treated.as_slice(), both.log),
        (Some(8), &["Ambershaw".to_owned()][..], Some(false))
    );
    assert_eq!(both.exclude, file.exclude);
    assert_eq!(file.clone().overridden_by(Protocol::default()), file);
}

#[test]
fn the_hash_tells_questions_apart_and_not_how_the_answer_is_shown() {
    let hash = |text: &str| Protocol::from_toml(text).unwrap().sha256().unwrap();
    let base = hash("seed = 1\ndata = \"a.csv\"");
    assert_eq!(base, hash("data = \"b.csv\"\nseed = 1\nformat = \"json\"\nreport = \"x.html\""));
    assert_ne!(base, hash("seed = 2\ndata = \"a.csv\""));
}

#[test]
fn what_is_missing_is_named_all_at_once() {
    let Err(PlanError::Missing { keys }) = Protocol::from_toml("unit = \"u\"").unwrap().plan() else {
        panic!()
    };
    let names: Vec<&str> = keys.iter().filter_map(|key| key.split(' ').next()).collect();
    assert_eq!(names, ["data", "period", "value", "treated", "from"]);
}

#[test]
fn wrong_keys_and_values_are_refused_with_their_line() {
    for (text, part) in [
        ("unti = \"u\"", "no key 'unti'"),
        ("seed = -1", "line 1"),
        ("from = \"2015-13\"", "no such month"),
        ("\nfrom = \"soon\"", "line 2"),
        ("method = \"magic\"", "'magic' is not a method"),
        ("placebos = 1", "'1' is not a number of placebos"),
        ("placebos = \"some\"", "'some' is not a number of placebos"),
        ("where = { metric = [[1]] }", "takes a text in quotes, but a list stands there"),
        ("where = 3", "takes a table"),
        ("where = [\"metric\"]", "write COLUMN=VALUE"),
        ("delimiter = \"||\"", "not a delimiter"),
        ("log = \"yes\"", "line 1"),
        ("= 3", "line 1"),
    ] {
        let error = Protocol::from_toml(text).unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
}

#[test]
fn numbers_out_of_range_and_keys_that_exclude_one_another_are_refused() {
    let base = "data = \"a\"\nunit = \"u\"\nperiod = \"p\"\nvalue = \"v\"\ntreated = \"t\"\nfrom = 2020\n";
    let plan = |more: &str| Protocol::from_toml(&format!("{base}{more}")).unwrap().plan();
    assert!(plan("").is_ok());
    for more in [
        "level = 1.0",
        "level = 0.5",
        "max-jump = 0.0",
        "bootstraps = 1",
        "bootstraps = 100_001",
        "placebos = 100_001",
        "fix-after = 11",
        "population = \"n\"\nper = 0.0",
    ] {
        assert!(matches!(plan(more), Err(PlanError::OutOfRange { .. })), "{more}");
    }
    assert!(matches!(plan("population = \"n\"\nlog = true"), Err(PlanError::Conflict { .. })));
    assert!(matches!(plan("per = 1000.0"), Err(PlanError::Alone { key: "per", .. })));
    assert!(matches!(plan("since = 2019\nuntil = 2018"), Err(PlanError::WindowReversed { .. })));
    assert_eq!(plan("population = \"n\"").unwrap().design.scale, Scale::Rate { per: 1000.0 });
}
