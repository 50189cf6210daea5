//! A cut to one of three partners, under different terms.

use commonweal_record::canonical;
use commonweal_record::entry::Instant;
use commonweal_record::fact::kind_of;
use commonweal_record::partnership::terms_hash;

use super::*;

const DOCUMENT: &str = "3b0b5b5f1a4c4bb54de5cd3e4cf7f0c7c2b1f1a6a7a0c0b9d3b1d0f6c7e8a9b0";
const BODIES: [&str; 3] = ["charity", "council", "trust"];

#[derive(Default)]
struct Teller(Partnership);

impl Teller {
    fn tell(&mut self, body: &str, kind: &str, payload: &str) {
        let payload = canonical::parse(payload.as_bytes()).unwrap();
        let at = Instant::from_unix(1_633_000_000 + 60 * self.0.size).unwrap();
        self.0.tell(&body.parse().unwrap(), self.0.size, at, (kind, kind_of(kind).unwrap().schema, &payload));
    }

    /// Three partners with these terms signed, and a cut of £1m to the trust.
    fn with_terms(terms: &[&str]) -> Self {
        let mut teller = Self::default();
        teller.tell(
            "trust",
            "partnership_proposed",
            r#"{"aims":["care"],"name":"Together","place":"Saltmere","style":"upstream"}"#,
        );
        for body in BODIES {
            let registered =
                format!(r#"{{"body":"{body}","legal_form":"charity","name":"The {body}","purpose":"care"}}"#);
            teller.tell(body, "body_registered", &registered);
            teller.tell(body, "partner_joined", "{}");
        }
        teller.tell(
            "trust",
            "agreement_drafted",
            &format!(r#"{{"agreement":"1","document":"{DOCUMENT}","version":1}}"#),
        );
        for (clause, term) in terms.iter().enumerate() {
            teller.tell(
                "trust",
                "term_set",
                &format!(r#"{{"agreement":"1","clause":"{clause}","term":{term},"version":1}}"#),
            );
        }
        let version = teller.0.agreements.values().next().unwrap().versions.values().next().unwrap();
        let signed = format!(
            r#"{{"agreement":"1","document":"{DOCUMENT}","terms":"{}","version":1}}"#,
            terms_hash(&version.terms())
        );
        for body in BODIES {
            teller.tell(body, "agreement_signed", &signed);
        }
        teller.tell(
            "trust",
            "shock_noted",
            r#"{"event":"cut","struck":[{"body":"trust","pence":"100000000"}],"title":"A grant ends","total":"100000000"}"#,
        );
        assert_eq!(teller.0.findings, [], "the scene is in order");
        teller
    }

    fn proposed(&self, given: &Given) -> Result<Proposal, ShockError> {
        proposed(&self.0, &"cut".parse().unwrap(), given)
    }

    fn falls(&self, given: &Given) -> Vec<i64> {
        self.proposed(given).unwrap().allocation.0.values().map(|pence| pence.0).collect()
    }
}

fn rule(name: &str) -> String {
    format!(r#"{{"of":"loss","rule":"{name}","type":"share_rule"}}"#)
}

const SHARES: &str = r#"{"of":"loss","shares":[{"body":"charity","share":"1/6"},{"body":"council","share":"1/3"},{"body":"trust","share":"1/2"}],"type":"fixed_shares"}"#;
const CAP: &str = r#"{"body":"council","of":"loss","pence":"20000000","type":"cap"}"#;

#[test]
fn what_is_proposed_can_be_recorded_and_the_record_finds_nothing_wrong() {
    let mut teller = Teller::with_terms(&[&rule("fixed"), SHARES]);
    let proposal = teller.proposed(&Given::default()).unwrap();
    assert_eq!(teller.falls(&Given::default()), [16_666_667, 33_333_333, 50_000_000]);
    let row = |(body, pence): (&BodyId, &Pence)| format!(r#"{{"body":"{body}","pence":"{}"}}"#, pence.0);
    let rows: Vec<String> = proposal.allocation.0.iter().map(row).collect();
    let shared =
        format!(r#"{{"allocation":[{}],"event":"cut","rule":"fixed","total":"100000000"}}"#, rows.join(","));
    teller.tell("trust", "loss_shared", &shared);
    assert_eq!(teller.0.findings, []);
    assert!(matches!(teller.proposed(&Given::default()), Err(ShockError::SharedAlready(_))));
    let sum =
        |side| proposal.lines.iter().filter(|line| line.side == side).map(|line| line.pence.0).sum::<i64>();
    assert_eq!((sum(Side::Debit), sum(Side::Credit)), (100_000_000, 100_000_000));
    assert_eq!(proposal.division.payments.len(), 2);
}

#[test]
fn a_cap_binds_and_is_quoted_among_the_terms() {
    let teller = Teller::with_terms(&[&rule("equal"), CAP]);
    assert_eq!(teller.falls(&Given::default()), [40_000_000, 20_000_000, 40_000_000]);
    let proposal = teller.proposed(&Given::default()).unwrap();
    assert_eq!(proposal.terms.len(), 2);
    assert!(proposal.terms[1].1.contains("at most £200,000.00"), "{:?}", proposal.terms);
}

#[test]
fn contributions_count_with_time_at_the_price_given() {
    let mut teller = Teller::with_terms(&[&rule("by_contribution")]);
    teller.tell("council", "contribution_made", r#"{"contribution":{"pence":"60000","type":"money"}}"#);
    teller.tell("charity", "contribution_made", r#"{"contribution":{"minutes":600,"type":"time"}}"#);
    let priced = Given { pence_an_hour: Pence(2000), ..Given::default() };
    assert_eq!(teller.falls(&priced), [25_000_000, 75_000_000, 0]);
    assert_eq!(teller.falls(&Given::default()), [0, 100_000_000, 0]);
}

#[test]
fn what_the_record_does_not_hold_is_asked_for() {
    let teller = Teller::with_terms(&[&rule("by_need")]);
    let lacking = teller.proposed(&Given::default()).unwrap_err();
    assert!(lacking.to_string().contains("does not hold the need of charity"), "{lacking}");
    let numbers = [("charity", 1.0), ("council", 2.0), ("trust", 1.0)];
    let numbers = numbers.map(|(body, need)| (body.parse().unwrap(), need)).into();
    assert_eq!(teller.falls(&Given { numbers, ..Given::default() }), [25_000_000, 50_000_000, 25_000_000]);
}

#[test]
fn without_a_shock_a_rule_or_its_shares_there_is_no_proposal() {
    let teller = Teller::with_terms(&[&rule("fixed")]);
    assert!(matches!(teller.proposed(&Given::default()), Err(ShockError::NoFixedShares { .. })));
    let unknown = proposed(&teller.0, &"storm".parse().unwrap(), &Given::default());
    assert!(matches!(unknown, Err(ShockError::NoShock(_))));
    assert!(matches!(Teller::with_terms(&[CAP]).proposed(&Given::default()), Err(ShockError::NoRule)));
    let games = Teller::with_terms(&[&rule("shapley")]);
    assert!(matches!(games.proposed(&Given::default()), Err(ShockError::NeedsWorths(_))));
}
