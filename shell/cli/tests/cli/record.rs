//! A fictional partnership of three bodies, kept on the command line from the first key to the verified bundle.

use crate::north::Record;

#[test]
fn a_partnership_of_three_is_kept_exported_and_verified() {
    let north = Record::founded("commonweal.db");
    north.folder.write("minutes.txt", "We met.");
    north.done(
        "attest agreement_drafted --log north --as north-acute agreement=1 version=1 document=@minutes.txt",
    );
    north.done("attest term_set --log north --as north-acute agreement=1 version=1 clause=3-2 term.type=quorum term.bodies=2",
    );
    north.done(
        "attest decision_proposed --log north --as north-acute decision=1 title='Meet weekly' options=[]",
    );
    north.done("attest vote_cast --log north --as north-care --unsigned vote.json decision=1 vote=for");
    assert!(north.done_alone("sign vote.json --key north-care.key").contains("voted for decision 1"));
    north.done("attest --log north --signed vote.json.signed");
    let log = north.line("log north --format json").json();
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!((last["kind"].as_str(), last["attest"].as_str()), (Some("vote_cast"), Some("body")));
    assert!(north.done("partnership show north").contains("north-minds"));
    north.done("export north north.bundle --documents");
    assert!(north.done_alone("verify north.bundle").starts_with("verified: record.north.example/north/1-"));
    assert_eq!(
        north.folder.line("verify commonweal.db --format json").json()["wrong"],
        serde_json::json!([])
    );
}

#[test]
fn the_same_signed_intent_is_recorded_once() {
    let north = Record::founded("commonweal.db");
    north.done("attest decision_proposed --log north --as north-acute decision=1 title=Spend options=[]");
    north.done("attest vote_cast --log north --as north-care --unsigned vote.json decision=1 vote=for");
    north.done_alone("sign vote.json --key north-care.key");
    let first = north.done("attest --log north --signed vote.json.signed");
    let again = north.done("attest --log north --signed vote.json.signed");
    assert!(again.contains("there already"), "{again}");
    assert_eq!(again.split(',').next(), first.split(',').next());
}

#[test]
fn a_partnership_that_is_imposed_enters_no_phase_until_two_bodies_say_what_they_gain_or_the_rule_is_set_aside()
 {
    let enter = "attest phase_entered --log north --as north-acute phase=understand";
    let gain = |body: &str| format!("attest benefit_stated --log north --as {body} benefit='calm mornings'");
    let sought = Record::founded("commonweal.db");
    sought.done(&gain("north-acute"));
    sought.refused(4, enter, "at least two bodies must each say what they gain");
    sought.done(&gain("north-care"));
    sought.done(enter);
    let ordered = Record::founded("commonweal.db");
    ordered.refused(4, enter, "'rule_overridden'");
    ordered.done("attest rule_overridden --log north --as north-acute rule=sought_not_imposed reason='a court ordered it'");
    ordered.done(enter);
}

#[test]
fn each_refusal_says_why_and_records_nothing() {
    let north = Record::founded("commonweal.db");
    let before = north.done("log north");
    north.refused(2, "attest nonsense --log north --as north-acute", "not a kind of fact");
    north.refused(2, "attest benefit_stated --log north --as north-acute", "'benefit' is missing");
    north.refused(2, "attest benefit_stated --log south --as north-acute benefit=beds", "there are: ");
    north.refused(4, "partnership join north --as north-acute", "a partner already");
    north.refused(
        4,
        "attest vote_cast --log north --as north-care --key north-minds.key decision=1 vote=for",
        "north-minds",
    );
    north.refused(4, "partnership invite north north-acute --as stranger", "not known to this record");
    north.refused(1, "init", "already");
    let elsewhere = north.folder.line("log north --database none.db");
    assert_eq!(elsewhere.code, 3);
    assert!(elsewhere.stderr.contains("commonweal init"), "{}", elsewhere.stderr);
    assert_eq!(north.done("log north"), before);
}

#[test]
fn a_changed_byte_of_a_bundle_or_a_database_is_found_and_located() {
    let north = Record::founded("commonweal.db");
    north.done("export north north.bundle");
    for file in ["north.bundle", "commonweal.db"] {
        let mut bytes = std::fs::read(north.folder.path(file)).unwrap();
        let wal = north.folder.path("commonweal.db-wal");
        assert!(file != "commonweal.db" || !wal.exists() || std::fs::metadata(wal).unwrap().len() == 0);
        let at = bytes.windows(11).position(|window| window == b"fewer falls").unwrap();
        bytes[at] = b'F';
        north.folder.write(file, bytes);
        let run = north.folder.line(&format!("verify {file}"));
        assert_eq!(run.code, 5, "{file}: {}", run.stdout);
        assert!(run.stderr.contains("entry 3: §"), "{file}: {}", run.stderr);
    }
}

#[test]
fn an_old_back_up_is_restored_read_only_and_never_signed_over() {
    let north = Record::founded("commonweal.db");
    north.done("backup old.db");
    north.done("attest benefit_stated --log north --as north-acute benefit=beds");
    north.done("checkpoint north");
    for end in ["", "-wal", "-shm", ".keys"] {
        std::fs::remove_file(north.folder.path(&format!("commonweal.db{end}"))).ok();
    }
    assert!(north.done("restore old.db").contains("an old back-up was restored"));
    north.refused(5, "checkpoint north", "read-only");
    north.refused(5, "attest benefit_stated --log north --as north-acute benefit=beds", "read-only");
}

#[test]
fn an_erased_document_is_gone_and_its_tombstone_stays() {
    let north = Record::founded("commonweal.db");
    let hash = north.with_document();
    assert!(north.done("export north with.bundle --documents").contains("1 documents"));
    north.done(&format!("erase {hash} --log north --as north-acute --reason request"));
    assert!(north.done("export north without.bundle --documents").contains("0 documents"));
    assert!(north.done_alone("verify without.bundle").starts_with("verified"));
}
