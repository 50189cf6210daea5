//! `commonweal serve`: the pages.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use commonweal_web::{App, Between, Options};

use crate::failure::Failure;
use crate::output;
use crate::record_arguments::Where;

pub(crate) const EXAMPLES: &str = examples!(
    "  commonweal serve
      The record in commonweal.db, at http://localhost:8080/."
    "  commonweal serve --address https://record.saltmere.example --behind-proxy
      Behind a proxy that ends TLS and adds X-Forwarded-For."
    "  commonweal serve --database postgres://record@db.example/commonweal --listen 127.0.0.1:9000
      From a server; several of these may follow one database."
);

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Address and port; there is no encryption, so put a proxy with TLS before it.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address that people type, to which passkeys are bound [default: http://localhost:PORT].
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Requests come through a proxy, which adds the address of its client to X-Forwarded-For.
    #[arg(long)]
    behind_proxy: bool,
    #[command(flatten)]
    place: Where,
}

/// Serves until stopped.
pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    let between = if arguments.behind_proxy { Between::Proxy } else { Between::Nobody };
    let listening = commonweal_web::listen(&Options { listen: arguments.listen, between })?;
    let port = listening.address()?.port();
    let address = arguments.address.clone().unwrap_or_else(|| format!("http://localhost:{port}"));
    let app = App::new(Arc::new(arguments.place.open()?), &address)?;
    output::print(&format!("Serving at {address}/ until stopped with Ctrl-C.\n"))?;
    Ok(listening.serve(app)?)
}
