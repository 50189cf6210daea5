//! A fictional log and its fork, a witness, a folder.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use commonweal_record::canonical::Value;
use commonweal_record::entry::{Admission, Attest, Entry, Instant, Intent, Origin, Seen};
use commonweal_record::key::SecretKey;
use commonweal_record::note::{Checkpoint, SignedNote, sign_checkpoint};
use commonweal_record::tree::{Tree, leaf_hash};
use commonweal_store::{Row, SqliteStore, Store, StoredCheckpoint};
use commonweal_witness::published::Published;
use commonweal_witness::submission::Submission;
use commonweal_witness::{ServeOptions, Server, Witness, WitnessAddress, WitnessKey, serve};

pub(crate) const ORIGIN: &str = "record.example/saltmere/1-0123456789abcdef";
pub(crate) const SECOND: u64 = 1_790_000_000;
pub(crate) const TIME: Duration = Duration::from_secs(20);

pub(crate) fn origin() -> Origin {
    ORIGIN.parse().unwrap()
}

/// Fixed seeds: of no use outside tests.
pub(crate) fn secret(n: u8) -> SecretKey {
    SecretKey::from_bytes(&[n; 32])
}

pub(crate) fn host() -> SecretKey {
    secret(1)
}

/// A log as its host tells it.
pub(crate) struct History {
    pub(crate) rows: Vec<Row>,
    pub(crate) tree: Tree,
}

impl History {
    /// The true one.
    pub(crate) fn of(size: u64) -> Self {
        Self::forked_at(u64::MAX, size)
    }

    /// One that tells another story from entry `fork` on.
    pub(crate) fn forked_at(fork: u64, size: u64) -> Self {
        let mut history = Self { rows: Vec::new(), tree: Tree::default() };
        for seq in 0..size {
            let story = if seq < fork { "as it was" } else { "as somebody wishes it had been" };
            let row = row(seq, story, &history.tree);
            history.tree.push(row.leaf);
            history.rows.push(row);
        }
        history
    }

    pub(crate) fn checkpoint(&self, size: u64) -> SignedNote {
        let root = self.tree.root_at(size).unwrap();
        sign_checkpoint(&Checkpoint { origin: origin(), size, root }, &host())
    }

    pub(crate) fn submission(&self, old_size: u64, size: u64) -> String {
        let proof = self.tree.consistency_proof(old_size, size).unwrap();
        Submission { old_size, proof, checkpoint: self.checkpoint(size) }.to_string()
    }

    /// A store in `folder` that holds this history, with a checkpoint of all of it.
    pub(crate) fn store(&self, folder: &Path) -> Arc<dyn Store> {
        let store = SqliteStore::open(&folder.join("host.sqlite")).unwrap();
        store.create_log(ORIGIN).unwrap();
        store.import(ORIGIN, &mut std::iter::once(self.rows.clone())).unwrap();
        let size = self.tree.size();
        let note = self.checkpoint(size).to_string();
        store.put_checkpoint(ORIGIN, &StoredCheckpoint { size, note }).unwrap();
        Arc::new(store)
    }
}

fn row(seq: u64, story: &str, tree: &Tree) -> Row {
    let intent = Intent {
        actor: None,
        attest: Attest::Host,
        body: "saltmere-trust".parse().unwrap(),
        expected: seq,
        id: format!("{seq:032x}").parse().unwrap(),
        kind: "lesson_recorded".to_owned(),
        log: origin(),
        payload: Value::object([("title", Value::Text(format!("Week {seq} {story}")))]),
        schema: 1,
        seen: Seen { root: tree.root(), size: tree.size() },
        stream: "lesson/1".parse().unwrap(),
    };
    let signed = intent.sign(&host());
    let at = Instant::from_unix(SECOND + seq).unwrap();
    let (id, version) = (signed.intent.id.0, signed.intent.expected);
    let entry =
        Entry { admission: Admission { at, seq }, intent: signed.intent, signature: signed.signature };
    let bytes = entry.to_bytes();
    Row { seq, id, stream: "lesson/1".to_owned(), version, leaf: leaf_hash(&bytes), bytes }
}

pub(crate) fn key(n: u8) -> WitnessKey {
    WitnessKey { name: format!("witness{n}.example"), key: secret(n).public() }
}

pub(crate) fn witness(n: u8, folder: &Path) -> Witness {
    Witness::open(&key(n).name, secret(n), [(origin(), host().public())], folder).unwrap()
}

pub(crate) fn serve_witness(n: u8, folder: &Path) -> (Server, WitnessAddress) {
    let server =
        serve(ServeOptions { witness: Some(witness(n, folder)), ..ServeOptions::default() }).unwrap();
    let address = WitnessAddress { witness: key(n), url: server.url() };
    (server, address)
}

pub(crate) fn serve_store(store: Arc<dyn Store>) -> Server {
    let published = Some(Published::new(store, [origin()]));
    serve(ServeOptions { published, ..ServeOptions::default() }).unwrap()
}
