//! Logs of events, in rows as a reader of the test writes them.

use commonweal_find::upstream::{Counts, Events, Question, Windows, count};

/// Service that is wanted less.
pub(crate) const TARGET: u16 = 0;

/// One event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    pub(crate) person: u32,
    pub(crate) day: i32,
    pub(crate) service: u16,
    pub(crate) body: u32,
    pub(crate) cost: f64,
}

/// The rows in the order that the finder wants.
pub(crate) fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| (row.person, row.day));
    rows
}

pub(crate) fn question(gap_days: i32, window_days: i32) -> Question {
    Question { target: TARGET, windows: Windows::new(gap_days, window_days).unwrap(), observed_from: 0 }
}

/// The counts of sorted rows.
pub(crate) fn counted(rows: &[Row], bodies: u32, question: &Question) -> Counts {
    let person: Vec<u32> = rows.iter().map(|row| row.person).collect();
    let day: Vec<i32> = rows.iter().map(|row| row.day).collect();
    let service: Vec<u16> = rows.iter().map(|row| row.service).collect();
    let body: Vec<u32> = rows.iter().map(|row| row.body).collect();
    let cost: Vec<f64> = rows.iter().map(|row| row.cost).collect();
    let events = Events::new(&person, &day, &service, &body, &cost).unwrap();
    count(&events, bodies, question).unwrap()
}
