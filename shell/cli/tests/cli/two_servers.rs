//! Two processes serve one database: what is recorded, begun or ended through one shows on the other at its next answer.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use commonweal_service::access::{Access, Actor, Grant, Membership, totp};
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Database, Place, Surroundings};
use ureq::Agent;

use crate::north::Record;
use crate::postgres::Schema;

const HOST: &str = "commonweal.host";

/// `commonweal serve` on a port of its own, until dropped.
struct Server {
    process: Child,
    address: String,
}

/// What a page answered: status, where it leads, what it says.
struct Page {
    status: u16,
    to: String,
    text: String,
}

impl Server {
    fn start(record: &Record) -> Self {
        let words = ["serve", "--listen", "127.0.0.1:0", "--host", HOST, "--database", &record.database];
        let mut process = Command::new(env!("CARGO_BIN_EXE_commonweal"))
            .args(words)
            .current_dir(record.folder.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("localhost:").nth(1).unwrap().split('/').next().unwrap();
        let address = format!("http://127.0.0.1:{port}");
        Self { process, address }
    }

    fn get(&self, path: &str, cookie: &str) -> Page {
        page(agent().get(format!("{}{path}", self.address)).header("cookie", cookie).call())
    }

    fn post(&self, path: &str, cookie: &str, fields: &[(String, String)]) -> Page {
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        page(agent().post(format!("{}{path}", self.address)).header("cookie", cookie).send_form(fields))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

fn page(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Page {
    let mut answer = answer.unwrap();
    let to = answer.headers().get("location").map_or("", |to| to.to_str().unwrap()).to_owned();
    let text = answer.body_mut().read_to_string().unwrap();
    Page { status: answer.status().as_u16(), to, text }
}

/// The hidden fields of a form, and these beside them.
fn filled_in(page: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let part = |input: &str, name: &str| {
        let after = input.split(&format!("{name}=\"")).nth(1)?;
        Some(after.split('"').next()?.to_owned())
    };
    let inputs = page.split("<input ").skip(1).map(|input| input.split('>').next().unwrap_or_default());
    let hidden = inputs.filter(|input| input.contains("type=\"hidden\""));
    let hidden = hidden.filter_map(|input| Some((part(input, "name")?, part(input, "value")?)));
    let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    hidden.chain(typed).collect()
}

/// The cookie of somebody who is signed in, by a third process: this one.
fn signed_in(record: &Record) -> String {
    let path = record.database.strip_prefix("postgres").map_or_else(
        || Database::Sqlite(record.folder.path(&record.database)),
        |_| record.database.parse().unwrap(),
    );
    let surroundings = Surroundings::of_this_machine();
    let place = Arc::new(Place::open(path, &record.folder.path(HOST), surroundings.clone()).unwrap());
    let access = Access::open(&place, None).unwrap();
    let membership = Membership { body: "north-acute".parse().unwrap(), role: Role::Officer };
    let email = "ines@north.example".parse().unwrap();
    let notice = access.invite(Actor::Host, email, Grant::Membership(membership)).unwrap();
    let invitation = notice.path.reveal().rsplit('/').next().unwrap();
    let begun = access.accept(invitation, "Ines Nolan (fictional)", "four words that nobody would").unwrap();
    let secret = access.begin_authenticator_app(begun.token.reveal()).unwrap();
    let code = totp::code_now(&secret, &surroundings).unwrap();
    let enrolled = access.finish_authenticator_app(begun.token.reveal(), code.reveal()).unwrap();
    format!("__Host-commonweal={}", enrolled.signed_in.token.reveal())
}

fn in_step(database: &str) {
    let record = Record::founded(&format!("{database} --host {HOST}"));
    let record = Record { database: database.to_owned(), ..record };
    let (one, other) = (Server::start(&record), Server::start(&record));
    let cookie = signed_in(&record);
    for server in [&one, &other] {
        assert!(server.get("/account", &cookie).text.contains("Ines Nolan"), "the session is known");
        assert!(server.get("/partnerships/north/lessons", "").text.contains("North"));
        assert!(server.get("/partnerships", "").text.contains("North"));
    }

    let form = "/partnerships/north/attest/lesson_recorded";
    let lesson = [("title", "Begin with one rota"), ("do", "check")];
    let check = one.post(form, &cookie, &filled_in(&one.get(form, &cookie).text, &lesson));
    let recorded = one.post(form, &cookie, &filled_in(&check.text, &[("do", "record")]));
    assert!(recorded.to.contains("recorded="), "{} {}", recorded.status, recorded.text);
    let lessons = other.get("/partnerships/north/lessons", "").text;
    assert!(
        lessons.contains("Begin with one rota"),
        "at the first look after it was acknowledged: {lessons}"
    );

    let renamed = "attest partnership_proposed --log north --as north-acute name='North and East' style=mirror place=North aims='fewer falls'";
    record.done(&format!("{renamed} --host {HOST}"));
    assert!(other.get("/partnerships?q=east", "").text.contains("North and East"));

    let printed = record.done(&format!("person invite sam@north.example --body north-care --host {HOST}"));
    let link = printed.lines().last().unwrap();
    assert_eq!(other.get(link, "").status, 200);
    let typed = [("name", "Sam Holt (fictional)"), ("password", "five words that nobody knows")];
    let accepted = one.post(link, "", &filled_in("", &typed));
    assert_eq!(accepted.status, 303, "{}", accepted.text);
    assert_ne!(other.get(link, "").status, 200, "an invitation is accepted once, wherever");

    one.post("/sign-out", &cookie, &[]);
    assert!(other.get("/account", &cookie).to.starts_with("/sign-in"), "the session is over here too");
}

#[test]
fn two_servers_on_one_file_are_in_step() {
    in_step("commonweal.db");
}

#[test]
fn two_servers_on_one_postgresql_are_in_step() {
    let Some(schema) = Schema::new() else { return };
    in_step(&schema.url());
}
