//! Protocol files: read from disk, with the paths in them taken from the folder they stand in.

use std::io::Read;
use std::path::{Path, PathBuf};

use commonweal_evaluate::protocol::{Protocol, ProtocolError};

/// Largest protocol file that is read.
const LARGEST_BYTES: u64 = 1_000_000;

/// Why a protocol file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProtocolFileError {
    /// It cannot be read.
    #[error("protocol {} cannot be read: {source}; check the path and its permissions", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is a folder.
    #[error("protocol {} is a directory; name the protocol file in it", path.display())]
    Directory {
        /// The folder.
        path: PathBuf,
    },
    /// It is the data, or a file of another kind.
    #[error(
        "protocol {} looks like {what}, not like a protocol (lines such as unit = \"place\"); name the data file with --data",
        path.display()
    )]
    NotAProtocol {
        /// The file.
        path: PathBuf,
        /// What it looks like.
        what: &'static str,
    },
    /// It is far larger than any protocol: most likely the data file was named in its place.
    #[error(
        "protocol {} has {bytes} bytes, too many for a protocol; name the data file with --data and the protocol without a flag",
        path.display()
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// It is not a protocol.
    #[error("protocol {}, {source}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        source: ProtocolError,
    },
}

/// Reads a protocol file. Its `data` and `report` are taken relative to the folder it stands in.
///
/// # Errors
/// [`ProtocolFileError`], naming the file and, inside it, line and column.
pub fn read(path: &Path) -> Result<Protocol, ProtocolFileError> {
    let unreadable = |source| ProtocolFileError::Unreadable { path: path.to_owned(), source };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(ProtocolFileError::Directory { path: path.to_owned() });
    }
    if metadata.len() > LARGEST_BYTES {
        return Err(ProtocolFileError::TooLarge { path: path.to_owned(), bytes: metadata.len() });
    }
    let mut bytes = Vec::new();
    // Bounded all the same: a device has no size.
    std::fs::File::open(path)
        .and_then(|file| file.take(LARGEST_BYTES).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(ProtocolFileError::NotAProtocol {
            path: path.to_owned(),
            what: "a binary file or text that is not UTF-8",
        });
    };
    let protocol = Protocol::from_toml(&text).map_err(|source| {
        if looks_like_data(&text) {
            ProtocolFileError::NotAProtocol { path: path.to_owned(), what: "a table of data" }
        } else {
            ProtocolFileError::Invalid { path: path.to_owned(), source }
        }
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = |file: String| folder.join(file).display().to_string();
    Ok(Protocol { data: protocol.data.map(beside), report: protocol.report.map(beside), ..protocol })
}

/// A first line of several fields without any `=`: the header of a CSV file.
fn looks_like_data(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    !header.contains(['=', '#', '[']) && header.contains([',', ';', '\t', '|'])
}
