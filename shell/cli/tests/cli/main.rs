//! The command as a user meets it: run as a program, in a folder of its own, on a small fictional place.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene should stop")]

mod appraise;
mod appraising;
mod corpus;
mod documents;
mod finding;
mod guide;
mod help;
mod keys_and_flags;
mod likeness;
mod money;
mod north;
mod person;
mod place;
mod postgres;
mod published;
mod record;
mod register;
mod sharing;
mod two_servers;
mod untrusted_names;
mod upstream_sql;
mod value;
mod witnessing;
mod wrong_commands;
mod wrong_data;
mod wrong_protocols;
mod wrong_questions;
mod wrong_records;
