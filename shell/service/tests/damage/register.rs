//! A register to be damaged, and what verifying it says.

use std::path::Path;

use commonweal_record::canonical;
use commonweal_record::fact::Fact;
use commonweal_service::record::audit::{Audit, Depth, Subject, audit};
use commonweal_service::record::{Database, Place, RecordError, Surroundings};

/// Bodies registered; with the opening of the log one entry fewer than there are.
pub(crate) const BODIES: u64 = 5;

/// Makes a register in `database`, with a checkpoint over all of it; the host's keys in `folder`.
pub(crate) fn made_in(database: Database, folder: &Path) {
    let surroundings = Surroundings::of_this_machine();
    let place = Place::init(database, &folder.join("host"), "record.example", surroundings).unwrap();
    for number in 0..BODIES {
        let payload = format!(
            r#"{{"body":"northdown-{number}","legal_form":"nhs_trust","name":"Northdown {number}","purpose":"care"}}"#
        );
        let payload = canonical::admit(payload.as_bytes()).unwrap();
        let Fact::BodyRegistered(fact) = Fact::from_payload("body_registered", 1, &payload).unwrap() else {
            panic!("no registration");
        };
        place.add_body(fact).unwrap();
    }
    place.checkpoint("register").unwrap();
}

pub(crate) fn verified(database: Database) -> Result<Audit, RecordError> {
    audit(&Subject::Database(database), None, Depth::Hashes)
}

/// The places of what is wrong.
pub(crate) fn places(audit: &Audit) -> Vec<&str> {
    audit.wrong.iter().map(|wrong| wrong.place.as_str()).collect()
}
