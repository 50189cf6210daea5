//! Helpers shared by the tests of reading.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use commonweal_activity::{ActivityError, LoadedPanel, PanelSource, read_csv, read_panel};
use commonweal_evaluate::panel::Panel;
use commonweal_evaluate::protocol::ColumnFilter;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

/// Reads columns `unit`, `when` and `n` of a text.
pub(crate) fn read_text(text: impl AsRef<[u8]>) -> Result<LoadedPanel, ActivityError> {
    read_text_as(text, |_| {})
}

/// As [`read_text`], with the source changed.
pub(crate) fn read_text_as(
    text: impl AsRef<[u8]>,
    change: impl FnOnce(&mut PanelSource),
) -> Result<LoadedPanel, ActivityError> {
    let mut source = source("f.csv");
    change(&mut source);
    read_csv(text.as_ref(), text.as_ref().len() as u64, &source, &mut |_| {})
}

pub(crate) fn source(path: impl Into<PathBuf>) -> PanelSource {
    PanelSource::new(path, "unit", "when", "n")
}

pub(crate) fn filter(column: &str, value: &str) -> ColumnFilter {
    ColumnFilter { column: column.to_owned(), value: value.to_owned() }
}

/// The value of a unit in a period, by their names.
pub(crate) fn value(panel: &Panel, unit: &str, period: &str) -> Option<f64> {
    let period = panel.periods().binary_search(&period.parse().unwrap()).ok()?;
    panel.value(panel.unit_position(unit)?, period)
}

/// A path under the shared data, or `None` with a line that says that the test is skipped.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    println!("skipped: ../shared/{path} is not here");
    None
}

/// A file of this content in a temporary folder, which lives as long as the first of the pair.
pub(crate) fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

pub(crate) fn read_file(name: &str, content: &[u8]) -> Result<LoadedPanel, ActivityError> {
    let (_folder, path) = file(name, content);
    read_panel(&source(path), &mut |_| {})
}

/// One column of a small Parquet file.
pub(crate) enum Column {
    /// Text, some null.
    Text(Vec<Option<&'static str>>),
    /// 32-bit whole numbers.
    Int32(Vec<i32>),
    /// 64-bit whole numbers.
    Int64(Vec<i64>),
    /// Doubles, some null.
    Double(Vec<Option<f64>>),
}

/// A Parquet file of one row group with this schema; of none where no column is given.
pub(crate) fn parquet_file(schema: &str, columns: &[Column]) -> Vec<u8> {
    if columns.is_empty() {
        parquet_groups(schema, &[], WriterProperties::default())
    } else {
        parquet_groups(schema, &[columns], WriterProperties::default())
    }
}

/// A Parquet file with the columns of each row group.
pub(crate) fn parquet_groups(schema: &str, groups: &[&[Column]], properties: WriterProperties) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    for columns in groups {
        let mut group = writer.next_row_group().unwrap();
        write_columns(&mut group, columns);
        group.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn write_columns(group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>, columns: &[Column]) {
    for column in columns {
        let mut target = group.next_column().unwrap().unwrap();
        match column {
            Column::Text(values) => {
                let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                let there: Vec<ByteArray> = values.iter().flatten().map(|&text| text.into()).collect();
                target.typed::<ByteArrayType>().write_batch(&there, Some(&levels), None).unwrap();
            }
            Column::Int32(values) => {
                target.typed::<Int32Type>().write_batch(values, None, None).unwrap();
            }
            Column::Int64(values) => {
                target.typed::<Int64Type>().write_batch(values, None, None).unwrap();
            }
            Column::Double(values) => {
                let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                let there: Vec<f64> = values.iter().flatten().copied().collect();
                target.typed::<DoubleType>().write_batch(&there, Some(&levels), None).unwrap();
            }
        }
        target.close().unwrap();
    }
}

/// Three units over two months, with a null and a NaN.
pub(crate) fn small_parquet() -> Vec<u8> {
    let schema = "message m { optional binary unit (UTF8); required int32 when (DATE); optional double n; required int64 site; }";
    let units = ["A", "A", "B", "B", "C"].map(Some).to_vec();
    parquet_file(
        schema,
        &[
            Column::Text(units),
            Column::Int32(vec![16_709, 16_740, 16_709, 16_740, 16_709]),
            Column::Double(vec![Some(1.0), Some(2.5), Some(f64::NAN), Some(4.0), None]),
            Column::Int64(vec![1, 1, 2, 2, 3]),
        ],
    )
}
