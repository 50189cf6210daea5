//! `commonweal attest`, `sign`, `erase`.

use std::path::{Path, PathBuf};

use commonweal_record::entry::Attest;
use commonweal_record::fact::Fact;
use commonweal_service::record::payload::{self, Document, Given};
use commonweal_service::record::{KeyFile, Place, RecordError, offline};

use super::{body, key_of, print, recorded};
use crate::failure::Failure;
use crate::record_arguments::{AttestArguments, By, Where};

/// Attests a fact of any kind, writes its intent for a signer elsewhere, or records what was signed there.
pub(super) fn run(arguments: &AttestArguments) -> Result<(), Failure> {
    let place = arguments.place.open()?;
    if let Some(file) = &arguments.signed {
        let signed = offline::read_signed(file)?;
        let said = place.log(&arguments.log)?.submit(signed)?;
        return print(&recorded(&arguments.log, said));
    }
    let kind = arguments.kind.as_deref().unwrap_or_default();
    let name = arguments.body.as_deref().unwrap_or_default();
    let (fact, documents) = match &arguments.json {
        Some(file) => (payload::from_file(kind, file)?, Vec::new()),
        None => place.fact(kind, &arguments.fields)?,
    };
    if let Some(file) = &arguments.unsigned {
        place.keep(&documents)?;
        let statement = place.statement(&body(name)?, fact)?;
        let intent = place.log(&arguments.log)?.intent(&statement, Attest::Body)?;
        offline::write_intent(file, &intent)?;
        return print(&format!(
            "written to {0}: sign it with 'commonweal sign {0} --key {name}.key'",
            file.display()
        ));
    }
    let key = key_of(name, arguments.key.as_deref())?;
    say(&place, &arguments.log, name, key.as_ref(), (fact, documents))
}

/// Records a fact of a body, by its key where there is one.
pub(super) fn say(
    place: &Place,
    log: &str,
    name: &str,
    key: Option<&KeyFile>,
    (fact, documents): (Fact, Vec<Document>),
) -> Result<(), Failure> {
    let body = body(name)?;
    let author = place.author(&fact, &body, key.map(|file| &file.key))?;
    let mut open = place.log(log)?;
    place.keep(&documents)?;
    let said = open.attest(&place.statement(&body, fact)?, author)?;
    let found = open.view().partnership.findings.iter().filter(|it| it.seq == said.receipt.seq);
    let findings: Vec<String> = found.map(|finding| format!("\n  ! {}", finding.matter)).collect();
    print(&format!("{}{}", recorded(log, said), findings.concat()))
}

/// Signs an intent away from the record.
pub(super) fn sign(intent: &Path, key: &Path, out: Option<PathBuf>) -> Result<(), Failure> {
    let read = offline::read_intent(intent)?;
    let words = offline::in_words(&read)?;
    let signed = offline::sign(read, &KeyFile::read(key)?, key)?;
    let out = out.unwrap_or_else(|| PathBuf::from(format!("{}.signed", intent.display())));
    offline::write_signed(&out, &signed)?;
    print(&format!("signed: {words}\nwritten to {}", out.display()))
}

/// Erases a document and records its tombstone.
pub(super) fn erase(blob: &str, log: &str, by: &By, reason: &str, place: &Where) -> Result<(), Failure> {
    let place = place.open()?;
    let given = [Given::new("blob", blob), Given::new("reason", reason)];
    let tombstone = place.fact("tombstone", &given)?;
    say(&place, log, &by.body, by.key()?.as_ref(), tombstone)
}

impl From<RecordError> for Failure {
    fn from(error: RecordError) -> Self {
        Self::Record(Box::new(error))
    }
}
