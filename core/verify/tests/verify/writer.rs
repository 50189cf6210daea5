//! A writer of logs and bundles for the tests, from `docs/record.md` and with fixed keys. The bodies and the place are fictional.

use std::collections::BTreeMap;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest as _, Sha256};

pub(crate) type Hash = [u8; 32];

pub(crate) const ORIGIN: &str = "record.example/harbour-place/1-0123456789abcdef";
pub(crate) const OTHER_ORIGIN: &str = "record.example/harbour-place/2-0123456789abcdef";

/// A key from one byte, so that tests are the same everywhere.
pub(crate) fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

pub(crate) fn public(key: &SigningKey) -> [u8; 32] {
    key.verifying_key().to_bytes()
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

pub(crate) fn key_id(key: &SigningKey) -> String {
    hex(&sha256(&[b"commonweal/key/v1\n".as_slice(), &public(key)].concat()))[..32].to_owned()
}

pub(crate) fn leaf(bytes: &[u8]) -> Hash {
    sha256(&[&[0], bytes].concat())
}

/// Makes the JSON of a signature from that of an intent.
pub(crate) type Signing = Rc<dyn Fn(&str) -> String>;

/// The entry that a test writes: what is `None` is filled in as it should be.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) body: &'static str,
    pub(crate) attest: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) payload: String,
    pub(crate) stream: &'static str,
    pub(crate) signer: SigningKey,
    pub(crate) key_id: Option<String>,
    pub(crate) log: &'static str,
    pub(crate) seq: Option<usize>,
    pub(crate) at: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) expected: Option<i64>,
    pub(crate) seen: Option<(usize, Hash)>,
    /// Signs in place of `signer`.
    pub(crate) signature: Option<Signing>,
}

/// A fact that a signer attests for a body.
pub(crate) fn draft(
    body: &'static str,
    attest: &'static str,
    signer: &SigningKey,
    kind: &'static str,
    payload: String,
) -> Draft {
    Draft {
        body,
        attest,
        kind,
        payload,
        stream: "partnership",
        signer: signer.clone(),
        key_id: None,
        log: ORIGIN,
        seq: None,
        at: None,
        id: None,
        expected: None,
        seen: None,
        signature: None,
    }
}

pub(crate) fn log_opened(host: &SigningKey) -> Draft {
    let payload =
        format!(r#"{{"host_key":"{}","name":"Harbour Place","origin":"{ORIGIN}"}}"#, base64(&public(host)));
    draft("host", "host", host, "log_opened", payload)
}

pub(crate) fn key_added(
    body: &'static str,
    attest: &'static str,
    signer: &SigningKey,
    added: &SigningKey,
) -> Draft {
    let payload =
        format!(r#"{{"key":"{}","key_id":"{}","of":"{body}"}}"#, base64(&public(added)), key_id(added));
    draft(body, attest, signer, "key_added", payload)
}

pub(crate) fn key_revoked(
    body: &'static str,
    attest: &'static str,
    signer: &SigningKey,
    revoked: &SigningKey,
) -> Draft {
    let payload = format!(r#"{{"key_id":"{}","reason":"lost"}}"#, key_id(revoked));
    draft(body, attest, signer, "key_revoked", payload)
}

/// The signer's own.
fn signature(draft: &Draft, intent: &str) -> String {
    let sig = draft.signer.sign(format!("commonweal/intent/v1\n{intent}").as_bytes()).to_bytes();
    let id = draft.key_id.clone().unwrap_or_else(|| key_id(&draft.signer));
    format!(r#"{{"key":"{id}","sig":"{}"}}"#, base64(&sig))
}

/// A log that grows; its tree is a stack of complete subtrees.
pub(crate) struct LogWriter {
    pub(crate) host: SigningKey,
    pub(crate) entries: Vec<String>,
    versions: BTreeMap<&'static str, i64>,
    stack: Vec<(u32, Hash)>,
    /// What the next signers say they have seen.
    pub(crate) seen: (usize, Hash),
}

impl LogWriter {
    pub(crate) fn new() -> Self {
        Self {
            host: key(1),
            entries: Vec::new(),
            versions: BTreeMap::new(),
            stack: Vec::new(),
            seen: (0, sha256(b"")),
        }
    }

    /// Writes the entry and returns its text without keeping it; the tree grows.
    pub(crate) fn write(&mut self, seq: usize, draft: &Draft) -> String {
        let version = self.versions.entry(draft.stream).or_insert(0);
        let expected = draft.expected.unwrap_or(*version);
        *version += 1;
        let (size, root) = draft.seen.unwrap_or(self.seen);
        let id = draft.id.clone().unwrap_or_else(|| format!("{:032x}", 0xabc_0000_0000 + seq));
        let intent = format!(
            concat!(
                r#"{{"actor":"{}","attest":"{}","body":"{}","expected":{},"id":"{}","kind":"{}","log":"{}","payload":{},"#,
                r#""schema":1,"seen":{{"root":"{}","size":{}}},"stream":"{}","v":1}}"#
            ),
            "0123456789abcdef0123456789abcdef",
            draft.attest,
            draft.body,
            expected,
            id,
            draft.kind,
            draft.log,
            draft.payload,
            hex(&root),
            size,
            draft.stream
        );
        let signature =
            draft.signature.as_ref().map_or_else(|| signature(draft, &intent), |sign| sign(&intent));
        let at = draft.at.clone().unwrap_or_else(|| {
            format!("2026-10-{:02}T{:02}:{:02}:00Z", 1 + seq / 1440 % 28, seq / 60 % 24, seq % 60)
        });
        let entry = format!(
            r#"{{"admission":{{"at":"{at}","seq":{}}},"intent":{intent},"signature":{signature}}}"#,
            draft.seq.unwrap_or(seq)
        );
        self.grow(&entry);
        entry
    }

    pub(crate) fn push(&mut self, draft: &Draft) {
        let entry = self.write(self.entries.len(), draft);
        self.entries.push(entry);
    }

    pub(crate) fn grow(&mut self, entry: &str) {
        self.stack.push((0, leaf(entry.as_bytes())));
        while let [.., (left_height, left), (right_height, right)] = self.stack[..] {
            if left_height != right_height {
                break;
            }
            self.stack.truncate(self.stack.len() - 2);
            self.stack.push((left_height + 1, node(&left, &right)));
        }
    }

    pub(crate) fn root(&self) -> Hash {
        let hashes = self.stack.iter().rev().map(|(_, hash)| *hash);
        hashes.reduce(|right, left| node(&left, &right)).unwrap_or_else(|| sha256(b""))
    }

    /// From here on signers have seen the log as it is now.
    pub(crate) fn see(&mut self) {
        self.seen = (self.entries.len(), self.root());
    }

    pub(crate) fn checkpoint(&self, witnesses: &[(&str, SigningKey)]) -> String {
        note(ORIGIN, self.entries.len(), &self.root(), &self.host, witnesses)
    }
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left.as_slice(), right].concat())
}

/// A checkpoint signed by a host and cosigned by witnesses.
pub(crate) fn note(
    origin: &str,
    size: usize,
    root: &Hash,
    host: &SigningKey,
    witnesses: &[(&str, SigningKey)],
) -> String {
    let text = format!("{origin}\n{size}\n{}\n", base64(root));
    let mut note = format!("{text}\n{}", signature_line(origin, 1, host, &[], text.as_bytes()));
    for (name, key) in witnesses {
        let message = format!("cosignature/v1\ntime 1790000000\n{text}");
        note += &signature_line(name, 4, key, &1_790_000_000_u64.to_be_bytes(), message.as_bytes());
    }
    note
}

fn signature_line(name: &str, algorithm: u8, key: &SigningKey, time: &[u8], message: &[u8]) -> String {
    let key_hash = sha256(&[name.as_bytes(), b"\n", &[algorithm], &public(key)].concat());
    let signature = key.sign(message).to_bytes();
    format!("\u{2014} {name} {}\n", base64(&[&key_hash[..4], time, &signature].concat()))
}

pub(crate) fn header_line(entries: usize) -> String {
    format!(r#"{{"bundle":1,"entries":{entries},"origin":"{ORIGIN}"}}"#)
}

pub(crate) fn policy_line(k: usize, witnesses: &[(&str, SigningKey)]) -> String {
    let all: Vec<String> = witnesses
        .iter()
        .map(|(name, key)| format!(r#"{{"key":"{}","name":"{name}"}}"#, base64(&public(key))))
        .collect();
    format!(r#"{{"policy":{{"k":{k},"witnesses":[{}]}}}}"#, all.join(","))
}

pub(crate) fn checkpoint_line(note: &str) -> String {
    format!(r#"{{"checkpoint":"{}"}}"#, note.replace('\n', "\\n"))
}

pub(crate) const SALT: [u8; 32] = [7; 32];

pub(crate) fn blob_hash(document: &[u8]) -> String {
    hex(&sha256(&[&SALT, document].concat()))
}

pub(crate) fn blob_line(document: &[u8]) -> String {
    format!(
        r#"{{"blob":{{"data":"{}","hash":"{}","salt":"{}"}}}}"#,
        base64(document),
        blob_hash(document),
        base64(&SALT)
    )
}

/// Lines with their sums and end: a bundle that its writer stands by.
pub(crate) fn seal(lines: &[String]) -> Vec<u8> {
    let mut bundle = String::new();
    for line in lines {
        bundle += line;
        bundle.push('\n');
    }
    let leaves: Vec<String> =
        lines.iter().map(|line| format!("\"{}\"", hex(&leaf(line.as_bytes())))).collect();
    let sums: Vec<String> =
        leaves.chunks(256).map(|some| format!("{{\"sums\":[{}]}}\n", some.join(","))).collect();
    let sums = sums.concat();
    let before = lines.len() + leaves.len().div_ceil(256);
    let end = format!(r#"{{"end":{{"lines":{before},"sha256":"{}"}}}}"#, hex(&sha256(sums.as_bytes())));
    format!("{bundle}{sums}{end}\n").into_bytes()
}
