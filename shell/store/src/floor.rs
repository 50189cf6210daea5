//! The floor: the last size and root that the host signed, kept beside its signing key and outside every back-up of the store.
//!
//! Logs have died because an old back-up was restored and then signed over: two signed histories, and no way back. Here a store
//! whose tree is behind the floor, or is not the tree that the floor says, is read-only ([`Floors::standing`]), and a checkpoint may be
//! signed only after the floor was raised to it ([`Floors::raise`]), which compares before it swaps.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use commonweal_record::tree::{Frontier, Hash};

use crate::copy::rehash;
use crate::row::check_origin;
use crate::{Store, StoreError};

/// First line of a floor's file.
const TITLE: &str = "commonweal floor 1";

/// The last checkpoint that the host signed, or was about to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// Its tree size.
    pub size: u64,
    /// Its root.
    pub root: Hash,
    /// The signed note, by which its signature can be checked.
    pub note: String,
}

/// Why a floor was not raised.
#[derive(Debug, thiserror::Error)]
pub enum FloorError {
    /// Somebody else raised it meanwhile.
    #[error(
        "the floor of {origin} is at {found}, not at {expected}: another process has signed meanwhile; read it again and start afresh"
    )]
    Moved {
        /// The log.
        origin: String,
        /// What the caller expected.
        expected: String,
        /// What is there.
        found: String,
    },
    /// The new floor is below the old one, or another root for the same size.
    #[error("the floor of {origin} is at {found}; {wanted} would take a signature back, and is refused")]
    Lowered {
        /// The log.
        origin: String,
        /// What is there.
        found: String,
        /// What was asked for.
        wanted: String,
    },
    /// The file is not a floor's.
    #[error(
        "{path} is not a floor ({reason}): restore it from the host's own copy, or ask the partners what was last signed"
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// File or origin.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether a log may be written and signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Its tree goes on from the floor.
    Writable,
    /// It does not.
    ReadOnly(ReadOnly),
}

/// Why a log is read-only, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// Signed entries are missing.
    #[error(
        "{origin} is read-only: it has {size} entries, and {floor} were signed; an old back-up was restored. Fetch the missing {} from a partner's mirror, or begin a new generation of the log",
        entries(floor - size)
    )]
    Behind {
        /// The log.
        origin: String,
        /// Entries here.
        size: u64,
        /// Entries signed.
        floor: u64,
    },
    /// Other entries than those signed.
    #[error(
        "{origin} is read-only: its first {size} entries have the root {root}, and {floor} was signed; entries were changed or the logs have parted. Compare with a partner's mirror, and restore the signed entries from there"
    )]
    Parted {
        /// The log.
        origin: String,
        /// Entries signed.
        size: u64,
        /// Root here.
        root: Hash,
        /// Root signed.
        floor: Hash,
    },
    /// An entry below the floor cannot be what was signed.
    #[error("{origin} is read-only: {what}")]
    Damaged {
        /// The log.
        origin: String,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Checkpoints were signed, and their floor is not here.
    #[error(
        "{origin} is read-only: it has a checkpoint of {size} entries, and no floor is kept on this machine. Bring the floor from the machine that signed, or ask every partner for the last checkpoint it saw and adopt that"
    )]
    NoFloor {
        /// The log.
        origin: String,
        /// Size of the last checkpoint.
        size: u64,
    },
}

fn entries(count: u64) -> String {
    if count == 1 { "entry".to_owned() } else { format!("{count} entries") }
}

/// The floors of the logs that a machine signs, a file each.
#[derive(Debug, Clone)]
pub struct Floors {
    folder: PathBuf,
}

impl Floors {
    /// The floors in a folder, which is made where it is not there. Keep it out of the store's back-ups.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(StoreError::file(folder))?;
        Ok(Self { folder: folder.to_path_buf() })
    }

    /// The floor of a log, if it was ever signed here.
    ///
    /// # Errors
    /// [`FloorError::Unreadable`], [`FloorError::Store`].
    pub fn get(&self, origin: &str) -> Result<Option<Floor>, FloorError> {
        let path = self.path(origin)?;
        match fs::read_to_string(&path) {
            Ok(text) => parse(&text).map(Some).map_err(|reason| FloorError::Unreadable { path, reason }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::file(&path)(error).into()),
        }
    }

    /// Raises a floor from `expected` to `new`, on disk before this returns; only then may the checkpoint leave the house.
    ///
    /// That `new` is a tree that goes on from `expected` is the caller's to check, by hashing what is stored ([`rehash`]).
    ///
    /// # Errors
    /// [`FloorError::Moved`], [`FloorError::Lowered`].
    pub fn raise(&self, origin: &str, expected: Option<&Floor>, new: &Floor) -> Result<(), FloorError> {
        let path = self.path(origin)?;
        let lock = path.with_extension("lock");
        let held =
            OpenOptions::new().create(true).append(true).open(&lock).map_err(StoreError::file(&lock))?;
        held.lock().map_err(StoreError::file(&lock))?;
        let found = self.get(origin)?;
        if place(found.as_ref()) != place(expected) {
            let (expected, found) = (place(expected), place(found.as_ref()));
            return Err(FloorError::Moved { origin: origin.to_owned(), expected, found });
        }
        if let Some(floor) = &found
            && (new.size < floor.size || (new.size == floor.size && new.root != floor.root))
        {
            let (found, wanted) = (place(found.as_ref()), place(Some(new)));
            return Err(FloorError::Lowered { origin: origin.to_owned(), found, wanted });
        }
        replace(&path, &format!("{TITLE}\n{}\n{}\n{}", new.size, new.root, new.note))?;
        Ok(())
    }

    /// Whether the tree of a log goes on from its floor: hashes what is stored, up to the floor.
    ///
    /// # Errors
    /// [`FloorError::Unreadable`], [`FloorError::Store`]; a damaged or missing entry is no error but a reason to be read-only.
    pub fn standing(&self, store: &dyn Store, origin: &str) -> Result<Standing, FloorError> {
        let origin_text = || origin.to_owned();
        let size = store.head(origin)?.size;
        let Some(floor) = self.get(origin)? else {
            return Ok(match store.checkpoints(origin)?.last() {
                None => Standing::Writable,
                Some(last) => {
                    Standing::ReadOnly(ReadOnly::NoFloor { origin: origin_text(), size: last.size })
                }
            });
        };
        if size < floor.size {
            return Ok(Standing::ReadOnly(ReadOnly::Behind {
                origin: origin_text(),
                size,
                floor: floor.size,
            }));
        }
        match rehash(store, origin, Frontier::default(), floor.size) {
            Ok(tree) if tree.root() == floor.root => Ok(Standing::Writable),
            Ok(tree) => Ok(Standing::ReadOnly(ReadOnly::Parted {
                origin: origin_text(),
                size: floor.size,
                root: tree.root(),
                floor: floor.root,
            })),
            Err(error @ StoreError::Damaged { .. }) => {
                Ok(Standing::ReadOnly(ReadOnly::Damaged { origin: origin_text(), what: error.to_string() }))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Origins have no '_', so two of them never share a file.
    fn path(&self, origin: &str) -> Result<PathBuf, StoreError> {
        check_origin(origin)?;
        Ok(self.folder.join(format!("{}.floor", origin.replace('/', "_"))))
    }
}

/// Writes a file so that after a crash either the old or the new one is there, whole.
fn replace(path: &Path, text: &str) -> Result<(), StoreError> {
    let new = path.with_extension("new");
    let mut file = File::create(&new).map_err(StoreError::file(&new))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(StoreError::file(&new))?;
    fs::rename(&new, path).map_err(StoreError::file(path))?;
    let folder = path.parent().unwrap_or(path);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::file(folder))
}

fn parse(text: &str) -> Result<Floor, String> {
    let mut lines = text.splitn(4, '\n');
    let mut line = |what: &str| lines.next().ok_or(format!("it ends before the {what}"));
    let title = line("title")?;
    if title != TITLE {
        return Err(format!("its first line is '{}'", title.escape_debug()));
    }
    let size = line("size")?;
    let size = size.parse().map_err(|_| format!("'{}' is no size", size.escape_debug()))?;
    let root =
        line("root")?.parse().map_err(|error: commonweal_record::tree::HashError| error.to_string())?;
    Ok(Floor { size, root, note: line("note")?.to_owned() })
}

fn place(floor: Option<&Floor>) -> String {
    floor.map_or_else(
        || "no entry".to_owned(),
        |floor| format!("{} entries with root {}", floor.size, floor.root),
    )
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Writable => f.write_str("writable"),
            Self::ReadOnly(reason) => reason.fmt(f),
        }
    }
}
