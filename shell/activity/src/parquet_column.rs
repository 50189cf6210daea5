//! One flat column of a Parquet file, a batch at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::Utf8Error;
use std::sync::Arc;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as PhysicalType};
use parquet::column::page::PageReader;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType, Int96};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;

use crate::cell::Cell;

/// What the stored values of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Text,
    Truth,
    Integer,
    /// Stored signed, meant unsigned.
    Unsigned,
    Number,
    /// The stored whole number over ten to this power.
    Decimal(u32),
    Day,
    /// A count since 1970 of which so many make a day.
    Instant {
        per_day: i64,
    },
    /// What stands for an entry of the column's dictionary: see [`DictionaryColumn`](crate::parquet_dictionary::DictionaryColumn).
    Entry,
}

const SECONDS_A_DAY: i64 = 86_400;
/// Julian day number of 1 January 1970, from which the old 96-bit time stamps count.
const JULIAN_1970: i64 = 2_440_588;

/// What the values of a column mean, or what it holds that cannot be read.
pub(crate) fn meaning_of(column: &ColumnDescriptor) -> Result<Meaning, String> {
    let physical = column.physical_type();
    let logical = column.logical_type_ref();
    let converted = column.converted_type();
    let unsupported = || Err(format!("{physical} of kind {logical:?}"));
    if let Some(LogicalType::Timestamp(stamp)) = logical {
        let per_second = match stamp.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        return match physical {
            PhysicalType::INT64 => Ok(Meaning::Instant { per_day: SECONDS_A_DAY * per_second }),
            _ => unsupported(),
        };
    }
    if matches!(logical, Some(LogicalType::Decimal(_))) || converted == ConvertedType::DECIMAL {
        return match (physical, u32::try_from(column.type_scale())) {
            (PhysicalType::FLOAT | PhysicalType::DOUBLE | PhysicalType::BOOLEAN | PhysicalType::INT96, _) => {
                unsupported()
            }
            (_, Ok(scale)) if scale <= 60 => Ok(Meaning::Decimal(scale)),
            _ => unsupported(),
        };
    }
    match physical {
        PhysicalType::BOOLEAN => Ok(Meaning::Truth),
        PhysicalType::FLOAT | PhysicalType::DOUBLE => Ok(Meaning::Number),
        PhysicalType::INT96 => Ok(Meaning::Day),
        PhysicalType::INT32 | PhysicalType::INT64 => match converted {
            ConvertedType::DATE if physical == PhysicalType::INT32 => Ok(Meaning::Day),
            ConvertedType::TIMESTAMP_MILLIS => Ok(Meaning::Instant { per_day: SECONDS_A_DAY * 1_000 }),
            ConvertedType::TIMESTAMP_MICROS => Ok(Meaning::Instant { per_day: SECONDS_A_DAY * 1_000_000 }),
            ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS => unsupported(),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Ok(Meaning::Unsigned),
            _ if matches!(logical, Some(LogicalType::Time(_))) => unsupported(),
            _ => Ok(Meaning::Integer),
        },
        PhysicalType::BYTE_ARRAY => Ok(Meaning::Text),
        PhysicalType::FIXED_LEN_BYTE_ARRAY => unsupported(),
    }
}

/// Values that are not null.
#[derive(Debug)]
pub(crate) enum Values {
    Texts(Vec<ByteArray>),
    Truths(Vec<bool>),
    Integers(Vec<i64>),
    /// Beyond what an `i64` holds.
    Wide(Vec<i128>),
    Numbers(Vec<f64>),
    Days(Vec<i64>),
    /// What each value's entry of a dictionary was given as its number.
    Entries(Vec<i32>),
}

impl Values {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Texts(values) => values.len(),
            Self::Truths(values) => values.len(),
            Self::Integers(values) | Self::Days(values) => values.len(),
            Self::Wide(values) => values.len(),
            Self::Numbers(values) => values.len(),
            Self::Entries(values) => values.len(),
        }
    }

    /// The value at `index`, null where there is none or its text is not UTF-8.
    pub(crate) fn cell(&self, index: usize) -> Cell<'_> {
        self.read(index).ok().flatten().unwrap_or(Cell::Null)
    }

    /// For each of `entries`, the value at its place; the decoder has seen that there is one.
    pub(crate) fn pick(&self, entries: &[i32]) -> Self {
        fn of<T: Clone>(values: &[T], entries: &[i32], none: &T) -> Vec<T> {
            let at = |entry: &i32| {
                usize::try_from(*entry).ok().and_then(|at| values.get(at)).unwrap_or(none).clone()
            };
            entries.iter().map(at).collect()
        }
        match self {
            Self::Texts(values) => Self::Texts(of(values, entries, &ByteArray::from("0"))),
            Self::Truths(values) => Self::Truths(of(values, entries, &false)),
            Self::Integers(values) => Self::Integers(of(values, entries, &0)),
            Self::Wide(values) => Self::Wide(of(values, entries, &0)),
            Self::Numbers(values) => Self::Numbers(of(values, entries, &0.0)),
            Self::Days(values) => Self::Days(of(values, entries, &0)),
            Self::Entries(values) => Self::Entries(of(values, entries, &0)),
        }
    }

    fn read(&self, index: usize) -> Result<Option<Cell<'_>>, Utf8Error> {
        Ok(match self {
            Self::Texts(values) => {
                let text = values.get(index).map(|value| std::str::from_utf8(value.data()));
                text.transpose()?.map(Cell::Text)
            }
            Self::Truths(values) => values.get(index).copied().map(Cell::Truth),
            Self::Integers(values) => values.get(index).copied().map(i128::from).map(Cell::Integer),
            Self::Wide(values) => values.get(index).copied().map(Cell::Integer),
            Self::Numbers(values) => values.get(index).copied().map(Cell::Number),
            Self::Days(values) => values.get(index).copied().map(Cell::Day),
            Self::Entries(values) => values.get(index).map(|entry| Cell::Integer(i128::from(*entry))),
        })
    }
}

impl Default for Values {
    fn default() -> Self {
        Self::Integers(Vec::new())
    }
}

/// The values of some rows of a column.
#[derive(Debug, Default)]
pub(crate) struct ColumnValues {
    pub(crate) values: Values,
    /// Whether each row has a value; none where all have.
    pub(crate) present: Option<Vec<bool>>,
}

impl ColumnValues {
    /// The values of the rows that are `kept`; a row without one has 0.
    pub(crate) fn values_of(self, kept: Option<&[bool]>) -> Values {
        let Self { values, present } = self;
        let present = present.as_deref();
        if present.is_none() && kept.is_none() {
            return values;
        }
        match values {
            Values::Texts(values) => Values::Texts(spread(values, present, kept, &ByteArray::from("0"))),
            Values::Truths(values) => Values::Truths(spread(values, present, kept, &false)),
            Values::Integers(values) => Values::Integers(spread(values, present, kept, &0)),
            Values::Wide(values) => Values::Wide(spread(values, present, kept, &0)),
            Values::Numbers(values) => Values::Numbers(spread(values, present, kept, &0.0)),
            Values::Days(values) => Values::Days(spread(values, present, kept, &0)),
            Values::Entries(values) => Values::Entries(spread(values, present, kept, &0)),
        }
    }

    /// How many rows that are `kept` have no value.
    pub(crate) fn missing(&self, kept: Option<&[bool]>) -> u64 {
        let is_kept = |row: usize| kept.is_none_or(|kept| kept.get(row).copied().unwrap_or_default());
        let present = self.present.iter().flatten().enumerate();
        present.filter(|(row, present)| !**present && is_kept(*row)).count() as u64
    }
}

/// A value for each row, `filler` where it has none; then those of the rows that are kept.
fn spread<T: Clone>(values: Vec<T>, present: Option<&[bool]>, kept: Option<&[bool]>, filler: &T) -> Vec<T> {
    let rows = present.map_or(values.len(), <[bool]>::len);
    let mut values = values.into_iter();
    let mut all = Vec::with_capacity(rows);
    for row in 0..rows {
        let is = |mask: Option<&[bool]>| mask.is_none_or(|mask| mask.get(row).copied().unwrap_or_default());
        let value = if is(present) { values.next() } else { None };
        if is(kept) {
            all.push(value.unwrap_or_else(|| filler.clone()));
        }
    }
    all
}

/// A column of one row group.
pub(crate) struct ColumnBatches {
    reader: ColumnReader,
    meaning: Meaning,
    /// Definition level of a value that is there: 0 where the column may not be null.
    defined: i16,
    levels: Vec<i16>,
    values: Values,
    row: usize,
    value: usize,
}

impl ColumnBatches {
    pub(crate) fn new(pages: Box<dyn PageReader>, meaning: Meaning, column: &Arc<ColumnDescriptor>) -> Self {
        let reader = get_column_reader(Arc::clone(column), pages);
        let values = Values::Integers(Vec::new());
        let defined = column.max_def_level();
        Self { reader, meaning, defined, levels: Vec::new(), values, row: 0, value: 0 }
    }

    /// Reads the next `rows` rows, over which [`ColumnBatches::next_cell`] then goes.
    ///
    /// # Errors
    /// Damaged data, of which a column shorter than its row group is one kind.
    pub(crate) fn read(&mut self, rows: usize) -> Result<(), ParquetError> {
        self.levels.clear();
        (self.row, self.value) = (0, 0);
        let levels = &mut self.levels;
        let meaning = self.meaning;
        self.values = match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => Values::Truths(read_values(reader, rows, levels)?),
            ColumnReader::Int32ColumnReader(reader) if meaning == Meaning::Entry => {
                Values::Entries(read_values(reader, rows, levels)?)
            }
            ColumnReader::Int32ColumnReader(reader) => {
                let unsigned = meaning == Meaning::Unsigned;
                let widened = |v: i32| if unsigned { i64::from(v.cast_unsigned()) } else { i64::from(v) };
                whole(read_values(reader, rows, levels)?.into_iter().map(widened), meaning)
            }
            ColumnReader::Int64ColumnReader(reader) => {
                let values = read_values(reader, rows, levels)?;
                if meaning == Meaning::Unsigned && values.iter().any(|value| *value < 0) {
                    Values::Wide(values.into_iter().map(|v| i128::from(v.cast_unsigned())).collect())
                } else {
                    whole(values.into_iter(), meaning)
                }
            }
            ColumnReader::Int96ColumnReader(reader) => {
                let values: Vec<Int96> = read_values(reader, rows, levels)?;
                let day = |v: &Int96| i64::from(v.data().get(2).copied().unwrap_or_default()) - JULIAN_1970;
                Values::Days(values.iter().map(day).collect())
            }
            ColumnReader::FloatColumnReader(reader) => {
                Values::Numbers(read_values(reader, rows, levels)?.into_iter().map(shortest).collect())
            }
            ColumnReader::DoubleColumnReader(reader) => Values::Numbers(read_values(reader, rows, levels)?),
            ColumnReader::ByteArrayColumnReader(reader) => {
                let values = read_values(reader, rows, levels)?;
                match meaning {
                    Meaning::Decimal(scale) => {
                        Values::Numbers(values.iter().map(|v| decimal_of_bytes(v.data(), scale)).collect())
                    }
                    _ => Values::Texts(values),
                }
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                let scale = if let Meaning::Decimal(scale) = meaning { scale } else { 0 };
                let values = read_values(reader, rows, levels)?;
                Values::Numbers(values.iter().map(|v| decimal_of_bytes(v.data(), scale)).collect())
            }
        };
        Ok(())
    }

    /// The values of the next `rows` rows.
    ///
    /// # Errors
    /// Damaged data, of which a column shorter than its row group is one kind.
    pub(crate) fn next_values(&mut self, rows: usize) -> Result<ColumnValues, ParquetError> {
        self.read(rows)?;
        let all = self.values.len() == rows;
        let present = || self.levels.iter().map(|level| *level >= self.defined).collect();
        Ok(ColumnValues { present: (!all).then(present), values: std::mem::take(&mut self.values) })
    }

    /// The cell of the next row of the batch; `None` for text that is not UTF-8.
    pub(crate) fn next_cell(&mut self) -> Option<Cell<'_>> {
        let level = self.levels.get(self.row).copied().unwrap_or_default();
        self.row += 1;
        if level < self.defined {
            return Some(Cell::Null);
        }
        let index = self.value;
        self.value += 1;
        let cell = self.values.read(index).ok()?;
        Some(cell.unwrap_or(Cell::Null))
    }
}

/// The next `rows` rows. The decoder takes lengths within delta-encoded pages on trust and panics where they are wrong, which is told as
/// the damage that it is; what was decoded up to there is dropped.
fn read_values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    levels: &mut Vec<i16>,
) -> Result<Vec<T::T>, ParquetError> {
    let mut values = Vec::with_capacity(rows);
    let read = AssertUnwindSafe(|| reader.read_records(rows, Some(levels), None, &mut values));
    let broken = |_| Err(ParquetError::General("a page holds lengths that cannot be right".to_owned()));
    let (records, _, _) = catch_unwind(read).unwrap_or_else(broken)?;
    if records == rows {
        Ok(values)
    } else {
        Err(ParquetError::General(format!("the column ends {} rows before the others", rows - records)))
    }
}

fn whole(values: impl Iterator<Item = i64>, meaning: Meaning) -> Values {
    match meaning {
        Meaning::Day => Values::Days(values.collect()),
        Meaning::Instant { per_day } => Values::Days(values.map(|v| v.div_euclid(per_day)).collect()),
        Meaning::Decimal(scale) => Values::Numbers(values.map(|v| scaled(i128::from(v), scale)).collect()),
        _ => Values::Integers(values.collect()),
    }
}

/// The number that the shortest decimal of a 32-bit float writes: 0.1f32 is meant as 0.1.
fn shortest(value: f32) -> f64 {
    if value.is_finite() {
        value.to_string().parse().unwrap_or_else(|_| f64::from(value))
    } else {
        f64::from(value)
    }
}

/// `unscaled / 10^scale`, correctly rounded.
fn scaled(unscaled: i128, scale: u32) -> f64 {
    // Both exact in a double: one division rounds once (Clinger's fast path).
    if unscaled.unsigned_abs() < 1 << 53 && scale <= 22 {
        return unscaled as f64 / 10_f64.powi(scale.cast_signed());
    }
    format!("{unscaled}e-{scale}").parse().unwrap_or(f64::INFINITY)
}

/// A big-endian two's-complement whole number over `10^scale`; infinite, hence refused, beyond 128 bits.
fn decimal_of_bytes(bytes: &[u8], scale: u32) -> f64 {
    let negative = bytes.first().is_some_and(|&first| first >= 0x80);
    if bytes.len() > 16 {
        return f64::INFINITY;
    }
    let unscaled =
        bytes.iter().fold(if negative { -1_i128 } else { 0 }, |sum, &byte| (sum << 8) | i128::from(byte));
    scaled(unscaled, scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_the_nearest_doubles() {
        assert_eq!(decimal_of_bytes(&[0x01, 0x00], 2), 2.56);
        assert_eq!(decimal_of_bytes(&[0xff], 1), -0.1);
        assert_eq!(scaled(12_345_678_901_234_567_890, 10), 1_234_567_890.123_456_8);
        assert_eq!(decimal_of_bytes(&[1; 17], 0), f64::INFINITY);
    }

    #[test]
    fn a_32_bit_float_is_the_decimal_it_prints() {
        assert_eq!(shortest(0.1), 0.1);
        assert!(shortest(f32::NAN).is_nan());
    }
}
