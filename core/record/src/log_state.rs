//! What a host must know to admit the next entry.
