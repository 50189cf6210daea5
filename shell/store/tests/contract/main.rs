//! What every store promises, run over both. PostgreSQL's half skips, with a line that says so, where there is no server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod appending;
mod backing_up;
mod erasing;
mod following;
mod key_value;
mod only_postgres;
mod only_sqlite;
mod reading;
mod restoring;
#[path = "../support/mod.rs"]
mod support;

/// One test for each store out of each promise.
macro_rules! promises {
    ($($promise:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $promise() { super::$promise(&crate::support::Place::sqlite()); })+
        }
        mod postgres {
            $(#[test] fn $promise() {
                if let Some(place) = crate::support::Place::postgres() { super::$promise(&place); }
            })+
        }
    };
}
use promises;
