//! Checkpoints as C2SP signed notes, and the cosignatures of witnesses.

use std::collections::BTreeSet;

use crate::finding::{Broken, Rule, broken};
use crate::hash::Hash;
use crate::policy::{Policy, is_note_name};
use crate::shape::unbase64;
use crate::signature::PublicKey;

const HOST: u8 = 0x01;
const WITNESS: u8 = 0x04;
const MAX_SIZE: u64 = (1 << 53) - 1;

/// A checkpoint as it was read; nothing about it is proved until a verifier has judged it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub(crate) text: String,
    pub(crate) origin: String,
    pub(crate) size: u64,
    pub(crate) root: Hash,
    signatures: Vec<NoteSignature>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct NoteSignature {
    name: String,
    key_hash: [u8; 4],
    bytes: Vec<u8>,
}

impl Checkpoint {
    /// Reads a signed note: three lines of text, an empty line, signature lines.
    pub(crate) fn read(note: &str) -> Result<Self, Broken> {
        Self::parts(note).ok_or_else(|| Broken {
            rule: Rule::Checkpoint,
            what: "not a signed note of origin, size, root and signatures".to_owned(),
        })
    }

    fn parts(note: &str) -> Option<Self> {
        if note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return None;
        }
        let (body, lines) = note.rsplit_once("\n\n")?;
        let [origin, size, root] = body.split('\n').collect::<Vec<_>>()[..] else { return None };
        let canonical = size == "0" || !size.starts_with('0');
        let size = size.bytes().all(|byte| byte.is_ascii_digit()).then(|| size.parse().ok())??;
        (size <= MAX_SIZE).then_some(())?;
        let signatures =
            lines.strip_suffix('\n')?.split('\n').map(NoteSignature::read).collect::<Option<_>>()?;
        canonical.then_some(())?;
        let root = unbase64(root)?.try_into().ok()?;
        Some(Self { text: format!("{body}\n"), origin: origin.to_owned(), size, root, signatures })
    }

    /// Whether the host has signed; every line by its key must be right.
    pub(crate) fn signed_by_host(&self, key: &PublicKey) -> Result<(), Broken> {
        let key_hash = key.note_hash(&self.origin, HOST);
        let mut lines = self.signatures.iter().filter(|it| it.name == self.origin && it.key_hash == key_hash);
        let good = |line: &NoteSignature| {
            line.bytes.as_slice().try_into().is_ok_and(|bytes| key.has_signed(self.text.as_bytes(), bytes))
        };
        let Some(first) = lines.next() else {
            return broken(Rule::HostSignature, "the host's key has not signed this checkpoint");
        };
        if good(first) && lines.all(good) {
            return Ok(());
        }
        broken(Rule::HostSignature, "the host's signature does not fit the text")
    }

    /// The names of the witnesses that have cosigned, each once; every line by a known key must be right.
    pub(crate) fn cosigners(&self, policy: &Policy) -> Result<Vec<String>, Broken> {
        let mut names = BTreeSet::new();
        for witness in &policy.witnesses {
            let key = PublicKey::new(witness.key);
            let key_hash = key.note_hash(&witness.name, WITNESS);
            for line in &self.signatures {
                if line.name != witness.name || line.key_hash != key_hash {
                    continue;
                }
                if !self.cosigned_by(&key, &line.bytes) {
                    return broken(
                        Rule::Cosignature,
                        format!("the cosignature of {} does not fit the text", witness.name),
                    );
                }
                names.insert(witness.name.clone());
            }
        }
        Ok(names.into_iter().collect())
    }

    fn cosigned_by(&self, key: &PublicKey, bytes: &[u8]) -> bool {
        let Some((time, signature)) = bytes.split_first_chunk::<8>() else { return false };
        let Ok(signature) = signature.try_into() else { return false };
        let message = format!("cosignature/v1\ntime {}\n{}", u64::from_be_bytes(*time), self.text);
        key.has_signed(message.as_bytes(), signature)
    }
}

impl NoteSignature {
    /// `— NAME BASE64`
    fn read(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let decoded = unbase64(encoded)?;
        let (key_hash, bytes) = decoded.split_first_chunk::<4>()?;
        is_note_name(name).then(|| Self { name: name.to_owned(), key_hash: *key_hash, bytes: bytes.to_vec() })
    }
}
