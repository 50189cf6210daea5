//! Protocol files: read from disk, with the paths in them taken from the folder they stand in.

use std::path::{Path, PathBuf};

use commonweal_evaluate::protocol::{Protocol, ProtocolError};

/// Largest protocol file that is read.
const LARGEST_BYTES: u64 = 1_000_000;

/// Why a protocol file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProtocolFileError {
    /// It cannot be read.
    #[error("protocol {}: {source}; check the path", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is far larger than any protocol: most likely the data file was named in its place.
    #[error(
        "protocol {}: {bytes} bytes is no protocol; name the data file with --data and the protocol without a flag",
        path.display()
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// It is not a protocol.
    #[error("protocol {}: {source}", path.display())]
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
    let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if bytes > LARGEST_BYTES {
        return Err(ProtocolFileError::TooLarge { path: path.to_owned(), bytes });
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let protocol = Protocol::from_toml(&text)
        .map_err(|source| ProtocolFileError::Invalid { path: path.to_owned(), source })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = |file: String| folder.join(file).display().to_string();
    Ok(Protocol { data: protocol.data.map(beside), report: protocol.report.map(beside), ..protocol })
}
