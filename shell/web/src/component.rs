//! The parts that pages are made of, as `govuk-frontend` styles them.

mod lists;
mod table;
mod tag;

pub(crate) use lists::{bullets, empty, inset, summary_list};
pub(crate) use table::{Column, table};
pub(crate) use tag::{Colour, tag};
