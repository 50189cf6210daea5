//! A document as PDF on A4: embedded fonts, kerning, page numbers, contents for the viewer's side bar, and tags for screen readers.
//!
//! What is written says of itself that it is PDF/A-2a (to be kept) and PDF/UA-1 (to be read aloud), and is refused where it would not be. Layout happens first,
//! into sheets of placed runs ([`layout`]); drawing then only copies them ([`draw`]).

mod draw;
mod face;
mod layout;
mod table;

use super::Document;
use face::Faces;
use layout::Layout;

/// A PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font in the program cannot be read.
    #[error("the font {0} in the program cannot be read; report it as a fault of this program")]
    Font(&'static str),
    /// What was laid out is no sound PDF.
    #[error(
        "the PDF would not be sound ({0}); report it as a fault of this program, and print the page meanwhile"
    )]
    Unsound(String),
}

/// The document as PDF, the same bytes for the same document.
///
/// Letters that the font (Noto Sans: Latin, Greek, Cyrillic) does not have are written as a replacement mark.
///
/// # Errors
/// [`PdfError`].
pub fn to_pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::new()?;
    let laid = Layout::of(document, &faces);
    draw::draw(document, &faces, &laid)
}
