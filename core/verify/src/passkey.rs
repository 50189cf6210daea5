//! Passkeys: assertions of `WebAuthn` over the hash of an intent, §5.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};

use crate::finding::{Broken, Rule, broken};
use crate::hash::sha256;
use crate::json::{self, Object, Value};
use crate::shape::is_host_name;
use crate::signature::KeyId;

const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;

/// What stands beside the signature of a passkey.
#[derive(Debug)]
pub(crate) struct Assertion {
    pub(crate) authenticator_data: Vec<u8>,
    pub(crate) client_data: Vec<u8>,
}

/// A passkey, read once.
#[derive(Debug)]
pub(crate) struct Passkey {
    /// `None` for bytes that are no compressed point: nothing that it is said to have signed is valid.
    point: Option<VerifyingKey>,
    rp_id: String,
}

/// The first 128 bits of `SHA-256("commonweal/passkey/v1" ‖ 0x0A ‖ key)`.
pub(crate) fn passkey_id(key: &[u8; 33]) -> KeyId {
    let mut id = [0; 16];
    id.copy_from_slice(&sha256(&[b"commonweal/passkey/v1\n", key])[..16]);
    id
}

impl Passkey {
    pub(crate) fn new(key: &[u8; 33], rp_id: &str) -> Self {
        let compressed = key[0] == 2 || key[0] == 3;
        let point = compressed.then(|| VerifyingKey::from_sec1_bytes(key).ok()).flatten();
        Self { point, rp_id: rp_id.to_owned() }
    }

    /// The rules of an assertion over `message`, in their order, then the signature's equation.
    pub(crate) fn judge(
        &self,
        message: &[u8],
        given: &Assertion,
        signature: &[u8; 64],
    ) -> Result<(), Broken> {
        self.judge_client_data(message, &given.client_data)?;
        let (signed_for, rest) = given.authenticator_data.split_at(32.min(given.authenticator_data.len()));
        if signed_for != sha256(&[self.rp_id.as_bytes()]) {
            return broken(Rule::PasskeyRpId, format!("it signed for another site than {}", self.rp_id));
        }
        let flags = rest.first().copied().unwrap_or_default();
        if flags & PRESENT == 0 {
            return broken(Rule::PasskeyPresence, format!("flags are {flags:#04x}"));
        }
        if flags & VERIFIED == 0 {
            return broken(Rule::PasskeyVerification, format!("flags are {flags:#04x}"));
        }
        let Some(signature) = Signature::from_slice(signature).ok().filter(is_low) else {
            return broken(Rule::PasskeyLowS, "r or s is out of its range");
        };
        let signed = [given.authenticator_data.as_slice(), &sha256(&[&given.client_data])].concat();
        match &self.point {
            Some(point) if point.verify(&signed, &signature).is_ok() => Ok(()),
            _ => broken(Rule::Signature, "the passkey did not sign this assertion"),
        }
    }

    fn judge_client_data(&self, message: &[u8], client_data: &[u8]) -> Result<(), Broken> {
        let unread = |what: &str| Broken { rule: Rule::PasskeyClientData, what: what.to_owned() };
        let Some(Value::Object(object)) = json::read_foreign(client_data) else {
            return Err(unread("it is no JSON object without repeated keys"));
        };
        let text = |key| match member(&object, key) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(unread(key)),
        };
        let (kind, challenge, origin) = (text("type")?, text("challenge")?, text("origin")?);
        let crossed = match member(&object, "crossOrigin") {
            None => false,
            Some(Value::Bool(crossed)) => *crossed,
            Some(_) => return Err(unread("crossOrigin")),
        };
        if kind != "webauthn.get" {
            return broken(Rule::PasskeyType, format!("{kind:?}"));
        }
        if *challenge != URL_SAFE_NO_PAD.encode(sha256(&[message])) {
            return broken(Rule::PasskeyChallenge, format!("{challenge:?} is not the hash of this intent"));
        }
        if !is_origin_of(origin, &self.rp_id) {
            return broken(Rule::PasskeyOrigin, format!("{origin:?} is no page of {}", self.rp_id));
        }
        if crossed {
            return broken(Rule::PasskeyCrossOrigin, "it was made in a frame on another site");
        }
        Ok(())
    }
}

fn member<'v, 'a>(object: &'v Object<'a>, key: &str) -> Option<&'v Value<'a>> {
    object.members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Of the two values of s that satisfy the equation, the lower one.
fn is_low(signature: &Signature) -> bool {
    signature.normalize_s().to_bytes() == signature.to_bytes()
}

/// `https://HOST` or `https://HOST:PORT`, the host being `rp_id` or below it; `http` for `localhost`.
fn is_origin_of(origin: &str, rp_id: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let secure = scheme == "https" || scheme == "http" && rp_id == "localhost";
    let port_formed = port
        .is_none_or(|port| (1..=5).contains(&port.len()) && port.bytes().all(|digit| digit.is_ascii_digit()));
    let within = host == rp_id || host.ends_with(&format!(".{rp_id}"));
    secure && port_formed && within && is_host_name(host)
}
