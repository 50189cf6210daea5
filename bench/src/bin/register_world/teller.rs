//! One log, told fact by fact: stated, signed and admitted as the service does it, and kept as rows to be written together.

use std::sync::Mutex;

use commonweal_record::canonical;
use commonweal_record::entry::{Attest, BodyId, Instant, IntentId};
use commonweal_record::fact::{Fact, kind_of};
use commonweal_record::key::SecretKey;
use commonweal_record::tree::{Hash, leaf_hash};
use commonweal_service::record::{Statement, Surroundings, View};
use commonweal_store::Row;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use serde_json::Value;

use crate::{Failure, Made};

/// 4 January 2021, the first Monday.
const BEGAN: u64 = 1_609_750_800;
/// 1 November 2026.
const ENDS: u64 = 1_793_491_200;

/// What a stream is for. The number is part of the key and never changes.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub(crate) enum Purpose {
    /// How large the partnerships are.
    Sizes = 1,
    /// What happens in a partnership.
    Story = 2,
    /// A body's key.
    Key = 3,
    /// Idempotency keys of a log.
    Ids = 4,
    /// The host's key and the origin of the register.
    Host = 5,
}

/// The random stream of (seed, purpose, number).
pub(crate) fn stream(seed: u64, purpose: Purpose, number: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
    key[16..24].copy_from_slice(&number.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

/// The clock at the beginning, and "random" bytes that follow from the seed: for the host's key and the opening of the register.
pub(crate) fn surroundings(seed: u64) -> Surroundings {
    let random = Mutex::new(stream(seed, Purpose::Host, 0));
    let entropy = move |bytes: &mut [u8]| {
        random.lock().map_err(|_| "a thread broke off".to_owned())?.fill_bytes(bytes);
        Ok(())
    };
    Surroundings::given(|| Instant::from_unix(BEGAN), entropy)
}

/// Whose word a fact is, with the key that signs where the host does not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub(crate) body: &'a BodyId,
    pub(crate) key: &'a SecretKey,
}

/// A log being told, up to a size.
pub(crate) struct Teller<'a> {
    pub(crate) view: View,
    host: &'a SecretKey,
    rows: Vec<Row>,
    most: u64,
    ids: ChaCha8Rng,
}

impl<'a> Teller<'a> {
    /// Goes on from `view` until the log has `most` entries.
    pub(crate) fn new(view: View, host: &'a SecretKey, most: u64, ids: ChaCha8Rng) -> Self {
        Self { view, host, rows: Vec::new(), most, ids }
    }

    /// The host's public key, as text.
    pub(crate) fn host_key(&self) -> String {
        self.host.public().to_base64()
    }

    /// Whether nothing more is taken.
    pub(crate) fn is_full(&self) -> bool {
        self.view.log.size() >= self.most
    }

    /// When the next entry is admitted: evenly from the beginning to the end.
    pub(crate) fn now(&self) -> Result<Instant, Failure> {
        let second = BEGAN + (ENDS - BEGAN) * self.view.log.size() / self.most.max(1);
        Ok(Instant::from_unix(second).ok_or("no such instant")?)
    }

    /// The day so many days from now.
    pub(crate) fn day(&self, days: u64) -> Result<String, Failure> {
        let second = self.now()?.unix_seconds().unwrap_or(0) + days * 86_400;
        let at = Instant::from_unix(second).ok_or("no such instant")?.to_string();
        Ok(at.split('T').next().unwrap_or_default().to_owned())
    }

    /// States a fact: signed by the body where its kind asks for that, else by the host on the body's word. A full log takes no more.
    pub(crate) fn tell(&mut self, voice: Voice<'_>, kind: &str, payload: &Value) -> Result<(), Failure> {
        let by_body = Fact::needs_body_key(kind) && kind != "key_added";
        let (attest, key) = if by_body { (Attest::Body, voice.key) } else { (Attest::Host, self.host) };
        if self.is_full() {
            return Ok(());
        }
        let at = self.now()?;
        let value = canonical::parse(payload.to_string().as_bytes())?;
        let fact = Fact::from_payload(kind, kind_of(kind).map_or(1, |kind| kind.schema), &value)?;
        let id = IntentId(self.ids.random());
        let statement = Statement { id, body: voice.body.clone(), actor: None, fact };
        let signed = self.view.intent(&statement, attest)?.sign(key);
        let entry = self.view.log.admit(&signed, at)?;
        let bytes = entry.to_bytes();
        let leaf = leaf_hash(&bytes);
        let row = Row {
            seq: entry.admission.seq,
            id: entry.intent.id.0,
            stream: entry.intent.stream.to_string(),
            version: entry.intent.expected,
            leaf,
            bytes,
        };
        self.view.log.push(&entry, leaf);
        self.view.partnership.apply(&entry);
        if let Some(finding) = self.view.partnership.findings.last() {
            return Err(format!("{kind} in {}: {finding:?}", self.view.log.origin()).into());
        }
        self.rows.push(row);
        Ok(())
    }

    /// A hash that stands for a document which nobody keeps.
    pub(crate) fn document(&mut self) -> Hash {
        Hash(self.ids.random())
    }

    /// What was told.
    pub(crate) fn made(self) -> Made {
        Made { origin: self.view.log.origin().clone(), rows: self.rows }
    }
}
