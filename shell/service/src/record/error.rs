//! Why a use case of the record came to nothing.

use std::path::{Path, PathBuf};

use commonweal_record::canonical::CanonicalError;
use commonweal_record::entry::{EntryError, IdError};
use commonweal_record::fact::FactError;
use commonweal_record::key::{KeyError, KeyId};
use commonweal_record::log_state::AdmissionError;
use commonweal_record::partnership::Matter;
use commonweal_record::tree::Hash;
use commonweal_store::floor::{FloorError, ReadOnly};
use commonweal_store::{StoreError, Unwritable, Unwritten};
use commonweal_witness::FetchError;

use super::finality::NotFinal;
use super::policy::Denied;
use super::refusal::Refusal;

/// Why a use case of the record came to nothing. Whatever it is, nothing was recorded unless the sentence says so.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// There is no database, or no log in it.
    #[error(
        "there is no record at {database}: make one with 'commonweal init', or name another with --database"
    )]
    NoDatabase {
        /// Where it was looked for.
        database: String,
    },
    /// There is no back-up.
    #[error("there is no back-up at {}: name the file that 'commonweal backup' wrote", path.display())]
    NoBackup {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Something is there already.
    #[error("{path} is there already, and is never overwritten: name another place, or move it away first")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The database holds logs already.
    #[error("{database} holds {logs} logs already: name an empty database, or move this one away first")]
    NotEmpty {
        /// The database.
        database: String,
        /// How many.
        logs: usize,
    },
    /// A file cannot be read or written.
    #[error("{path}: {source}; check the name and who may read and write there")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not a key.
    #[error("{path} is not a key file ({reason}): name the file that 'commonweal key new' wrote")]
    NotAKeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A key file is of another body.
    #[error("{path} holds the key of {of}, not of {body}: name the key file of {body} with --key")]
    KeyOfAnother {
        /// The file.
        path: PathBuf,
        /// Whose key it is.
        of: String,
        /// Whose key it should be.
        body: String,
    },
    /// A key of the body is needed.
    #[error(
        "{kind} binds {body} and must be signed with its key: name the key file with --key, or write the intent with 'commonweal attest --unsigned' and have {body} sign it"
    )]
    NeedsKey {
        /// The kind.
        kind: String,
        /// The body.
        body: String,
    },
    /// An authenticator's answer holds no signature.
    #[error(transparent)]
    NotASignature(KeyError),
    /// The host's key is not here.
    #[error(
        "the host's key is not here ({path}): run this where the host's folder is, or name it with --host"
    )]
    NoHost {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// No log of that name.
    #[error("there is no log '{slug}' here; {}", logs(known))]
    NoLog {
        /// The name.
        slug: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A log of that name is there.
    #[error("there is a log '{slug}' already: choose another name")]
    LogExists {
        /// The name.
        slug: String,
    },
    /// A body that nobody registered.
    #[error("the register does not know {body}: add it with 'commonweal body add {body}'")]
    UnknownBody {
        /// The body.
        body: String,
    },
    /// A body that is registered already.
    #[error("{body} is registered already: amend it with 'commonweal attest body_amended'")]
    BodyKnown {
        /// The body.
        body: String,
    },
    /// A key that cannot be revoked, because the body has no such one.
    #[error("{body} has no key {key}: 'commonweal key list' lists those that it has")]
    NoKey {
        /// The body.
        body: String,
        /// The key.
        key: KeyId,
    },
    /// A key that was revoked already.
    #[error(
        "{body} has revoked the key {key} already, in entry {seq} of the register: nothing is left to do"
    )]
    RevokedAlready {
        /// The body.
        body: String,
        /// The key.
        key: KeyId,
        /// The entry.
        seq: u64,
    },
    /// A document that no entry carries.
    #[error(
        "no entry of {log} carries the document {blob}: 'commonweal log SLUG --format json' shows those that do"
    )]
    NoDocument {
        /// The log.
        log: String,
        /// The document's salted hash.
        blob: Hash,
    },
    /// A document that was erased already.
    #[error(
        "{log}: the document {blob} was erased by entry {seq}, and is not in the vault: nothing is left to do"
    )]
    ErasedAlready {
        /// The log.
        log: String,
        /// The document's salted hash.
        blob: Hash,
        /// The entry.
        seq: u64,
    },
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The fact is wrong.
    #[error(transparent)]
    Fact(#[from] FactError),
    /// A field was given twice, or in two ways.
    #[error("'{field}' is given as a value and as the beginning of another field: give one of them")]
    FieldTwice {
        /// The field.
        field: String,
    },
    /// A word that is no field.
    #[error(
        "'{word}' is not FIELD=VALUE: write the field's name, '=' and its value, such as name='Saltmere Together'"
    )]
    NotAField {
        /// The word.
        word: String,
    },
    /// A payload that is not of the strict profile.
    #[error("{path}: {source}; write one JSON object of the fields of the kind")]
    Payload {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: CanonicalError,
    },
    /// A name without its form.
    #[error(transparent)]
    Id(#[from] IdError),
    /// An intent that was brought.
    #[error("{path}: {source}; make it again with 'commonweal attest --unsigned'")]
    Intent {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: EntryError,
    },
    /// The log does not admit it.
    #[error("{log} does not take it: {source}")]
    Refused {
        /// The log.
        log: String,
        /// The first rule broken.
        source: Box<AdmissionError>,
    },
    /// A partnership that is imposed and not sought.
    #[error(
        "{log} cannot go on yet: at least two bodies must each say what they gain; let each record 'benefit_stated', or let a partner set the rule 'sought_not_imposed' aside with 'rule_overridden' and its reason"
    )]
    Imposed {
        /// The log.
        log: String,
    },
    /// A signed intent came too late.
    #[error(
        "{log} has gone on since this intent was made ({stream} now has {next} entries): make it again with 'commonweal attest --unsigned' and have it signed again"
    )]
    TooLate {
        /// The log.
        log: String,
        /// The stream.
        stream: String,
        /// Its next version.
        next: u64,
    },
    /// Somebody else was quicker, again and again.
    #[error(
        "others were quicker {times} times in a row: try again in a moment; asking again with the same id is safe"
    )]
    AlwaysLate {
        /// How often it was tried.
        times: u32,
    },
    /// The writer did not store it.
    #[error(transparent)]
    Unwritten(Box<Unwritten<Refusal>>),
    /// The log is read-only.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// The floor.
    #[error(transparent)]
    Floor(#[from] FloorError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is stored is not what was loaded.
    #[error(
        "{log}: over {size} entries this process has the root {loaded}, and a second reading gave {stored}: do not sign; run 'commonweal verify' on the database"
    )]
    ReadTwoWays {
        /// The log.
        log: String,
        /// Entries.
        size: u64,
        /// As loaded.
        loaded: Hash,
        /// As read again.
        stored: Hash,
    },
    /// A stored entry is wrong.
    #[error("{log}, entry {seq}: {what}; do not sign, and restore it from a back-up or a partner's mirror")]
    Damaged {
        /// The log.
        log: String,
        /// The entry.
        seq: u64,
        /// What is wrong.
        what: String,
    },
    /// A witness policy that the witnesses named cannot meet.
    #[error("{log} does not take the witness policy: {matter}")]
    WitnessPolicy {
        /// The log.
        log: String,
        /// Why not.
        matter: Box<Matter>,
    },
    /// A witness that the record does not name.
    #[error(
        "{log} names no witness '{}'; {}: name it with 'commonweal attest witness_named'", name.escape_debug(), witnesses(known)
    )]
    NoWitness {
        /// The log.
        log: String,
        /// The name.
        name: String,
        /// Those that it names.
        known: Vec<String>,
    },
    /// More witnesses asked for than the record names.
    #[error("{log} names {named} witnesses, and --witnesses asks for {asked}: ask for fewer")]
    TooManyWitnesses {
        /// The log.
        log: String,
        /// Named.
        named: usize,
        /// Asked for.
        asked: u64,
    },
    /// No checkpoint is as the record's own policy asks.
    #[error(
        "{log}: nothing is final, so that a bundle would not verify: {reason}; or export it as it is with --witnesses 0"
    )]
    NothingFinal {
        /// The log.
        log: String,
        /// Why not.
        reason: Box<NotFinal>,
    },
    /// A URL that does not name a published log.
    #[error(
        "'{}' names no log: write the address that 'commonweal witness publish' prints, such as http://127.0.0.1:8426/log/ORIGIN", url.escape_debug()
    )]
    NotPublished {
        /// What was given.
        url: String,
    },
    /// A server gave no answer.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// A log without entries or without a checkpoint cannot be exported.
    #[error("{log} has no checkpoint: sign one with 'commonweal checkpoint'")]
    NoCheckpoint {
        /// The log.
        log: String,
    },
    /// The copies differ in state.
    #[error("{log}: the copy gives the state {copy}, and the original {original}: do not use the copy")]
    StatesDiffer {
        /// The log.
        log: String,
        /// State hash here.
        original: Hash,
        /// State hash there.
        copy: Hash,
    },
    /// The operating system gave no entropy or no time.
    #[error("the machine gave no {what}: {reason}")]
    Machine {
        /// What it did not give.
        what: &'static str,
        /// What it said.
        reason: String,
    },
}

impl RecordError {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}

impl From<Unwritable> for RecordError {
    fn from(error: Unwritable) -> Self {
        match error {
            Unwritable::ReadOnly(reason) => Self::ReadOnly(reason),
            Unwritable::Floor(error) => Self::Floor(error),
            Unwritable::Store(error) => Self::Store(error),
        }
    }
}

fn witnesses(known: &[String]) -> String {
    if known.is_empty() { "it names none".to_owned() } else { format!("those are {}", known.join(", ")) }
}

fn logs(known: &[String]) -> String {
    if known.is_empty() {
        "there is none yet: 'commonweal partnership propose' opens one".to_owned()
    } else {
        format!("there are: {}", known.join(", "))
    }
}
