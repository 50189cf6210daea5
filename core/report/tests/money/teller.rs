//! A fictional partnership, told fact by fact.

use commonweal_record::canonical;
use commonweal_record::entry::Instant;
use commonweal_record::fact::{Fact, kind_of};
use commonweal_record::partnership::Partnership;

/// Tells facts; the clock stands where it was set.
pub(crate) struct Teller {
    pub(crate) state: Partnership,
    at: Instant,
}

impl Teller {
    /// A fictional trust, council and charity that are partners.
    pub(crate) fn three_partners() -> Self {
        let mut teller = Self { state: Partnership::default(), at: "2026-04-01T09:00:00Z".parse().unwrap() };
        teller.tell(
            "trust",
            "partnership_proposed",
            r#"{"aims":["fewer falls"],"name":"Saltmere Together (fictional)","place":"Saltmere","style":"integration"}"#,
        );
        for (body, form) in [("trust", "nhs_trust"), ("council", "council"), ("charity", "charity")] {
            let registered = format!(
                r#"{{"body":"{body}","legal_form":"{form}","name":"The {body} (fictional)","purpose":"care"}}"#
            );
            teller.tell(body, "body_registered", &registered);
            teller.tell(body, "partner_joined", "{}");
        }
        teller
    }

    /// Goes on at another time.
    pub(crate) fn on(&mut self, day: &str) -> &mut Self {
        self.at = format!("{day}T09:00:00Z").parse().unwrap();
        self
    }

    /// Tells a fact and gives its entry. A fact that the fold finds wrong stops the test.
    pub(crate) fn tell(&mut self, body: &str, kind: &str, payload: &str) -> u64 {
        let payload = canonical::parse(payload.as_bytes()).unwrap();
        let schema = kind_of(kind).unwrap().schema;
        Fact::from_payload(kind, schema, &payload).unwrap();
        let seq = self.state.size;
        self.state.tell(&body.parse().unwrap(), seq, self.at, (kind, schema, &payload));
        assert_eq!(self.state.findings, []);
        seq
    }

    /// Posts a journal: `(body, account, side, pence)` a line.
    pub(crate) fn post(&mut self, journal: &str, memo: &str, lines: &[(&str, &str, &str, i64)]) -> u64 {
        let lines: Vec<String> = lines
            .iter()
            .map(|(body, account, side, pence)| {
                format!(r#"{{"account":"{account}","body":"{body}","pence":"{pence}","side":"{side}"}}"#)
            })
            .collect();
        let payload = format!(r#"{{"journal":"{journal}","lines":[{}],"memo":"{memo}"}}"#, lines.join(","));
        self.tell("trust", "journal_posted", &payload)
    }
}
