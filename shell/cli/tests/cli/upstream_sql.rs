//! The upstream statement run by PostgreSQL on a log gives what the engine gives on the same log.

use std::fmt::Write as _;

use crate::place::Folder;
use crate::postgres::Schema;

/// A log of 4,000 events of 60 persons over two years, some on one day, some without a cost: numbers from a multiplicative generator.
fn log() -> Vec<[String; 5]> {
    let mut state = 20_261_122_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut rows: Vec<(u64, u64, [String; 5])> = (0..4_000)
        .map(|_| {
            let (person, day, body) = (draw(60), draw(730), draw(12));
            let (service, cost) =
                if draw(6) == 0 { ("999", draw(500).to_string()) } else { ("contact", String::new()) };
            let date = format!("{}-{:02}-{:02}", 2024 + day / 365, 1 + day % 365 / 31, 1 + day % 28);
            (person, day, [person.to_string(), date, service.to_owned(), format!("body {body}"), cost])
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, _, row)| row).collect()
}

#[test]
fn the_statement_gives_on_postgresql_what_the_engine_gives() {
    let Some(schema) = Schema::new() else { return };
    let rows = log();
    let (mut csv, mut inserts) = ("person,day,service,body,cost\n".to_owned(), String::new());
    for row in &rows {
        writeln!(csv, "{}", row.join(",")).unwrap();
        let cost = if row[4].is_empty() { "NULL" } else { &row[4] };
        writeln!(
            inserts,
            "INSERT INTO contacts VALUES ({}, '{}', '{}', '{}', {cost});",
            row[0], row[1], row[2], row[3]
        )
        .unwrap();
    }
    let folder = Folder::empty();
    folder.write("log.csv", csv);
    schema.run("CREATE TABLE contacts (person BIGINT, day DATE, service TEXT, body TEXT, cost NUMERIC)");
    schema.run(&inserts);
    for windows in
        ["--gap 1 --window 90", "--gap 0 --window 14", "--gap 7 --window 30 --observed-from 2024-02-01"]
    {
        let asked = format!(
            "find upstream --person person --at day --service service --body body --cost cost --target 999 {windows}"
        );
        let statement = folder.line(&format!("{asked} --events contacts --emit-sql postgresql"));
        let engine = folder.line(&format!("{asked} --events log.csv --format csv"));
        assert_eq!((statement.code, engine.code), (0, 0), "{}{}", statement.stderr, engine.stderr);
        let theirs = schema.ask(&statement.stdout);
        equal(&engine.stdout, &theirs);
    }
}

/// The first 15 columns of the engine's CSV are those of the statement.
fn equal(csv: &str, theirs: &[Vec<Option<String>>]) {
    let ours: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').take(15).collect()).collect();
    assert_eq!((ours.len(), theirs.len()), (12, 12));
    for (ours, theirs) in ours.iter().zip(theirs) {
        for (ours, theirs) in ours.iter().zip(theirs) {
            let theirs = theirs.as_deref().unwrap_or_default();
            let same = match (ours.parse::<f64>(), theirs.parse::<f64>()) {
                (Ok(ours), Ok(theirs)) => (ours - theirs).abs() <= 1e-9 * (1.0 + theirs.abs()),
                _ => *ours == theirs,
            };
            assert!(same, "{ours} is not {theirs}");
        }
    }
}
