//! What a reader needs to run an evaluation again and get the same figures.

use serde::Serialize;

/// What reproduces an evaluation: the exact command, the program, the bytes it read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reproduce {
    /// The exact command line.
    pub command: String,
    /// Version of the program that ran.
    pub program_version: String,
    /// The data file, as named on the command line.
    pub data_file: String,
    /// SHA-256 of the data file, in hexadecimal.
    pub data_sha256: String,
    /// SHA-256 of the protocol, where one was given.
    pub protocol_sha256: Option<String>,
    /// Seed of every random draw; the same seed gives the same figures.
    pub seed: u64,
    /// What the reading of the file did, a line each: rows read, rows kept, rows dropped and why.
    pub reading: Vec<String>,
}

/// Whether terminal text carries colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Characters only: for files, pipes and logs.
    #[default]
    Plain,
    /// ANSI bold and colour: for a terminal.
    Colour,
}
