//! Which connections are encrypted, and whom they trust.

use std::sync::Arc;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::Cause;
use crate::postgres::connection::in_full;

/// Connects: beyond this machine with TLS, unless the address says `sslmode=disable`; on it without, unless it says `sslmode=require`.
///
/// The certificate must bear the server's name and be vouched for by an authority that this machine trusts, or by one in the file that
/// the environment's `SSL_CERT_FILE` names.
///
/// # Errors
/// What the system, the certificate's check or the server said.
pub(super) fn connect(config: &Config) -> Result<Client, Cause> {
    if !is_wanted(config) {
        return config.connect(NoTls).map_err(in_full);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let mut config = config.clone();
    config.ssl_mode(SslMode::Require);
    config.connect(MakeRustlsConnect::new(tls)).map_err(in_full)
}

fn is_wanted(config: &Config) -> bool {
    match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Require => true,
        _ => !config.get_hosts().iter().all(is_here),
    }
}

/// A socket, or an address of this machine alone.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leaves_this_machine_is_encrypted_unless_the_address_says_otherwise() {
        for (address, wanted) in [
            ("postgres://record@db.example/c", true),
            ("postgres://record@192.0.2.7/c", true),
            ("postgres://record@localhost,db.example/c", true),
            ("postgres://record@db.example/c?sslmode=disable", false),
            ("postgres://record@localhost/c", false),
            ("postgres://record@127.0.0.2/c", false),
            ("postgres://record@[::1]/c", false),
            ("postgres://record@%2Frun%2Fpostgresql/c", false),
            ("postgres://record@localhost/c?sslmode=require", true),
        ] {
            assert_eq!(is_wanted(&address.parse().unwrap()), wanted, "{address}");
        }
    }
}
