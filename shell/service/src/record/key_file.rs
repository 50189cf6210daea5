//! Secret keys in files that only their owner can read.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use commonweal_record::key::SecretKey;

use super::{RecordError, Surroundings};

/// First line of a key file.
const TITLE: &str = "commonweal secret key 1";

/// A secret key and whose it is.
#[derive(Debug)]
pub struct KeyFile {
    /// The body, or the host's name.
    pub of: String,
    /// The key.
    pub key: SecretKey,
}

impl KeyFile {
    /// Makes a key and writes it to a file that is not there yet, which only its owner can read.
    ///
    /// # Errors
    /// [`RecordError::Exists`], [`RecordError::File`], [`RecordError::Machine`].
    pub fn make(path: &Path, of: &str, surroundings: &Surroundings) -> Result<Self, RecordError> {
        Self::write(path, of, surroundings.random()?)
    }

    fn write(path: &Path, of: &str, seed: [u8; 32]) -> Result<Self, RecordError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => RecordError::Exists { path: path.to_path_buf() },
            _ => RecordError::File { path: path.to_path_buf(), source },
        })?;
        let text = format!("{TITLE}\nof {of}\nseed {}\n", STANDARD.encode(seed));
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(RecordError::file(path))?;
        Ok(Self { of: of.to_owned(), key: SecretKey::from_bytes(&seed) })
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// [`RecordError::File`], [`RecordError::NotAKeyFile`].
    pub fn read(path: &Path) -> Result<Self, RecordError> {
        let text = fs::read_to_string(path).map_err(RecordError::file(path))?;
        parse(&text).map_err(|reason| RecordError::NotAKeyFile { path: path.to_path_buf(), reason })
    }
}

fn parse(text: &str) -> Result<KeyFile, &'static str> {
    let mut lines = text.lines();
    if lines.next() != Some(TITLE) {
        return Err("its first line is another");
    }
    let of = lines.next().and_then(|line| line.strip_prefix("of ")).ok_or("it does not say whose it is")?;
    let seed = lines.next().and_then(|line| line.strip_prefix("seed ")).ok_or("it has no seed")?;
    let seed = STANDARD.decode(seed).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let seed = seed.ok_or("its seed is not the base64 of 32 bytes")?;
    Ok(KeyFile { of: of.to_owned(), key: SecretKey::from_bytes(&seed) })
}
