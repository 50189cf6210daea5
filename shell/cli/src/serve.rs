//! `commonweal serve`: the pages.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use commonweal_service::access::SecretText;
use commonweal_service::access::openid::ProviderSettings;
use commonweal_web::{App, Between, Options};

use crate::failure::Failure;
use crate::output;
use crate::record_arguments::Where;

pub(crate) const EXAMPLES: &str = examples!(
    "  commonweal serve
      The record in commonweal.db, at http://localhost:8080/."
    "  commonweal serve --address https://record.saltmere.example --behind-proxy
      Behind a proxy that ends TLS and adds X-Forwarded-For."
    "  commonweal serve --address https://record.saltmere.example --oidc-issuer https://sign-in.saltmere.example \\
        --oidc-client-id commonweal --oidc-secret-file secret.txt --oidc-name 'Saltmere Council'
      People may link their accounts with their organisation's sign-in."
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
    provider: ProviderArguments,
    #[command(flatten)]
    place: Where,
}

/// Sign-in through the organisation's own provider.
#[derive(Debug, Args)]
struct ProviderArguments {
    /// Let people sign in through this OpenID Connect provider, once they have linked their account with it.
    #[arg(long = "oidc-issuer", value_name = "URL", requires_all = ["client_id", "secret_file"])]
    issuer: Option<String>,
    /// What the provider calls this server.
    #[arg(long = "oidc-client-id", value_name = "ID", requires = "issuer")]
    client_id: Option<String>,
    /// File with the secret that the provider gave this server.
    #[arg(long = "oidc-secret-file", value_name = "FILE", requires = "issuer")]
    secret_file: Option<PathBuf>,
    /// What people call the provider.
    #[arg(long = "oidc-name", value_name = "NAME", requires = "issuer", default_value = "your organisation")]
    name: String,
}

impl ProviderArguments {
    /// The settings, where a provider is named.
    fn settings(&self) -> Result<Option<ProviderSettings>, Failure> {
        let Self { issuer: Some(issuer), client_id: Some(id), secret_file: Some(file), .. } = self else {
            return Ok(None);
        };
        let secret =
            fs::read_to_string(file).map_err(|source| Failure::Secret { path: file.clone(), source })?;
        Ok(Some(ProviderSettings {
            issuer: issuer.clone(),
            client_id: id.clone(),
            secret: SecretText::new(secret.trim().to_owned()),
            name: self.name.clone(),
        }))
    }
}

/// Serves until stopped.
pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    let between = if arguments.behind_proxy { Between::Proxy } else { Between::Nobody };
    let listening = commonweal_web::listen(&Options { listen: arguments.listen, between })?;
    let port = listening.address()?.port();
    let address = arguments.address.clone().unwrap_or_else(|| format!("http://localhost:{port}"));
    let app = App::new(Arc::new(arguments.place.open()?), &address)?;
    let app = match arguments.provider.settings()? {
        Some(settings) => app.with_provider(settings)?,
        None => app,
    };
    output::print(&format!("Serving at {address}/ until stopped with Ctrl-C.\n"))?;
    Ok(listening.serve(app)?)
}
