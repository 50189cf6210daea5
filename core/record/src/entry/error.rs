//! Why bytes are not an entry.

use crate::canonical::CanonicalError;

/// The first thing in the bytes that is not as section 1 or 2 says; `place` is a path such as `intent.seen.size`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// A rule of section 1 is broken.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// A member is missing.
    #[error("{place} is missing")]
    Missing {
        /// Path of the member.
        place: String,
    },
    /// A member that section 2 does not know.
    #[error("{place} has no place in an entry: put what belongs to the fact into its payload")]
    Unexpected {
        /// Path of the member.
        place: String,
    },
    /// A member of another JSON type.
    #[error("{place} is {found}; it must be {expected}")]
    WrongType {
        /// Path of the member.
        place: String,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A text or number outside its pattern.
    #[error("{place} is '{}'; it must be {expected}", found.escape_debug())]
    BadForm {
        /// Path of the member.
        place: String,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
}

impl EntryError {
    /// The name of the broken rule of section 1, or `bad-shape`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Canonical(error) => error.name(),
            Self::Missing { .. }
            | Self::Unexpected { .. }
            | Self::WrongType { .. }
            | Self::BadForm { .. } => "bad-shape",
        }
    }
}
