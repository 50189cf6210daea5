//! An authenticator in software: answers a page's challenges as a browser with a passkey would.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ORIGIN: &str = "https://record.saltmere.example";
const RP_ID: &str = "record.saltmere.example";
/// W3C Web Authentication §6.1: user present, user verified, attested credential data included.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

pub(crate) struct Authenticator {
    key: SigningKey,
    id: [u8; 16],
    user: Value,
    counter: u32,
    /// The site that the browser is at.
    pub(crate) origin: String,
    /// Whether it asks who is using it.
    pub(crate) verifies: bool,
}

impl Authenticator {
    pub(crate) fn new(seed: u8) -> Self {
        let key = SigningKey::from_slice(&[seed; 32]).unwrap();
        let origin = ORIGIN.to_owned();
        Self { key, id: [seed; 16], user: Value::Null, counter: 0, origin, verifies: true }
    }

    /// The answer to `navigator.credentials.create`.
    pub(crate) fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.user = options["publicKey"]["user"]["id"].clone();
        let data = self.authenticator_data(ATTESTED, &self.credential_data());
        // CBOR (RFC 8949): {"fmt": "none", "attStmt": {}, "authData": data}.
        let length = u8::try_from(data.len()).unwrap();
        let object = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"[..], &[length], &data].concat();
        json!({
            "id": base64(&self.id), "rawId": base64(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "attestationObject": base64(&object),
                "clientDataJSON": base64(&self.client_data("webauthn.create", &options)),
            },
        })
        .to_string()
    }

    /// The answer to `navigator.credentials.get`.
    pub(crate) fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.counter += 1;
        let data = self.authenticator_data(0, &[]);
        let client_data = self.client_data("webauthn.get", &options);
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": base64(&self.id), "rawId": base64(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": base64(&data),
                "clientDataJSON": base64(&client_data),
                "signature": base64(signature.to_der().as_bytes()),
                "userHandle": self.user,
            },
        })
        .to_string()
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["publicKey"]["challenge"];
        json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false})
            .to_string()
            .into_bytes()
    }

    fn authenticator_data(&self, flags: u8, attested: &[u8]) -> Vec<u8> {
        let flags = flags | PRESENT | if self.verifies { VERIFIED } else { 0 };
        [&Sha256::digest(RP_ID)[..], &[flags], &self.counter.to_be_bytes(), attested].concat()
    }

    /// No model, the id, and the key as COSE has it (RFC 9053 §7.1.1): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    fn credential_data(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap(), point.y().unwrap());
        let key = [&b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..], x, b"\x22\x58\x20", y].concat();
        [&[0; 16][..], &[0, 16], &self.id, &key].concat()
    }
}

fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
