//! The upstream finder against a hand-worked log, a slow oracle, and logs whose causes are known because they were planted.
#![allow(clippy::unwrap_used, reason = "helpers of tests stop the test")]

mod calendar;
mod exchange;
mod hand_worked;
mod lags;
mod log;
mod oracle;
mod planted;
mod refusals;
mod sql;
mod steps;
mod symmetry;
