//! The entries of a log, checked one by one in their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{Attest, Entry, Payload, read_json};
use crate::finding::{Broken, Finding, Place, Rule, broken};
use crate::hash::{Hash, Tree, hex, leaf_hash};
use crate::keys::{KeyHistory, Keys};
use crate::note::Checkpoint;
use crate::policy::Policy;
use crate::signature::PublicKey;
use crate::witnesses::Witnesses;

/// How much of the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Everything but the signatures of the entries after the first: whether the entries are those that the host has signed for.
    Hashes,
    /// Everything.
    Signatures,
}

/// Checks entries fed one by one, for a bundle or for the rows of a live database.
///
/// It keeps the tree (64 bytes an entry), the ids and the hashes that entries carry, but no entry.
#[derive(Debug)]
pub struct EntryChecker {
    origin: String,
    trusted_host_key: Option<[u8; 32]>,
    depth: Depth,
    tree: Tree,
    keys: Option<Keys>,
    last_at: String,
    ids: BTreeSet<u128>,
    versions: BTreeMap<String, u64>,
    carried: BTreeSet<Hash>,
    witnesses: Witnesses,
    /// The last size that a signer had seen, and its root: neighbours mostly saw the same.
    seen: (usize, Hash),
}

impl EntryChecker {
    /// A checker of the log `origin`; without a trusted key, that of entry 0 is taken on first sight.
    pub fn new(origin: &str, trusted_host_key: Option<[u8; 32]>, depth: Depth) -> Self {
        let tree = Tree::default();
        let empty = tree.root_at(0).unwrap_or_default();
        Self {
            origin: origin.to_owned(),
            trusted_host_key,
            depth,
            tree,
            keys: None,
            last_at: String::new(),
            ids: BTreeSet::new(),
            versions: BTreeMap::new(),
            carried: BTreeSet::new(),
            witnesses: Witnesses::default(),
            seen: (0, empty),
        }
    }

    /// Checks the bytes of the next entry; after a finding the checker stays where it was.
    ///
    /// # Errors
    /// The first broken rule, at the sequence number that is next.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Finding> {
        self.push_hashed(bytes, leaf_hash(bytes))
    }

    /// [`push`](Self::push) for a store that keeps the leaf hash beside each entry: a changed row is found by name.
    ///
    /// # Errors
    /// The first broken rule, at the sequence number that is next.
    pub fn push_stored(&mut self, bytes: &[u8], stored_leaf: &[u8; 32]) -> Result<(), Finding> {
        let leaf = leaf_hash(bytes);
        if leaf != *stored_leaf {
            let what = format!("its leaf hash is {}, stored is {}", hex(&leaf), hex(stored_leaf));
            return Err(Broken { rule: Rule::Leaf, what }.at(Place::Entry(self.size())));
        }
        self.push_hashed(bytes, leaf)
    }

    pub(crate) fn push_hashed(&mut self, bytes: &[u8], leaf: Hash) -> Result<(), Finding> {
        let place = Place::Entry(self.size());
        self.check(bytes).map_err(|broken| broken.at(place))?;
        self.tree.push(leaf);
        Ok(())
    }

    /// How many entries were checked.
    pub fn size(&self) -> u64 {
        self.tree.size() as u64
    }

    /// The root over the first `size` entries, `None` beyond those that were checked.
    pub fn root_at(&self, size: u64) -> Option<[u8; 32]> {
        self.tree.root_at(usize::try_from(size).ok()?)
    }

    /// The host's key id, once entry 0 was checked.
    pub fn host_key_id(&self) -> Option<String> {
        self.keys.as_ref().map(|keys| hex(&keys.host.id()))
    }

    /// The keys of bodies that the log has added so far.
    pub fn keys(&self) -> Vec<KeyHistory> {
        self.keys.as_ref().map_or_else(Vec::new, Keys::history)
    }

    /// The policy that the first `size` entries state (§7); its k is 0 while they state none.
    pub fn policy_at(&self, size: u64) -> Policy {
        self.witnesses.at(size)
    }

    /// Judges a stored checkpoint against the entries checked so far, and names the witnesses that have cosigned it.
    ///
    /// # Errors
    /// The first broken rule of §4 and §6, at `Checkpoint(1)`.
    pub fn judge(&self, note: &str, policy: &Policy) -> Result<Vec<String>, Finding> {
        let judged = Checkpoint::read(note).and_then(|checkpoint| {
            self.of_this_log(&checkpoint)?;
            self.signed(&checkpoint)?;
            self.rooted(&checkpoint)?;
            witnessed(&checkpoint, policy)
        });
        judged.map_err(|broken| broken.at(Place::Checkpoint(1)))
    }

    pub(crate) fn of_this_log(&self, checkpoint: &Checkpoint) -> Result<(), Broken> {
        if checkpoint.origin == self.origin {
            return Ok(());
        }
        broken(Rule::CheckpointOrigin, format!("it is of {}, this log is {}", checkpoint.origin, self.origin))
    }

    pub(crate) fn signed(&self, checkpoint: &Checkpoint) -> Result<(), Broken> {
        match &self.keys {
            Some(keys) => checkpoint.signed_by_host(&keys.host),
            None => broken(Rule::HostSignature, "there is no entry 0 to tell the host's key"),
        }
    }

    pub(crate) fn rooted(&self, checkpoint: &Checkpoint) -> Result<(), Broken> {
        match self.root_at(checkpoint.size) {
            Some(root) if root == checkpoint.root => Ok(()),
            Some(root) => {
                let what = format!(
                    "its root over {} entries is {}, that of the entries here is {}; signers had seen the same first {} \
                     entries, so look from entry {} on",
                    checkpoint.size,
                    hex(&checkpoint.root),
                    hex(&root),
                    self.seen.0,
                    self.seen.0
                );
                broken(Rule::Root, what)
            }
            None => {
                broken(Rule::Root, format!("it covers {} entries, here are {}", checkpoint.size, self.size()))
            }
        }
    }

    pub(crate) fn is_host(&self, key: &[u8; 32]) -> bool {
        self.keys.as_ref().is_some_and(|keys| keys.host.bytes == *key)
    }

    pub(crate) fn carries(&self, hash: &Hash) -> bool {
        self.carried.contains(hash)
    }

    fn check(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let json = read_json(bytes)?;
        let mut entry = Entry::from_json(&json)?;
        self.check_place(&entry)?;
        self.check_seen(&entry)?;
        entry.read_payload()?;
        let opened = self.opening(&entry)?;
        let keys = match (&mut self.keys, &opened) {
            (Some(keys), _) => keys,
            (None, Some(keys)) => keys,
            (None, None) => return broken(Rule::Opening, "entry 0 must be log_opened"),
        };
        let signer = keys.signer(&entry)?;
        if self.depth == Depth::Signatures || opened.is_some() {
            signer.judge(&entry)?;
        }
        if let Some(keys) = &mut self.keys {
            keys.apply(self.tree.size() as u64, &entry)?;
        }
        if opened.is_some() {
            self.keys = opened;
        }
        self.remember(&entry);
        Ok(())
    }

    /// `log`, `seq`, `at`, `id` and `expected` of §2.
    fn check_place(&self, entry: &Entry<'_>) -> Result<(), Broken> {
        let next = self.tree.size();
        if entry.log != self.origin {
            return broken(Rule::Log, format!("it is of {}, this log is {}", entry.log, self.origin));
        }
        if usize::try_from(entry.seq) != Ok(next) {
            return broken(Rule::Seq, format!("seq is {}, {next} is next", entry.seq));
        }
        // The form is fixed, so that order by bytes is order in time.
        if entry.at < self.last_at.as_str() {
            return broken(
                Rule::At,
                format!("{} is before {} of the entry before it", entry.at, self.last_at),
            );
        }
        if self.ids.contains(&u128::from_be_bytes(entry.id)) {
            return broken(Rule::Id, format!("id {} is of an earlier entry", hex(&entry.id)));
        }
        let version = self.versions.get(entry.stream).copied().unwrap_or(0);
        if entry.expected != version {
            let what = format!("expected is {}, {} has {version} entries", entry.expected, entry.stream);
            return broken(Rule::Expected, what);
        }
        Ok(())
    }

    fn check_seen(&mut self, entry: &Entry<'_>) -> Result<(), Broken> {
        let size = usize::try_from(entry.seen_size).ok();
        let root = size
            .and_then(|size| if size == self.seen.0 { Some(self.seen.1) } else { self.tree.root_at(size) });
        let (Some(size), Some(root)) = (size, root) else {
            let what = format!("it saw {} entries, {} were there", entry.seen_size, self.tree.size());
            return broken(Rule::Seen, what);
        };
        if root != entry.seen_root {
            let what =
                format!("it saw {} over {size} entries, here it is {}", hex(&entry.seen_root), hex(&root));
            return broken(Rule::Seen, what);
        }
        self.seen = (size, root);
        Ok(())
    }

    /// The keys of a log that this entry opens, `None` for any entry but the first.
    fn opening(&self, entry: &Entry<'_>) -> Result<Option<Keys>, Broken> {
        match (&entry.payload, self.tree.size()) {
            (Payload::LogOpened { host_key, origin }, 0) => {
                if *origin != entry.log || entry.attest != Attest::Host {
                    return broken(
                        Rule::Opening,
                        "log_opened must name this log and be attested by the host",
                    );
                }
                if self.trusted_host_key.is_some_and(|trusted| trusted != *host_key) {
                    let id = hex(&PublicKey::new(*host_key).id());
                    return broken(Rule::HostKey, format!("the log's host key {id} is not the trusted one"));
                }
                Ok(Some(Keys::new(PublicKey::new(*host_key))))
            }
            (Payload::LogOpened { .. }, seq) => {
                broken(Rule::Opening, format!("entry {seq} opens the log again"))
            }
            (_, 0) => broken(Rule::Opening, "entry 0 must be log_opened"),
            _ => Ok(None),
        }
    }

    fn remember(&mut self, entry: &Entry<'_>) {
        entry.at.clone_into(&mut self.last_at);
        self.ids.insert(u128::from_be_bytes(entry.id));
        match self.versions.get_mut(entry.stream) {
            Some(version) => *version += 1,
            None => {
                self.versions.insert(entry.stream.to_owned(), 1);
            }
        }
        entry.collect_hashes(&mut self.carried);
        if let (Some(said), Some(keys)) = (entry.about_witnesses(), &self.keys) {
            self.witnesses.apply(entry.seq, &said, &keys.host.bytes);
        }
    }
}

/// Who has cosigned, if they are enough; the host does not count.
pub(crate) fn witnessed(checkpoint: &Checkpoint, policy: &Policy) -> Result<Vec<String>, Broken> {
    let names = checkpoint.cosigners(policy)?;
    if (names.len() as u64) < policy.k {
        return broken(Rule::Witnesses, format!("{} have cosigned, {} must", names.len(), policy.k));
    }
    Ok(names)
}
