//! Directories of bodies that others publish, as bytes, read into entries for the register of `core/find`.
//!
//! A reader never gives up at the first thing wrong: what can be read is read, and each line that cannot is told with its place and what to
//! do about it ([`Wrong`]). Nothing is fetched and no file is opened here.
//!
//! | form | what |
//! |---|---|
//! | [`Form::Ods`] | the NHS Organisation Data Service's CSV files without a header, such as `etr.csv` |
//! | [`Form::OdsApi`] | the answers of its ORD interface in JSON: one organisation, or a list of them |
//! | [`Form::OpenReferral`] | Open Referral UK and HSDS 3.0 in JSON: services with their organisations, or organisations |
//! | [`Form::Councils`] | councils past and present with their GSS codes, as mySociety publishes them |
//! | [`Form::OrgIdLists`] | the lists of identifiers of org-id.guide: not bodies, but what their schemes are |
//! | [`Form::Successions`] | who followed whom, one a row |
//! | [`Form::Table`] | any other CSV or spreadsheet with a header |
//!
//! [`profiles`] reads what the finders of mirrors and unlike partners take from tables of their own.

mod councils;
mod json;
mod ods;
mod ods_api;
mod open_referral;
mod org_id;
pub mod profiles;
mod row;
mod rows;
mod sheet;
mod successions;
mod table;
mod wrong;

use std::collections::BTreeMap;

use commonweal_find::register::{Entry, Field, Succession};

pub use org_id::Scheme;
pub use wrong::{Remedy, Wrong};

/// How a directory is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// NHS codes, CSV without a header.
    Ods,
    /// NHS codes, JSON.
    OdsApi,
    /// Open Referral UK or HSDS 3.0, JSON.
    OpenReferral,
    /// Councils, CSV.
    Councils,
    /// Lists of identifiers, JSON.
    OrgIdLists,
    /// Successions, CSV.
    Successions,
    /// A table with a header, CSV or XLSX.
    Table,
}

/// What the file does not say itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The list that codes without one are of.
    pub scheme: Option<String>,
    /// Columns of a table that are called otherwise than the field that they hold: the column's name and a field's word, "code" or
    /// "identifiers".
    pub columns: BTreeMap<String, String>,
    /// What holds for every body of the file.
    pub always: BTreeMap<Field, String>,
}

/// What a directory tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    /// Bodies, in the file's order.
    pub entries: Vec<Entry>,
    /// Who followed whom.
    pub successions: Vec<Succession>,
    /// Schemes of identifiers, of [`Form::OrgIdLists`] alone.
    pub schemes: Vec<Scheme>,
    /// What could not be read.
    pub wrong: Vec<Wrong>,
    /// Columns that were left out because no field is called so.
    pub left_out: Vec<String>,
}

/// Reads a directory. Values in `reading.always` are put where the file tells none.
pub fn read(bytes: &[u8], form: Form, reading: &Reading) -> Directory {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut directory = match form {
        Form::Ods => ods::read(bytes, reading),
        Form::OdsApi => ods_api::read(bytes),
        Form::OpenReferral => open_referral::read(bytes, reading),
        Form::Councils => councils::read(bytes),
        Form::OrgIdLists => org_id::read(bytes),
        Form::Successions => successions::read(bytes, reading),
        Form::Table => table::read(bytes, reading),
    };
    for entry in &mut directory.entries {
        for (field, value) in &reading.always {
            entry.fields.entry(*field).or_insert_with(|| value.clone());
        }
    }
    directory
}
