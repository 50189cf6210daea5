//! Pages of a Parquet column, looked over before they are decoded: the decoder takes their order and lengths on trust.

use std::sync::Arc;

use parquet::basic::{Encoding, Type as PhysicalType};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;

/// Hands pages on, and refuses those that the decoder could not survive.
pub(crate) struct CheckedPages {
    pages: Box<dyn PageReader>,
    column: Arc<ColumnDescriptor>,
    dictionary_seen: bool,
}

impl CheckedPages {
    pub(crate) fn new(pages: Box<dyn PageReader>, column: &Arc<ColumnDescriptor>) -> Self {
        Self { pages, column: Arc::clone(column), dictionary_seen: false }
    }

    fn checked(&mut self, mut page: Page) -> Result<Page, ParquetError> {
        let plain_texts = self.column.physical_type() == PhysicalType::BYTE_ARRAY
            && matches!(page.encoding(), Encoding::PLAIN | Encoding::PLAIN_DICTIONARY);
        match &mut page {
            Page::DictionaryPage { buf, .. } => {
                if self.dictionary_seen {
                    return refuse("a second dictionary page");
                }
                self.dictionary_seen = true;
                if plain_texts {
                    *buf = with_end_marked(buf, 0)?.into();
                }
            }
            Page::DataPage { buf, encoding, def_level_encoding, .. } => {
                self.check_dictionary(*encoding)?;
                let nullable = self.column.max_def_level() > 0;
                if nullable && *def_level_encoding != Encoding::RLE {
                    return refuse("levels in an encoding that has been withdrawn");
                }
                if plain_texts && *encoding == Encoding::PLAIN {
                    let levels = if nullable { prefixed_length(buf)? } else { 0 };
                    *buf = with_end_marked(buf, levels)?.into();
                }
            }
            Page::DataPageV2 {
                buf,
                encoding,
                num_values,
                num_nulls,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => {
                self.check_dictionary(*encoding)?;
                let levels = u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len);
                let levels = usize::try_from(levels).unwrap_or(usize::MAX);
                if levels > buf.len() || num_nulls > num_values {
                    return refuse("a page is shorter than its header says");
                }
                if plain_texts && *encoding == Encoding::PLAIN {
                    *buf = with_end_marked(buf, levels)?.into();
                }
            }
        }
        Ok(page)
    }

    fn check_dictionary(&self, encoding: Encoding) -> Result<(), ParquetError> {
        let by_dictionary = matches!(encoding, Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY);
        if by_dictionary && !self.dictionary_seen {
            return refuse("a page refers to a dictionary that is not there");
        }
        Ok(())
    }
}

fn refuse<T>(reason: &str) -> Result<T, ParquetError> {
    Err(ParquetError::General(reason.to_owned()))
}

/// A little-endian length and what it covers, which is how the levels of a page begin.
fn prefixed_length(bytes: &[u8]) -> Result<usize, ParquetError> {
    let Some((prefix, rest)) = bytes.split_first_chunk::<4>() else {
        return refuse("a page ends within a length");
    };
    match usize::try_from(u32::from_le_bytes(*prefix)) {
        Ok(length) if length <= rest.len() => Ok(4 + length),
        _ => refuse("a page is shorter than the lengths in it"),
    }
}

/// The page with an impossible length after its last text: a decoder that asks for one text more meets an error there,
/// not the end of the bytes. From `start` on, the page must be texts with their lengths before them.
fn with_end_marked(page: &[u8], start: usize) -> Result<Vec<u8>, ParquetError> {
    let mut rest = page.get(start..).unwrap_or_default();
    while !rest.is_empty() {
        rest = rest.get(prefixed_length(rest)?..).unwrap_or_default();
    }
    Ok([page, &[0xff; 4]].concat())
}

impl PageReader for CheckedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        self.pages.get_next_page()?.map(|page| self.checked(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool, ParquetError> {
        self.pages.at_record_boundary()
    }
}

impl Iterator for CheckedPages {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_must_fill_their_page_exactly() {
        let two = [1, 0, 0, 0, b'a', 0, 0, 0, 0];
        assert_eq!(with_end_marked(&two, 0).unwrap()[9..], [0xff; 4]);
        assert!(with_end_marked(&two[..8], 0).is_err());
        assert!(with_end_marked(&[2, 0, 0, 0, b'a'], 0).is_err());
        assert!(with_end_marked(&[9, 9, 1, 0, 0, 0, b'a'], 2).is_ok());
    }
}
