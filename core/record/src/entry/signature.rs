//! A signature over an intent, and the key that it names.

use super::fields::Fields;
use super::{EntryError, Intent};
use crate::canonical::Value;
use crate::encoding::{from_base64, to_base64};
use crate::key::{
    Assertion, AttestingKey, KeyError, KeyId, MAX_ASSERTION_PART, MIN_AUTHENTICATOR_DATA, SignatureBytes,
};

/// A signature and the key that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Id of the key.
    pub key: KeyId,
    /// Over [`Intent::signed_bytes`]; of a passkey, over its assertion.
    pub sig: SignatureBytes,
    /// What a passkey signed, which holds [`Intent::challenge`].
    pub assertion: Option<Assertion>,
}

impl Signature {
    pub(super) fn to_value(&self) -> Value {
        let mut members =
            vec![("key", Value::Text(self.key.to_string())), ("sig", Value::Text(self.sig.to_base64()))];
        if let Some(assertion) = &self.assertion {
            let base64 = |bytes: &[u8]| Value::Text(to_base64(bytes));
            members.push(("authenticator_data", base64(&assertion.authenticator_data)));
            members.push(("client_data", base64(&assertion.client_data)));
        }
        Value::object(members)
    }

    pub(super) fn from_fields(mut fields: Fields) -> Result<Self, EntryError> {
        let assertion = if fields.has("authenticator_data") || fields.has("client_data") {
            Some(Assertion {
                authenticator_data: bytes(
                    &mut fields,
                    "authenticator_data",
                    MIN_AUTHENTICATOR_DATA,
                    "the padded base64 of 37 to 1,024 bytes",
                )?,
                client_data: bytes(&mut fields, "client_data", 1, "the padded base64 of 1 to 1,024 bytes")?,
            })
        } else {
            None
        };
        let key = fields.parsed("key")?;
        let text = fields.text("sig")?;
        let Some(sig) = SignatureBytes::from_base64(&text) else {
            return Err(fields.bad_form("sig", "the padded base64 of 64 bytes", text));
        };
        fields.end()?;
        Ok(Self { key, sig, assertion })
    }
}

/// From `least` to [`MAX_ASSERTION_PART`] bytes in base64.
fn bytes(
    fields: &mut Fields,
    key: &str,
    least: usize,
    expected: &'static str,
) -> Result<Vec<u8>, EntryError> {
    let text = fields.text(key)?;
    let read = from_base64(&text).filter(|bytes| (least..=MAX_ASSERTION_PART).contains(&bytes.len()));
    read.ok_or_else(|| fields.bad_form(key, expected, text))
}

/// Checks `signature` over `intent` with `key`, whose id it must name.
pub(super) fn verify(intent: &Intent, signature: &Signature, key: &AttestingKey) -> Result<(), KeyError> {
    if key.id() != signature.key {
        return Err(KeyError::BadSignature { key: key.id() });
    }
    key.verify(&intent.signed_bytes(), signature.assertion.as_ref(), &signature.sig)
}
