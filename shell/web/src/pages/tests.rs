//! Pages over the record of the example place: what a reader finds on them.

mod attest_pages;
mod example;
mod record_pages;
