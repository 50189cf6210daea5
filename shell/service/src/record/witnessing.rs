//! Asking partners to witness a log, witnessing theirs, and what has come of it.

use std::net::SocketAddr;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use commonweal_record::entry::Origin;
use commonweal_record::fact::kinds::log::WitnessNamed;
use commonweal_record::fact::{FieldError, Payload, WitnessName};
use commonweal_record::key::PublicKey;
use commonweal_record::note::{NoteError, NoteSignature, SignedNote, is_key_name};
use commonweal_record::partnership::LogFacts;
use commonweal_record::tree::Tree;
use commonweal_store::{StoreError, StoredCheckpoint};
use commonweal_witness::client::add_cosignatures;
use commonweal_witness::mirror::Mirror;
pub use commonweal_witness::mirror::{Followed, MirrorError};
use commonweal_witness::published::Published;
use commonweal_witness::{
    ServeError, ServeOptions, Server, SubmitError, Witness, WitnessAddress, WitnessError, WitnessKey, serve,
    submit_all,
};

use super::finality::{Judged, judge, witnesses_at};
use super::place::payload_error;
use super::view::for_each_row;
use super::{KeyFile, Place, RecordError, Surroundings};

/// What came of asking the witnesses.
#[derive(Debug)]
pub struct Asked {
    /// The checkpoint with every cosignature that it now has, as stored.
    pub checkpoint: StoredCheckpoint,
    /// The answer of each witness, in the order asked.
    pub answers: Vec<(String, Result<NoteSignature, SubmitError>)>,
    /// Whether the checkpoint is final by the record's own policy.
    pub judged: Judged,
}

/// A text that is not what an option must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{}' is not {expected}", found.escape_debug())]
pub struct NotAnOption {
    expected: &'static str,
    found: String,
}

/// A log that a witness watches, written `ORIGIN=HOSTKEY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The log.
    pub origin: Origin,
    /// The key that signs its checkpoints.
    pub host: PublicKey,
}

/// A witness to ask, written `NAME=URL`; the record knows its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Its name in the record.
    pub name: String,
    /// The submission prefix.
    pub url: String,
}

/// Why a witness does not serve, or is not asked.
#[derive(Debug, thiserror::Error)]
pub enum WitnessingError {
    /// The key file, the place or the log.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The stored checkpoint is not a note.
    #[error("the stored checkpoint cannot be read: {0}")]
    Checkpoint(#[from] NoteError),
    /// The stored checkpoint cannot be replaced by the cosigned one.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Name, logs or state.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// The log did not come, or not as its host signed it.
    #[error(transparent)]
    Mirror(#[from] MirrorError),
    /// The address.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// Makes the key of the witness `name` in a file that is not there yet.
///
/// # Errors
/// [`RecordError::Fact`] for a name that a record could not carry; [`RecordError::Exists`], [`RecordError::File`].
pub fn new_witness_key(
    path: &Path,
    name: &str,
    surroundings: &Surroundings,
) -> Result<WitnessKey, RecordError> {
    let name = WitnessName::new(name).map_err(|error| {
        payload_error(WitnessNamed::KIND, FieldError { path: "name".to_owned(), ..error })
    })?;
    let KeyFile { of, key } = KeyFile::make(path, name.as_str(), surroundings)?;
    Ok(WitnessKey { name: of, key: key.public() })
}

/// Serves a witness with the key and the name of `key_file`, whose state is in `state`; `tell` hears of forks.
///
/// # Errors
/// [`WitnessingError`].
pub fn serve_witness(
    listen: SocketAddr,
    key_file: &Path,
    state: &Path,
    watched: Vec<Watched>,
    tell: impl Fn(&str) + Send + Sync + 'static,
) -> Result<(WitnessAddress, Server), WitnessingError> {
    let KeyFile { of, key } = KeyFile::read(key_file)?;
    let witness = WitnessKey { name: of, key: key.public() };
    let logs = watched.into_iter().map(|log| (log.origin, log.host));
    let decides = Witness::open(&witness.name, key, logs, state)?;
    let options =
        ServeOptions { listen, witness: Some(decides), tell: Box::new(tell), ..ServeOptions::default() };
    let server = serve(options)?;
    Ok((WitnessAddress { witness, url: server.url() }, server))
}

impl Place {
    /// Signs a checkpoint of a log, or takes the one that is there, has it cosigned by each witness that answers, and keeps it. The keys of the
    /// witnesses are those that the record names.
    ///
    /// # Errors
    /// [`RecordError::NoWitness`]; [`WitnessingError::Record`], as for [`Place::checkpoint`]. What a witness answers is no error: it is in [`Asked::answers`].
    pub fn submit_to_witnesses(
        &self,
        slug: &str,
        to: &[Asking],
        time: Duration,
    ) -> Result<Asked, WitnessingError> {
        let origin = self.origin(slug)?;
        let log = self.log(slug)?;
        let facts = &log.view().partnership.log;
        let to = addresses(facts, &origin, to)?;
        let mut checkpoint = self.checkpoint(slug)?;
        let mut note = SignedNote::parse(checkpoint.note.as_bytes())?;
        let mut tree = Tree::default();
        for_each_row(self.store.as_ref(), origin.as_str(), 0, |row| {
            tree.push(row.leaf);
            Ok::<_, RecordError>(())
        })?;
        let names = to.iter().map(|address| address.witness.name.clone());
        let answers: Vec<_> = names.zip(submit_all(&note, &tree, &to, time)).collect();
        add_cosignatures(&mut note, answers.iter().filter_map(|(_, answer)| answer.as_ref().ok().cloned()));
        checkpoint.note = note.to_string();
        self.store.put_checkpoint(origin.as_str(), &checkpoint)?;
        let judged = judge(facts, &checkpoint);
        Ok(Asked { checkpoint, answers, judged })
    }

    /// Fetches what is new of a log from its host, or from a mirror of it, into this place. Every page is checked against the host's
    /// checkpoint before it is stored. A document whose tombstone comes with it is erased here too: an old back-up may have brought it back.
    ///
    /// # Errors
    /// [`WitnessingError::Mirror`].
    pub fn mirror(&self, log: &Watched, url: &str, time: Duration) -> Result<Followed, WitnessingError> {
        let mut mirror = Mirror::open(Arc::clone(&self.store), log.origin.clone(), log.host)?;
        let followed = mirror.follow(url, time)?;
        if followed.new > 0 {
            self.replay_tombstones(log.origin.as_str())?;
        }
        Ok(followed)
    }

    /// Serves these logs to partners who mirror them.
    ///
    /// # Errors
    /// [`RecordError::NoLog`] for one that is not here; [`WitnessingError::Serve`].
    pub fn publish(&self, listen: SocketAddr, slugs: &[String]) -> Result<Server, WitnessingError> {
        let origins = slugs.iter().map(|slug| self.origin(slug)).collect::<Result<Vec<_>, _>>()?;
        let published = Some(Published::new(Arc::clone(&self.store), origins));
        Ok(serve(ServeOptions { listen, published, ..ServeOptions::default() })?)
    }
}

/// The witnesses that are to be asked, with the keys that the record gives them.
fn addresses(facts: &LogFacts, origin: &Origin, to: &[Asking]) -> Result<Vec<WitnessAddress>, RecordError> {
    let named = witnesses_at(facts, u64::MAX);
    let address = |asking: &Asking| match named.iter().find(|witness| witness.name == asking.name) {
        Some(witness) => Ok(WitnessAddress { witness: witness.clone(), url: asking.url.clone() }),
        None => Err(RecordError::NoWitness {
            log: origin.to_string(),
            name: asking.name.clone(),
            known: named.iter().map(|witness| witness.name.clone()).collect(),
        }),
    };
    to.iter().map(address).collect()
}

impl FromStr for Watched {
    type Err = NotAnOption;

    fn from_str(text: &str) -> Result<Self, NotAnOption> {
        let read = || {
            let (origin, key) = text.split_once('=')?;
            Some(Self { origin: origin.parse().ok()?, host: PublicKey::from_base64(key).ok()? })
        };
        let expected = "ORIGIN=HOSTKEY, such as record.example/saltmere/1-0123456789abcdef= and the host's public key in base64";
        read().ok_or_else(|| NotAnOption { expected, found: text.to_owned() })
    }
}

impl FromStr for Asking {
    type Err = NotAnOption;

    fn from_str(text: &str) -> Result<Self, NotAnOption> {
        let read = || {
            let (name, url) = text.split_once('=')?;
            let whole = is_key_name(name) && url.starts_with("http://");
            whole.then(|| Self { name: name.to_owned(), url: url.to_owned() })
        };
        let expected = "NAME=URL: a witness that the record names, and its http:// address";
        read().ok_or_else(|| NotAnOption { expected, found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use commonweal_record::key::SecretKey;

    use super::*;

    #[test]
    fn the_options_of_a_witness_are_read_and_a_wrong_one_says_what_it_must_be() {
        let key = SecretKey::from_bytes(&[1; 32]).public();
        let watched: Watched =
            format!("record.example/saltmere/1-0123456789abcdef={}", key.to_base64()).parse().unwrap();
        assert_eq!(
            (watched.origin.as_str(), watched.host),
            ("record.example/saltmere/1-0123456789abcdef", key)
        );
        let asking: Asking = "w.example=http://127.0.0.1:9000/w".parse().unwrap();
        assert_eq!((asking.name.as_str(), asking.url.as_str()), ("w.example", "http://127.0.0.1:9000/w"));
        assert!("saltmere=key".parse::<Watched>().unwrap_err().to_string().contains("ORIGIN=HOSTKEY"));
        for wrong in ["w.example=https://w.example", "w example=http://w.example", "w.example"] {
            assert!(wrong.parse::<Asking>().unwrap_err().to_string().contains("http:// address"), "{wrong}");
        }
    }
}
