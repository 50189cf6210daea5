//! A live database changed behind the program's back, bit by bit, and what verifying it says. All of it is fictional.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop the test")]

mod postgres;
mod register;
mod sqlite;
