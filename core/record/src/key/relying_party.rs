//! The relying party id of a passkey: the host name that it was made for.

use std::fmt;
use std::str::FromStr;

use super::KeyError;
use crate::tree::Hash;

/// A host name in lower case, at most 253 bytes. An authenticator signs for this name and those below it, and for no other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelyingPartyId(String);

impl RelyingPartyId {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `SHA-256(name)`, with which authenticator data begins.
    pub fn hash(&self) -> Hash {
        Hash::of(self.0.as_bytes())
    }

    /// Whether a page of `origin` may ask for assertions: `https://HOST` or `https://HOST:PORT` with a host that is this name or
    /// below it. For `localhost`, which browsers trust without TLS, `http` will do.
    pub fn allows(&self, origin: &str) -> bool {
        let plain = || origin.strip_prefix("http://").filter(|_| self.0 == "localhost");
        let Some(rest) = origin.strip_prefix("https://").or_else(plain) else { return false };
        let (host, port) = rest.split_once(':').unwrap_or((rest, "443"));
        let port_fits = (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
        let is_below = |above: &str| above.is_empty() || above.ends_with('.');
        port_fits && is_host_name(host) && host.strip_suffix(self.as_str()).is_some_and(is_below)
    }
}

/// Labels of `[a-z0-9-]{1,63}`, no hyphen at their ends, joined by dots; the last begins with a letter, so that no address is one.
fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.len() <= 253 && text.split('.').all(is_label) && last.starts_with(|c: char| c.is_ascii_lowercase())
}

impl FromStr for RelyingPartyId {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if is_host_name(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(KeyError::NotARelyingPartyId(text.to_owned()))
        }
    }
}

impl fmt::Display for RelyingPartyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
