//! A partnership from facts, and what a rule says of it.

use commonweal_appraise::pooled_fund::{Checked, check, fund};
use commonweal_appraise::{Case, Finding, Gate, Missing, Standing, appraise, gate};
use commonweal_record::canonical;
use commonweal_record::entry::Instant;
use commonweal_record::fact::{Date, Fact, kind_of};
use commonweal_record::partnership::Partnership;

/// Any document's hash.
pub(crate) const DOCUMENT: &str = "3b0b5b5f1a4c4bb54de5cd3e4cf7f0c7c2b1f1a6a7a0c0b9d3b1d0f6c7e8a9b0";

/// Tells facts, each a minute after the one before.
#[derive(Default)]
pub(crate) struct Teller {
    state: Partnership,
}

impl Teller {
    /// Two bodies that are partners in an integration partnership.
    pub(crate) fn two_partners() -> Self {
        let mut teller = Self::default();
        teller.propose("Saltmere Together", "integration", "fewer admissions after a fall");
        for body in ["hospital", "council"] {
            teller.join(body);
        }
        teller
    }

    pub(crate) fn propose(&mut self, name: &str, style: &str, aim: &str) -> u64 {
        let payload = format!(r#"{{"aims":["{aim}"],"name":"{name}","place":"Saltmere","style":"{style}"}}"#);
        self.tell("hospital", "partnership_proposed", &payload)
    }

    pub(crate) fn join(&mut self, body: &str) {
        self.join_as(body, "charity");
    }

    pub(crate) fn join_as(&mut self, body: &str, form: &str) {
        let registered =
            format!(r#"{{"body":"{body}","legal_form":"{form}","name":"The {body}","purpose":"care"}}"#);
        self.tell(body, "body_registered", &registered);
        self.tell(body, "partner_joined", "{}");
    }

    /// Tells a fact and gives its entry. A fact that the fold finds wrong stops the test.
    pub(crate) fn tell(&mut self, body: &str, kind: &str, payload: &str) -> u64 {
        let payload = canonical::parse(payload.as_bytes()).unwrap();
        let schema = kind_of(kind).unwrap().schema;
        Fact::from_payload(kind, schema, &payload).unwrap();
        let seq = self.state.size;
        let at: Instant = Instant::from_unix(1_633_000_000 + 60 * seq).unwrap();
        self.state.tell(&body.parse().unwrap(), seq, at, (kind, schema, &payload));
        seq
    }

    /// Tells a fact of each of the two partners.
    pub(crate) fn both(&mut self, kind: &str, payload: &str) -> [u64; 2] {
        ["hospital", "council"].map(|body| self.tell(body, kind, payload))
    }

    pub(crate) fn draft(&mut self, version: u32) {
        let payload = format!(r#"{{"agreement":"1","document":"{DOCUMENT}","version":{version}}}"#);
        self.tell("hospital", "agreement_drafted", &payload);
    }

    pub(crate) fn term(&mut self, version: u32, clause: &str, term: &str) -> u64 {
        let payload = format!(r#"{{"agreement":"1","clause":"{clause}","term":{term},"version":{version}}}"#);
        self.tell("hospital", "term_set", &payload)
    }

    pub(crate) fn plain(&mut self, clause: &str, about: &str, words: &str) -> u64 {
        self.term(1, clause, &format!(r#"{{"about":"{about}","type":"plain","words":"{words}"}}"#))
    }

    /// Hash of the terms of a version, for its signing.
    pub(crate) fn terms(&self, version: i64) -> String {
        let agreement = self.state.agreements.values().next().unwrap();
        let version = agreement.versions.iter().find(|(number, _)| number.get() == version).unwrap().1;
        commonweal_record::partnership::terms_hash(&version.terms()).to_string()
    }

    pub(crate) fn partnership(&self) -> &Partnership {
        &self.state
    }

    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.findings_on(None)
    }

    pub(crate) fn findings_on(&self, today: Option<&str>) -> Vec<Finding> {
        appraise(&Case { partnership: &self.state, today: today.map(|day| Date::new(day).unwrap()) })
    }

    pub(crate) fn case<T>(&self, today: Option<&str>, look: impl FnOnce(&Case<'_>) -> T) -> T {
        look(&Case { partnership: &self.state, today: today.map(|day| Date::new(day).unwrap()) })
    }

    /// What the regulation makes of its pooled fund.
    pub(crate) fn pooled_fund(&self, today: Option<&str>) -> Vec<Checked> {
        self.case(today, |case| check(&fund(case).unwrap()))
    }

    pub(crate) fn gate(&self) -> Gate {
        gate(&self.findings())
    }

    pub(crate) fn standing(&self, rule: &str) -> Standing {
        self.standing_on(rule, None)
    }

    pub(crate) fn standing_on(&self, rule: &str, today: Option<&str>) -> Standing {
        let findings = self.findings_on(today);
        findings.into_iter().find(|finding| finding.rule.name == rule).unwrap().standing
    }

    /// The entries that meet a rule.
    #[track_caller]
    pub(crate) fn met(&self, rule: &str) -> Vec<u64> {
        match self.standing(rule) {
            Standing::Met { proof } => proof,
            other => panic!("{rule} is not met: {other:?}"),
        }
    }

    /// What a rule misses.
    #[track_caller]
    pub(crate) fn missing(&self, rule: &str) -> Vec<Missing> {
        match self.standing(rule) {
            Standing::Open { missing, .. } => missing,
            other => panic!("{rule} is not open: {other:?}"),
        }
    }

    /// Because of which entries a rule is open.
    #[track_caller]
    pub(crate) fn because(&self, rule: &str) -> Vec<u64> {
        match self.standing(rule) {
            Standing::Open { because, .. } => because,
            other => panic!("{rule} is not open: {other:?}"),
        }
    }

    #[track_caller]
    pub(crate) fn does_not_apply(&self, rule: &str) {
        let standing = self.standing(rule);
        assert!(matches!(standing, Standing::NotApplicable { .. }), "{rule}: {standing:?}");
    }
}
