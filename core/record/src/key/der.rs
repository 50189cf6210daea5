//! ECDSA signatures as authenticators give them (RFC 3279 §2.2.3), made into the one form of the record.

use p256::ecdsa::Signature;

use super::{KeyError, SignatureBytes};

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

impl SignatureBytes {
    /// The 64 bytes `r ‖ s` of a P-256 signature in DER. Of `s` and `n − s`, which both verify, the lower is taken: it needs no key.
    ///
    /// # Errors
    /// [`KeyError::NotDer`], also where r or s is not within the group order.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let signature = read(der).and_then(|it| Signature::from_slice(&it).ok());
        let signature = signature.ok_or(KeyError::NotDer { bytes: der.len() })?;
        Ok(Self(signature.normalize_s().to_bytes().into()))
    }
}

fn read(der: &[u8]) -> Option<[u8; 64]> {
    let (numbers, []) = element(SEQUENCE, der)? else { return None };
    let (r, rest) = element(INTEGER, numbers)?;
    let (s, []) = element(INTEGER, rest)? else { return None };
    let mut both = [0; 64];
    both[..32].copy_from_slice(&number(r)?);
    both[32..].copy_from_slice(&number(s)?);
    Some(both)
}

/// The content of an element of at most 127 bytes, and what follows it.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let [found, length @ 0..=127, rest @ ..] = der else { return None };
    (*found == tag).then(|| rest.split_at_checked(usize::from(*length)))?
}

/// 32 bytes, big-endian, of an integer that is not negative and has no needless zero before it.
fn number(content: &[u8]) -> Option<[u8; 32]> {
    let digits = match content {
        [0, next, ..] if *next >= 0x80 => &content[1..],
        [0, _, ..] | [0x80..=0xff, ..] => return None,
        all => all,
    };
    let mut number = [0; 32];
    let start = number.len().checked_sub(digits.len())?;
    number[start..].copy_from_slice(digits);
    (!digits.is_empty()).then_some(number)
}
