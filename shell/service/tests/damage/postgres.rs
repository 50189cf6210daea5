//! A live PostgreSQL database, its triggers and foreign keys switched off. Bits are turned on the server, whose own types refuse some.
//!
//! `cargo xtask test` starts a server; where the variable that names one is absent, these tests say so and pass.

use commonweal_service::record::Database;
use commonweal_service::record::audit::Audit;
use postgres::{Client, NoTls};

use crate::register::{BODIES, made_in, places, verified};

const VARIABLE: &str = "COMMONWEAL_TEST_POSTGRES";

/// A register in a schema of its own, gone when the test is.
struct Record {
    client: Client,
    schema: String,
    database: Database,
    _folder: tempfile::TempDir,
}

impl Record {
    /// Nothing, said aloud, where there is no server.
    fn new(test: &str) -> Option<Self> {
        let Ok(server) = std::env::var(VARIABLE) else {
            println!("skipped: no PostgreSQL server; 'cargo xtask test' starts one, or set {VARIABLE}");
            return None;
        };
        let schema = format!("damage_{test}_{}", std::process::id());
        let mut client = Client::connect(&server, NoTls).unwrap();
        let own = format!(
            "CREATE SCHEMA {schema}; SET search_path = {schema}; SET session_replication_role = replica"
        );
        client.batch_execute(&own).unwrap();
        let database = Database::Postgres(address(&server, &schema));
        let folder = tempfile::tempdir().unwrap();
        made_in(database.clone(), folder.path());
        Some(Self { client, schema, database, _folder: folder })
    }

    fn audit(&self) -> Audit {
        verified(self.database.clone()).unwrap()
    }

    /// Turns every `step`th bit of one cell, each alone, and asks that what is found is at one of `expected`; gives how many were
    /// turned. What the type or an index of the column refuses even now cannot come about by a statement.
    fn turned_bits_found(&mut self, cell: &Cell<'_>, step: usize, expected: &[&str]) -> usize {
        let Cell { table, column, row } = *cell;
        let (length, turned) = match column {
            "seq" | "version" | "size" => ("64".to_owned(), format!("{column} # (1::bigint << $bit)")),
            "id" | "leaf" | "bytes" => (format!("8 * length({column})"), turned(column)),
            _ => {
                let bytes = format!("convert_to({column}, 'UTF8')");
                (format!("8 * length({bytes})"), format!("convert_from({}, 'UTF8')", turned(&bytes)))
            }
        };
        let bits: i32 = self
            .client
            .query_one(&format!("SELECT ({length})::int FROM {table} WHERE {row}"), &[])
            .unwrap()
            .get(0);
        let mut found = 0;
        for bit in (0..bits).step_by(step) {
            let turned = turned.replace("$bit", &bit.to_string());
            let turn = format!("UPDATE {table} SET {column} = {turned} WHERE {row}");
            if self.client.batch_execute(&turn).is_err() {
                continue;
            }
            let audit = self.audit();
            let [place] = places(&audit)[..] else { panic!("bit {bit} of {column} of {table}: {audit:?}") };
            assert!(expected.contains(&place), "bit {bit} of {column} of {table}: {audit:?}");
            self.client.batch_execute(&turn).unwrap();
            found += 1;
        }
        assert_eq!(self.audit().wrong, []);
        found
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let _ = self.client.batch_execute(&format!("DROP SCHEMA {} CASCADE", self.schema));
    }
}

/// A column of one row, which `row` finds by other columns.
struct Cell<'a> {
    table: &'a str,
    column: &'a str,
    row: &'a str,
}

/// The same bytes with bit `$bit` turned.
fn turned(bytes: &str) -> String {
    format!("set_bit({bytes}, $bit, 1 - get_bit({bytes}, $bit))")
}

/// The server's address, with the schema as the one to look in.
fn address(server: &str, schema: &str) -> String {
    if server.starts_with("postgres") {
        let mark = if server.contains('?') { '&' } else { '?' };
        return format!("{server}{mark}options=-csearch_path%3D{schema}");
    }
    format!("{server} options='-c search_path={schema}'")
}

#[test]
fn bits_of_every_column_of_an_entry_are_found_at_that_entry() {
    let Some(mut record) = Record::new("entry") else { return };
    for seq in 0..=BODIES {
        let place = format!("entry {seq}");
        let by_seq = format!("seq = {seq}");
        let id: String = record
            .client
            .query_one(&format!("SELECT id::text FROM entry WHERE {by_seq}"), &[])
            .unwrap()
            .get(0);
        let by_id = format!("id = '{id}'");
        // Of the longer columns a bit of every few bytes, another one each time.
        for (column, row, step) in [
            ("seq", &by_id, 1),
            ("version", &by_seq, 1),
            ("id", &by_seq, 3),
            ("stream", &by_seq, 3),
            ("leaf", &by_seq, 11),
            ("bytes", &by_seq, 61),
        ] {
            let found = record.turned_bits_found(&Cell { table: "entry", column, row }, step, &[&place]);
            assert!(found > 0, "no bit of {column} could be turned");
        }
    }
}

#[test]
fn every_bit_of_a_head_is_found_where_the_log_then_ends() {
    let Some(mut record) = Record::new("head") else { return };
    let places: Vec<String> = (0..=BODIES + 1).map(|seq| format!("entry {seq}")).collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    let cell = Cell { table: "log", column: "size", row: "TRUE" };
    // The sign's bit is refused by the column.
    assert_eq!(record.turned_bits_found(&cell, 1, &places), 63);
}

#[test]
fn bits_of_a_checkpoint_are_found_at_the_checkpoints() {
    let Some(mut record) = Record::new("checkpoint") else { return };
    for (column, step) in [("size", 1), ("note", 3)] {
        let cell = Cell { table: "checkpoint", column, row: "TRUE" };
        assert!(record.turned_bits_found(&cell, step, &["checkpoint 1", "checkpoints"]) > 60);
    }
}

#[test]
fn an_entry_taken_out_is_found_where_it_was() {
    let Some(mut record) = Record::new("removed") else { return };
    record.client.batch_execute("DELETE FROM entry WHERE seq = 3").unwrap();
    assert_eq!(places(&record.audit()), ["entry 3"]);
}
