//! From recorded to witnessed to final: a fictional partnership whose two witnesses run as programs of their own.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::place::{Folder, Run};

fn done(folder: &Folder, line: &str) -> String {
    let Run { code, stdout, stderr } = folder.line(line);
    assert_eq!(code, 0, "{line}: {stderr}");
    stdout
}

fn refused(folder: &Folder, code: i32, line: &str, says: &str) -> String {
    let run = folder.line(line);
    assert_eq!(run.code, code, "{line}: {}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains(says), "{line}: {}", run.stderr);
    run.stdout
}

/// A program that stays up until it is told to stop, or until the test is over.
struct Service {
    child: Child,
    says: BufReader<ChildStdout>,
}

impl Service {
    fn start(folder: &Folder, line: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_commonweal"))
            .args(shlex::split(line).unwrap())
            .current_dir(folder.path("."))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let says = BufReader::new(child.stdout.take().unwrap());
        Self { child, says }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Asks it to stop, as a service manager does, and gives its exit code.
    fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// One body in partnership with itself, and the host's key.
fn founded() -> (Folder, String) {
    let folder = Folder::with_place();
    let made = done(&folder, "init --name record.north.example");
    let key = made.split("its key:").nth(1).unwrap().trim().split(' ').next().unwrap().to_owned();
    done(&folder, "body add north --name 'North (fictional)' --form charity --purpose care");
    done(&folder, "key new north");
    done(
        &folder,
        "partnership propose north --as north --name North --style integration --place-name North --aim 'fewer falls'",
    );
    done(&folder, "partnership join north --as north");
    (folder, key)
}

fn origin(folder: &Folder) -> String {
    let logs = done(folder, "log");
    logs.lines().find_map(|line| line.strip_prefix("north  ")).unwrap().to_owned()
}

/// The witness `w.N` with its key in a file, named in the record.
fn named(folder: &Folder, n: u8) -> String {
    let said = done(folder, &format!("witness key w.{n} --out w{n}.key"));
    let attested = said.lines().last().unwrap().split("commonweal ").nth(1).unwrap();
    done(folder, &attested.replace("SLUG", "north").replace("BODY", "north"));
    format!("w.{n}")
}

/// A witness of the log, and how it is asked.
fn serving(folder: &Folder, n: u8, host_key: &str) -> (Service, String) {
    let line = format!(
        "witness serve --listen 127.0.0.1:0 --key w{n}.key --state w{n} --log {}={host_key}",
        origin(folder)
    );
    let mut service = Service::start(folder, &line);
    let asked = service.line();
    (service, asked)
}

#[test]
fn a_log_becomes_final_when_as_many_witnesses_as_it_asks_for_have_cosigned() {
    let (folder, host_key) = founded();
    named(&folder, 1);
    named(&folder, 2);
    refused(
        &folder,
        4,
        "attest witness_policy_set --log north --as north needed=3",
        "3 witnesses are asked for and 2 named",
    );
    done(&folder, "attest witness_policy_set --log north --as north needed=2");
    refused(&folder, 4, "export north none.bundle", "nothing is final");
    let (_first, to_first) = serving(&folder, 1, &host_key);
    let (_second, to_second) = serving(&folder, 2, &host_key);
    refused(&folder, 2, "witness submit north --to w.9=http://127.0.0.1:1", "those are w.1, w.2");
    let one = refused(&folder, 4, &format!("witness submit north --to {to_first}"), "1 of 2 witnesses");
    assert!(one.contains("w.1: cosigned\nwitnessed by w.1\n"), "{one}");
    let both = done(&folder, &format!("witness submit north --to {to_second}"));
    assert!(both.contains("final: witnessed by w.1, w.2"), "{both}");
    done(&folder, "attest benefit_stated --log north --as north benefit=beds");
    let log = done(&folder, "log north");
    assert!(log.contains("final:     the first 8; 1 more under no checkpoint"), "{log}");
    let stages = folder.line("log north --format json").json();
    let stage = |seq: usize| stages[seq]["stage"].as_str().unwrap().to_owned();
    assert_eq!((stage(7), stage(8)), ("final".to_owned(), "recorded".to_owned()));
    assert!(
        done(&folder, "export north final.bundle")
            .contains("8 entries and 0 documents written to final.bundle; 1 later")
    );
    let verified = done(&folder, "verify final.bundle");
    assert!(verified.contains("8 entries") && verified.contains("cosigned by w.1, w.2"), "{verified}");
    assert!(!verified.contains("no witness is asked for"), "{verified}");
}

#[test]
fn a_bundle_asks_for_fewer_witnesses_only_where_its_maker_says_so() {
    let (folder, _) = founded();
    named(&folder, 1);
    done(&folder, "attest witness_policy_set --log north --as north needed=1");
    refused(&folder, 2, "export north all.bundle --witnesses 2", "names 1 witnesses");
    done(&folder, "export north all.bundle --witnesses 0");
    let verified = done(&folder, "verify all.bundle");
    assert!(verified.contains("the entries ask for 1 of w.1"), "{verified}");
}

#[test]
fn a_published_log_is_verified_from_its_url() {
    let (folder, host_key) = founded();
    done(&folder, "checkpoint north");
    let mut publisher = Service::start(&folder, "witness publish north --listen 127.0.0.1:0");
    let url = publisher.line();
    let files = || names(&folder).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let before = files();
    let verified = done(&folder, &format!("verify {url} --host-key {host_key}"));
    assert!(verified.starts_with(&format!("verified: {}: ", origin(&folder))), "{verified}");
    assert!(!verified.contains("first sight"), "{verified}");
    assert_eq!(files(), before);
    let stranger = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=";
    refused(&folder, 5, &format!("verify {url} --host-key {stranger}"), "entry 0");
    let (base, _) = url.split_once("/log/").unwrap();
    refused(&folder, 2, &format!("verify {base}"), "names no log");
    refused(&folder, 3, &format!("verify {base}/log/record.else.example/south/1-0123456789abcdef"), "404");
    assert_eq!(publisher.stop(), Some(0));
}

#[test]
fn a_mirror_stays_up_follows_and_ends_when_asked() {
    let (folder, host_key) = founded();
    done(&folder, "checkpoint north");
    let mut publisher = Service::start(&folder, "witness publish north --listen 127.0.0.1:0");
    let url = publisher.line();
    let (base, _) = url.split_once("/log/").unwrap();
    done(&folder, "init --database mirror.db --name record.south.example");
    let line = format!(
        "witness mirror --database mirror.db --log {}={host_key} --from {base} --every 1",
        origin(&folder)
    );
    let mut mirror = Service::start(&folder, &line);
    assert!(mirror.line().ends_with("5 entries held, 5 of them new"));
    done(&folder, "attest benefit_stated --log north --as north benefit=beds");
    done(&folder, "checkpoint north");
    let follows = (0..60).map(|_| mirror.line()).any(|line| line.ends_with("6 entries held, 1 of them new"));
    assert!(follows);
    assert_eq!(publisher.stop(), Some(0));
    assert_eq!(mirror.stop(), Some(0));
    assert!(done(&folder, "verify mirror.db").contains("6 entries"));
}

/// The files of a folder, and what is in them.
fn names(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder.path("."))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn verifying_a_database_changes_nothing_and_makes_nothing() {
    let (folder, _) = founded();
    let alone = Folder::with_place();
    std::fs::copy(folder.path("commonweal.db"), alone.path("a copy?.db")).unwrap();
    let before = names(&alone);
    let closed = |is: bool| {
        let mut permissions = std::fs::metadata(alone.path(".")).unwrap().permissions();
        permissions.set_readonly(is);
        std::fs::set_permissions(alone.path("."), permissions).unwrap();
    };
    closed(true);
    let verified = alone.line("verify 'a copy?.db'");
    closed(false);
    assert_eq!(verified.code, 0, "{}", verified.stderr);
    assert!(verified.stdout.contains("record.north.example/north/"), "{}", verified.stdout);
    assert!(names(&alone) == before, "a file was changed or made");
}

#[test]
fn a_database_in_use_is_verified_with_what_is_not_in_its_file_yet() {
    let (folder, _) = founded();
    let mut publisher = Service::start(&folder, "witness publish north --listen 127.0.0.1:0");
    publisher.line();
    done(&folder, "attest benefit_stated --log north --as north benefit=beds");
    let before: Vec<_> = names(&folder).into_iter().filter(|(name, _)| !name.ends_with("-shm")).collect();
    let unwritten = before.iter().find(|(name, _)| name == "commonweal.db-wal").unwrap();
    assert!(!unwritten.1.is_empty());
    let verified = done(&folder, "verify commonweal.db");
    assert!(verified.contains("north/1-") && verified.contains(": 6 entries"), "{verified}");
    let after: Vec<_> = names(&folder).into_iter().filter(|(name, _)| !name.ends_with("-shm")).collect();
    assert!(after == before, "a file was changed or made");
    drop(publisher);
    std::fs::remove_file(folder.path("commonweal.db-shm")).unwrap();
    refused(&folder, 3, "verify commonweal.db", "let one open it for writing");
    assert!(done(&folder, "log north").contains("beds"));
    done(&folder, "verify commonweal.db");
}

/// The restored log cannot know of a tombstone that is younger than the back-up: it says that it is behind, and a mirror brings both.
#[test]
fn a_document_erased_after_the_back_up_is_erased_again_once_a_mirror_has_brought_its_tombstone() {
    let (folder, host_key) = founded();
    folder.write("minutes.txt", "We met.");
    done(
        &folder,
        "attest agreement_drafted --log north --as north agreement=1 version=1 document=@minutes.txt",
    );
    let log = folder.line("log north --format json").json();
    let hash = log.as_array().unwrap().last().unwrap()["payload"]["document"].as_str().unwrap().to_owned();
    done(&folder, "backup old.db");
    done(&folder, &format!("erase {hash} --log north --as north --reason request"));
    done(&folder, "checkpoint north");
    let (from, to) =
        (format!("witness mirror --log {}={host_key} --from", origin(&folder)), "--database mirror.db");
    done(&folder, "init --database mirror.db --name record.south.example");
    let mut host = Service::start(&folder, "witness publish north --listen 127.0.0.1:0");
    let url = host.line();
    done(&folder, &format!("{from} {} {to}", url.split_once("/log/").unwrap().0));
    assert_eq!(host.stop(), Some(0));
    for end in ["", "-wal", "-shm", ".keys"] {
        std::fs::remove_file(folder.path(&format!("commonweal.db{end}"))).ok();
    }
    let restored = done(&folder, "restore old.db");
    assert!(restored.contains("may have been erased since"), "{restored}");
    let mut mirror =
        Service::start(&folder, "witness publish north --listen 127.0.0.1:0 --database mirror.db");
    let url = mirror.line();
    done(&folder, &format!("{from} {}", url.split_once("/log/").unwrap().0));
    assert!(done(&folder, "export north after.bundle --documents").contains("7 entries and 0 documents"));
    done(&folder, "attest benefit_stated --log north --as north benefit=beds");
}
