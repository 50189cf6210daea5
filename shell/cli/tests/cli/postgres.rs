//! The record on a PostgreSQL server, as in a file: the same commands, the same roots.
//!
//! `cargo xtask test` starts a server; where the variable that names one is absent, these tests say so and pass.

use std::sync::atomic::{AtomicU64, Ordering};

use postgres::config::Host;
use postgres::{Config, NoTls};
use serde_json::{Value, json};

use crate::north::{BODIES, Record};
use crate::place::{Folder, Run};

const VARIABLE: &str = "COMMONWEAL_TEST_POSTGRES";

/// Schemas made so far by this process.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// A schema of its own on the server, gone when the test is.
pub(crate) struct Schema {
    server: Config,
    name: String,
}

impl Schema {
    /// Nothing, said aloud, where there is no server.
    pub(crate) fn new() -> Option<Self> {
        let Ok(server) = std::env::var(VARIABLE) else {
            println!("skipped: no PostgreSQL server; 'cargo xtask test' starts one, or set {VARIABLE}");
            return None;
        };
        let name = format!("cli_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let schema = Self { server: server.parse().unwrap(), name };
        schema.run(&format!("CREATE SCHEMA {}", schema.name));
        Some(schema)
    }

    /// The address for the command line.
    pub(crate) fn url(&self) -> String {
        let user = self.server.get_user().unwrap_or("postgres");
        let password = self.server.get_password().unwrap_or_default();
        self.url_of(user, &String::from_utf8_lossy(password))
    }

    fn url_of(&self, user: &str, password: &str) -> String {
        let Self { server, name } = self;
        let host = match server.get_hosts().first() {
            Some(Host::Tcp(name)) => name.clone(),
            Some(Host::Unix(path)) => path.display().to_string().replace('/', "%2F"),
            None => "localhost".to_owned(),
        };
        let port = server.get_ports().first().copied().unwrap_or(5432);
        let database = server.get_dbname().unwrap_or("postgres");
        format!("postgres://{user}:{password}@{host}:{port}/{database}?options=-csearch_path%3D{name}")
    }

    /// What a statement answers, a row a list; nulls are none.
    pub(crate) fn ask(&self, statement: &str) -> Vec<Vec<Option<String>>> {
        let mut client = self.server.connect(NoTls).unwrap();
        client.batch_execute(&format!("SET search_path = {}", self.name)).unwrap();
        let rows = client.simple_query(statement).unwrap().into_iter().filter_map(|message| match message {
            postgres::SimpleQueryMessage::Row(row) => {
                Some((0..row.len()).map(|at| row.get(at).map(str::to_owned)).collect())
            }
            _ => None,
        });
        rows.collect()
    }

    /// Runs statements behind the program's back.
    pub(crate) fn run(&self, statements: &str) {
        let mut client = self.server.connect(NoTls).unwrap();
        client.batch_execute(&format!("SET search_path = {}; {statements}", self.name)).unwrap();
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if let Ok(mut client) = self.server.connect(NoTls) {
            client.batch_execute(&format!("DROP SCHEMA {} CASCADE", self.name)).ok();
        }
    }
}

/// Each log with its entries and its root, as `verify` finds them.
fn roots(record: &Record, subject: &str) -> Vec<(String, u64, String)> {
    let found = record.folder.line(&format!("verify '{subject}' --format json")).json();
    assert_eq!(found["wrong"], json!([]));
    let text = |log: &Value, member: &str| log[member].as_str().unwrap().to_owned();
    let logs = found["verified"].as_array().unwrap().iter();
    logs.map(|log| (text(log, "origin"), log["entries"].as_u64().unwrap(), text(log, "root"))).collect()
}

#[test]
fn a_partnership_on_a_server_is_kept_signed_exported_and_verified() {
    let Some(schema) = Schema::new() else { return };
    let north = Record::founded(&schema.url());
    north.with_document();
    assert!(north.done("log north").contains("fewer falls"));
    let note = north.done("checkpoint north");
    assert!(north.done("export north north.bundle --documents").contains("1 documents"));
    let of_the_server = roots(&north, &schema.url());
    assert_eq!(of_the_server.len(), 2, "the register and the partnership: {of_the_server:?}");
    assert_eq!(roots(&north, "north.bundle"), of_the_server[..1]);
    let (origin, entries, _) = &of_the_server[0];
    assert!(note.starts_with(&format!("{origin}\n{entries}\n")), "{note}");
}

#[test]
fn a_changed_byte_on_a_server_is_found_and_located() {
    let Some(schema) = Schema::new() else { return };
    let north = Record::founded(&schema.url());
    schema.run(
        "ALTER TABLE entry DISABLE TRIGGER ALL; \
         UPDATE entry SET bytes = overlay(bytes placing 'F'::bytea FROM position('fewer falls'::bytea IN bytes)) \
         WHERE position('fewer falls'::bytea IN bytes) > 0",
    );
    let run = north.folder.line(&format!("verify '{}'", schema.url()));
    assert_eq!(run.code, 5, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("north/1-") && run.stderr.contains("entry 3: §"), "{}", run.stderr);
}

#[test]
fn a_back_up_of_a_server_is_restored_into_a_file_with_its_documents_and_goes_on() {
    let Some(schema) = Schema::new() else { return };
    let north = Record::founded(&schema.url());
    north.with_document();
    let before = roots(&north, &schema.url());
    north.done("checkpoint");
    north.done("backup copy.db");
    let restored = Record { database: "north.db --host commonweal.host".to_owned(), ..north };
    let said = restored.done("restore copy.db");
    assert_eq!(said.matches(": writable").count(), 2, "{said}");
    assert_eq!(roots(&restored, "north.db"), before);
    assert!(restored.done("export north north.bundle --documents").contains("1 documents"));
    restored.done("attest benefit_stated --log north --as north-care benefit=beds");
    restored.done("checkpoint north");
}

#[test]
fn moving_to_a_server_and_back_keeps_every_root_and_state_and_what_follows_is_signed_on() {
    let Some(schema) = Schema::new() else { return };
    let north = Record::founded("commonweal.db");
    north.with_document();
    north.done("checkpoint");
    let there = north.done(&format!("migrate --to '{}'", schema.url()));
    let server = Record { database: format!("{} --host commonweal.host", schema.url()), ..north };
    let back = server.done("migrate --to back.db");
    assert_eq!(there, back);
    assert_eq!(there.matches("the same in both").count(), 2, "{there}");
    assert_eq!(roots(&server, "back.db"), roots(&server, "commonweal.db"));
    server.done("attest benefit_stated --log north --as north-care benefit=beds");
    let note = server.done("checkpoint north");
    let (origin, entries, _) = &roots(&server, &schema.url())[0];
    assert!(note.starts_with(&format!("{origin}\n{entries}\n")), "{note}");
    assert!(server.done("export north north.bundle --documents").contains("1 documents"));
}

/// On either store: two programs, each with its own connection, and every statement in the same stream.
fn two_at_once(database: &str) {
    const EACH: usize = 6;
    let north = Record::founded(database);
    let before = north.line("log north --format json").json().as_array().unwrap().len();
    std::thread::scope(|scope| {
        for body in &BODIES[..2] {
            let north = &north;
            scope.spawn(move || {
                for number in 0..EACH {
                    north.done(&format!(
                        "attest benefit_stated --log north --as {body} benefit='{number} of {body}'"
                    ));
                }
            });
        }
    });
    let log = north.line("log north --format json").json();
    let stated = &log.as_array().unwrap()[before..];
    assert_eq!(stated.len(), 2 * EACH);
    for body in &BODIES[..2] {
        let of_body = stated.iter().filter(|entry| entry["body"] == *body);
        let said: Vec<&str> = of_body.map(|entry| entry["payload"]["benefit"].as_str().unwrap()).collect();
        let wanted: Vec<String> = (0..EACH).map(|number| format!("{number} of {body}")).collect();
        assert_eq!(said, wanted, "each once, in the order in which it was said");
    }
    assert_eq!(roots(&north, database)[0].1, log.as_array().unwrap().len() as u64);
}

#[test]
fn two_programs_that_attest_at_once_lose_nothing_in_a_file() {
    two_at_once("commonweal.db");
}

#[test]
fn two_programs_that_attest_at_once_lose_nothing_on_a_server() {
    let Some(schema) = Schema::new() else { return };
    two_at_once(&schema.url());
}

#[test]
fn a_server_without_a_record_is_neither_told_nor_verified_as_if_all_were_well() {
    let Some(schema) = Schema::new() else { return };
    let nothing = Record::none(&schema.url());
    nothing.refused(3, "log", "there is no record at postgres://");
    let run = nothing.folder.line(&format!("verify '{}'", schema.url()));
    assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{}", run.stderr);
}

#[test]
fn who_verifies_on_a_server_needs_no_folder_of_the_host_and_leaves_none() {
    let Some(schema) = Schema::new() else { return };
    let north = Record::registered(&schema.url());
    let auditor = Record::none(&schema.url());
    assert_eq!(roots(&auditor, &schema.url()), roots(&north, &schema.url()));
    assert!(!auditor.folder.path("commonweal.host").exists());
}

#[test]
fn a_server_that_holds_a_record_takes_no_second_one() {
    let Some(schema) = Schema::new() else { return };
    let north = Record::registered(&schema.url());
    let full = "holds 1 logs already";
    north.refused(1, "init --host other.host", full);
    north.refused(1, &format!("migrate --to '{}'", schema.url()), full);
    north.done("backup copy.db");
    north.refused(1, "restore copy.db", full);
}

#[test]
fn a_role_that_may_not_enter_is_told_so_without_its_password() {
    let Some(schema) = Schema::new() else { return };
    let record = Record::none(&schema.url_of("nobody-known", "hunter2"));
    let run = record.line("log");
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("nobody-known"), "{}", run.stderr);
    assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
}

/// The address of a server that lets nobody in without TLS, and its certificate.
fn encrypted() -> Option<(String, String)> {
    let named = |name| std::env::var(name).ok();
    let found = named("COMMONWEAL_TEST_POSTGRES_TLS").zip(named("COMMONWEAL_TEST_POSTGRES_CERTIFICATE"));
    if found.is_none() {
        println!("skipped: no PostgreSQL server with TLS; 'cargo xtask test' starts one");
    }
    found
}

/// `verify` at this address, trusting the certificates in a file.
fn verify_trusting(address: &str, certificates: &str) -> Run {
    Folder::empty().run_with(&[("SSL_CERT_FILE", certificates)], &["verify", address])
}

#[test]
fn a_server_is_spoken_to_with_tls_where_its_certificate_is_trusted() {
    let Some((address, certificate)) = encrypted() else { return };
    let run = verify_trusting(&address, &certificate);
    // It was let in, and found nothing there.
    assert!(run.stderr.contains("there is no record in it"), "{}", run.stderr);
}

#[test]
fn a_server_whose_certificate_nobody_vouches_for_is_not_spoken_to() {
    let Some((address, _)) = encrypted() else { return };
    let run = verify_trusting(&address, "/dev/null");
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("certificate"), "{}", run.stderr);
    assert!(!run.stderr.contains("only-for-tests"), "{}", run.stderr);
}

#[test]
fn a_server_that_asks_for_tls_lets_nobody_in_without() {
    let Some((address, certificate)) = encrypted() else { return };
    let run = verify_trusting(&address.replace("require", "disable"), &certificate);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("no encryption"), "{}", run.stderr);
}
