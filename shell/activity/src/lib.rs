//! Panels of activity, read from the files that bodies already have.
//!
//! [`read_panel`] reads CSV (plain, gzip or zstd) and Parquet into a [`Panel`](commonweal_evaluate::panel::Panel), with a
//! [`ReadReport`] that says what was left out and why. The data flow, top to bottom: a [`PanelSource`] names the file, its
//! columns and the filters; the bytes as stored are hashed as they pass; rows become cells; cells become observations;
//! observations, once every period has been seen, become the panel.
//!
//! Files are streamed: what grows is 16 bytes a kept row (8 more with a population), and each distinct unit and period once.

mod cell;
mod csv_panel;
mod csv_rows;
mod error;
mod filters;
mod lay_out;
mod observations;
mod parquet_column;
mod parquet_pages;
mod parquet_panel;
mod periods;
mod population;
mod report;
mod source;
mod stored;
mod window;

pub use csv_panel::read_csv;
pub use error::{ActivityError, Place};
pub use parquet_panel::read_parquet;
pub use report::{Compression, Delimiter, DropReason, Dropped, FileFormat, LoadedPanel, ReadReport};
pub use source::{PanelSource, Progress, Stage};

use std::fs::File;
use std::io::{Read, Seek};

use crate::stored::is_parquet;

/// Reads the panel that `source` describes, calling `progress` every few thousand rows.
///
/// A file is Parquet where it begins with `PAR1` or is named `.parquet` or `.pq`; anything else is read as CSV. Compression
/// is recognised by the first bytes, whatever the name.
///
/// # Errors
/// [`ActivityError`], one variant a cause, each with its place and remedy.
pub fn read_panel(
    source: &PanelSource,
    progress: &mut dyn FnMut(Progress),
) -> Result<LoadedPanel, ActivityError> {
    let file = source.file_name();
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => ActivityError::NotFound { file: file.clone() },
        _ => ActivityError::Unreadable { file: file.clone(), source: error },
    };
    let mut stored = File::open(&source.path).map_err(unreadable)?;
    let metadata = stored.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(ActivityError::Directory { file });
    }
    let mut magic = Vec::with_capacity(4);
    (&mut stored).take(4).read_to_end(&mut magic).map_err(unreadable)?;
    if is_parquet(&magic, &source.path) {
        stored.rewind().map_err(unreadable)?;
        read_parquet(stored, source, progress)
    } else {
        // Chained rather than rewound: a pipe (`--data /dev/stdin`) can only be read on.
        read_csv(magic.as_slice().chain(stored), metadata.len(), source, progress)
    }
}
