use std::fmt;

use serde::{Deserialize, Serialize};

/// What can be told of a body several times over: each item under the source's own id of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// Services: what each is called, by id.
    Services,
    /// Skills that it needs, as written, by the skill in small letters.
    Needs,
    /// Skills that it offers, likewise.
    Offers,
    /// Posts and systems: the cost of each in a year, pounds and pence, by its name.
    Posts,
    /// Where those live whom it serves: how many of them, or which share, by place.
    Areas,
}

impl List {
    /// Every list.
    pub const ALL: &[Self] = &[Self::Services, Self::Needs, Self::Offers, Self::Posts, Self::Areas];

    /// One item of it, in words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Services => "service",
            Self::Needs => "need",
            Self::Offers => "offer",
            Self::Posts => "post",
            Self::Areas => "area",
        }
    }

    /// An item of it in words, where its value does not say which it is.
    pub fn of(self, id: &str) -> String {
        match self {
            Self::Services | Self::Needs | Self::Offers => self.word().to_owned(),
            Self::Posts | Self::Areas => format!("{} '{id}'", self.word()),
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
