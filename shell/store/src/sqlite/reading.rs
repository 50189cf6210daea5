//! Opening a file for reading alone: neither it nor anything beside it is written or made.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::connection::{PATIENCE, failed};
use crate::StoreError;

/// A connection that can read a store where not even a lock file can be made.
///
/// # Errors
/// [`StoreError::LeftOpen`], and what SQLite says.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, StoreError> {
    let doing = "opening the file for reading";
    let beside = |end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let unwritten = fs::metadata(beside("-wal")).is_ok_and(|wal| wal.len() > 0);
    let in_use = beside("-shm").exists();
    // Without a log of writes the file is all there is. With one, the index that its writer keeps is read as it stands.
    let how = match (unwritten, in_use) {
        (false, _) => "immutable=1",
        (true, true) => "readonly_shm=1",
        (true, false) => return Err(StoreError::LeftOpen { path: path.to_path_buf() }),
    };
    let uri = format!("file:{}?mode=ro&{how}", escaped(path));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri, flags).map_err(failed(doing))?;
    connection.busy_timeout(PATIENCE).map_err(failed(doing))?;
    Ok(connection)
}

/// As a part of a URI: every byte that could mean something there, as hexadecimal digits.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                text.push(char::from(*byte));
            }
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}
