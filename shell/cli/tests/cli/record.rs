//! A fictional partnership of three bodies, kept on the command line from the first key to the verified bundle.

use crate::place::{Folder, Run};

const BODIES: [&str; 3] = ["north-acute", "north-care", "north-minds"];

fn done(folder: &Folder, line: &str) -> String {
    let Run { code, stdout, stderr } = folder.line(line);
    assert_eq!(code, 0, "{line}: {stderr}");
    stdout
}

fn refused(folder: &Folder, code: i32, line: &str, says: &str) {
    let run = folder.line(line);
    assert_eq!(run.code, code, "{line}: {}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains(says), "{line}: {}", run.stderr);
    assert_eq!(run.stdout, "", "{line}");
}

/// Three bodies, in partnership.
fn founded() -> Folder {
    let folder = Folder::with_place();
    done(&folder, "init --name record.north.example");
    for body in BODIES {
        done(&folder, &format!("body add {body} --name '{body} (fictional)' --form charity --purpose care"));
        done(&folder, &format!("key new {body}"));
    }
    done(
        &folder,
        "partnership propose north --as north-acute --name North --style integration --place-name North --aim 'fewer falls'",
    );
    done(&folder, "partnership join north --as north-acute");
    for body in &BODIES[1..] {
        done(&folder, &format!("partnership invite north {body} --as north-acute"));
        done(&folder, &format!("partnership join north --as {body}"));
    }
    folder
}

#[test]
fn a_partnership_of_three_is_kept_exported_and_verified() {
    let folder = founded();
    folder.write("minutes.txt", "We met.");
    done(
        &folder,
        "attest agreement_drafted --log north --as north-acute agreement=1 version=1 document=@minutes.txt",
    );
    done(
        &folder,
        "attest term_set --log north --as north-acute agreement=1 version=1 clause=3-2 term.type=quorum term.bodies=2",
    );
    done(
        &folder,
        "attest decision_proposed --log north --as north-acute decision=1 title='Meet weekly' options=[]",
    );
    done(&folder, "attest vote_cast --log north --as north-care --unsigned vote.json decision=1 vote=for");
    assert!(done(&folder, "sign vote.json --key north-care.key").contains("voted for decision 1"));
    done(&folder, "attest --log north --signed vote.json.signed");
    let log = folder.line("log north --format json").json();
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!((last["kind"].as_str(), last["attest"].as_str()), (Some("vote_cast"), Some("body")));
    assert!(done(&folder, "partnership show north").contains("north-minds"));
    done(&folder, "export north north.bundle --documents");
    assert!(done(&folder, "verify north.bundle").starts_with("verified: record.north.example/north/1-"));
    assert_eq!(folder.line("verify commonweal.db --format json").json()["wrong"], serde_json::json!([]));
}

#[test]
fn the_same_signed_intent_is_recorded_once() {
    let folder = founded();
    done(&folder, "attest decision_proposed --log north --as north-acute decision=1 title=Spend options=[]");
    done(&folder, "attest vote_cast --log north --as north-care --unsigned vote.json decision=1 vote=for");
    done(&folder, "sign vote.json --key north-care.key");
    let first = done(&folder, "attest --log north --signed vote.json.signed");
    let again = done(&folder, "attest --log north --signed vote.json.signed");
    assert!(again.contains("there already"), "{again}");
    assert_eq!(again.split(',').next(), first.split(',').next());
}

#[test]
fn each_refusal_says_why_and_records_nothing() {
    let folder = founded();
    let before = done(&folder, "log north");
    refused(&folder, 2, "attest nonsense --log north --as north-acute", "not a kind of fact");
    refused(&folder, 2, "attest benefit_stated --log north --as north-acute", "'benefit' is missing");
    refused(&folder, 2, "attest benefit_stated --log south --as north-acute benefit=beds", "there are: ");
    refused(&folder, 4, "partnership join north --as north-acute", "a partner already");
    refused(
        &folder,
        4,
        "attest vote_cast --log north --as north-care --key north-minds.key decision=1 vote=for",
        "north-minds",
    );
    refused(&folder, 4, "partnership invite north north-acute --as stranger", "not known to this record");
    refused(&folder, 1, "init", "already");
    refused(&folder, 3, "log north --database none.db", "commonweal init");
    assert_eq!(done(&folder, "log north"), before);
}

#[test]
fn a_changed_byte_of_a_bundle_or_a_database_is_found_and_located() {
    let folder = founded();
    done(&folder, "export north north.bundle");
    for file in ["north.bundle", "commonweal.db"] {
        let mut bytes = std::fs::read(folder.path(file)).unwrap();
        let wal = folder.path("commonweal.db-wal");
        assert!(file != "commonweal.db" || !wal.exists() || std::fs::metadata(wal).unwrap().len() == 0);
        let at = bytes.windows(11).position(|window| window == b"fewer falls").unwrap();
        bytes[at] = b'F';
        folder.write(file, bytes);
        let run = folder.line(&format!("verify {file}"));
        assert_eq!(run.code, 5, "{file}: {}", run.stdout);
        assert!(run.stderr.contains("entry 3: §"), "{file}: {}", run.stderr);
    }
}

#[test]
fn an_old_back_up_is_restored_read_only_and_never_signed_over() {
    let folder = founded();
    done(&folder, "backup old.db");
    done(&folder, "attest benefit_stated --log north --as north-acute benefit=beds");
    done(&folder, "checkpoint north");
    for end in ["", "-wal", "-shm", ".keys"] {
        std::fs::remove_file(folder.path(&format!("commonweal.db{end}"))).ok();
    }
    assert!(done(&folder, "restore old.db").contains("an old back-up was restored"));
    refused(&folder, 5, "checkpoint north", "read-only");
    refused(&folder, 5, "attest benefit_stated --log north --as north-acute benefit=beds", "read-only");
}

#[test]
fn an_erased_document_is_gone_and_its_tombstone_stays() {
    let folder = founded();
    folder.write("minutes.txt", "We met.");
    done(
        &folder,
        "attest agreement_drafted --log north --as north-acute agreement=1 version=1 document=@minutes.txt",
    );
    let log = folder.line("log north --format json").json();
    let hash = log.as_array().unwrap().last().unwrap()["payload"]["document"].as_str().unwrap().to_owned();
    assert!(done(&folder, "export north with.bundle --documents").contains("1 documents"));
    done(&folder, &format!("erase {hash} --log north --as north-acute --reason request"));
    assert!(done(&folder, "export north without.bundle --documents").contains("0 documents"));
    assert!(done(&folder, "verify without.bundle").starts_with("verified"));
}
