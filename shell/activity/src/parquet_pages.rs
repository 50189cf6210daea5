//! Pages of a Parquet column, looked over before they are decoded: the decoder takes their order and lengths on trust.

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;

/// Hands pages on, and refuses those that the decoder could not survive.
pub(crate) struct CheckedPages {
    pages: Box<dyn PageReader>,
    dictionary_seen: bool,
}

impl CheckedPages {
    pub(crate) fn new(pages: Box<dyn PageReader>) -> Self {
        Self { pages, dictionary_seen: false }
    }

    fn check(&mut self, page: &Page) -> Result<(), ParquetError> {
        let refuse = |reason: &str| Err(ParquetError::General(reason.to_owned()));
        if let Page::DictionaryPage { .. } = page {
            if self.dictionary_seen {
                return refuse("a second dictionary page");
            }
            self.dictionary_seen = true;
            return Ok(());
        }
        let by_dictionary = matches!(page.encoding(), Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY);
        if by_dictionary && !self.dictionary_seen {
            return refuse("a page refers to a dictionary that is not there");
        }
        if let Page::DataPageV2 {
            buf, num_values, num_nulls, def_levels_byte_len, rep_levels_byte_len, ..
        } = page
        {
            let levels = u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len);
            if levels > buf.len() as u64 || num_nulls > num_values {
                return refuse("a page is shorter than its header says");
            }
        }
        Ok(())
    }
}

impl PageReader for CheckedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        let page = self.pages.get_next_page()?;
        if let Some(page) = &page {
            self.check(page)?;
        }
        Ok(page)
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
