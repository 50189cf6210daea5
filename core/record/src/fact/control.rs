//! How a field is asked for: what a form for people is made from.

use super::field::Field;
use super::table::{Line, Shape};

/// How a field is asked for.
#[derive(Debug, Clone)]
pub enum Control {
    /// A text of one line, a name or title.
    Line {
        /// Most characters.
        most: usize,
    },
    /// A sentence or more, which stands on one line of the record.
    Paragraph {
        /// Most characters.
        most: usize,
    },
    /// A whole number.
    Whole {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Money, held in pence.
    Money,
    /// A share of a whole.
    Share,
    /// A day.
    Date,
    /// A decimal number.
    Decimal,
    /// One word of a closed set.
    Choice(&'static [Word]),
    /// The identifier of something that the record has.
    Id {
        /// Of what: "decision".
        of: &'static str,
    },
    /// A body.
    Body,
    /// A person, by an opaque id.
    Person,
    /// The salted hash of a text or file that goes to the vault.
    Document,
    /// A hash, a key or a name that was made elsewhere and is copied.
    Code {
        /// Its form.
        wanted: &'static str,
    },
    /// An identifier or a body that this very fact makes known.
    New(Box<Control>),
    /// Something that may be left out.
    Optional(Box<Control>),
    /// Any number of something, in an order that matters.
    List(Box<Control>),
    /// Any number of something, each once.
    Set(Box<Control>),
    /// One value a body.
    PerBody {
        /// What the value is called.
        name: &'static str,
        /// The value.
        value: Box<Control>,
    },
    /// A value of several parts.
    Parts(&'static [Line]),
    /// One of several shapes, each with parts of its own.
    Shapes(&'static [Shape]),
}

/// A word of a closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As it stands in a payload.
    pub word: &'static str,
    /// How a sentence says it.
    pub phrase: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// For a field whose identifier the fact itself makes known.
pub(crate) fn new<T: Field>() -> Control {
    Control::New(Box::new(T::control()))
}

/// For a hash of something that is no document of the vault.
pub(crate) fn fingerprint() -> Control {
    Control::Code { wanted: "a hash of 64 hexadecimal digits in lower case" }
}
