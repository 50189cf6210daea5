//! Sharing and settling, as the guide and the method pages tell it; wrong files and questions told with what to do.

use std::process::Command;

use crate::corpus::{Case, answers, case};
use crate::guide::follow;
use crate::place::Folder;

const PAGES: [(&str, &str, usize); 7] = [
    ("the guide", include_str!("../../../../docs/guides/share.md"), 9),
    ("shapley", include_str!("../../../../docs/methods/shapley.md"), 2),
    ("nucleolus", include_str!("../../../../docs/methods/nucleolus.md"), 3),
    ("separable costs", include_str!("../../../../docs/methods/separable-costs.md"), 1),
    ("airport", include_str!("../../../../docs/methods/airport.md"), 2),
    ("claims", include_str!("../../../../docs/methods/bankruptcy.md"), 4),
    ("settlement", include_str!("../../../../docs/methods/settlement.md"), 1),
];

#[test]
fn each_command_of_the_pages_runs_and_each_figure_is_printed() {
    for (name, page, expected) in PAGES {
        let (commands, excerpts) = follow(page, &Folder::empty());
        assert!(
            commands >= expected && excerpts >= commands,
            "{name}: {commands} commands, {excerpts} lines"
        );
    }
}

const SHOCK: &str = "rule = \"by-need\"\n[struck]\nTrust = 1000\n[needs]\nTrust = 1\nCouncil = 2\n";

fn scene() -> Folder {
    let folder = Folder::empty();
    for (name, content) in [
        ("worths.csv", "coalition,worth\nCouncil,0\nTrust,0\nCouncil+Trust,10\n"),
        ("missing.csv", "coalition,worth\nCouncil,0\nTrust,0\nCharity,0\nCouncil+Trust,10\n"),
        ("text.csv", "coalition,worth\nCouncil,some\n"),
        ("twice.csv", "coalition,worth\nA+B,1\nB+A,2\n"),
        ("columns.csv", "where,colour,shape\nA,red,round\n"),
        ("apart.csv", "coalition,worth\nA,6\nB,7\nA+B,10\n"),
        ("thousands.csv", "coalition,worth\nA,1,200\n"),
        ("claims.csv", "body,claim\nA,100\nB,200\n"),
        ("limits.csv", "body,floor,cap\nA,,10\nB,,20\n"),
        ("stranger.csv", "body,floor,cap\nAA,,10\n"),
        ("zero.csv", "body,need\nA,0\nB,0\n"),
        ("balances.csv", "body,balance\nA,5\nB,-4\n"),
        ("fraction.csv", "body,balance\nA,0.005\nB,-0.005\n"),
        ("plan.toml", "rule = \"by-need\"\ntotal = 5\nbodies = [\"A\"]\n"),
        ("typo.toml", "rule = \"by-need\"\ntotl = 5\n"),
        ("shock.toml", SHOCK),
        ("broken.json", "{\"A\": 1,\n"),
        (
            "cliff.toml",
            "rule = \"equal\"\nbodies = [\"A\"]\n[corridor]\nestimate = 5\npoints = [[1, 0], [1, 5]]\n",
        ),
    ] {
        folder.write(name, content);
    }
    folder.write("latin.csv", b"coalition,worth\nCaf\xe9,1\n");
    folder
}

const CASES: &[Case] = &[
    case(2, "no rule", "share --worths worths.csv"),
    case(2, "a rule misspelt", "share --rule shapely --worths worths.csv"),
    case(2, "nothing to share", "share --rule shapley"),
    case(2, "two things to share", "share --rule shapley --worths worths.csv --claims claims.csv"),
    case(2, "claims without an amount", "share --rule talmud --claims claims.csv"),
    case(2, "an amount in words", "share --rule talmud --claims claims.csv --estate much"),
    case(2, "a rule for claims on worths", "share --rule talmud --worths worths.csv"),
    case(2, "weights that are not there", "share --rule weighted-shapley --worths worths.csv"),
    case(2, "a facility with an estate", "share --rule airport --claims claims.csv --estate 5"),
    case(2, "a plan without its table", "share --plan plan.toml"),
    case(2, "a plan with an unknown key", "share --plan typo.toml"),
    case(2, "a corridor with a cliff", "share --plan cliff.toml"),
    case(
        2,
        "a journal of what nobody owes",
        "share --rule equal --worths worths.csv --journal j --date 2026-04-01",
    ),
    case(2, "a journal without its day", "share --plan shock.toml --journal j"),
    case(2, "no day", "share --plan shock.toml --journal j --date April"),
    case(3, "no such file", "share --rule shapley --worths none.csv"),
    case(3, "Latin-1 letters", "share --rule shapley --worths latin.csv"),
    case(3, "a coalition without a worth", "share --rule shapley --worths missing.csv"),
    case(3, "text for a worth", "share --rule shapley --worths text.csv"),
    case(3, "a coalition twice", "share --rule shapley --worths twice.csv"),
    case(3, "other columns", "share --rule shapley --worths columns.csv"),
    case(3, "a thousands separator without quotes", "share --rule shapley --worths thousands.csv"),
    case(3, "JSON cut short", "share --rule shapley --worths broken.json"),
    case(
        3,
        "a limit for a stranger",
        "share --rule talmud --claims claims.csv --estate 5 --limits stranger.csv",
    ),
    case(4, "bodies worth more apart", "share --rule nucleolus --worths apart.csv"),
    case(4, "more than is claimed", "share --rule talmud --claims claims.csv --estate 301"),
    case(
        4,
        "caps that leave a part with nobody",
        "share --rule talmud --claims claims.csv --estate 90 --limits limits.csv",
    ),
    case(4, "no need at all", "share --rule by-need --claims zero.csv --estate 90"),
    case(3, "a fraction of a penny", "settle fraction.csv"),
    case(4, "balances that do not cancel", "settle balances.csv"),
];

#[test]
fn what_cannot_be_shared_or_settled_is_told_with_its_place_and_remedy() {
    insta::assert_snapshot!(answers(&scene(), CASES));
}

#[test]
fn the_document_has_shares_that_add_up_the_core_and_the_method() {
    let document = scene().line("share --rule equal --worths worths.csv --format json").json();
    let pence: i64 =
        document["shares"].as_array().unwrap().iter().map(|share| share["pence"].as_i64().unwrap()).sum();
    assert_eq!(document["total_pence"], pence);
    assert_eq!(document["core"]["in_core"], true);
    assert_eq!(document["rule"], "equal");
}

/// hledger adds up what each is owed, and finds no entry that does not balance.
#[test]
fn an_accounting_tool_reads_the_journal() {
    let folder = scene();
    assert_eq!(folder.line("share --plan shock.toml --journal cut.journal --date 2026-04-01").code, 0);
    let hledger = |words: &[&str]| {
        Command::new("hledger")
            .args(["-f", "cut.journal"])
            .args(words)
            .env("LC_ALL", "C.UTF-8")
            .current_dir(folder.path(""))
            .output()
    };
    let Ok(check) = hledger(&["check"]) else {
        eprintln!("skipped: hledger is not installed");
        return;
    };
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let balances = hledger(&["balance", "--output-format", "csv"]).unwrap();
    let balances = String::from_utf8(balances.stdout).unwrap();
    for (account, balance) in [
        ("Trust:partners", "£666.67"),
        ("Council:partners", "£-666.67"),
        ("Council:shared-losses", "£666.67"),
    ] {
        assert!(balances.contains(&format!("\"{account}\",\"{balance}\"")), "{account}: {balances}");
    }
    assert!(balances.contains("\"total\",\"0\""), "{balances}");
}
