//! A panel from an Apache Parquet file: only the columns wanted, one row group at a time.

use std::fs::File;
use std::io::{BufReader, Seek};
use std::sync::Arc;

use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use crate::cell::Cell;
use crate::csv_panel::positions_of;
use crate::error::{ActivityError, Place};
use crate::lay_out::{FileFacts, lay_out};
use crate::observations::Observations;
use crate::parquet_column::{ColumnBatches, Meaning, meaning_of};
use crate::parquet_pages::CheckedPages;
use crate::report::{Compression, FileFormat, LoadedPanel};
use crate::source::{PanelSource, Progress, Stage};
use crate::stored::Hashed;

/// Rows of a batch.
const BATCH_ROWS: usize = 8_192;

/// A wanted column.
struct Wanted<'s> {
    name: &'s str,
    leaf: usize,
    meaning: Meaning,
    descriptor: Arc<ColumnDescriptor>,
}

/// Reads a panel from a Parquet file; its bytes are hashed in a first pass.
///
/// # Errors
/// [`ActivityError`], one variant a cause.
pub fn read_parquet(
    mut stored: File,
    source: &PanelSource,
    progress: &mut dyn FnMut(Progress),
) -> Result<LoadedPanel, ActivityError> {
    let file = source.file_name();
    let unreadable = |error| ActivityError::Unreadable { file: file.clone(), source: error };
    let total_bytes = stored.metadata().map_err(unreadable)?.len();
    let mut on_block = |bytes| progress(Progress { stage: Stage::Hashing, bytes, total_bytes, rows: 0 });
    let hashed = Hashed::new(BufReader::new(&stored)).finish(&mut on_block);
    let (sha256, bytes) = hashed.map_err(unreadable)?;
    stored.rewind().map_err(unreadable)?;
    let reader = SerializedFileReader::new(stored)
        .map_err(|error| ActivityError::NotParquet { file: file.clone(), reason: error.to_string() })?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let columns: Vec<String> =
        schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let wanted = wanted_columns(source, &schema, &columns, &file)?;
    let mut observations = Observations::of(source);
    read_rows(&reader, &wanted, total_bytes, &mut observations, &mut |rows, total_rows| {
        let share = u128::from(total_bytes) * u128::from(rows) / u128::from(total_rows.max(1));
        let bytes = u64::try_from(share).unwrap_or(total_bytes).min(total_bytes);
        progress(Progress { stage: Stage::Reading, bytes, total_bytes, rows });
    })?;
    let facts = FileFacts {
        columns,
        delimiter: None,
        compression: Compression::None,
        format: FileFormat::Parquet,
        sha256,
        bytes,
        warnings: Vec::new(),
    };
    lay_out(observations, facts)
}

/// Resolves the wanted columns to leaves of the schema, and refuses those that cannot play their part.
fn wanted_columns<'s>(
    source: &'s PanelSource,
    schema: &SchemaDescriptor,
    columns: &[String],
    file: &str,
) -> Result<Vec<Wanted<'s>>, ActivityError> {
    let names = source.wanted_columns();
    let positions = positions_of(&names, columns, file)?;
    let mut wanted = Vec::with_capacity(names.len());
    for (order, (name, position)) in names.into_iter().zip(positions).enumerate() {
        let role = Role::of(order, source);
        let refused = |found: String| ActivityError::ColumnType {
            file: file.to_owned(),
            column: name.to_owned(),
            found,
            role: role.noun(),
            wanted: role.wanted(),
        };
        let mut leaves =
            (0..schema.num_columns()).filter(|&leaf| schema.get_column_root_idx(leaf) == position);
        let leaf = leaves.next().ok_or_else(|| refused("nothing".to_owned()))?;
        let descriptor = schema.column(leaf);
        if descriptor.max_rep_level() > 0 {
            return Err(refused("lists".to_owned()));
        }
        if descriptor.path().parts().len() > 1 {
            return Err(refused("structures".to_owned()));
        }
        let meaning = meaning_of(&descriptor).map_err(refused)?;
        if !role.accepts(meaning) {
            return Err(refused(described(meaning).to_owned()));
        }
        wanted.push(Wanted { name, leaf, meaning, descriptor });
    }
    Ok(wanted)
}

/// The part that a column plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Name,
    Period,
    Value,
    Population,
}

impl Role {
    fn of(order: usize, source: &PanelSource) -> Self {
        match order {
            1 => Self::Period,
            2 => Self::Value,
            3 if source.population.is_some() => Self::Population,
            _ => Self::Name,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Name => "unit or filter",
            Self::Period => "period",
            Self::Value => "value",
            Self::Population => "population",
        }
    }

    fn wanted(self) -> &'static str {
        match self {
            Self::Name => "a flat column of text, numbers, dates or truth values",
            Self::Period => "a flat column of dates, time stamps, text or numbers",
            Self::Value | Self::Population => "a flat column of numbers, or of text that writes numbers",
        }
    }

    fn accepts(self, meaning: Meaning) -> bool {
        match self {
            Self::Name => true,
            Self::Period => meaning != Meaning::Truth,
            Self::Value | Self::Population => {
                !matches!(meaning, Meaning::Truth | Meaning::Day | Meaning::Instant { .. })
            }
        }
    }
}

fn described(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Text => "text",
        Meaning::Truth => "truth values",
        Meaning::Integer | Meaning::Unsigned | Meaning::Number | Meaning::Decimal(_) => "numbers",
        Meaning::Day => "dates",
        Meaning::Instant { .. } => "time stamps",
    }
}

fn read_rows(
    reader: &SerializedFileReader<File>,
    wanted: &[Wanted<'_>],
    total_bytes: u64,
    observations: &mut Observations<'_>,
    on_rows: &mut dyn FnMut(u64, u64),
) -> Result<(), ActivityError> {
    let groups = reader.metadata().row_groups();
    let total_rows = groups.iter().filter_map(|group| u64::try_from(group.num_rows()).ok()).sum();
    for (index, group) in groups.iter().enumerate() {
        let mut left = usize::try_from(group.num_rows()).unwrap_or_default();
        let mut batches = open_group(reader, index, wanted, total_bytes, observations)?;
        while left > 0 {
            let rows = left.min(BATCH_ROWS);
            for (batch, column) in batches.iter_mut().zip(wanted) {
                batch.read(rows).map_err(|error| damaged(observations, column.name, &error))?;
            }
            for _ in 0..rows {
                add_row(&mut batches, wanted, observations)?;
            }
            left -= rows;
            on_rows(observations.rows_read, total_rows);
        }
    }
    Ok(())
}

fn open_group(
    reader: &SerializedFileReader<File>,
    index: usize,
    wanted: &[Wanted<'_>],
    total_bytes: u64,
    observations: &Observations<'_>,
) -> Result<Vec<ColumnBatches>, ActivityError> {
    let first = wanted.first().map_or("", |column| column.name);
    let group = reader.get_row_group(index).map_err(|error| damaged(observations, first, &error))?;
    let open = |column: &Wanted<'_>| {
        let bounds = group.metadata().columns().get(column.leaf).map(|chunk| within_file(chunk, total_bytes));
        if bounds != Some(true) {
            let misplaced = ParquetError::General("its pages would lie outside the file".to_owned());
            return Err(damaged(observations, column.name, &misplaced));
        }
        let pages = group.get_column_page_reader(column.leaf);
        let pages = pages.map_err(|error| damaged(observations, column.name, &error))?;
        let pages = Box::new(CheckedPages::new(pages, &column.descriptor));
        Ok(ColumnBatches::new(pages, column.meaning, &column.descriptor))
    };
    wanted.iter().map(open).collect()
}

/// Whether the pages of a column lie within the file: the library takes that on trust.
fn within_file(chunk: &ColumnChunkMetaData, total_bytes: u64) -> bool {
    let start = chunk.dictionary_page_offset().unwrap_or_else(|| chunk.data_page_offset());
    let (Ok(start), Ok(length), Ok(_)) = (
        u64::try_from(start),
        u64::try_from(chunk.compressed_size()),
        u64::try_from(chunk.data_page_offset()),
    ) else {
        return false;
    };
    start.checked_add(length).is_some_and(|end| end <= total_bytes)
}

fn add_row(
    batches: &mut [ColumnBatches],
    wanted: &[Wanted<'_>],
    observations: &mut Observations<'_>,
) -> Result<(), ActivityError> {
    let place = Place::Row(observations.rows_read + 1);
    let mut few = [Cell::Null; 8];
    let mut many = Vec::new();
    let cells = if batches.len() <= few.len() {
        few.get_mut(..batches.len()).unwrap_or_default()
    } else {
        many.resize(batches.len(), Cell::Null);
        many.as_mut_slice()
    };
    for ((slot, batch), column) in cells.iter_mut().zip(batches).zip(wanted) {
        *slot = batch.next_cell().ok_or_else(|| ActivityError::NotUtf8 {
            file: observations.file.clone(),
            place,
            column: column.name.to_owned(),
        })?;
    }
    observations.add(place, cells)
}

fn damaged(observations: &Observations<'_>, column: &str, error: &ParquetError) -> ActivityError {
    ActivityError::DamagedParquet {
        file: observations.file.clone(),
        column: column.to_owned(),
        row: observations.rows_read + 1,
        reason: error.to_string(),
    }
}
