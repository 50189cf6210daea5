//! Columns whose every value stands in a dictionary: each entry is understood once, and rows are read as the numbers that stand for entries.
//!
//! The decoder of the `parquet` crate looks each row up in the dictionary page. It is given another page in the place of that one, with a
//! whole number for each entry, so that what it decodes are those numbers: no text is made for a row, and what an entry means is not asked
//! again for each row that has it.

use std::sync::Arc;

use parquet::basic::{Encoding, Type as PhysicalType};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::schema::types::{ColumnDescriptor, Type};

use crate::parquet_column::{ColumnBatches, Meaning, Values};
use crate::parquet_pages::CheckedPages;

/// A column of a row group whose pages all refer to one dictionary.
pub(crate) struct DictionaryColumn {
    entries: Values,
    pages: CheckedPages,
    descriptor: Arc<ColumnDescriptor>,
}

/// Whether the file says that all pages of the column refer to its dictionary.
pub(crate) fn has_dictionary_alone(chunk: &ColumnChunkMetaData) -> bool {
    let only = |encoding| chunk.page_encoding_stats_mask().is_some_and(|mask| mask.is_only(encoding));
    chunk.dictionary_page_offset().is_some()
        && (only(Encoding::RLE_DICTIONARY) || only(Encoding::PLAIN_DICTIONARY))
}

impl DictionaryColumn {
    /// Reads the dictionary, with which the pages must begin.
    ///
    /// # Errors
    /// Damaged data, of which pages without a dictionary are one kind.
    pub(crate) fn open(
        mut pages: CheckedPages,
        meaning: Meaning,
        descriptor: &Arc<ColumnDescriptor>,
    ) -> Result<Self, ParquetError> {
        let Some(Page::DictionaryPage { buf, num_values, .. }) = pages.get_next_page()? else {
            return Err(ParquetError::General("the pages do not begin with their dictionary".to_owned()));
        };
        let entries = usize::try_from(num_values).unwrap_or(usize::MAX);
        if entries > buf.len() {
            return Err(ParquetError::General("the dictionary is shorter than it says".to_owned()));
        }
        let never_null = ColumnDescriptor::new(descriptor.self_type_ptr(), 0, 0, descriptor.path().clone());
        let page = Page::DataPage {
            buf,
            num_values,
            encoding: Encoding::PLAIN,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let page = Box::new(FirstThen { first: Some(page), then: None });
        let mut column = ColumnBatches::new(page, meaning, &Arc::new(never_null));
        let entries = column.next_values(entries)?.values;
        Ok(Self { entries, pages, descriptor: Arc::clone(descriptor) })
    }

    /// The entries of the dictionary.
    pub(crate) fn entries(&self) -> &Values {
        &self.entries
    }

    /// The rows, for each the place of its entry, and the entries by their places.
    ///
    /// # Errors
    /// As [`DictionaryColumn::numbered`].
    pub(crate) fn places(mut self) -> Result<(Box<ColumnBatches>, Values), ParquetError> {
        let entries = std::mem::take(&mut self.entries);
        let places: Vec<i32> = (0..).take(entries.len()).collect();
        Ok((self.numbered(&places)?, entries))
    }

    /// The rows, whose values are [`Values::Entries`]: for each entry its number among `numbers`.
    ///
    /// # Errors
    /// None is to be expected: a column of numbers can always be described.
    pub(crate) fn numbered(self, numbers: &[i32]) -> Result<Box<ColumnBatches>, ParquetError> {
        let Self { pages, descriptor, .. } = self;
        let whole = Type::primitive_type_builder(descriptor.name(), PhysicalType::INT32).build()?;
        let levels = descriptor.max_def_level();
        let path = descriptor.path().clone();
        let descriptor = Arc::new(ColumnDescriptor::new(Arc::new(whole), levels, 0, path));
        let page = Page::DictionaryPage {
            buf: numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>().into(),
            num_values: u32::try_from(numbers.len()).unwrap_or(u32::MAX),
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        let pages = FirstThen { first: Some(page), then: Some(pages) };
        Ok(Box::new(ColumnBatches::new(Box::new(pages), Meaning::Entry, &descriptor)))
    }
}

/// A page, then those data pages that refer to it.
struct FirstThen {
    first: Option<Page>,
    then: Option<CheckedPages>,
}

impl PageReader for FirstThen {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        if let Some(page) = self.first.take() {
            return Ok(Some(page));
        }
        let page = match &mut self.then {
            Some(pages) => pages.get_next_page()?,
            None => None,
        };
        match page {
            Some(page)
                if !matches!(page.encoding(), Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY) =>
            {
                Err(ParquetError::General(
                    "a page does not refer to the dictionary, as the file says it does".to_owned(),
                ))
            }
            page => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        match &mut self.then {
            Some(pages) => pages.peek_next_page(),
            None => Ok(None),
        }
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        match &mut self.then {
            Some(pages) => pages.skip_next_page(),
            None => Ok(()),
        }
    }

    fn at_record_boundary(&mut self) -> Result<bool, ParquetError> {
        match &mut self.then {
            Some(pages) => pages.at_record_boundary(),
            None => Ok(true),
        }
    }
}

impl Iterator for FirstThen {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
