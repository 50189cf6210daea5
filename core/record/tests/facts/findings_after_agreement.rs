//! What is found of money, phases, evidence, promises and payloads.

use commonweal_record::partnership::Matter;

use crate::findings::{two, two_with};
use crate::teller::{body, hash, json};

fn loss(ash: i64, birch: i64, rule: &str) -> String {
    format!(
        r#"{{"allocation":[{{"body":"ash","pence":"{ash}"}},{{"body":"birch","pence":"{birch}"}}],"event":"e","rule":"{rule}","total":"{}"}}"#,
        ash + birch
    )
}

#[test]
fn a_cap_and_a_floor_hold_at_their_value_and_break_a_penny_beyond() {
    let cap = r#"{"body":"birch","of":"loss","pence":"400","type":"cap"}"#;
    let floor = r#"{"body":"birch","of":"loss","pence":"400","type":"floor"}"#;
    for (term, pence, expected) in [(cap, 400, 0), (cap, 401, 1), (floor, 400, 0), (floor, 399, 1)] {
        let mut teller = two_with("5", term);
        let wrong = teller.wrong("ash", "loss_shared", &loss(1000, pence, "by_need"));
        assert_eq!(wrong.len(), expected, "{term} {pence}");
    }
}

#[test]
fn another_rule_than_the_agreed_one_is_found() {
    let mut teller = two_with("5", r#"{"of":"loss","rule":"by_need","type":"share_rule"}"#);
    let wrong = teller.wrong("ash", "loss_shared", &loss(50, 50, "equal"));
    assert_eq!(wrong, ["divided equally, but clause 5 of agreement 1 says by need"]);
}

#[test]
fn equal_parts_differ_by_a_penny_at_most() {
    for (ash, birch, expected) in [(50, 51, 0), (50, 52, 1)] {
        let mut teller = two();
        assert_eq!(teller.wrong("ash", "loss_shared", &loss(ash, birch, "equal")).len(), expected);
    }
}

#[test]
fn fixed_shares_fix_the_amounts() {
    let shares = r#"{"of":"loss","shares":[{"body":"ash","share":"2/3"},{"body":"birch","share":"1/3"}],"type":"fixed_shares"}"#;
    for (ash, birch, expected) in [(67, 33, 0), (66, 34, 1)] {
        let mut teller = two_with("5", shares);
        assert_eq!(teller.wrong("ash", "loss_shared", &loss(ash, birch, "fixed")).len(), expected);
    }
}

#[test]
fn sums_beyond_any_ledger_become_a_finding() {
    let mut teller = two();
    let most = i64::MAX;
    for (journal, expected) in [("1", 0), ("2", 1)] {
        let lines = format!(
            r#"[{{"account":"x","body":"ash","pence":"{most}","side":"debit"}},{{"account":"y","body":"birch","pence":"{most}","side":"credit"}}]"#
        );
        let posted = format!(r#"{{"journal":"{journal}","lines":{lines},"memo":"m"}}"#);
        assert_eq!(teller.wrong("ash", "journal_posted", &posted).len(), expected);
        let given = format!(r#"{{"contribution":{{"pence":"{most}","type":"money"}}}}"#);
        assert_eq!(teller.wrong("ash", "contribution_made", &given).len(), expected);
        let shared = loss(most, 0, "by_need").replace(r#""event":"e""#, &format!(r#""event":"e-{journal}""#));
        assert_eq!(teller.wrong("ash", "loss_shared", &shared).len(), expected);
    }
    assert_eq!(teller.state.ledgers.balances[&body("ash")][&"x".parse().unwrap()], most);
}

#[test]
fn a_phase_is_not_entered_before_its_gate() {
    let mut teller = two();
    let wrong = teller.wrong("ash", "phase_entered", r#"{"phase":"community_owned"}"#);
    assert_eq!(wrong, ["no gate to 'community-owned' has passed"]);
    assert_eq!(teller.state.programme.phases, []);
}

#[test]
fn nothing_is_published_without_a_decision_that_stands() {
    let mut teller = two();
    let payload = format!(r#"{{"audience":"public","decision":"1","document":"{}"}}"#, hash('1'));
    assert_eq!(teller.wrong("ash", "publication_decided", &payload).len(), 1);
    teller.carry("1", &["ash", "birch"]);
    assert_eq!(teller.wrong("ash", "publication_decided", &payload).len(), 0);
    assert_eq!(teller.state.programme.publications.len(), 1);
}

#[test]
fn a_protocol_locked_after_its_outcomes_says_so_for_ever() {
    use commonweal_record::partnership::LockOrder;
    let mut teller = two();
    let (protocol, other) = (hash('c'), hash('d'));
    teller.tell("ash", "outcomes_loaded", &format!(r#"{{"data":"{other}","protocol":"{protocol}"}}"#));
    let lock = format!(r#"{{"outcome":"bed days","protocol":"{protocol}"}}"#);
    assert_eq!(teller.wrong("ash", "protocol_locked", &lock).len(), 1);
    for (id, of) in [("1", &protocol), ("2", &other)] {
        let attached = format!(
            r#"{{"data":"{other}","estimate":"1","evaluation":"{id}","level_percent":95,"lower":"0","protocol":"{of}","report":"{other}","unit":"days","upper":"2"}}"#
        );
        assert_eq!(teller.wrong("ash", "evaluation_attached", &attached).len(), 1);
    }
    let order = |id: &str| teller.state.evidence.evaluations[&id.parse().unwrap()].order;
    assert!(matches!(order("1"), LockOrder::LockedLate { .. }));
    assert_eq!(order("2"), LockOrder::NotLocked);
}

#[test]
fn a_survey_closed_below_the_agreed_group_is_found() {
    let mut teller = two_with("9", r#"{"people":12,"type":"minimum_survey_group"}"#);
    let h = hash('1');
    let opened = format!(r#"{{"closes":"2027-02-28","instrument":"{h}","minimum_group":10,"survey":"1"}}"#);
    teller.tell("ash", "survey_opened", &opened);
    let closed = format!(r#"{{"aggregates":[],"batch_root":"{h}","minimum_group":9,"survey":"1"}}"#);
    let wrong = teller.wrong("ash", "survey_closed", &closed);
    assert_eq!(
        wrong,
        [
            "figures may rest on 9 answers, but at least 10 are needed",
            "figures may rest on 9 answers, but at least 12 are needed by clause 9 of agreement 1"
        ]
    );
}

#[test]
fn a_promise_is_settled_once() {
    let mut teller = two();
    teller.tell("ash", "promise_made", r#"{"due":"2026-12-01","promise":"1","what":"x"}"#);
    teller.tell("ash", "promise_broken", r#"{"promise":"1","reason":"no post"}"#);
    assert_eq!(
        teller.wrong("ash", "promise_kept", r#"{"promise":"1"}"#),
        ["the promise '1' is closed already"]
    );
}

#[test]
fn a_benefit_is_claimed_once() {
    let mut teller = two();
    let claim = r#"{"beneficiary":"ash","claim":"1","pence":"100","sort":"cash_releasing","title":"t"}"#;
    teller.tell("ash", "benefit_claimed", claim);
    assert_eq!(teller.wrong("birch", "benefit_claimed", claim), ["the benefit claim '1' was there already"]);
}

#[test]
fn a_payload_out_of_shape_is_a_finding_and_a_later_schema_is_kept() {
    let mut teller = two();
    let seq = teller.tell_anything("ash", "vote_cast", 1, &json(r#"{"decision":"1"}"#));
    assert!(matches!(teller.found(seq)[..], [Matter::Unreadable(_)]));
    let before = teller.state.state_hash();
    teller.tell_anything("ash", "vote_cast", 2, &json(r#"{"decision":"1"}"#));
    teller.tell_anything("ash", "moon_landed", 1, &json("{}"));
    assert_eq!(teller.state.unknown.len(), 2);
    assert_ne!(teller.state.state_hash(), before);
}
