//! The host's key for people's data: e-mail addresses are looked up by a keyed hash, and shared secrets are sealed.
//!
//! It lies in the host's folder and not in the database, so that a stolen database tells neither whether somebody has an account nor how to
//! make their codes.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::AccessError;
use super::secret::{entropy, hexadecimal};
use crate::record::Surroundings;

const FILE: &str = "people.key";
/// First line of the file.
const TITLE: &str = "commonweal people key 1";
const NONCE: usize = 12;

/// The key, and where it lies.
pub(super) struct AccessKeys {
    path: PathBuf,
    key: Zeroizing<[u8; 32]>,
}

/// What a keyed hash is of; equal texts of different purposes have different hashes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Email,
    ClientAddress,
    RecoveryCode,
    Identity,
    Check,
    Sealing,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Email => b"commonweal/e-mail/v1\n",
            Self::ClientAddress => b"commonweal/client-address/v1\n",
            Self::RecoveryCode => b"commonweal/recovery-code/v1\n",
            Self::Identity => b"commonweal/identity/v1\n",
            Self::Check => b"commonweal/check/v1\n",
            Self::Sealing => b"commonweal/sealing/v1\n",
        }
    }
}

impl AccessKeys {
    /// Reads the key from the host's folder, where it is made at its first use, readable by its owner alone.
    pub(super) fn open(folder: &Path, surroundings: &Surroundings) -> Result<Self, AccessError> {
        let path = folder.join(FILE);
        let wrong = |reason: &str| AccessError::KeyFile { path: path.clone(), reason: reason.to_owned() };
        match fs::read_to_string(&path) {
            Ok(text) => {
                let text = Zeroizing::new(text);
                let line = text.strip_prefix(TITLE).ok_or_else(|| wrong("its first line is another"))?;
                let bytes = Zeroizing::new(STANDARD.decode(line.trim()).unwrap_or_default());
                let key = <[u8; 32]>::try_from(bytes.as_slice())
                    .map_err(|_| wrong("it does not hold the base64 of 32 bytes"))?;
                Ok(Self { path, key: Zeroizing::new(key) })
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::make(path, surroundings),
            Err(error) => Err(wrong(&error.to_string())),
        }
    }

    fn make(path: PathBuf, surroundings: &Surroundings) -> Result<Self, AccessError> {
        let key = Zeroizing::new(entropy(surroundings)?);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let text = Zeroizing::new(format!("{TITLE}\n{}\n", STANDARD.encode(*key)));
        let written = options.open(&path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        match written {
            Ok(()) => Ok(Self { path, key }),
            Err(error) => Err(AccessError::KeyFile { path, reason: error.to_string() }),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// HMAC-SHA-256 (RFC 2104) of a text, in hexadecimal digits.
    pub(super) fn keyed_hash(&self, purpose: Purpose, text: &str) -> String {
        hexadecimal(&*self.mac(purpose, text))
    }

    fn mac(&self, purpose: Purpose, text: &str) -> Zeroizing<[u8; 32]> {
        // RFC 2104 §2 fills a key up to the block with zeros.
        let mut block = Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(self.key.as_slice());
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&(*block).into());
        mac.update(purpose.label());
        mac.update(text.as_bytes());
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// ChaCha20-Poly1305 under a key of the subject's own, after a random nonce.
    pub(super) fn seal(
        &self,
        of: &str,
        secret: &[u8],
        surroundings: &Surroundings,
    ) -> Result<Vec<u8>, AccessError> {
        let nonce: [u8; NONCE] = entropy(surroundings)?;
        let payload = Payload { msg: secret, aad: of.as_bytes() };
        let sealed = self
            .cipher(of)
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|error| AccessError::Machine { what: "sealed secret", reason: error.to_string() })?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// What [`seal`](Self::seal) was given, if this is the key and the subject.
    pub(super) fn unseal(&self, of: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: of.as_bytes() };
        self.cipher(of).decrypt(&Nonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self, of: &str) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(*self.mac(Purpose::Sealing, of)))
    }
}

impl fmt::Debug for AccessKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKeys({})", self.path.display())
    }
}
