//! The parts that pages are made of, as `govuk-frontend` styles them.

mod document;
mod field;
mod lists;
mod notice;
mod sent;
mod table;
mod tag;

pub(crate) use document::blocks;
pub(crate) use field::{Field, Upload, button, button_form, error_summary};
pub(crate) use lists::{bullets, empty, inset, summary_list};
pub(crate) use notice::{details, warning};
pub(crate) use sent::{form_errors, recorded};
pub(crate) use table::{Column, table};
pub(crate) use tag::{Colour, tag};
