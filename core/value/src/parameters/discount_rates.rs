//! Discount rates, named by the edition that published them.

use std::collections::BTreeMap;

use super::Provenance;
use crate::discount::Schedule;

/// One edition's discount rates.
#[derive(Debug, Clone, PartialEq)]
pub struct Vintage {
    /// What it is called in words.
    pub title: String,
    /// When it was published, as far as is known: "2026-02".
    pub published: String,
    /// Its schedules by name: standard, health, and others that it has.
    pub schedules: BTreeMap<String, Schedule>,
    /// Where it is from.
    pub provenance: Provenance,
}
