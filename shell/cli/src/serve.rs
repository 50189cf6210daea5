//! `commonweal serve`: the pages.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use commonweal_web::{App, Options};

use crate::failure::Failure;
use crate::output;
use crate::record_arguments::Where;

pub(crate) const EXAMPLES: &str = examples!(
    "  commonweal serve
      The record in commonweal.db, at http://127.0.0.1:8080/."
    "  commonweal serve --database postgres://record@db.example/commonweal --listen 127.0.0.1:9000
      From a server; several of these may follow one database."
);

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Address and port; there is no encryption, so put a proxy with TLS before it.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    place: Where,
}

/// Serves until stopped.
pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    let app = App::new(Arc::new(arguments.place.open()?));
    let mut told = Ok(());
    let tell = |address| told = output::print(&format!("Serving at http://{address}/ until stopped with Ctrl-C.\n"));
    commonweal_web::serve(app, &Options { listen: arguments.listen }, tell)?;
    told
}
