//! An authenticator and a browser with a fixed key, and what either can do wrong.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commonweal_record::entry::{Intent, SignedIntent};
use commonweal_record::key::{Assertion, P256Key, Passkey, SignatureBytes};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};

pub(crate) const RP_ID: &str = "record.example";
pub(crate) const PASSKEY_SEED: [u8; 32] = [7; 32];
/// The order of P-256 (SP 800-186 §3.2.1.3).
pub(crate) const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
    0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
const PRESENT_AND_VERIFIED: u8 = 0x05;

pub(crate) fn signing_key() -> SigningKey {
    SigningKey::from_slice(&PASSKEY_SEED).unwrap()
}

pub(crate) fn passkey() -> Passkey {
    let point = signing_key().verifying_key().to_sec1_point(true);
    let key = P256Key::from_bytes(point.as_bytes().try_into().unwrap()).unwrap();
    Passkey { key, rp_id: RP_ID.parse().unwrap() }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What is about to be signed; a test changes a part of it.
#[derive(Clone)]
pub(crate) struct Ceremony {
    pub(crate) client_data: String,
    pub(crate) authenticator_data: Vec<u8>,
    pub(crate) seed: [u8; 32],
    pub(crate) after: fn([u8; 64]) -> [u8; 64],
}

impl Ceremony {
    /// A browser on the site of the passkey, with a person who confirms.
    pub(crate) fn over(intent: &Intent) -> Self {
        let challenge = URL_SAFE_NO_PAD.encode(sha256(&intent.signed_bytes()));
        let client_data = format!(
            r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"https://{RP_ID}","crossOrigin":false}}"#
        );
        let mut authenticator_data = sha256(RP_ID.as_bytes()).to_vec();
        authenticator_data.extend([PRESENT_AND_VERIFIED, 0, 0, 0, 9]);
        Self { client_data, authenticator_data, seed: PASSKEY_SEED, after: |sig| sig }
    }

    /// Signs whatever stands there.
    pub(crate) fn sign(&self, intent: Intent) -> SignedIntent {
        let message = [&self.authenticator_data[..], &sha256(self.client_data.as_bytes())].concat();
        let signature: Signature = SigningKey::from_slice(&self.seed).unwrap().sign(&message);
        let sig = (self.after)(signature.normalize_s().to_bytes().into());
        let assertion = Assertion {
            authenticator_data: self.authenticator_data.clone(),
            client_data: self.client_data.clone().into_bytes(),
        };
        intent.with_assertion(passkey().id(), assertion, SignatureBytes(sig))
    }
}

/// The intent as the passkey's holder signs it when all goes well.
pub(crate) fn attest(intent: Intent) -> SignedIntent {
    Ceremony::over(&intent).sign(intent)
}

/// `n − s` in place of `s`: it satisfies the same equation.
pub(crate) fn with_the_other_s(sig: [u8; 64]) -> [u8; 64] {
    let mut other = sig;
    let mut borrow = 0;
    for i in (0..32).rev() {
        let difference = 256 + i32::from(ORDER[i]) - i32::from(sig[32 + i]) - borrow;
        other[32 + i] = difference.to_le_bytes()[0];
        borrow = i32::from(difference < 256);
    }
    other
}

fn with_s(sig: [u8; 64], s: [u8; 32]) -> [u8; 64] {
    let mut other = sig;
    other[32..].copy_from_slice(&s);
    other
}

/// What was done wrong, the rule's name in docs/record.md, and how.
pub(crate) type Wrong = (&'static str, &'static str, fn(&mut Ceremony));
/// What was done otherwise, and how.
pub(crate) type Right = (&'static str, fn(&mut Ceremony));

pub(crate) const WRONG: &[Wrong] = &[
    ("client data cut off", "passkey-client-data", |it| it.client_data.truncate(60)),
    ("client data that is a list", "passkey-client-data", |it| it.client_data.replace_range(.., "[]")),
    ("something after the object", "passkey-client-data", |it| it.client_data.push('1')),
    ("a byte order mark", "passkey-client-data", |it| it.client_data.insert(0, '\u{feff}')),
    ("a second challenge", "passkey-client-data", |it| add(it, r#""challenge":"AAAA""#)),
    ("a second challenge under an escaped key", "passkey-client-data", |it| {
        add(it, r#""challeng\u0065":"AAAA""#);
    }),
    ("an unknown member twice", "passkey-client-data", |it| add(it, r#""A":1,"A":1"#)),
    ("a key twice further in", "passkey-client-data", |it| add(it, r#""more":[{"a":1,"a":1}]"#)),
    ("no type", "passkey-client-data", |it| change(it, r#""type""#, r#""typ""#)),
    ("no challenge", "passkey-client-data", |it| change(it, r#""challenge""#, r#""Challenge""#)),
    ("an origin that is no text", "passkey-client-data", |it| {
        change(it, r#""https://record.example""#, r#"["https://record.example"]"#);
    }),
    ("a cross-origin mark that is no truth value", "passkey-client-data", |it| change(it, "false", "null")),
    ("a registration", "passkey-type", |it| change(it, "webauthn.get", "webauthn.create")),
    ("the challenge of another intent", "passkey-challenge", |it| {
        it.client_data.replace_range(36..38, if &it.client_data[36..38] == "AA" { "BB" } else { "AA" });
    }),
    ("a padded challenge", "passkey-challenge", |it| change(it, r#"","origin"#, r#"=","origin"#)),
    ("another site", "passkey-origin", |it| change(it, "//record.example", "//recordxexample")),
    ("a site whose name ends alike", "passkey-origin", |it| change(it, "//record", "//my-record")),
    ("a site above", "passkey-origin", |it| change(it, "//record.example", "//example")),
    ("no TLS", "passkey-origin", |it| change(it, "https:", "http:")),
    ("a path after the origin", "passkey-origin", |it| change(it, ".example\"", ".example/\"")),
    ("a name before the host", "passkey-origin", |it| change(it, "//record", "//me@record")),
    ("a port that is none", "passkey-origin", |it| change(it, ".example\"", ".example:\"")),
    ("an app in place of a page", "passkey-origin", |it| {
        change(it, "https://record.example", "android:apk-key-hash:AAAA");
    }),
    ("a frame on another site", "passkey-cross-origin", |it| change(it, "false", "true")),
    ("an authenticator that signed for another site", "passkey-rp-id", |it| it.authenticator_data[31] ^= 1),
    ("nobody there", "passkey-presence", |it| it.authenticator_data[32] = 0x04),
    ("nobody known", "passkey-verification", |it| it.authenticator_data[32] = 0x01),
    ("the higher s", "passkey-low-s", |it| it.after = with_the_other_s),
    ("s of zero", "passkey-low-s", |it| it.after = |sig| with_s(sig, [0; 32])),
    ("s of the group order", "passkey-low-s", |it| it.after = |sig| with_s(sig, ORDER)),
    ("r of zero", "passkey-low-s", |it| {
        it.after = |mut sig| {
            sig[..32].fill(0);
            sig
        }
    }),
    ("r of the group order", "passkey-low-s", |it| {
        it.after = |mut sig| {
            sig[..32].copy_from_slice(&ORDER);
            sig
        }
    }),
    ("another passkey", "signature", |it| it.seed = [8; 32]),
    ("a signature of something else", "signature", |it| {
        it.after = |mut sig| {
            sig[63] ^= 1;
            sig
        }
    }),
];

/// What browsers and authenticators do differently, all of it right.
pub(crate) const RIGHT: &[Right] = &[
    ("as most do it", |_| ()),
    ("a page below the relying party, and a port", |it| change(it, "//record", "//north.record")),
    ("a port", |it| change(it, ".example\"", ".example:8443\"")),
    ("no word on frames", |it| change(it, r#","crossOrigin":false"#, "")),
    ("escaped slashes", |it| change(it, "https://", r"https:\/\/")),
    ("white space and another order", |it| {
        let challenge = it.client_data[36..79].to_owned();
        it.client_data = format!(
            "{{\n \"crossOrigin\" : false, \"challenge\" : \"{challenge}\",\t\"origin\": \"https://record.example\", \"type\": \"webauthn.get\" }}\r\n"
        );
    }),
    ("members that are not read", |it| {
        add(
            it,
            r#""other_keys_can_be_added_here":"do not compare","x":[1.5,-0,1e9,{"":null}],"topOrigin":true"#,
        );
    }),
    ("extension data and other flags", |it| {
        it.authenticator_data[32] = 0x9d;
        it.authenticator_data.extend([0xa1, 0x61, 0x78, 0xf5]);
    }),
    ("lists within lists", |it| add(it, &format!(r#""x":{}{}"#, "[".repeat(400), "]".repeat(400)))),
];

fn change(it: &mut Ceremony, from: &str, to: &str) {
    assert!(it.client_data.contains(from), "{from}");
    it.client_data = it.client_data.replacen(from, to, 1);
}

fn add(it: &mut Ceremony, members: &str) {
    change(it, "false}", &format!("false,{members}}}"));
}
