//! Rows from an Apache Parquet file: only the columns wanted, one row group at a time.

use std::fs::File;
use std::io::{BufReader, Seek};
use std::sync::Arc;

use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::statistics::Statistics;
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use crate::cell::Cell;
use crate::csv_table::positions_of;
use crate::error::{ActivityError, Place};
use crate::lay_out::FileFacts;
use crate::parquet_column::{ColumnBatches, Meaning, meaning_of};
use crate::parquet_dictionary::{DictionaryColumn, has_dictionary_alone};
use crate::parquet_pages::CheckedPages;
use crate::report::{Compression, FileFormat};
use crate::source::{Progress, Stage};
use crate::stored::Hashed;
use crate::table::{Column, RowSink, Table};

/// Rows of a batch.
const BATCH_ROWS: usize = 8_192;

/// A wanted column.
struct Wanted<'s> {
    name: &'s str,
    leaf: usize,
    meaning: Meaning,
    descriptor: Arc<ColumnDescriptor>,
}

impl Wanted<'_> {
    fn batches(&self, pages: CheckedPages) -> ColumnBatches {
        ColumnBatches::new(Box::new(pages), self.meaning, &self.descriptor)
    }
}

/// A column of a row group, opened.
pub(crate) enum GroupColumn {
    /// Its values are read as they stand.
    Values(Box<ColumnBatches>),
    /// Its values all stand in a dictionary.
    Entries(DictionaryColumn),
}

/// Hands the wanted cells of each row of a Parquet file to `sink`; the file's bytes are hashed in a first pass.
///
/// # Errors
/// [`ActivityError`]: what is wrong with the file, or what `sink` says of a row.
pub(crate) fn read_rows(
    mut stored: File,
    table: &Table<'_>,
    sink: &mut dyn RowSink,
    progress: &mut dyn FnMut(Progress),
) -> Result<FileFacts, ActivityError> {
    let file = table.file_name();
    let unreadable = |error| ActivityError::Unreadable { file: file.clone(), source: error };
    let total_bytes = stored.metadata().map_err(unreadable)?.len();
    let mut on_block = |bytes| progress(Progress { stage: Stage::Hashing, bytes, total_bytes, rows: 0 });
    let hashed = Hashed::new(BufReader::new(&stored)).finish(&mut on_block);
    let (sha256, bytes) = hashed.map_err(unreadable)?;
    stored.rewind().map_err(unreadable)?;
    let file = ParquetFile::open(stored, file)?;
    scan(&file, table, sink, progress)?;
    Ok(FileFacts {
        columns: file.columns(),
        delimiter: None,
        compression: Compression::None,
        format: FileFormat::Parquet,
        sha256,
        bytes,
        warnings: Vec::new(),
    })
}

/// Hands the wanted cells of each row to `sink`.
///
/// # Errors
/// What is wrong with the columns or the data, or what `sink` says of a row.
pub(crate) fn scan(
    file: &ParquetFile,
    table: &Table<'_>,
    sink: &mut dyn RowSink,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), ActivityError> {
    let wanted = file.wanted(table)?;
    file.read_rows(&wanted, sink, &mut |rows| {
        let (bytes, total_bytes) = file.share_of_bytes(rows);
        progress(Progress { stage: Stage::Reading, bytes, total_bytes, rows });
    })
}

/// Resolves the wanted columns to leaves of the schema, and refuses those that cannot play their part.
fn wanted_columns<'s>(
    table: &'s Table<'_>,
    schema: &SchemaDescriptor,
    columns: &[String],
) -> Result<Vec<Wanted<'s>>, ActivityError> {
    let file = table.file_name();
    let positions = positions_of(&table.names(), columns, &file)?;
    let mut wanted = Vec::with_capacity(positions.len());
    for (column, position) in table.columns.iter().zip(positions) {
        let Column { name, role } = *column;
        let refused = |found: String| ActivityError::ColumnType {
            file: file.clone(),
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

fn described(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Text => "text",
        Meaning::Truth => "truth values",
        Meaning::Integer | Meaning::Unsigned | Meaning::Number | Meaning::Decimal(_) | Meaning::Entry => {
            "numbers"
        }
        Meaning::Day => "dates",
        Meaning::Instant { .. } => "time stamps",
    }
}

/// A Parquet file whose schema has been read.
pub(crate) struct ParquetFile {
    name: String,
    reader: SerializedFileReader<File>,
    total_bytes: u64,
}

impl ParquetFile {
    /// The file, which messages call `name`.
    ///
    /// # Errors
    /// [`ActivityError::Unreadable`] and [`ActivityError::NotParquet`].
    pub(crate) fn open(stored: File, name: String) -> Result<Self, ActivityError> {
        let total_bytes = match stored.metadata() {
            Ok(metadata) => metadata.len(),
            Err(error) => return Err(ActivityError::Unreadable { file: name, source: error }),
        };
        match SerializedFileReader::new(stored) {
            Ok(reader) => Ok(Self { name, reader, total_bytes }),
            Err(error) => Err(ActivityError::NotParquet { file: name, reason: error.to_string() }),
        }
    }

    /// The wanted columns in the row group `index`, opened.
    ///
    /// # Errors
    /// What is wrong with the columns, or with a dictionary.
    pub(crate) fn group_columns(
        &self,
        index: usize,
        table: &Table<'_>,
    ) -> Result<Vec<GroupColumn>, ActivityError> {
        let rows_before = self.rows_before(index);
        let open = |chunk: &ColumnChunkMetaData, pages, column: &Wanted<'_>| {
            if !has_dictionary_alone(chunk) {
                return Ok(GroupColumn::Values(Box::new(column.batches(pages))));
            }
            let opened = DictionaryColumn::open(pages, column.meaning, &column.descriptor);
            let damaged = |error| self.damaged(column.name, rows_before, &error);
            opened.map(GroupColumn::Entries).map_err(damaged)
        };
        self.open_group(index, &self.wanted(table)?, rows_before, &open)
    }

    /// Number of rows before the row group `index`.
    pub(crate) fn rows_before(&self, index: usize) -> u64 {
        self.group_rows().iter().take(index).map(|rows| *rows as u64).sum()
    }

    /// Number of rows of each row group.
    pub(crate) fn group_rows(&self) -> Vec<usize> {
        let groups = self.reader.metadata().row_groups();
        groups.iter().map(|group| usize::try_from(group.num_rows()).unwrap_or_default()).collect()
    }

    /// About how many bytes the first `rows` rows take, and how many all take.
    pub(crate) fn share_of_bytes(&self, rows: u64) -> (u64, u64) {
        let total_rows: u64 = self.group_rows().iter().map(|rows| *rows as u64).sum();
        let share = u128::from(self.total_bytes) * u128::from(rows) / u128::from(total_rows.max(1));
        (u64::try_from(share).unwrap_or(self.total_bytes).min(self.total_bytes), self.total_bytes)
    }

    /// The least of the first wanted column, where it holds whole numbers or days and each row group says what its least is.
    ///
    /// # Errors
    /// What is wrong with the columns.
    pub(crate) fn least_whole_number(&self, table: &Table<'_>) -> Result<Option<i64>, ActivityError> {
        let wanted = self.wanted(table)?;
        let Some(column) = wanted.first().filter(|it| matches!(it.meaning, Meaning::Day | Meaning::Integer))
        else {
            return Ok(None);
        };
        let groups = self.reader.metadata().row_groups().iter().filter(|group| group.num_rows() > 0);
        let least = groups.map(|group| match group.columns().get(column.leaf)?.statistics()? {
            Statistics::Int32(values) => values.min_opt().map(|least| i64::from(*least)),
            Statistics::Int64(values) => values.min_opt().copied(),
            _ => None,
        });
        Ok(least.collect::<Option<Vec<i64>>>().and_then(|least| least.into_iter().min()))
    }

    fn columns(&self) -> Vec<String> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect()
    }

    fn wanted<'s>(&self, table: &'s Table<'_>) -> Result<Vec<Wanted<'s>>, ActivityError> {
        wanted_columns(table, self.reader.metadata().file_metadata().schema_descr(), &self.columns())
    }

    fn read_rows(
        &self,
        wanted: &[Wanted<'_>],
        sink: &mut dyn RowSink,
        on_rows: &mut dyn FnMut(u64),
    ) -> Result<(), ActivityError> {
        for (index, rows) in self.group_rows().into_iter().enumerate() {
            let mut left = rows;
            let open = |_: &ColumnChunkMetaData, pages, column: &Wanted<'_>| Ok(column.batches(pages));
            let mut batches = self.open_group(index, wanted, sink.rows_taken(), &open)?;
            while left > 0 {
                let rows = left.min(BATCH_ROWS);
                for (batch, column) in batches.iter_mut().zip(wanted) {
                    batch.read(rows).map_err(|error| self.damaged(column.name, sink.rows_taken(), &error))?;
                }
                for _ in 0..rows {
                    self.take_row(&mut batches, wanted, sink)?;
                }
                left -= rows;
                on_rows(sink.rows_taken());
            }
        }
        Ok(())
    }

    /// What `open` makes of each column of a row group, before which there are `rows_before` rows.
    fn open_group<C>(
        &self,
        index: usize,
        wanted: &[Wanted<'_>],
        rows_before: u64,
        open: &dyn Fn(&ColumnChunkMetaData, CheckedPages, &Wanted<'_>) -> Result<C, ActivityError>,
    ) -> Result<Vec<C>, ActivityError> {
        let damaged = |column: &str, error: &ParquetError| self.damaged(column, rows_before, error);
        let first = wanted.first().map_or("", |column| column.name);
        let group = self.reader.get_row_group(index).map_err(|error| damaged(first, &error))?;
        let opened = wanted.iter().map(|column| {
            let chunk = group.metadata().columns().get(column.leaf);
            let Some(chunk) = chunk.filter(|chunk| within_file(chunk, self.total_bytes)) else {
                let misplaced = ParquetError::General("its pages would lie outside the file".to_owned());
                return Err(damaged(column.name, &misplaced));
            };
            let pages = group.get_column_page_reader(column.leaf);
            let pages = pages.map_err(|error| damaged(column.name, &error))?;
            open(chunk, CheckedPages::new(pages, &column.descriptor), column)
        });
        opened.collect()
    }

    fn take_row(
        &self,
        batches: &mut [ColumnBatches],
        wanted: &[Wanted<'_>],
        sink: &mut dyn RowSink,
    ) -> Result<(), ActivityError> {
        let place = Place::Row(sink.rows_taken() + 1);
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
                file: self.name.clone(),
                place,
                column: column.name.to_owned(),
            })?;
        }
        sink.take(place, cells)
    }

    /// That a column of a row group is damaged.
    pub(crate) fn damaged(&self, column: &str, rows_before: u64, error: &ParquetError) -> ActivityError {
        ActivityError::DamagedParquet {
            file: self.name.clone(),
            column: column.to_owned(),
            row: rows_before + 1,
            reason: error.to_string(),
        }
    }
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
