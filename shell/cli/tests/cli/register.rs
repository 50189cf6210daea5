//! The register of bodies from the command line: directories read, read again, damaged, searched.

use crate::corpus::{Case, answers, case};
use crate::guide::follow;
use crate::place::{Folder, shared};

const GUIDE: &str = include_str!("../../../../docs/guides/register.md");

#[test]
fn each_command_of_the_guide_runs_and_each_excerpt_is_printed() {
    let (commands, excerpts) = follow(GUIDE, &Folder::empty());
    assert!(commands >= 8 && excerpts >= 8, "{commands} commands, {excerpts} lines of excerpts");
}

const TABLE: &str = "register import bodies.csv --form table --scheme LOCAL --source 'Saltmere list' --as-of 2026-04-01 --licence OGL";

fn place(bodies: &str) -> Folder {
    let folder = Folder::empty();
    assert_eq!(folder.line("init").code, 0);
    folder.write("bodies.csv", bodies);
    folder
}

#[test]
fn a_damaged_file_says_where_and_takes_nothing_from_what_was_there() {
    let folder = place("code,name,population\n1,Saltmere Care,100\n2,Fennacre Care,200\n");
    assert_eq!(folder.line(&format!("{TABLE} --covers whole")).code, 0);
    folder.write("bodies.csv", "code,name,population\n1,Saltmere Care,many\n3,Ambershaw Care,300\n");
    let run = folder.line(&format!("{TABLE} --covers whole"));
    assert_eq!(run.code, 3);
    assert!(run.stdout.starts_with("Bodies: 1 new, 0 changed, 0 as before"), "{}", run.stdout);
    assert!(run.stderr.contains("line 2, column 3: 'many' is no population"), "{}", run.stderr);
    let listed = folder.line("register list --format csv").stdout;
    let names: Vec<&str> = listed.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    assert_eq!(names, ["Ambershaw Care", "Fennacre Care", "Saltmere Care"]);
    assert!(listed.contains(",100,"), "what was told before stays: {listed}");
    assert!(
        !folder.line("register show LOCAL/2").stdout.contains("no longer"),
        "a damaged list says of nobody that he is gone"
    );
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let folder = place("code,name\n1,Saltmere Care\n");
    let run = folder.line(&format!("{TABLE} --dry-run"));
    assert!(run.stdout.starts_with("Nothing is written. It would be: 1 new"), "{}", run.stdout);
    assert!(folder.line("register list").stdout.starts_with("0 of 0 bodies"));
}

#[test]
fn the_register_goes_into_a_back_up_and_only_the_host_writes_it() {
    let folder = place("code,name\n1,Saltmere Care\n");
    assert_eq!(folder.line(TABLE).code, 0);
    assert_eq!(folder.line("backup copy.db").code, 0);
    let denied = folder.line(&format!("{TABLE} --database copy.db"));
    assert_eq!(denied.code, 4, "{}", denied.stderr);
    let listed = folder.line("register list --database copy.db").stdout;
    assert!(listed.contains("LOCAL/1  Saltmere Care"), "{listed}");
}

const CASES: &[Case] = &[
    case(
        2,
        "a day that is none",
        "register import bodies.csv --form table --source x --as-of spring --licence x",
    ),
    case(
        2,
        "a form that is none",
        "register import bodies.csv --form ods2 --source x --as-of 2026-04-01 --licence x",
    ),
    case(
        2,
        "a source without a name",
        "register import bodies.csv --form table --source '' --as-of 2026-04-01 --licence x",
    ),
    case(
        2,
        "a field that is none",
        "register import bodies.csv --form table --source x --as-of 2026-04-01 --licence x --always colour=red",
    ),
    case(
        3,
        "no such file",
        "register import none.csv --form table --source x --as-of 2026-04-01 --licence x",
    ),
    case(2, "an identifier without its list", "register show RAA"),
    case(4, "nobody with this identifier", "register show GB-NHS/RAA"),
];

#[test]
fn what_cannot_be_imported_or_shown_is_told_with_its_place_and_remedy() {
    insta::assert_snapshot!(answers(&place("code,name\n1,Saltmere Care\n"), CASES));
}

#[test]
fn trusts_councils_and_a_directory_of_services_make_one_register_that_is_the_same_twice() {
    let (Some(trusts), Some(councils), Some(services)) = (
        shared("data/places/etr.csv"),
        shared("data/places/mysociety_uk_local_authorities_past_current.csv"),
        shared("data/directories/north_lincolnshire_council_no_contacts.json"),
    ) else {
        return;
    };
    let folder = Folder::empty();
    assert_eq!(folder.line("init").code, 0);
    let import = |file: &std::path::Path, form: &str| {
        folder.line(&format!(
            "register import '{}' --form {form} --source {form} --as-of 2026-04-01 --licence 'see the source'",
            file.display()
        ))
    };
    let all = || [import(&trusts, "ods"), import(&councils, "councils"), import(&services, "open-referral")];
    let first = all();
    assert_eq!(first.each_ref().map(|run| run.code), [0, 0, 3], "two ids of the directory are spoilt");
    let list = folder.line("register list --format json").stdout;
    for (again, new) in all().iter().zip(["218 as before", "470 as before", "237 as before"]) {
        assert!(
            again.stdout.starts_with(&format!("Bodies: 0 new, 0 changed, {new}; 0 new")),
            "{}",
            again.stdout
        );
    }
    assert_eq!(folder.line("register list --format json").stdout, list);
    let found = folder.line("register list northern lincolnshire").stdout;
    assert!(found.contains("GB-NHS/RJL"), "{found}");
}
