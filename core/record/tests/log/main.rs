//! Canonical bytes, tree, notes, entries and log state, against published vectors, oracles and wrong inputs.

mod canonical;
mod entry;
mod key;
mod log_state;
mod note;
mod support;
mod tree;
mod vectors;
