//! Tells facts to a partnership, one entry a fact.

use commonweal_record::canonical::{self, Value};
use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::fact::Fact;
use commonweal_record::fact::kinds::agreement::Term;
use commonweal_record::fact::{ClauseId, Field};
use commonweal_record::partnership::{Matter, Partnership, terms_hash};

/// A partnership being told, a minute an entry.
pub(crate) struct Teller {
    pub(crate) state: Partnership,
    seq: u64,
}

pub(crate) fn json(text: &str) -> Value {
    canonical::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn body(name: &str) -> BodyId {
    name.parse().unwrap()
}

pub(crate) fn instant(seq: u64) -> Instant {
    Instant::from_unix(1_791_000_000 + 60 * seq).unwrap()
}

/// Sixty-four times the same digit.
pub(crate) fn hash(digit: char) -> String {
    std::iter::repeat_n(digit, 64).collect()
}

/// The hash that a signer of these terms carries.
pub(crate) fn hash_of_terms(terms: &[(&str, &str)]) -> String {
    let read: Vec<(ClauseId, Term)> = terms
        .iter()
        .map(|(clause, term)| (clause.parse().unwrap(), Term::read(&json(term)).unwrap()))
        .collect();
    terms_hash(&read.iter().map(|(clause, term)| (clause, term)).collect()).to_string()
}

impl Teller {
    pub(crate) fn new() -> Self {
        Self { state: Partnership::default(), seq: 0 }
    }

    /// Tells a fact in its newest schema; its payload must be readable.
    pub(crate) fn tell(&mut self, by: &str, kind: &str, payload: &str) -> u64 {
        let payload = json(payload);
        let schema =
            commonweal_record::fact::kind_of(kind).unwrap_or_else(|| panic!("no kind {kind}")).schema;
        Fact::from_payload(kind, schema, &payload).unwrap_or_else(|error| panic!("{error}"));
        self.tell_anything(by, kind, schema, &payload)
    }

    pub(crate) fn tell_anything(&mut self, by: &str, kind: &str, schema: u64, payload: &Value) -> u64 {
        let seq = self.seq;
        self.state.tell(&body(by), seq, instant(seq), (kind, schema, payload));
        self.seq += 1;
        seq
    }

    /// What was found wrong with the entry.
    pub(crate) fn found(&self, seq: u64) -> Vec<&Matter> {
        self.state
            .findings
            .iter()
            .filter(|finding| finding.seq == seq)
            .map(|finding| &finding.matter)
            .collect()
    }

    /// Tells a fact and gives what was found wrong with it, in words.
    pub(crate) fn wrong(&mut self, by: &str, kind: &str, payload: &str) -> Vec<String> {
        let seq = self.tell(by, kind, payload);
        self.found(seq).iter().map(ToString::to_string).collect()
    }

    /// Registers bodies and lets each join.
    pub(crate) fn partners(&mut self, names: &[&str]) {
        for name in names {
            self.tell(
                name,
                "body_registered",
                &format!(r#"{{"body":"{name}","legal_form":"council","name":"{name}","purpose":"to serve its place"}}"#),
            );
            self.tell(name, "partner_joined", "{}");
        }
    }

    /// Drafts version 1 of agreement 1 with these terms and lets each sign it.
    pub(crate) fn agreement(&mut self, terms: &[(&str, &str)], signers: &[&str]) {
        let text = hash('a');
        self.tell(
            signers[0],
            "agreement_drafted",
            &format!(r#"{{"agreement":"1","document":"{text}","version":1}}"#),
        );
        for (clause, term) in terms {
            let payload = format!(r#"{{"agreement":"1","clause":"{clause}","term":{term},"version":1}}"#);
            self.tell(signers[0], "term_set", &payload);
        }
        for signer in signers {
            self.sign(signer, &text, &hash_of_terms(terms));
        }
    }

    pub(crate) fn sign(&mut self, signer: &str, text: &str, terms: &str) -> u64 {
        let payload = format!(r#"{{"agreement":"1","document":"{text}","terms":"{terms}","version":1}}"#);
        self.tell(signer, "agreement_signed", &payload)
    }

    pub(crate) fn propose(&mut self, by: &str, decision: &str) {
        let payload =
            format!(r#"{{"decision":"{decision}","options":[],"title":"Open a shared respite ward"}}"#);
        self.tell(by, "decision_proposed", &payload);
    }

    pub(crate) fn vote(&mut self, by: &str, decision: &str, vote: &str) -> u64 {
        self.tell(by, "vote_cast", &format!(r#"{{"decision":"{decision}","vote":"{vote}"}}"#))
    }

    pub(crate) fn take(&mut self, by: &str, decision: &str, outcome: &str, counted: &[&str]) -> u64 {
        let counted =
            if counted.is_empty() { String::new() } else { format!("\"{}\"", counted.join("\",\"")) };
        let payload = format!(r#"{{"counted":[{counted}],"decision":"{decision}","outcome":"{outcome}"}}"#);
        self.tell(by, "decision_taken", &payload)
    }

    /// Proposes, votes for by each and carries.
    pub(crate) fn carry(&mut self, decision: &str, bodies: &[&str]) -> u64 {
        self.propose(bodies[0], decision);
        for name in bodies {
            self.vote(name, decision, "for");
        }
        self.take(bodies[0], decision, "carried", bodies)
    }
}
