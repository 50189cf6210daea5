//! Activity, read from the files that bodies already have: panels, and logs of events.
//!
//! [`read_panel`] reads CSV (plain, gzip or zstd) and Parquet into a [`Panel`](commonweal_evaluate::panel::Panel), with a
//! [`ReadReport`] that says what was left out and why. The data flow, top to bottom: a [`PanelSource`] names the file, its
//! columns and the filters; the bytes as stored are hashed as they pass; rows become cells; cells become observations;
//! observations, once every period has been seen, become the panel.
//!
//! Files are streamed: what grows is 16 bytes a kept row (8 more with a population), and each distinct unit and period once.

mod cell;
mod csv_rows;
mod csv_table;
mod error;
mod events;
mod filters;
mod lay_out;
mod observations;
mod parquet_column;
mod parquet_dictionary;
mod parquet_pages;
mod parquet_table;
mod periods;
mod population;
mod read_panel;
mod report;
mod source;
mod stored;
mod table;
mod window;

pub use error::{ActivityError, Place};
pub use events::{
    EventFold, EventNames, EventReport, EventSource, Names, Order, day, first_day, fold_events,
};
pub use read_panel::{read_csv, read_panel, read_parquet};
pub use report::{Compression, Delimiter, DropReason, Dropped, FileFormat, LoadedPanel, ReadReport};
pub use source::{PanelSource, Progress, Stage};
