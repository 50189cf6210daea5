//! The register of bodies: who there is to work with, as directories tell it, each field with who told it and when.
//!
//! Several directories may tell of one body. What each told is kept side by side, so that reading a directory anew changes only what it
//! now tells otherwise and never what another told; what is shown of a field is what was told last.
//!
//! | module | concept |
//! |---|---|
//! | [`Identifier`] | a code and the list that it is of, such as `GB-NHS/RXX` |
//! | [`Field`] | what can be told of a body, and what a value of it must be |
//! | [`List`] | what can be told of it several times over |
//! | [`Body`], [`Told`] | what is told of a body, by which source, since when |
//! | [`Source`] | a directory: its name, date and licence |
//! | [`Succession`] | who followed whom: mergers, divisions, changed codes |
//! | [`Register::take`] | reading a directory into the register |
//! | [`Index`], [`Register::search`] | finding in it |
//! | [`Places::need`] | the need of those whom a body serves |

mod body;
mod entry;
mod field;
mod identifier;
mod list;
mod need;
mod search;
mod source;
mod succession;
mod take;

pub use body::{Body, Told};
pub use entry::{Entry, Place};
pub use field::{Field, FieldError};
pub use identifier::{Identifier, IdentifierError};
pub use list::List;
pub use need::{Basis, Need, Places};
pub use search::{Index, Query};
pub use source::Source;
pub use succession::{How, Succession};
pub use take::{Change, Conflict, Coverage, Taken};

use std::collections::BTreeMap;

/// Every body that is listed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    bodies: BTreeMap<Identifier, Body>,
    /// The key in `bodies` of each identifier.
    keys: BTreeMap<Identifier, Identifier>,
    sources: BTreeMap<String, Source>,
    /// Each with the source that first told it.
    successions: BTreeMap<Succession, String>,
}

impl Register {
    /// A register of what was kept of one: bodies, sources and successions in any order.
    pub fn of(
        bodies: impl IntoIterator<Item = Body>,
        sources: impl IntoIterator<Item = Source>,
        successions: impl IntoIterator<Item = (Succession, String)>,
    ) -> Self {
        let mut register = Self {
            sources: sources.into_iter().map(|source| (source.name.clone(), source)).collect(),
            successions: successions.into_iter().collect(),
            ..Self::default()
        };
        for body in bodies {
            register.put(body);
        }
        register
    }

    fn put(&mut self, body: Body) {
        for identifier in body.identifiers.keys() {
            self.keys.insert(identifier.clone(), body.key.clone());
        }
        self.keys.insert(body.key.clone(), body.key.clone());
        self.bodies.insert(body.key.clone(), body);
    }

    /// The body with an identifier, under whichever of its identifiers it was first listed.
    pub fn body(&self, identifier: &Identifier) -> Option<&Body> {
        self.bodies.get(self.keys.get(identifier)?)
    }

    /// The body of a name, letters compared without case; none where several are called so.
    pub fn named(&self, name: &str) -> Option<&Body> {
        let mut found = self
            .bodies()
            .filter(|body| body.value(Field::Name).is_some_and(|it| it.eq_ignore_ascii_case(name)));
        found.next().filter(|_| found.next().is_none())
    }

    /// Every body, by its key.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.bodies.values()
    }

    /// Number of bodies.
    pub fn len(&self) -> usize {
        self.bodies.len()
    }

    /// Whether nobody is listed.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    /// The directories that were read, by name.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// A directory by its name.
    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.get(name)
    }

    /// Who followed whom, in order, and who says so.
    pub fn successions(&self) -> impl Iterator<Item = (&Succession, &str)> {
        self.successions.iter().map(|(succession, source)| (succession, source.as_str()))
    }

    /// Who followed a body, or whom it followed: each succession that names one of its identifiers.
    pub fn successions_of<'a>(&'a self, body: &'a Body) -> impl Iterator<Item = (&'a Succession, &'a str)> {
        let is_its =
            |identifier: &Identifier| body.identifiers.contains_key(identifier) || body.key == *identifier;
        self.successions().filter(move |(it, _)| is_its(&it.from) || is_its(&it.to))
    }
}
