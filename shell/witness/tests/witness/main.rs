//! Witnesses, mirrors and forked hosts, over real sockets on loopback.

mod any_bytes;
mod deciding;
mod finality;
mod mirroring;
mod place;
mod processes;
mod serving;
