//! What an operation of the API takes and gives.

use axum::http::Method;

use super::call::Call;
use super::fault::Fault;
use crate::answer::Answer;
use crate::routes::Guard;

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The method.
    pub(crate) method: &'static Method,
    /// The path; a part in braces is named.
    pub(crate) path: &'static str,
    /// Who may come in.
    pub(crate) guard: Guard,
    /// Its name in programs that are made from the document.
    pub(crate) id: &'static str,
    /// What it does, in a line.
    pub(crate) summary: &'static str,
    /// What a caller should know beyond that.
    pub(crate) about: &'static str,
    /// What may follow the question mark; nothing else may.
    pub(crate) query: &'static [Parameter],
    /// What is sent with it.
    pub(crate) takes: Takes,
    /// What it gives when all is well.
    pub(crate) gives: &'static [Gives],
    /// What answers.
    pub(crate) handler: fn(&Call<'_>) -> Result<Answer, Fault>,
}

/// One part of the query.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it may be.
    pub(crate) form: Form,
    /// What it does.
    pub(crate) meaning: &'static str,
}

/// What a part of the query may be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// A whole number.
    Whole {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
        /// Where it is left out.
        default: u64,
    },
    /// A text of at most so many characters.
    Text {
        /// Most characters.
        most: usize,
    },
    /// One of these words.
    Word(&'static [&'static str]),
    /// The short name of a partnership.
    Slug,
}

/// What is sent with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Nothing.
    Nothing,
    /// A JSON object of this schema, under an idempotency key.
    Keyed(&'static str),
    /// A JSON object of this schema, which has an idempotency key in it.
    Json(&'static str),
}

/// One answer when all is well.
#[derive(Debug)]
pub(crate) struct Gives {
    /// The status.
    pub(crate) status: u16,
    /// Media type.
    pub(crate) media: &'static str,
    /// The schema of a JSON answer; other answers have none.
    pub(crate) schema: Option<&'static str>,
    /// What it means.
    pub(crate) meaning: &'static str,
}

/// Whether `text` is the short name of a partnership.
pub(crate) fn is_slug(text: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=64).contains(&text.len()) && text.bytes().all(fits)
}
