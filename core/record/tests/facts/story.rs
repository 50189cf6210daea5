//! A fictional partnership from its opening to the leaving of a partner. All bodies and figures are invented.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::agreement::DecisionRule;
use commonweal_record::fact::kinds::meeting::{Outcome, Phase};
use commonweal_record::partnership::{LockOrder, Matter};

use crate::teller::{Teller, body, hash};

const ACUTE: &str = "northdown-acute";
const COMMUNITY: &str = "northdown-community";
const MIND: &str = "northdown-minds";
const ALL: [&str; 3] = [ACUTE, COMMUNITY, MIND];

const TERMS: &[(&str, &str)] = &[
    ("3-1", r#"{"rule":"majority","type":"decision_rule"}"#),
    ("3-2", r#"{"bodies":2,"type":"quorum"}"#),
    ("4-1", r#"{"interest":"financial","pence":"500000","type":"interest_limit"}"#),
    ("5-1", r#"{"of":"loss","rule":"fixed","type":"share_rule"}"#),
    (
        "5-2",
        r#"{"of":"loss","shares":[{"body":"northdown-acute","share":"1/2"},{"body":"northdown-community","share":"1/3"},{"body":"northdown-minds","share":"1/6"}],"type":"fixed_shares"}"#,
    ),
    ("7-1", r#"{"days":90,"type":"notice_period_days"}"#),
];

fn founded() -> Teller {
    let mut teller = Teller::new();
    let key = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=";
    teller.tell(
        ACUTE,
        "log_opened",
        &format!(
            r#"{{"host_key":"{key}","name":"Northdown Together","origin":"record.example/northdown/1-0123456789abcdef"}}"#
        ),
    );
    teller.partners(&ALL);
    teller.tell(
        ACUTE,
        "partnership_proposed",
        r#"{"aims":["fewer nights in hospital"],"name":"Northdown Together","place":"Northdown","style":"integration"}"#,
    );
    teller.tell(ACUTE, "benefit_stated", r#"{"benefit":"beds free by noon"}"#);
    teller.tell(MIND, "benefit_stated", r#"{"benefit":"fewer crises"}"#);
    teller.agreement(TERMS, &ALL);
    teller
}

#[test]
fn an_interest_makes_one_stand_aside_and_the_decision_waits_until_enough_can_decide() {
    let mut teller = founded();
    teller.tell(
        COMMUNITY,
        "meeting_called",
        r#"{"items":[{"decision":"1","item":"a","title":"Respite ward"}],"meeting":"2026-10-07","on":"2026-10-07"}"#,
    );
    teller.propose(ACUTE, "1");
    let interest = r#"{"decision":"1","interest":"financial","pence":"750000"}"#;
    teller.tell(COMMUNITY, "interest_declared", interest);
    teller.vote(ACUTE, "1", "for");
    teller.tell(COMMUNITY, "recusal_made", r#"{"decision":"1"}"#);
    teller.take(ACUTE, "1", "inquorate", &[ACUTE]);

    let first = teller.state.decisions[&"1".parse().unwrap()].clone();
    let taken = first.taken.as_ref().unwrap();
    assert_eq!(taken.tally.outcome(), Outcome::Inquorate);
    assert_eq!((taken.tally.count(), taken.tally.quorum), (1, 2));
    assert_eq!(taken.tally.quorum_term.as_ref().unwrap().to_string(), "clause 3-2 of agreement 1");
    assert!(!first.stands());

    teller.propose(MIND, "2");
    teller.tell(COMMUNITY, "recusal_made", r#"{"decision":"2"}"#);
    teller.vote(ACUTE, "2", "for");
    teller.vote(MIND, "2", "abstain");
    teller.take(MIND, "2", "carried", &[ACUTE, MIND]);

    let second = &teller.state.decisions[&"2".parse().unwrap()];
    assert!(second.stands());
    let tally = &second.taken.as_ref().unwrap().tally;
    assert_eq!((tally.votes_for, tally.votes_against, tally.rule), (1, 0, DecisionRule::Majority));
    assert_eq!(teller.state.findings, []);
}

#[test]
fn a_cut_of_a_million_is_our_cut_and_falls_in_the_agreed_shares_to_the_penny() {
    let mut teller = founded();
    let struck = r#"[{"body":"northdown-minds","pence":"100000000"}]"#;
    teller.tell(
        MIND,
        "shock_noted",
        &format!(r#"{{"event":"cut-2026","struck":{struck},"title":"Grant ends","total":"100000000"}}"#),
    );
    let allocation = r#"[{"body":"northdown-acute","pence":"50000000"},{"body":"northdown-community","pence":"33333333"},{"body":"northdown-minds","pence":"16666667"}]"#;
    let shared =
        format!(r#"{{"allocation":{allocation},"event":"cut-2026","rule":"fixed","total":"100000000"}}"#);
    let seq = teller.tell(ACUTE, "loss_shared", &shared);

    assert_eq!(teller.found(seq), Vec::<&Matter>::new());
    let lost: Vec<i64> = ALL.iter().map(|name| teller.state.ledgers.positions[&body(name)].lost).collect();
    assert_eq!(lost, [50_000_000, 33_333_333, 16_666_667]);
    assert_eq!(lost.iter().sum::<i64>(), 100_000_000);

    let lines = r#"[{"account":"pool","body":"northdown-minds","pence":"83333333","side":"debit"},{"account":"pool","body":"northdown-acute","pence":"50000000","side":"credit"},{"account":"pool","body":"northdown-community","pence":"33333333","side":"credit"}]"#;
    teller.tell(
        ACUTE,
        "journal_posted",
        &format!(r#"{{"journal":"1","lines":{lines},"memo":"Our cut, shared"}}"#),
    );
    let pool = "pool".parse().unwrap();
    let balance = |name| teller.state.ledgers.balances[&body(name)][&pool];
    assert_eq!(ALL.map(balance), [-50_000_000, -33_333_333, 83_333_333]);
}

#[test]
fn a_neighbour_waits_is_admitted_by_decision_and_joins_while_a_partner_leaves() {
    let mut teller = founded();
    let neighbour = "southmere-care";
    let registered = r#"{"body":"southmere-care","legal_form":"charity","name":"Southmere Care","purpose":"care at home"}"#;
    teller.tell(ACUTE, "body_registered", registered);
    teller.tell(ACUTE, "partner_queued", r#"{"body":"southmere-care"}"#);
    assert_eq!(teller.state.members.queue.len(), 1);
    teller.carry("3", &ALL);
    teller.tell(ACUTE, "partner_admitted", r#"{"body":"southmere-care","decision":"3"}"#);
    assert_eq!(teller.state.members.queue, []);
    teller.tell(neighbour, "partner_joined", "{}");

    let left =
        format!(r#"{{"leaves_on":"2027-04-01","notice_on":"2027-01-01","settlement":"{}"}}"#, hash('b'));
    teller.tell(COMMUNITY, "partner_left", &left);
    let partners: Vec<&str> = teller.state.members.current().map(BodyId::as_str).collect();
    assert_eq!(partners, [ACUTE, MIND, neighbour]);
    assert!(teller.state.members.partners[&body(COMMUNITY)][0].left.is_some());
    assert_eq!(teller.state.findings, []);
}

#[test]
fn promises_phases_evidence_and_lessons_come_together() {
    let mut teller = founded();
    teller.tell(ACUTE, "phase_entered", r#"{"phase":"understand"}"#);
    teller.carry("4", &ALL);
    teller.tell(ACUTE, "gate_passed", r#"{"decision":"4","phase":"build_capacity"}"#);
    teller.tell(ACUTE, "phase_entered", r#"{"phase":"build_capacity"}"#);
    teller.tell(
        MIND,
        "promise_made",
        r#"{"due":"2026-12-01","promise":"1","what":"a nurse at the front door"}"#,
    );
    teller.tell(MIND, "promise_kept", r#"{"promise":"1"}"#);
    let (protocol, data) = (hash('c'), hash('d'));
    let lock = teller.tell(
        ACUTE,
        "protocol_locked",
        &format!(r#"{{"outcome":"bed days","protocol":"{protocol}"}}"#),
    );
    teller.tell(ACUTE, "outcomes_loaded", &format!(r#"{{"data":"{data}","protocol":"{protocol}"}}"#));
    teller.tell(
        ACUTE,
        "evaluation_attached",
        &format!(
            r#"{{"data":"{data}","estimate":"-12.5","evaluation":"1","level_percent":95,"lower":"-20.0","protocol":"{protocol}","report":"{}","unit":"bed days a month","upper":"-5.0"}}"#,
            hash('e')
        ),
    );
    teller.tell(ACUTE, "lesson_recorded", r#"{"title":"meet at the front door first"}"#);

    let state = &teller.state;
    assert_eq!(state.findings, []);
    let phases: Vec<Phase> = state.programme.phases.iter().map(|told| told.fact.phase).collect();
    assert_eq!(phases, [Phase::Understand, Phase::BuildCapacity]);
    assert!(state.programme.promises[&"1".parse().unwrap()].kept.is_some());
    assert_eq!(
        state.evidence.evaluations[&"1".parse().unwrap()].order,
        LockOrder::LockedFirst { lock_seq: lock }
    );
}

#[test]
fn contributions_add_up_by_kind() {
    let mut teller = founded();
    for contribution in [
        r#"{"pence":"1250","type":"money"}"#,
        r#"{"pence":"250","type":"money"}"#,
        r#"{"minutes":90,"type":"time"}"#,
        r#"{"form":"premises","type":"energy"}"#,
    ] {
        teller.tell(MIND, "contribution_made", &format!(r#"{{"contribution":{contribution}}}"#));
    }
    let sums = &teller.state.ledgers.contributed[&body(MIND)];
    assert_eq!((sums.pence, sums.minutes, sums.energy.values().sum::<u64>()), (1_500, 90, 1));
    assert_eq!(teller.state.ledgers.contributed.get(&body(ACUTE)), None);
}
