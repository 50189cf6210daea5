//! Section 5 and strict signatures.

use ed25519_dalek::Verifier;
use sha2::{Digest, Sha512};

use commonweal_record::key::{KeyError, PublicKey, SecretKey, SignatureBytes};

use crate::support::secret;

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    let pairs: Vec<u8> = (0..N).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect();
    pairs.try_into().unwrap()
}

/// RFC 8032 §7.1, test 2.
#[test]
fn signatures_are_those_of_rfc_8032() {
    let secret =
        SecretKey::from_bytes(&bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    let public = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    assert_eq!(secret.public().to_bytes(), public);
    let signature = SignatureBytes(bytes(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ));
    assert_eq!(secret.sign(&[0x72]), signature);
    assert_eq!(secret.public().verify_strict(&[0x72], &signature), Ok(()));
    assert!(secret.public().verify_strict(&[0x73], &signature).is_err());
}

#[test]
fn a_signature_does_not_verify_under_another_key_or_with_a_flipped_bit() {
    let signature = secret(1).sign(b"message");
    assert!(secret(2).public().verify_strict(b"message", &signature).is_err());
    for bit in [0, 255, 256, 300] {
        let mut flipped = signature;
        flipped.0[bit / 8] ^= 1 << (bit % 8);
        assert!(secret(1).public().verify_strict(b"message", &flipped).is_err(), "bit {bit}");
    }
}

/// S and S + L satisfy the same equation: the second must be refused, or a signature could be changed without the key.
#[test]
fn a_scalar_beyond_the_group_order_is_refused() {
    let order: [u8; 32] = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let signature = secret(1).sign(b"message");
    let mut larger = signature;
    let mut carry = 0_u16;
    for (byte, add) in larger.0[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert_eq!(secret(1).public().verify_strict(b"message", &signature), Ok(()));
    assert!(secret(1).public().verify_strict(b"message", &larger).is_err());
}

/// The eight points of small order in canonical form, as in "Taming the many `EdDSAs`" (Chalkias, Garillot, Nikolaenko 2020), table 5.
#[test]
fn keys_of_small_order_are_refused() {
    for point in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    ] {
        let error = PublicKey::from_bytes(bytes(point)).unwrap_err();
        assert!(matches!(error, KeyError::SmallOrder(_)), "{point}: {error}");
    }
}

/// With r = 0 the commitment R is the identity, and S = k·a satisfies the equation: a lax verifier accepts it, a strict one must not.
#[test]
fn a_commitment_of_small_order_is_refused() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let key = secret(1).public();
    let mut a: [u8; 32] = Sha512::digest([1; 32])[..32].try_into().unwrap();
    a[0] &= 0xf8;
    a[31] = a[31] & 0x3f | 0x40;
    let k =
        Sha512::new().chain_update(identity).chain_update(key.to_bytes()).chain_update(b"message").finalize();
    let mut s = [0; 4];
    for bit in bits(&a) {
        s = add_mod_order(s, s);
        s = if bit { add_mod_order(s, mod_order(&k)) } else { s };
    }
    let s: Vec<u8> = s.iter().flat_map(|limb| limb.to_le_bytes()).collect();
    let forged: [u8; 64] = [&identity[..], &s].concat().try_into().unwrap();

    let lax = ed25519_dalek::VerifyingKey::from_bytes(&key.to_bytes()).unwrap();
    lax.verify(b"message", &ed25519_dalek::Signature::from_bytes(&forged)).unwrap();
    assert!(key.verify_strict(b"message", &SignatureBytes(forged)).is_err());
}

/// The order of the group, 2²⁵² + 27742317777372353535851937790883648493, least limb first.
const ORDER: [u64; 4] = [0x5812_631a_5cf5_d3ed, 0x14de_f9de_a2f7_9cd6, 0, 0x1000_0000_0000_0000];

/// The bits of a little-endian number, greatest first.
fn bits(bytes: &[u8]) -> impl Iterator<Item = bool> + '_ {
    bytes.iter().rev().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
}

fn mod_order(bytes: &[u8]) -> [u64; 4] {
    bits(bytes).fold([0; 4], |sum, bit| add_mod_order(add_mod_order(sum, sum), [u64::from(bit), 0, 0, 0]))
}

/// The sum of two numbers below the order.
fn add_mod_order(a: [u64; 4], b: [u64; 4]) -> [u64; 4] {
    let (mut sum, mut less) = ([0; 4], [0; 4]);
    let (mut carry, mut borrow) = (false, false);
    for i in 0..4 {
        (sum[i], carry) = a[i].carrying_add(b[i], carry);
        (less[i], borrow) = sum[i].borrowing_sub(ORDER[i], borrow);
    }
    if borrow { sum } else { less }
}

/// y + p in place of y, for a y below 19 that is on the curve and not of small order.
#[test]
fn a_key_whose_coordinate_is_not_reduced_is_refused() {
    let mut found = 0;
    for low in 0xed_u8..=0xff {
        let mut unreduced = [0xff; 32];
        (unreduced[0], unreduced[31]) = (low, 0x7f);
        let mut reduced = [0; 32];
        reduced[0] = low - 0xed;
        assert!(PublicKey::from_bytes(unreduced).is_err(), "{low:#x}");
        found += usize::from(PublicKey::from_bytes(reduced).is_ok());
    }
    assert!(found > 0, "no such y is a key, so that this test would show nothing");
    let mut largest = [0xff; 32];
    (largest[0], largest[31]) = (0xec, 0x7f);
    assert!(matches!(PublicKey::from_bytes(largest), Err(KeyError::SmallOrder(_))));
}

#[test]
fn a_secret_key_prints_only_the_id_of_its_public_half() {
    let printed = format!("{:?}", secret(7));
    assert_eq!(printed, format!("SecretKey(of {})", secret(7).public().id()));
}

#[test]
fn key_ids_and_keys_have_one_spelling() {
    let key = secret(1).public();
    assert_eq!(key.id().to_string().parse(), Ok(key.id()));
    assert!(key.id().to_string().to_uppercase().parse::<commonweal_record::key::KeyId>().is_err());
    assert_eq!(PublicKey::from_base64(&key.to_base64()), Ok(key));
    assert!(PublicKey::from_base64(key.to_base64().trim_end_matches('=')).is_err());
}
