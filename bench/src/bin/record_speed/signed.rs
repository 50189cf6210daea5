//! Facts of an invented partnership, signed by the key of a body.

use commonweal_record::canonical;
use commonweal_record::entry::{Attest, Intent, IntentId, Origin, Seen, SignedIntent};
use commonweal_record::key::SecretKey;

use crate::Failure;

pub(crate) const BODY: &str = "northdown-acute";

/// Who signs, and what the signer had seen of the log.
pub(crate) struct Signer<'a> {
    pub(crate) log: &'a Origin,
    pub(crate) seen: Seen,
    pub(crate) key: &'a SecretKey,
    pub(crate) attest: Attest,
}

impl Signer<'_> {
    /// Promise `number` is made, or kept where it is the second entry (`expected` 1) of its stream: about 700 bytes as an entry.
    pub(crate) fn promise(&self, number: u64, expected: u64) -> Result<SignedIntent, Failure> {
        let (kind, payload) = match expected {
            0 => {
                let what = "Discharge planning starts at admission; the respite bed is booked the same day — agreed by all, for everybody";
                let payload = format!(r#"{{"due":"2027-04-01","promise":"{number}","what":"{what}"}}"#);
                ("promise_made", payload)
            }
            _ => ("promise_kept", format!(r#"{{"promise":"{number}"}}"#)),
        };
        self.sign(kind, &payload, &format!("promise/{number}"), number, expected)
    }

    /// `number` and `expected` give the id, without order in it, as random ids have none.
    pub(crate) fn sign(
        &self,
        kind: &str,
        payload: &str,
        stream: &str,
        number: u64,
        expected: u64,
    ) -> Result<SignedIntent, Failure> {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        id[8..].copy_from_slice(&(2 * number + expected).to_be_bytes());
        let intent = Intent {
            actor: None,
            attest: self.attest,
            body: BODY.parse()?,
            expected,
            id: IntentId(id),
            kind: kind.to_owned(),
            log: self.log.clone(),
            payload: canonical::admit(payload.as_bytes())?,
            schema: 1,
            seen: self.seen,
            stream: stream.parse()?,
        };
        Ok(intent.sign(self.key))
    }
}
