//! What is asked for.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::Value;

use crate::Failure;
use crate::server::Server;

/// A sort of request, each as frequent as the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Stylesheet,
    Home,
    WhatNeedsMe,
    Register,
    Search,
    Overview,
    Decisions,
    Record,
}

pub(crate) const SORTS: [Sort; 8] = [
    Sort::Stylesheet,
    Sort::Home,
    Sort::WhatNeedsMe,
    Sort::Register,
    Sort::Search,
    Sort::Overview,
    Sort::Decisions,
    Sort::Record,
];

impl Sort {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Stylesheet => "stylesheet (static)",
            Self::Home => "home",
            Self::WhatNeedsMe => "what needs me (signed in)",
            Self::Register => "register",
            Self::Search => "search",
            Self::Overview => "overview",
            Self::Decisions => "decisions",
            Self::Record => "record",
        }
    }
}

/// One request.
pub(crate) struct Request<'s> {
    pub(crate) sort: Sort,
    /// The partnership that it is about.
    pub(crate) slug: Option<&'s str>,
    pub(crate) path: String,
}

/// What there is to ask for.
pub(crate) struct Sites {
    slugs: Vec<String>,
    places: Vec<String>,
    stylesheet: String,
}

impl Sites {
    /// As the server lists it.
    pub(crate) fn of(server: &Server) -> Result<Self, Failure> {
        let home = server.page("/")?;
        let stylesheet = home.split("stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let stylesheet = stylesheet.ok_or("the home page names no stylesheet")?.to_owned();
        let (mut slugs, mut places) = (Vec::new(), Vec::new());
        let mut next = Some("/api/v1/partnerships?limit=200".to_owned());
        while let Some(page) = next {
            let listed: Value = serde_json::from_str(&server.page(&page)?)?;
            let text = |line: &Value, member: &str| line[member].as_str().map(str::to_owned);
            let lines = listed["partnerships"].as_array().ok_or("no list of partnerships")?;
            slugs.extend(lines.iter().filter_map(|line| text(line, "slug")));
            places.extend(lines.iter().filter_map(|line| text(line, "place")));
            next = text(&listed, "next");
        }
        if slugs.is_empty() || places.is_empty() {
            return Err("there is no partnership to look at".into());
        }
        Ok(Self { slugs, places, stylesheet })
    }

    /// The request of that number: every sort by turns, partnerships drawn evenly from all, so that most are met for the first time.
    pub(crate) fn request(&self, seed: u64, number: u64) -> Request<'_> {
        let mut random = stream(seed, number);
        let sort = SORTS[random.random_range(0..SORTS.len())];
        let slug = &self.slugs[random.random_range(0..self.slugs.len())];
        let path = match sort {
            Sort::Stylesheet => self.stylesheet.clone(),
            Sort::Home | Sort::WhatNeedsMe => "/".to_owned(),
            Sort::Register => "/partnerships".to_owned(),
            Sort::Search => {
                let place = &self.places[random.random_range(0..self.places.len())];
                format!("/partnerships?q=falls+{}", place.to_lowercase().replace(' ', "+"))
            }
            Sort::Overview => format!("/partnerships/{slug}"),
            Sort::Decisions => format!("/partnerships/{slug}/decisions"),
            Sort::Record => format!("/partnerships/{slug}/record"),
        };
        let is_of_one = matches!(sort, Sort::Overview | Sort::Decisions | Sort::Record);
        Request { sort, slug: is_of_one.then_some(slug), path }
    }
}

fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&number.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}
