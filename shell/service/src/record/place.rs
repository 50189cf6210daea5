//! An opened database with its host and the logs in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use commonweal_record::entry::{BodyId, Origin};
use commonweal_record::fact::kinds::log::LogOpened;
use commonweal_record::fact::{Fact, Title};
use commonweal_record::tree::Hash;
use commonweal_store::Store;
use commonweal_store::floor::Floors;

use super::policy::{self, Action, Permit, Relation, Role, Standing};
use super::{Author, Database, KeyFile, OpenLog, RecordError, Statement, Surroundings};

/// The log of a place that lists its bodies; the others are partnerships.
pub const REGISTER: &str = "register";
/// The body in whose name the host opens logs.
const HOST_BODY: &str = "host";
const HOST_KEY: &str = "host.key";

/// An opened database.
pub struct Place {
    pub(crate) database: Database,
    pub(crate) folder: PathBuf,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) floors: Floors,
    pub(crate) surroundings: Surroundings,
    host: Option<KeyFile>,
}

impl Place {
    /// Makes a place: the database, the host's key and floors in `folder`, and the register of bodies.
    ///
    /// # Errors
    /// [`RecordError::Exists`], [`RecordError::NotEmpty`], [`RecordError::Id`] for a name that cannot begin an origin.
    pub fn init(
        database: Database,
        folder: &Path,
        name: &str,
        surroundings: Surroundings,
    ) -> Result<Self, RecordError> {
        // Before anything is made: the name must fit an origin.
        format!("{name}/{REGISTER}/1-0000000000000000").parse::<Origin>()?;
        if let Database::Sqlite(path) = &database
            && path.exists()
        {
            return Err(RecordError::Exists { path: path.clone() });
        }
        fs::create_dir_all(folder).map_err(RecordError::file(folder))?;
        if folder.join(HOST_KEY).exists() {
            return Err(RecordError::Exists { path: folder.join(HOST_KEY) });
        }
        let store = database.open_or_make(folder)?;
        let logs = store.logs()?.len();
        if logs > 0 {
            return Err(RecordError::NotEmpty { database: database.to_string(), logs });
        }
        let host = Some(KeyFile::make(&folder.join(HOST_KEY), name, &surroundings)?);
        let floors = Floors::open(&folder.join("floors"))?;
        let place = Self { database, folder: folder.to_path_buf(), store, floors, surroundings, host };
        place.open_new_log(REGISTER, &format!("Register of bodies of {name}"))?;
        Ok(place)
    }

    /// Opens a place that is there. The host's key may be elsewhere: then nothing can be signed in its name.
    ///
    /// # Errors
    /// [`RecordError::NoDatabase`], [`RecordError::NotAKeyFile`], and what the store says.
    pub fn open(database: Database, folder: &Path, surroundings: Surroundings) -> Result<Self, RecordError> {
        let store = database.open(folder)?;
        let host = Self::read_host(folder)?;
        let floors = Floors::open(&folder.join("floors"))?;
        Ok(Self { database, folder: folder.to_path_buf(), store, floors, surroundings, host })
    }

    /// The host's key, where it is in this folder.
    pub(crate) fn read_host(folder: &Path) -> Result<Option<KeyFile>, RecordError> {
        let key = folder.join(HOST_KEY);
        if key.exists() { KeyFile::read(&key).map(Some) } else { Ok(None) }
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Clock and entropy.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// The host's key and name.
    ///
    /// # Errors
    /// [`RecordError::NoHost`].
    pub fn host(&self) -> Result<&KeyFile, RecordError> {
        self.host.as_ref().ok_or_else(|| RecordError::NoHost { path: self.folder.join(HOST_KEY) })
    }

    /// Leave for something of the machine: whoever holds the host's key is the host.
    ///
    /// # Errors
    /// [`RecordError::Denied`].
    pub(crate) fn permit(&self, action: Action) -> Result<Permit, RecordError> {
        permit(self.host.as_ref(), action)
    }

    /// The logs here, by slug; of several generations the latest.
    ///
    /// # Errors
    /// What the store says.
    pub fn logs(&self) -> Result<Vec<(String, Origin)>, RecordError> {
        Ok(self.heads()?.into_iter().map(|(slug, (origin, _))| (slug, origin)).collect())
    }

    /// The latest generation of each log by slug, with how far it goes.
    pub(crate) fn heads(&self) -> Result<BTreeMap<String, (Origin, u64)>, RecordError> {
        let mut heads: BTreeMap<String, (Origin, u64)> = BTreeMap::new();
        for head in self.store.logs()? {
            let origin: Origin = head.origin.parse()?;
            let newer =
                heads.get(slug_of(&origin)).is_none_or(|(known, _)| generation(known) < generation(&origin));
            if newer {
                heads.insert(slug_of(&origin).to_owned(), (origin, head.size));
            }
        }
        Ok(heads)
    }

    /// How far a log goes.
    pub(crate) fn size(&self, origin: &Origin) -> Result<u64, RecordError> {
        Ok(self.store.head(origin.as_str())?.size)
    }

    /// The origin of a log, by its slug or its origin.
    ///
    /// # Errors
    /// [`RecordError::NoLog`], and what the store says.
    pub fn origin(&self, slug: &str) -> Result<Origin, RecordError> {
        if self.store.logs()?.iter().any(|head| head.origin == slug) {
            return Ok(slug.parse()?);
        }
        let logs = self.logs()?;
        match logs.iter().find(|(known, _)| known == slug) {
            Some((_, origin)) => Ok(origin.clone()),
            None => Err(RecordError::NoLog {
                slug: slug.to_owned(),
                known: logs.into_iter().map(|(slug, _)| slug).collect(),
            }),
        }
    }

    /// A document from the vault, unless it was erased, was never there, or is not the one that the hash names.
    ///
    /// # Errors
    /// What the store says.
    pub fn kept(&self, document: Hash) -> Result<Option<Vec<u8>>, RecordError> {
        let blob = self.store.blob(&document.to_string())?;
        let named = blob.filter(|blob| Hash::of_parts(&[&blob.salt, &blob.data]) == document);
        Ok(named.map(|blob| blob.data))
    }

    /// Opens a log by its slug or origin and follows it to its head.
    ///
    /// # Errors
    /// [`RecordError::NoLog`], [`RecordError::Damaged`], and what the store says.
    pub fn log(&self, slug: &str) -> Result<OpenLog, RecordError> {
        self.follow(self.origin(slug)?)
    }

    pub(crate) fn follow(&self, origin: Origin) -> Result<OpenLog, RecordError> {
        OpenLog::open(Arc::clone(&self.store), origin, self.floors.clone(), self.surroundings.clone())
    }

    /// Opens a log that is new, with its first entry.
    ///
    /// # Errors
    /// [`RecordError::LogExists`], [`RecordError::Id`], [`RecordError::NoHost`].
    pub(crate) fn open_new_log(&self, slug: &str, name: &str) -> Result<OpenLog, RecordError> {
        self.permit(Action::OpenLog)?;
        if self.logs()?.iter().any(|(known, _)| known == slug) {
            return Err(RecordError::LogExists { slug: slug.to_owned() });
        }
        let host = self.host()?;
        let nonce = u64::from_be_bytes(self.surroundings.random()?);
        let origin: Origin = format!("{}/{slug}/1-{nonce:016x}", host.of).parse()?;
        let title = Title::new(name).map_err(|error| payload_error("log_opened", error))?;
        let host_key = host.key.public();
        let opened = LogOpened { host_key, name: title, origin: origin.clone(), previous: None };
        self.store.create_log(origin.as_str())?;
        let mut log = self.follow(origin)?;
        let body: BodyId = HOST_BODY.parse()?;
        let fact = Fact::from(opened);
        log.attest(
            &Statement { id: self.surroundings.intent_id()?, body, actor: None, fact },
            Author::Host(&host.key),
        )?;
        Ok(log)
    }
}

/// Leave for something of the machine for whoever holds this key of the host.
///
/// # Errors
/// [`RecordError::Denied`].
pub(crate) fn permit(host: Option<&KeyFile>, action: Action) -> Result<Permit, RecordError> {
    let role = if host.is_some() { Role::Host } else { Role::Visitor };
    Ok(policy::permit(action, role, Relation::Own, Standing::Unknown, "who has no key of the host")?)
}

pub(crate) fn payload_error(kind: &'static str, error: commonweal_record::fact::FieldError) -> RecordError {
    RecordError::Fact(commonweal_record::fact::FactError::BadPayload { kind, schema: 1, error })
}

/// The middle part of an origin.
pub(super) fn slug_of(origin: &Origin) -> &str {
    origin.as_str().split('/').nth(1).unwrap_or_default()
}

fn generation(origin: &Origin) -> u64 {
    let last = origin.as_str().rsplit('/').next().unwrap_or_default();
    last.split('-').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Place({})", self.database)
    }
}
