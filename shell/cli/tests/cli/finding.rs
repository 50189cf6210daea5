//! Finding, as the method page tells it; wrong logs and questions told with what to do.

use crate::corpus::{Case, answers, case};
use crate::guide::follow;
use crate::place::Folder;

const PAGE: &str = include_str!("../../../../docs/methods/upstream.md");

#[test]
fn the_log_worked_by_hand_gives_what_the_page_says() {
    let (commands, excerpts) = follow(PAGE, &Folder::empty());
    assert_eq!((commands, excerpts), (2, 4));
}

fn scene() -> Folder {
    let folder = Folder::empty();
    let log = "who,when,what,where,pounds\n1,1,GP,North,0\n1,2,Fall,South,9\n2,1,GP,North,1\n";
    folder.write("log.csv", log);
    folder.write("soon.csv", log.replace(",2,Fall", ",soon,Fall"));
    folder.write("dear.csv", log.replace(",9", ",dear"));
    folder.write("empty.csv", "who,when,what,where,pounds\n");
    folder
}

const CASES: &[Case] = &[
    case(2, "no events", "find upstream --person who --at when --service what --body where --target Fall"),
    case(
        2,
        "a window without a day",
        "find upstream --events log.csv --person who --at when --service what --body where --target Fall --window 0",
    ),
    case(
        2,
        "a day that is none",
        "find upstream --events log.csv --person who --at when --service what --body where --target Fall --observed-from spring",
    ),
    case(
        3,
        "no such file",
        "find upstream --events none.csv --person who --at when --service what --body where --target Fall",
    ),
    case(
        3,
        "no such column",
        "find upstream --events log.csv --person whom --at when --service what --body where --target Fall",
    ),
    case(
        3,
        "a day in words",
        "find upstream --events soon.csv --person who --at when --service what --body where --target Fall",
    ),
    case(
        3,
        "a cost in words",
        "find upstream --events dear.csv --person who --at when --service what --body where --cost pounds --target Fall",
    ),
    case(
        3,
        "no rows",
        "find upstream --events empty.csv --person who --at when --service what --body where --target Fall",
    ),
    case(
        4,
        "a service misspelt",
        "find upstream --events log.csv --person who --at when --service what --body where --target Fal",
    ),
    case(
        4,
        "a log too short",
        "find upstream --events log.csv --person who --at when --service what --body where --target Fall",
    ),
];

#[test]
fn what_cannot_be_asked_of_a_log_is_told_with_its_place_and_remedy() {
    insta::assert_snapshot!(answers(&scene(), CASES));
}

#[test]
fn a_log_in_any_order_gives_what_the_same_log_gives_in_order() {
    let folder = Folder::empty();
    let mut rows: Vec<String> = (0..600)
        .map(|at| format!("{},{},{},{}", at % 7, at * 37 % 500, ["GP", "Fall"][at % 2], at * 11 % 5))
        .collect();
    let header = "who,when,what,where".to_owned();
    let ask = |name: &str, rows: &[String]| {
        let lines: Vec<&str> = std::iter::once(&header).chain(rows).map(String::as_str).collect();
        folder.write(name, lines.join("\n"));
        let ask = format!(
            "find upstream --events {name} --person who --at when --service what --body where --target Fall --window 20 --format csv"
        );
        let run = folder.line(&ask);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let shuffled = ask("shuffled.csv", &rows);
    rows.sort_by_key(|row| {
        let mut fields = row.split(',').map(|field| field.parse::<u32>().unwrap_or_default());
        (fields.next(), fields.next())
    });
    let sorted = ask("sorted.csv", &rows);
    assert!(sorted.lines().count() > 3, "{sorted}");
    let by_body = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(by_body(&shuffled), by_body(&sorted));
}

#[test]
fn counts_brought_from_elsewhere_say_nothing_of_days_and_persons_that_they_do_not_hold() {
    let folder = Folder::empty();
    let row = |person: u32| {
        format!("{person},{},GP,North\n{person},{},Fall,South\n", 60 + person % 3, 70 + person % 5)
    };
    let rows: String = (0..40).map(row).collect();
    folder.write("log.csv", format!("who,when,what,where\n0,0,GP,North\n0,400,GP,North\n{rows}"));
    let ask = "find upstream --events log.csv --person who --at when --service what --body where --target Fall --window 20";
    let counted = folder.line(&format!("{ask} --export counts.json"));
    assert_eq!(counted.code, 0, "{}", counted.stderr);
    assert!(counted.stdout.contains("of 40 persons in all"), "{}", counted.stdout);
    assert_eq!(folder.line("init").code, 0);
    let told = folder.line("find import counts.json");
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stdout.contains("here are counts alone"), "{}", told.stdout);
    assert!(!told.stdout.contains("1970") && !told.stdout.contains("persons in all"), "{}", told.stdout);
}
