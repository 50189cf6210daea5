//! Files read into panels: text and Parquet, whole and damaged, ours and real ones.

#![allow(clippy::format_collect, clippy::unwrap_used)]

mod any_bytes;
mod common;
mod csv;
mod events;
mod messages;
mod parquet;
mod real_files;
