//! Forms for every kind of fact, from its declaration.
