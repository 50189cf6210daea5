//! The verbs of the record: each calls one use case and prints.

mod attest;
mod members;
mod reading;
mod upkeep;

use std::path::{Path, PathBuf};

use commonweal_record::entry::BodyId;
use commonweal_service::record::{KeyFile, Place, Recorded, Surroundings};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::{By, RecordVerb, Where};

/// Does what a verb of the record says.
pub(crate) fn run(verb: RecordVerb) -> Result<(), Failure> {
    match verb {
        RecordVerb::Init { name, place } => upkeep::init(&name, &place),
        RecordVerb::Body(verb) => members::body(verb),
        RecordVerb::Key(verb) => members::key(verb),
        RecordVerb::Partnership(verb) => members::partnership(verb),
        RecordVerb::Attest(arguments) => attest::run(&arguments),
        RecordVerb::Sign { intent, key, out } => attest::sign(&intent, &key, out),
        RecordVerb::Log { log, since, format, place } => reading::log(log.as_deref(), since, format, &place),
        RecordVerb::Checkpoint { log, place } => upkeep::checkpoint(log.as_deref(), &place),
        RecordVerb::Export { log, bundle, witnesses, documents, place } => {
            upkeep::export(&log, &bundle, witnesses, documents, &place)
        }
        RecordVerb::Verify { subject, host_key, format } => {
            reading::verify(&subject, host_key.as_deref(), format)
        }
        RecordVerb::Backup { file, place } => upkeep::backup(&file, &place),
        RecordVerb::Restore { file, place } => upkeep::restore(&file, &place),
        RecordVerb::Migrate { to, place } => upkeep::migrate(&to, &place),
        RecordVerb::Erase { blob, log, by, reason, place } => {
            attest::erase(&blob, &log, &by, &reason, &place)
        }
    }
}

impl Where {
    fn host_folder(&self) -> PathBuf {
        self.host.clone().unwrap_or_else(|| self.database.host_folder())
    }

    pub(crate) fn open(&self) -> Result<Place, Failure> {
        Ok(Place::open(self.database.clone(), &self.host_folder(), Surroundings::of_this_machine())?)
    }
}

impl By {
    fn body(&self) -> Result<BodyId, Failure> {
        body(&self.body)
    }

    fn key(&self) -> Result<Option<KeyFile>, Failure> {
        key_of(&self.body, self.key.as_deref())
    }
}

fn body(text: &str) -> Result<BodyId, Failure> {
    text.parse()
        .map_err(|error| Failure::Record(Box::new(commonweal_service::record::RecordError::Id(error))))
}

/// The key file of a body: the one named, or BODY.key where it is there.
fn key_of(body: &str, named: Option<&Path>) -> Result<Option<KeyFile>, Failure> {
    let usual = PathBuf::from(format!("{body}.key"));
    let path = match named {
        Some(path) => path,
        None if usual.is_file() => usual.as_path(),
        None => return Ok(None),
    };
    let key = KeyFile::read(path)?;
    if key.of == body {
        return Ok(Some(key));
    }
    let (path, of, body) = (path.to_path_buf(), key.of, body.to_owned());
    Err(commonweal_service::record::RecordError::KeyOfAnother { path, of, body }.into())
}

/// Prints text in which nothing can steer a terminal.
fn print(text: &str) -> Result<(), Failure> {
    output::print(&readable::escaped(text))
}

fn recorded(log: &str, recorded: Recorded) -> String {
    let before = if recorded.before { " (it was there already)" } else { "" };
    format!("recorded in {log} as entry {}, leaf {}{before}", recorded.receipt.seq, recorded.receipt.leaf)
}
