//! Ed25519 (RFC 8032), strictly: cofactorless, canonical points and scalars, no point of small order.

use ed25519_dalek::{Signature, VerifyingKey};

use crate::hash::sha256;

/// The first 128 bits of `SHA-256("commonweal/key/v1" ‖ 0x0A ‖ key)`.
pub(crate) type KeyId = [u8; 16];

/// The id of an Ed25519 key.
pub(crate) fn key_id(key: &[u8; 32]) -> KeyId {
    let mut id = [0; 16];
    id.copy_from_slice(&sha256(&[b"commonweal/key/v1\n", key])[..16]);
    id
}

/// A public key, read once.
#[derive(Debug, Clone)]
pub(crate) struct PublicKey {
    pub(crate) bytes: [u8; 32],
    /// `None` for bytes that are no usable key: nothing that it is said to have signed is valid.
    point: Option<VerifyingKey>,
}

impl PublicKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        let point =
            VerifyingKey::from_bytes(&bytes).ok().filter(|key| is_canonical(&bytes) && !key.is_weak());
        Self { bytes, point }
    }

    pub(crate) fn id(&self) -> KeyId {
        key_id(&self.bytes)
    }

    /// The first four bytes of `SHA-256(name ‖ 0x0A ‖ algorithm ‖ key)`, as in a C2SP signed note.
    pub(crate) fn note_hash(&self, name: &str, algorithm: u8) -> [u8; 4] {
        let hash = sha256(&[name.as_bytes(), b"\n", &[algorithm], &self.bytes]);
        [hash[0], hash[1], hash[2], hash[3]]
    }

    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        self.point.as_ref().is_some_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

/// Whether the y-coordinate is below p = 2²⁵⁵ − 19; the library reads larger ones too.
fn is_canonical(key: &[u8; 32]) -> bool {
    key[31] & 0x7f != 0x7f || key[0] < 0xed || key[1..31].iter().any(|byte| *byte != 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_of_p_or_more_is_not_canonical() {
        let mut p = [0xff; 32];
        (p[0], p[31]) = (0xed, 0x7f);
        assert!(!is_canonical(&p));
        p[0] = 0xec;
        assert!(is_canonical(&p));
        p[31] = 0xff;
        assert!(is_canonical(&p));
        (p[0], p[7]) = (0xff, 0xfe);
        assert!(is_canonical(&p));
    }

    #[test]
    fn a_key_of_small_order_signs_nothing() {
        // The neutral element: with R and S of zero the plain equation holds for every message.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!PublicKey::new(neutral).has_signed(b"anything", &signature));
    }
}
