//! The bytes of a file as stored: hashed and counted as they pass, recognised by how they begin, unpacked.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read, Seek};
use std::path::Path;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use crate::error::ActivityError;
use crate::report::Compression;

/// How every Parquet file begins and ends.
pub(crate) const PARQUET_MAGIC: &[u8] = b"PAR1";

/// A file that has been opened, and what it is.
pub(crate) enum Stored {
    /// Parquet.
    Parquet(File),
    /// Anything else is taken for text, perhaps packed.
    Text {
        /// From its first byte.
        text: Chain<Cursor<Vec<u8>>, File>,
        /// Size of the file.
        total_bytes: u64,
    },
}

/// Opens the file at `path` and looks at how it begins.
///
/// # Errors
/// [`ActivityError::NotFound`], [`ActivityError::Directory`] and [`ActivityError::Unreadable`].
pub(crate) fn open(path: &Path) -> Result<Stored, ActivityError> {
    let file = path.display().to_string();
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => ActivityError::NotFound { file: file.clone() },
        _ => ActivityError::Unreadable { file: file.clone(), source: error },
    };
    let mut stored = File::open(path).map_err(unreadable)?;
    let metadata = stored.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(ActivityError::Directory { file });
    }
    let mut magic = Vec::with_capacity(4);
    (&mut stored).take(4).read_to_end(&mut magic).map_err(unreadable)?;
    if is_parquet(&magic, path) {
        stored.rewind().map_err(unreadable)?;
        return Ok(Stored::Parquet(stored));
    }
    // Chained rather than rewound: a pipe (`--data /dev/stdin`) can only be read on.
    Ok(Stored::Text { text: Cursor::new(magic).chain(stored), total_bytes: metadata.len() })
}

/// Whether a file that begins with `magic` and is named `path` is meant to be Parquet.
pub(crate) fn is_parquet(magic: &[u8], path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    magic == PARQUET_MAGIC
        || (["parquet", "pq"].iter().any(|name| extension.eq_ignore_ascii_case(name))
            && compression_of(magic) == Compression::None
            && !magic.is_empty())
}

/// The compression that a file beginning with `magic` has.
pub(crate) fn compression_of(magic: &[u8]) -> Compression {
    if magic.starts_with(&[0x1f, 0x8b]) {
        Compression::Gzip
    } else if magic.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Compression::Zstd
    } else {
        Compression::None
    }
}

/// What a file is that begins with `magic`, where it is no text, and what to do about it.
pub(crate) fn not_text(magic: &[u8]) -> Option<(&'static str, &'static str)> {
    let as_csv = "open it and save the sheet as CSV (UTF-8)";
    let known: [(&[u8], &str, &str); 6] = [
        (b"PK\x03\x04", "a spreadsheet or zip archive", as_csv),
        (b"\xd0\xcf\x11\xe0", "a spreadsheet in the old binary form", as_csv),
        (b"\xff\xfe", "UTF-16", "save it as UTF-8"),
        (b"\xfe\xff", "UTF-16", "save it as UTF-8"),
        (b"BZh", "bzip2", "unpack it, or pack it with gzip or zstd"),
        (b"\xfd7zX", "xz", "unpack it, or pack it with gzip or zstd"),
    ];
    known.into_iter().find(|(start, ..)| magic.starts_with(start)).map(|(_, what, remedy)| (what, remedy))
}

/// Hashes and counts the bytes that are read through it.
#[derive(Debug)]
pub(crate) struct Hashed<R> {
    inner: R,
    hash: Sha256,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Hashed<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new(), bytes: Rc::default() }
    }

    /// The number of bytes read so far, which can be watched while the reader is lent out.
    pub(crate) fn counter(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.bytes)
    }

    /// Reads what is left; gives the SHA-256 of all in hexadecimal, and the number of bytes.
    pub(crate) fn finish(mut self, on_block: &mut dyn FnMut(u64)) -> io::Result<(String, u64)> {
        let mut block = vec![0; 1 << 18];
        loop {
            match self.read(&mut block) {
                Ok(0) => break,
                Ok(_) => on_block(self.bytes.get()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let mut hexadecimal = String::with_capacity(64);
        for byte in self.hash.finalize() {
            // Writing to a String cannot fail.
            let _ = write!(hexadecimal, "{byte:02x}");
        }
        Ok((hexadecimal, self.bytes.get()))
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(buffer.get(..count).unwrap_or_default());
        self.bytes.set(self.bytes.get() + count as u64);
        Ok(count)
    }
}

/// The unpacked bytes of `stored`.
pub(crate) fn unpacked<'a>(
    stored: impl Read + 'a,
    compression: Compression,
) -> io::Result<Box<dyn Read + 'a>> {
    let stored = BufReader::with_capacity(1 << 16, stored);
    Ok(match compression {
        Compression::None => Box::new(stored),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(stored)),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(stored)?),
    })
}

/// What a failure to read unpacked bytes means.
pub(crate) fn read_error(file: &str, compression: Compression, error: io::Error) -> ActivityError {
    let file = file.to_owned();
    if compression == Compression::None || error.raw_os_error().is_some() {
        return ActivityError::Unreadable { file, source: error };
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => ActivityError::Truncated { file, compression },
        _ => ActivityError::DamagedCompression { file, compression, reason: error.to_string() },
    }
}
