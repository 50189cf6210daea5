//! Facts and the fold: a whole partnership, each finding, the golden corpus, properties.

mod corpus;
mod findings;
mod properties;
mod reading;
mod samples;
mod story;
mod teller;
