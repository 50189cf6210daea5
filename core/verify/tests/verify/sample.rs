//! A small log with everything in it: keys added and revoked, two checkpoints, two witnesses, two documents.

use ed25519_dalek::SigningKey;

use crate::writer::{
    Draft, LogWriter, blob_hash, blob_line, checkpoint_line, draft, header_line, key, key_added, key_revoked,
    log_opened, policy_line, seal,
};

pub(crate) const MINUTES: &[u8] = b"Minutes of a meeting that never was.";
pub(crate) const AGREEMENT: &[u8] = b"An agreement between bodies that do not exist.";

/// A bundle before it is sealed.
pub(crate) struct Sample {
    pub(crate) log: LogWriter,
    pub(crate) k: usize,
    pub(crate) policy: Vec<(&'static str, SigningKey)>,
    /// Who cosigns the last checkpoint.
    pub(crate) cosigners: Vec<(&'static str, SigningKey)>,
    pub(crate) early: Vec<String>,
    pub(crate) blobs: Vec<String>,
}

pub(crate) fn witnesses() -> Vec<(&'static str, SigningKey)> {
    vec![("witness.example/north", key(10)), ("witness.example/south", key(11))]
}

pub(crate) fn fact(body: &'static str, signer: &SigningKey, text: &str) -> Draft {
    draft(body, "body", signer, "lesson", format!(r#"{{"text":"{text}"}}"#))
}

impl Sample {
    /// The log up to its fifth entry, with one checkpoint over the first three.
    pub(crate) fn begun() -> Self {
        let mut log = LogWriter::new();
        let host = log.host.clone();
        let (old, new) = (key(2), key(3));
        log.push(&log_opened(&host));
        log.push(&key_added("acute-trust", "host", &host, &old));
        log.see();
        log.push(&key_added("acute-trust", "body", &old, &new));
        let early = log.checkpoint(&witnesses()[..1]);
        log.see();
        log.push(&key_revoked("acute-trust", "body", &old, &old));
        let payload =
            format!(r#"{{"papers":["{}","{}"],"text":"café\n"}}"#, blob_hash(MINUTES), blob_hash(AGREEMENT));
        let mut minuted = draft("acute-trust", "body", &new, "meeting_minuted", payload);
        minuted.stream = "meeting/2026-10-07";
        log.push(&minuted);
        Self {
            log,
            k: 2,
            policy: witnesses(),
            cosigners: witnesses(),
            early: vec![checkpoint_line(&early)],
            blobs: vec![blob_line(MINUTES), blob_line(AGREEMENT)],
        }
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![header_line(self.log.entries.len()), policy_line(self.k, &self.policy)];
        lines.extend(self.early.clone());
        lines.push(checkpoint_line(&self.log.checkpoint(&self.cosigners)));
        lines.extend(self.log.entries.clone());
        lines.extend(self.blobs.clone());
        lines
    }

    pub(crate) fn bundle(&self) -> Vec<u8> {
        seal(&self.lines())
    }
}
