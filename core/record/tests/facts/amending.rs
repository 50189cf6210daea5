//! Agreements that follow one another, and decisions between options.

use crate::findings::{two, two_with};
use crate::teller::{Teller, hash};

/// Two partners, with versions 1 and 2 of an agreement drafted.
fn two_versions() -> Teller {
    let mut teller = two_with("1", r#"{"bodies":2,"type":"quorum"}"#);
    let text = hash('b');
    teller.tell(
        "ash",
        "agreement_drafted",
        &format!(r#"{{"agreement":"1","document":"{text}","version":2}}"#),
    );
    teller
}

fn amended(teller: &Teller) -> usize {
    teller.state.agreements[&"1".parse().unwrap()].amended.len()
}

#[test]
fn a_version_takes_the_place_of_another_by_a_decision_that_stands_or_by_none() {
    let mut teller = two_versions();
    let by_decision = r#"{"agreement":"1","decision":"1","from":1,"to":2}"#;
    assert_eq!(teller.wrong("ash", "agreement_amended", by_decision).len(), 1);
    assert_eq!(amended(&teller), 0, "no decision stands yet");
    teller.carry("1", &["ash", "birch"]);
    assert_eq!(teller.wrong("ash", "agreement_amended", by_decision).len(), 0);
    assert_eq!(teller.wrong("birch", "agreement_amended", r#"{"agreement":"1","from":1,"to":2}"#).len(), 0);
    assert_eq!(amended(&teller), 2);
}

#[test]
fn a_version_that_nobody_drafted_neither_ends_nor_begins() {
    let mut teller = two_versions();
    for (from, to) in [(1, 3), (3, 2)] {
        let payload = format!(r#"{{"agreement":"1","from":{from},"to":{to}}}"#);
        assert_eq!(teller.wrong("ash", "agreement_amended", &payload).len(), 1, "{from} to {to}");
    }
    assert_eq!(amended(&teller), 0);
}

#[test]
fn only_an_option_that_was_put_is_voted_for_and_chosen() {
    let mut teller = two();
    let options = r#"[{"option":"day","title":"By day"},{"option":"night","title":"By night"}]"#;
    let proposed = format!(r#"{{"decision":"1","options":{options},"title":"Open a ward"}}"#);
    teller.tell("ash", "decision_proposed", &proposed);
    let vote = |option: &str| format!(r#"{{"decision":"1","option":"{option}","vote":"for"}}"#);
    assert_eq!(
        teller.wrong("ash", "vote_cast", &vote("dusk")),
        ["there is no option 'dusk' before this entry"]
    );
    for (name, option) in [("ash", "day"), ("birch", "night")] {
        assert_eq!(teller.wrong(name, "vote_cast", &vote(option)).len(), 0);
    }
    assert_eq!(teller.state.decisions[&"1".parse().unwrap()].votes.len(), 2);
    let taken = |option: &str| {
        format!(r#"{{"counted":["ash","birch"],"decision":"1","option":"{option}","outcome":"carried"}}"#)
    };
    assert_eq!(
        teller.wrong("ash", "decision_taken", &taken("dusk")),
        ["there is no option 'dusk' before this entry"]
    );
    assert!(teller.state.decisions[&"1".parse().unwrap()].taken.is_none());
    assert_eq!(teller.wrong("ash", "decision_taken", &taken("night")).len(), 0);
    assert!(teller.state.decision_stands(&"1".parse().unwrap()));
}

#[test]
fn a_limit_is_for_its_own_kind_of_interest_and_for_those_who_counted() {
    let limit = r#"{"interest":"financial","pence":"500","type":"interest_limit"}"#;
    for (by, kind, counted, expected) in [
        ("ash", "financial", &["ash", "birch"][..], 1),
        ("ash", "personal", &["ash", "birch"], 0),
        ("birch", "financial", &["ash"], 0),
    ] {
        let mut teller = two();
        teller.agreement(&[("3", r#"{"bodies":1,"type":"quorum"}"#), ("4", limit)], &["ash", "birch"]);
        teller.propose("ash", "1");
        let declared = format!(r#"{{"decision":"1","interest":"{kind}","pence":"501"}}"#);
        teller.tell(by, "interest_declared", &declared);
        for name in counted {
            teller.vote(name, "1", "for");
        }
        if counted.len() == 1 {
            teller.tell("birch", "recusal_made", r#"{"decision":"1"}"#);
        }
        let seq = teller.take("ash", "1", "carried", counted);
        assert_eq!(teller.found(seq).len(), expected, "{by} {kind}: {:?}", teller.found(seq));
    }
}
