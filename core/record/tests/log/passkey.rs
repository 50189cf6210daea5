//! Section 5, passkeys: what an assertion must be, one wrong input for each rule.

use commonweal_record::canonical::Value;
use commonweal_record::entry::{Attest, Entry, SignedIntent};
use commonweal_record::key::{AttestingKey, KeyError, P256Key, RelyingPartyId, SignatureBytes};
use commonweal_record::log_state::{AdmissionError, LogState, Signatures};

use crate::authenticator::{Ceremony, RIGHT, RP_ID, WRONG, attest, passkey, sha256, with_the_other_s};
use crate::support::{
    BODY, ORIGIN, adding, adding_passkey, append, body_key, host, lesson, minute, opening, secret, text,
};

/// A log whose body has a passkey and nothing else.
fn opened() -> (LogState, Vec<Entry>) {
    let mut state = LogState::new(ORIGIN.parse().unwrap());
    let open = opening(&state, host().public()).sign(&host());
    let mut entries = vec![append(&mut state, &open)];
    let add = adding_passkey(&state, &passkey(), Attest::Host).sign(&host());
    entries.push(append(&mut state, &add));
    (state, entries)
}

fn error_of(state: &LogState, signed: &SignedIntent) -> AdmissionError {
    state.admit(signed, minute(9)).unwrap_err()
}

#[test]
fn a_passkey_attests_adds_a_key_of_another_kind_and_is_revoked() {
    let (mut state, mut entries) = opened();
    for intent in [lesson, |state: &LogState, _| adding(state, body_key().public(), Attest::Body)] {
        let signed = attest(intent(&state, None));
        assert_eq!(SignedIntent::from_bytes(&signed.to_bytes()), Ok(signed.clone()));
        entries.push(append(&mut state, &signed));
    }
    let mut revoke = crate::support::revoking(&state, body_key().public());
    let Value::Object(members) = &mut revoke.payload else { panic!() };
    members.insert("key_id".to_owned(), text(passkey().id().to_string()));
    entries.push(append(&mut state, &revoke.sign(&body_key())));
    let error = error_of(&state, &attest(lesson(&state, None)));
    assert_eq!(error, AdmissionError::KeyRevoked { key: passkey().id(), seq: 4 });
    let bytes: Vec<Vec<u8>> = entries.iter().map(Entry::to_bytes).collect();
    assert_eq!(LogState::replay(ORIGIN.parse().unwrap(), bytes, Signatures::Verify), Ok(state));
}

#[test]
fn each_rule_of_an_assertion_has_its_name() {
    let (state, _) = opened();
    for (what, rule, change) in WRONG {
        let intent = lesson(&state, None);
        let mut ceremony = Ceremony::over(&intent);
        change(&mut ceremony);
        let error = error_of(&state, &ceremony.sign(intent));
        assert_eq!(error.name(), rule.replace("signature", "bad-signature"), "{what}: {error}");
    }
}

#[test]
fn what_browsers_do_differently_is_admitted() {
    let (state, _) = opened();
    for (what, change) in RIGHT {
        let intent = lesson(&state, None);
        let mut ceremony = Ceremony::over(&intent);
        change(&mut ceremony);
        let entry = state.admit(&ceremony.sign(intent), minute(9));
        assert!(entry.is_ok(), "{what}: {entry:?}");
    }
}

#[test]
fn an_assertion_fits_one_intent_and_no_other() {
    let (state, _) = opened();
    let signed = attest(lesson(&state, None));
    let mut other = signed.clone();
    other.intent.id = "f".repeat(32).parse().unwrap();
    assert!(state.admit(&signed, minute(9)).is_ok());
    assert_eq!(error_of(&state, &other).name(), "passkey-challenge");
}

#[test]
fn every_flipped_bit_of_an_assertion_is_refused() {
    let (state, _) = opened();
    let signed = attest(lesson(&state, None));
    let refused = |change: &dyn Fn(&mut SignedIntent)| {
        let mut changed = signed.clone();
        change(&mut changed);
        state.admit(&changed, minute(9)).is_err()
    };
    let assertion = signed.signature.assertion.clone().unwrap();
    let parts = [assertion.authenticator_data.len(), assertion.client_data.len(), 64];
    for (part, length) in parts.into_iter().enumerate() {
        for bit in 0..8 * length {
            let flip = |signed: &mut SignedIntent| {
                let assertion = signed.signature.assertion.as_mut().unwrap();
                let bytes = match part {
                    0 => &mut assertion.authenticator_data[..],
                    1 => &mut assertion.client_data[..],
                    _ => &mut signed.signature.sig.0[..],
                };
                bytes[bit / 8] ^= 1 << (bit % 8);
            };
            assert!(refused(&flip), "part {part} bit {bit}");
        }
    }
}

#[test]
fn an_assertion_stands_beside_a_passkeys_signature_and_no_other() {
    let (state, _) = opened();
    let mut without = attest(lesson(&state, None));
    without.signature.assertion = None;
    assert_eq!(error_of(&state, &without).name(), "passkey-fields");
    let mut by_host = lesson(&state, None);
    by_host.attest = Attest::Host;
    let mut signed = by_host.clone().sign(&host());
    signed.signature.assertion = attest(by_host).signature.assertion;
    assert_eq!(error_of(&state, &signed).name(), "passkey-fields");
}

#[test]
fn the_parts_of_an_assertion_have_their_sizes_and_come_together() {
    let (state, _) = opened();
    let shape = |change: fn(&mut SignedIntent)| {
        let mut signed = attest(lesson(&state, None));
        change(&mut signed);
        error_of(&state, &signed).name()
    };
    let parts = |signed: &mut SignedIntent| signed.signature.assertion.clone().unwrap();
    assert_eq!(parts(&mut attest(lesson(&state, None))).authenticator_data.len(), 37);
    assert_eq!(
        shape(|it| it.signature.assertion.as_mut().unwrap().authenticator_data.truncate(36)),
        "bad-shape"
    );
    assert_eq!(
        shape(|it| it.signature.assertion.as_mut().unwrap().authenticator_data.resize(1_025, 0)),
        "bad-shape"
    );
    assert_ne!(
        shape(|it| it.signature.assertion.as_mut().unwrap().authenticator_data.resize(1_024, 0)),
        "bad-shape"
    );
    assert_eq!(shape(|it| it.signature.assertion.as_mut().unwrap().client_data.clear()), "bad-shape");
    assert_eq!(
        shape(|it| it.signature.assertion.as_mut().unwrap().client_data.resize(1_025, b' ')),
        "bad-shape"
    );
    assert_ne!(
        shape(|it| it.signature.assertion.as_mut().unwrap().client_data.resize(1_024, b' ')),
        "bad-shape"
    );
    let whole = String::from_utf8(attest(lesson(&state, None)).to_bytes()).unwrap();
    let start = whole.find(r#""client_data":"#).unwrap();
    let end = start + whole[start..].find(',').unwrap() + 1;
    let halved = format!("{}{}", &whole[..start], &whole[end..]);
    assert_eq!(SignedIntent::from_bytes(halved.as_bytes()).unwrap_err().name(), "bad-shape");
}

#[test]
fn a_passkey_is_added_with_its_relying_party_and_its_own_id() {
    let state = opened().0;
    let added = |change: &dyn Fn(&mut std::collections::BTreeMap<String, Value>)| {
        let mut intent = adding_passkey(&state, &passkey(), Attest::Body);
        let Value::Object(members) = &mut intent.payload else { panic!() };
        change(members);
        error_of(&state, &attest(intent))
    };
    assert_eq!(added(&|_| ()), AdmissionError::KeyAddedTwice { key: passkey().id() });
    assert_eq!(added(&|it| drop(it.remove("rp_id"))).name(), "bad-payload");
    assert_eq!(
        added(&|it| drop(it.insert("rp_id".to_owned(), text("Record.example")))).name(),
        "bad-payload"
    );
    let ed25519 = text(secret(3).public().to_base64());
    assert_eq!(added(&|it| drop(it.insert("key".to_owned(), ed25519.clone()))).name(), "bad-payload");
    let id_with_the_other_prefix = sha256(&[b"commonweal/key/v1\n", &passkey().key.to_bytes()[..]].concat());
    let id = crate::vectors::hex(&id_with_the_other_prefix[..16]);
    assert_eq!(added(&|it| drop(it.insert("key_id".to_owned(), text(id.clone())))).name(), "bad-payload");
}

#[test]
fn a_hosts_key_is_no_passkey() {
    let state = LogState::new(ORIGIN.parse().unwrap());
    let mut open = opening(&state, host().public());
    let Value::Object(members) = &mut open.payload else { panic!() };
    members.insert("host_key".to_owned(), text(passkey().key.to_base64()));
    assert_eq!(error_of(&state, &open.sign(&host())).name(), "bad-payload");
}

/// The generator of P-256 (SP 800-186 §3.2.1.3).
#[test]
fn a_key_is_a_compressed_point_in_its_one_form() {
    let bytes = |hex: &str| -> [u8; 32] {
        let pairs = (0..32).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap());
        pairs.collect::<Vec<u8>>().try_into().unwrap()
    };
    let x = bytes("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
    let y = bytes("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    let with = |prefix: u8| P256Key::from_bytes([&[prefix], &x[..]].concat().try_into().unwrap());
    let key = P256Key::from_coordinates(x, y).unwrap();
    assert_eq!(with(3), Ok(key));
    assert_ne!(with(2), Ok(key));
    for prefix in [0, 1, 4, 5, 6, 7] {
        assert!(matches!(with(prefix), Err(KeyError::NotAPasskeyPoint(_))), "{prefix}");
    }
    let mut wrong = y;
    wrong[31] ^= 2;
    assert!(P256Key::from_coordinates(x, wrong).is_err());
    // x = p: the same point as x = 0 to a reader that reduces it.
    let p = bytes("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    assert!(P256Key::from_bytes([&[2], &[0; 32][..]].concat().try_into().unwrap()).is_ok());
    assert!(P256Key::from_bytes([&[2], &p[..]].concat().try_into().unwrap()).is_err());
}

#[test]
fn a_relying_party_is_a_host_name() {
    let label = "a".repeat(64);
    for wrong in [
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "-a.b",
        "a-.b",
        "Record.example",
        "a_b",
        "127.0.0.1",
        "a:1",
        "x/y",
        &label,
    ] {
        assert!(wrong.parse::<RelyingPartyId>().is_err(), "{wrong}");
    }
    let longest = format!("{0}.{0}.{0}.{1}", "a".repeat(63), "b".repeat(61));
    assert!(longest.parse::<RelyingPartyId>().is_ok());
    assert!(format!("{longest}b").parse::<RelyingPartyId>().is_err());
}

#[test]
fn localhost_is_trusted_without_tls_and_nothing_else_is() {
    let local: RelyingPartyId = "localhost".parse().unwrap();
    assert!(local.allows("http://localhost:8080") && local.allows("https://localhost"));
    assert!(!local.allows("http://127.0.0.1:8080") && !local.allows("ftp://localhost"));
    let site: RelyingPartyId = RP_ID.parse().unwrap();
    assert!(!site.allows("http://record.example") && !site.allows("https://record.example:123456"));
    assert!(!site.allows("https://.record.example") && !site.allows("https://a..record.example"));
}

#[test]
fn a_der_signature_becomes_r_and_the_lower_s() {
    let der = |sig: [u8; 64]| {
        let integer = |number: &[u8]| {
            let digits = &number[number.iter().position(|byte| *byte != 0).unwrap_or(31)..];
            let zero: &[u8] = if digits[0] >= 0x80 { &[0] } else { &[] };
            let content = [zero, digits].concat();
            [&[2, u8::try_from(content.len()).unwrap()], &content[..]].concat()
        };
        let both = [integer(&sig[..32]), integer(&sig[32..])].concat();
        [&[0x30, u8::try_from(both.len()).unwrap()], &both[..]].concat()
    };
    let intent = lesson(&opened().0, None);
    let sig = attest(intent).signature.sig;
    assert_eq!(SignatureBytes::from_der(&der(sig.0)), Ok(sig));
    assert_eq!(SignatureBytes::from_der(&der(with_the_other_s(sig.0))), Ok(sig));
    let mut short = [0; 64];
    (short[31], short[63]) = (1, 0x80);
    assert_eq!(SignatureBytes::from_der(&der(short)), Ok(SignatureBytes(short)));
    let good = der(short);
    assert_eq!(good, [0x30, 7, 2, 1, 1, 2, 2, 0, 0x80]);
    for wrong in [
        &[][..],
        &[0x30, 7, 2, 1, 1, 2, 2, 0, 0x80, 0],
        &[0x30, 8, 2, 1, 1, 2, 2, 0, 0x80],
        &[0x30, 8, 2, 1, 1, 2, 2, 0, 0x80, 0],
        &[0x31, 7, 2, 1, 1, 2, 2, 0, 0x80],
        &[0x30, 0x81, 7, 2, 1, 1, 2, 2, 0, 0x80],
        &[0x30, 6, 2, 1, 1, 2, 1, 0x80],
        &[0x30, 7, 2, 1, 1, 2, 2, 0, 0x7f],
        &[0x30, 6, 2, 1, 0, 2, 1, 1],
        &[0x30, 5, 2, 0, 2, 1, 1],
        &[0x30, 3, 2, 1, 1],
    ] {
        assert!(SignatureBytes::from_der(wrong).is_err(), "{wrong:02x?}");
    }
}

#[test]
fn a_message_about_an_assertion_says_the_key_and_the_remedy() {
    let (state, _) = opened();
    let mut without = attest(lesson(&state, None));
    without.signature.assertion = None;
    let said = error_of(&state, &without).to_string();
    assert!(said.contains(&passkey().id().to_string()) && said.ends_with("add them"), "{said}");
    let body = BODY.parse().unwrap();
    assert_eq!(state.valid_keys(&body), [AttestingKey::Passkey(passkey()).id()]);
}
