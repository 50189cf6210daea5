//! Wrong words about a record: keys, partners, documents, back-ups, moves.

use crate::corpus::{Case, answer, case};
use crate::north::{BODIES, Record};

/// What a case may name that is another in every run.
struct Names(Vec<(&'static str, String)>);

impl Names {
    /// The key ids of the bodies, and a document's hash.
    fn of(north: &Record) -> Self {
        let list = north.done("key list");
        let keys = list.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let key = |body: &str| keys.clone().find(|words| words[1] == body).unwrap()[0].to_owned();
        Self(vec![
            ("KEY-OF-ACUTE", key("north-acute")),
            ("KEY-OF-CARE", key("north-care")),
            ("DOCUMENT", north.with_document()),
        ])
    }

    fn put_into(&self, command: &str) -> String {
        self.0.iter().fold(command.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// The names instead of what they stand for, and the end of an origin, which is random, left out.
    fn taken_out_of(&self, text: &str) -> String {
        let text = self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(value, name));
        let mut pieces = text.split("/1-");
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |text, piece| format!("{text}/1-RANDOM{}", &piece[16..]))
    }

    fn answers(&self, north: &Record, cases: &[Case]) -> String {
        let said = cases.iter().map(|case| {
            let run = north.folder.line(&self.put_into(case.command));
            self.taken_out_of(&answer(case, &run))
        });
        said.collect()
    }
}

#[test]
fn a_wrong_key_is_answered_with_what_to_do() {
    let north = Record::founded("commonweal.db");
    let names = Names::of(&north);
    let before = [
        case(2, "a key id that is none", "key revoke north-acute --id first --reason lost"),
        case(
            2,
            "a key that nobody has",
            "key revoke north-acute --id 00000000000000000000000000000000 --reason lost",
        ),
        case(2, "a key of another body", "key revoke north-acute --id KEY-OF-CARE --reason lost"),
        case(
            4,
            "signed by another body",
            "key revoke north-acute --id KEY-OF-ACUTE --reason lost --key north-care.key",
        ),
        case(2, "a body that nobody registered", "key revoke stranger --id KEY-OF-ACUTE --reason lost"),
        case(2, "no reason", "key revoke north-acute --id KEY-OF-ACUTE --reason ''"),
        case(4, "a second key without the first", "key new north-acute --out second.key"),
        case(1, "a key over another", "key new north-acute --key north-acute.key"),
        case(2, "a new key of a body that nobody registered", "key new stranger"),
    ];
    let after = [
        case(4, "a key that was revoked already", "key revoke north-acute --id KEY-OF-ACUTE --reason lost"),
        case(
            4,
            "a fact signed with a revoked key",
            "attest benefit_stated --log north --as north-acute benefit=beds",
        ),
        case(4, "a vote of a body without a key", "partnership join north --as stranger"),
    ];
    let refused = names.answers(&north, &before);
    let said = north.done(&names.put_into("key revoke north-acute --id KEY-OF-ACUTE --reason lost"));
    assert!(said.contains("in: north, register"), "{said}");
    assert!(said.contains("has no valid key now"), "the last one: {said}");
    insta::assert_snapshot!(refused + &names.answers(&north, &after));
    north.done("key new north-acute --out second.key");
    north.done("attest benefit_stated --log north --as north-acute --key second.key benefit=beds");
}

#[test]
fn a_wrong_step_of_a_partner_is_answered_with_what_to_do() {
    let north = Record::founded("commonweal.db");
    let names = Names::of(&north);
    north.done("body add north-dale --name Dale --form charity --purpose care");
    north.done("key new north-dale");
    let outside = [
        case(2, "a body that nobody registered", "partnership queue north stranger --as north-acute"),
        case(4, "queuing oneself", "partnership queue north north-dale --as north-dale"),
        case(
            4,
            "leaving what was not joined",
            "partnership leave north --as north-dale --notice-on 2026-01-01 --leaves-on 2026-02-01",
        ),
        case(4, "admitting oneself", "partnership admit north north-dale --as north-dale --decision 1"),
        case(4, "joining without being asked", "partnership join north --as north-dale"),
        case(2, "another partnership", "partnership queue south north-dale --as north-acute"),
        case(
            4,
            "renaming another body",
            "attest body_amended --log north --as north-acute body=north-care name=Elsewhere",
        ),
        case(
            4,
            "registering another body",
            "attest body_registered --log north --as north-acute body=north-dale name=Dale legal_form=charity purpose=care",
        ),
        case(
            2,
            "no decision's name",
            "partnership admit north north-dale --as north-acute --decision 'Decision One'",
        ),
    ];
    let waiting = [
        case(4, "joining from the queue", "partnership join north --as north-dale"),
        case(
            4,
            "leaving from the queue",
            "partnership leave north --as north-dale --notice-on 2026-01-01 --leaves-on 2026-02-01",
        ),
    ];
    let leaving = [
        case(
            2,
            "no day of the calendar",
            "partnership leave north --as north-care --notice-on 2026-02-30 --leaves-on 2026-03-01",
        ),
        case(2, "no day of leaving", "partnership leave north --as north-care --notice-on 2026-01-01"),
    ];
    let left = [
        case(
            4,
            "leaving twice",
            "partnership leave north --as north-care --notice-on 2026-01-01 --leaves-on 2026-02-01",
        ),
        case(4, "inviting after leaving", "partnership invite north north-dale --as north-care"),
    ];
    let mut said = names.answers(&north, &outside);
    north.done("partnership queue north north-dale --as north-acute");
    said += &names.answers(&north, &waiting);
    said += &names.answers(&north, &leaving);
    north.done("partnership leave north --as north-care --notice-on 2026-01-01 --leaves-on 2026-02-01");
    said += &names.answers(&north, &left);
    insta::assert_snapshot!(said);
}

#[test]
fn what_does_not_fit_what_was_said_before_is_recorded_and_noted() {
    let north = Record::founded("commonweal.db");
    north.done("body add north-dale --name Dale --form charity --purpose care");
    north.done("key new north-dale");
    let queue = "partnership queue north north-dale --as north-acute";
    assert!(!north.done(queue).contains('!'));
    assert!(north.done(queue).contains("! the body in the queue 'north-dale' was there already"));
    let admitted = north.done("partnership admit north north-dale --as north-acute --decision 1");
    assert!(admitted.contains("! decision 1 did not carry"), "{admitted}");
    north.refused(4, "partnership join north --as north-dale", "waits in the queue");
}

#[test]
fn a_body_that_a_decision_admitted_joins_from_the_queue() {
    let north = Record::founded("commonweal.db");
    north.done("body add north-dale --name Dale --form charity --purpose care");
    north.done("key new north-dale");
    north.done("partnership queue north north-dale --as north-acute");
    north.done(
        "attest decision_proposed --log north --as north-acute decision=1 title='Admit Dale' options=[]",
    );
    for body in BODIES {
        north.done(&format!("attest vote_cast --log north --as {body} decision=1 vote=for"));
    }
    let taken = "attest decision_taken --log north --as north-acute decision=1 outcome=carried counted=north-acute counted=north-care counted=north-minds";
    assert!(!north.done(taken).contains('!'));
    let admit = "partnership admit north north-dale --as north-acute --decision 1";
    assert!(!north.done(admit).contains('!'));
    north.done("partnership join north --as north-dale");
}

#[test]
fn a_document_that_cannot_be_erased_is_named() {
    let north = Record::founded("commonweal.db");
    let names = Names::of(&north);
    north.done(
        "partnership propose south --as north-minds --name South --style mirror --place-name South --aim 'fewer falls'",
    );
    north.done("partnership join south --as north-minds");
    let before = [
        case(2, "no hash", "erase minutes.txt --log north --as north-acute --reason request"),
        case(
            2,
            "a document that is not there",
            "erase 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --log north --as north-acute --reason request",
        ),
        case(
            2,
            "a document of another partnership",
            "erase DOCUMENT --log south --as north-minds --reason request",
        ),
        case(2, "another reason", "erase DOCUMENT --log north --as north-acute --reason boredom"),
        case(2, "another log", "erase DOCUMENT --log west --as north-acute --reason request"),
        case(4, "a body that is no partner", "erase DOCUMENT --log south --as north-acute --reason request"),
    ];
    let twice = [case(4, "twice", "erase DOCUMENT --log north --as north-acute --reason request")];
    let refused = names.answers(&north, &before);
    assert!(north.done("export north with.bundle --documents").contains("1 documents"));
    north.done(&names.put_into("erase DOCUMENT --log north --as north-acute --reason request"));
    assert!(north.done("export north without.bundle --documents").contains("0 documents"));
    insta::assert_snapshot!(refused + &names.answers(&north, &twice));
}

#[test]
fn a_move_that_cannot_be_made_is_told_with_its_place() {
    let north = Record::founded("commonweal.db");
    let names = Names::of(&north);
    north.folder.write("letter.txt", "Dear partners");
    north.done("backup copy.db");
    let cases = [
        case(1, "moving into itself", "migrate --to commonweal.db"),
        case(1, "moving into a database that is full", "migrate --to copy.db"),
        case(3, "moving into a folder that is not there", "migrate --to nowhere/north.db"),
        case(3, "moving into another file", "migrate --to letter.txt"),
        case(3, "a server that does not answer", "migrate --to postgres://record:hunter2@127.0.0.1:1/north"),
        case(3, "verifying on a server that does not answer", "verify postgres://127.0.0.1:1/north"),
        case(3, "restoring what is not there", "restore none.db"),
        case(3, "restoring another file", "restore letter.txt"),
        case(1, "restoring over what is there", "restore copy.db"),
        case(4, "restoring without the host", "restore copy.db --database second.db"),
        case(
            3,
            "restoring into a folder that is not there",
            "restore copy.db --database nowhere/north.db --host commonweal.host",
        ),
        case(1, "a back-up over another", "backup copy.db"),
        case(3, "a back-up in a folder that is not there", "backup nowhere/copy.db"),
        case(3, "no record here", "log --database none.db"),
    ];
    let said = names.answers(&north, &cases);
    assert_eq!(said.matches("hunter2").count(), 1, "in the command alone: {said}");
    assert!(!north.folder.path("second.db").exists(), "a refusal leaves nothing behind");
    insta::assert_snapshot!(said);
}
