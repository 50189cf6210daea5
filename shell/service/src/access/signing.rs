//! Signing an intent with a passkey of its body, as an officer of it: the intent waits here for five minutes while the authenticator asks who
//! is there. What comes back goes into the record and verifies without this site (docs/record.md, "Passkeys").

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commonweal_record::entry::{BodyId, Intent, SignedIntent, SubjectId};
use commonweal_record::key::KeyId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use webauthn_rs::prelude::PublicKeyCredential;

use super::body_passkey::BodyPasskey;
use super::passkey::{Challenge, StoredCeremony, read};
use super::policy::Action;
use super::session::Person;
use super::text::as_text;
use super::{Access, AccessError, Actor};
use crate::record::offline::{Answer, assertion, intent_bytes, intent_from_bytes, passkey_challenge};

/// How long a browser waits for the authenticator, in milliseconds.
const TIMEOUT: u32 = 300_000;

/// An intent that waits for its signature.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredSigning {
    #[serde(with = "as_text")]
    subject: SubjectId,
    log: String,
    /// Canonical, as a file would carry it.
    intent: String,
}

/// An intent with the signature of its body's passkey, which has not been checked yet: [`OpenLog::submit`](crate::record::OpenLog::submit)
/// does.
#[derive(Debug)]
pub struct Signed {
    /// The slug of the log that it is for.
    pub log: String,
    /// The intent.
    pub intent: SignedIntent,
}

impl Access {
    /// The passkeys among the `valid` keys of a body that a browser at this site can find.
    ///
    /// # Errors
    /// What the store says.
    pub fn usable(&self, body: &BodyId, valid: &[KeyId]) -> Result<Vec<BodyPasskey>, AccessError> {
        let Ok(here) = self.passkeys().and_then(super::passkey::Passkeys::rp_id) else {
            return Ok(Vec::new());
        };
        let mut known = self.body_passkeys(body)?;
        known.retain(|own| own.passkey.rp_id == here && valid.contains(&own.passkey.id()));
        Ok(known)
    }

    /// Asks for the signature of a passkey among the `valid` keys of the intent's body, on the word of an officer of it.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::NoBodyPasskey`], [`AccessError::NoSite`].
    pub fn begin_signing(
        &self,
        person: &Person,
        log: &str,
        intent: &Intent,
        valid: &[KeyId],
    ) -> Result<Challenge, AccessError> {
        let body = &intent.body;
        Actor::Person(person).may(Action::SignForBody, body)?;
        let rp_id = self.passkeys()?.rp_id()?;
        let usable = self.usable(body, valid)?;
        if usable.is_empty() {
            return Err(AccessError::NoBodyPasskey { body: body.to_string() });
        }
        let named = usable.iter().map(|own| json!({ "type": "public-key", "id": own.credential }));
        let options = json!({ "publicKey": {
            "challenge": URL_SAFE_NO_PAD.encode(passkey_challenge(intent)),
            "rpId": rp_id.as_str(),
            "allowCredentials": named.collect::<Vec<_>>(),
            "userVerification": "required",
            "timeout": TIMEOUT,
        }});
        let signing = StoredSigning {
            subject: person.account.subject,
            log: log.to_owned(),
            intent: String::from_utf8_lossy(&intent_bytes(intent)).into_owned(),
        };
        self.keep(&StoredCeremony::Sign(signing), &options, self.now()?)
    }

    /// The intent of [`begin_signing`](Self::begin_signing) with the authenticator's answer, brought by the same person, who must still be an
    /// officer. It is handed out once.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::CeremonyGone`], [`AccessError::Passkey`].
    pub fn finish_signing(
        &self,
        person: &Person,
        ceremony: &str,
        response: &str,
    ) -> Result<Signed, AccessError> {
        let StoredCeremony::Sign(signing) = self.take(ceremony)? else {
            return Err(AccessError::CeremonyGone);
        };
        if signing.subject != person.account.subject {
            return Err(AccessError::CeremonyGone);
        }
        let refused = |reason: String| AccessError::Passkey { reason };
        let intent = intent_from_bytes(signing.intent.as_bytes())
            .map_err(|error| AccessError::Damaged { table: "ceremony", reason: error.to_string() })?;
        Actor::Person(person).may(Action::SignForBody, &intent.body)?;
        let response: PublicKeyCredential = read(response)?;
        let credential = URL_SAFE_NO_PAD.encode(&response.raw_id);
        let known = self.body_passkeys(&intent.body)?;
        let own = known.iter().find(|own| own.credential == credential);
        let own = own.ok_or_else(|| refused(format!("it is not one of {}", intent.body)))?;
        let answer = Answer {
            authenticator_data: response.response.authenticator_data,
            client_data: response.response.client_data_json,
            signature: response.response.signature,
        };
        let signed = assertion(intent, own.passkey.id(), answer);
        Ok(Signed { log: signing.log, intent: signed.map_err(|error| refused(error.to_string()))? })
    }
}
