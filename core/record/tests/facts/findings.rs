//! Each contradiction and each broken term is found, and names what it is about.

use commonweal_record::partnership::{Effect, Matter};

use crate::teller::{Teller, body, hash, hash_of_terms};

pub(crate) fn two() -> Teller {
    let mut teller = Teller::new();
    teller.partners(&["ash", "birch"]);
    teller
}

pub(crate) fn two_with(clause: &str, term: &str) -> Teller {
    let mut teller = two();
    teller.agreement(&[(clause, term)], &["ash", "birch"]);
    assert_eq!(teller.state.findings, []);
    teller
}

#[test]
fn a_vote_on_a_decision_that_nobody_proposed_is_kept_as_a_finding() {
    let mut teller = two();
    let seq = teller.vote("ash", "9", "for");
    let finding = teller.state.findings.last().unwrap();
    assert_eq!((finding.seq, finding.kind.as_str(), &finding.body), (seq, "vote_cast", &body("ash")));
    assert_eq!(finding.matter.to_string(), "there is no decision '9' before this entry");
    assert_eq!(finding.matter.effect(), Effect::SetAside);
}

#[test]
fn a_stranger_does_not_vote() {
    let mut teller = two();
    teller.propose("ash", "1");
    let seq = teller.vote("elm", "1", "for");
    assert_eq!(teller.found(seq), [&Matter::NotAPartner { body: body("elm") }]);
    assert!(teller.state.decisions[&"1".parse().unwrap()].votes.is_empty());
}

#[test]
fn a_decision_is_concluded_once() {
    let mut teller = two();
    teller.carry("1", &["ash", "birch"]);
    let vote = teller.vote("ash", "1", "against");
    let again = teller.take("ash", "1", "not_carried", &["ash", "birch"]);
    for seq in [vote, again] {
        assert_eq!(teller.found(seq), [&Matter::Closed { what: "decision", id: "1".to_owned() }]);
    }
    assert!(teller.state.decision_stands(&"1".parse().unwrap()));
}

#[test]
fn carried_though_inquorate_after_a_recusal_is_found_with_its_clause() {
    let mut teller = two_with("3", r#"{"bodies":2,"type":"quorum"}"#);
    teller.propose("ash", "1");
    teller.vote("ash", "1", "for");
    teller.vote("birch", "1", "for");
    teller.tell("birch", "recusal_made", r#"{"decision":"1"}"#);
    let seq = teller.take("ash", "1", "carried", &["ash"]);
    let words: Vec<String> = teller.found(seq).iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        ["carried though inquorate: 1 bodies count and the quorum is 2 by clause 3 of agreement 1"]
    );
    assert!(!teller.state.decision_stands(&"1".parse().unwrap()));
}

#[test]
fn without_a_term_the_quorum_is_more_than_half() {
    let mut teller = Teller::new();
    teller.partners(&["ash", "birch", "cedar", "elm"]);
    teller.propose("ash", "1");
    teller.vote("ash", "1", "for");
    teller.vote("birch", "1", "for");
    let seq = teller.take("ash", "1", "carried", &["ash", "birch"]);
    assert_eq!(teller.found(seq), [&Matter::Inquorate { counted: 2, quorum: 3, term: None }]);
}

#[test]
fn an_outcome_against_the_votes_is_found() {
    let mut teller = two();
    teller.propose("ash", "1");
    teller.vote("ash", "1", "for");
    teller.vote("birch", "1", "against");
    let seq = teller.take("ash", "1", "carried", &["ash", "birch"]);
    let words: Vec<String> = teller.found(seq).iter().map(ToString::to_string).collect();
    assert_eq!(words, ["recorded as carried, but a majority with 1 for and 1 against is not carried"]);
}

#[test]
fn the_strictest_rule_in_force_counts_unless_the_decision_names_its_own() {
    let mut teller = two_with("3", r#"{"rule":"unanimous","type":"decision_rule"}"#);
    teller.partners(&["cedar"]);
    for (decision, rule) in [("1", ""), ("2", r#""rule":"majority","#)] {
        let payload = format!(r#"{{"decision":"{decision}","options":[],{rule}"title":"t"}}"#);
        teller.tell("ash", "decision_proposed", &payload);
        teller.vote("ash", decision, "for");
        teller.vote("birch", decision, "for");
        teller.vote("cedar", decision, "against");
        teller.take("ash", decision, "carried", &["ash", "birch", "cedar"]);
    }
    assert!(!teller.state.decision_stands(&"1".parse().unwrap()));
    assert!(teller.state.decision_stands(&"2".parse().unwrap()));
    assert_eq!(teller.state.findings.len(), 1);
}

#[test]
fn two_thirds_are_reached_by_two_of_three_and_three_quarters_are_not() {
    use commonweal_record::fact::kinds::agreement::DecisionRule::{
        Majority, ThreeQuarters, TwoThirds, Unanimous,
    };
    assert!(TwoThirds.is_met(2, 1) && !TwoThirds.is_met(3, 2));
    assert!(ThreeQuarters.is_met(3, 1) && !ThreeQuarters.is_met(2, 1));
    assert!(Majority.is_met(2, 1) && !Majority.is_met(1, 1));
    assert!(Unanimous.is_met(1, 0) && !Unanimous.is_met(9, 1));
    for rule in [Majority, TwoThirds, ThreeQuarters, Unanimous] {
        assert!(!rule.is_met(0, 0), "nobody for: {rule:?}");
    }
}

#[test]
fn bodies_said_to_count_that_do_not_are_found() {
    let mut teller = two();
    teller.propose("ash", "1");
    teller.vote("ash", "1", "for");
    teller.vote("birch", "1", "for");
    let seq = teller.take("ash", "1", "carried", &["ash"]);
    let expected = Matter::CountedDiffers { said: "ash".to_owned(), computed: "ash and birch".to_owned() };
    assert_eq!(teller.found(seq), [&expected]);
}

#[test]
fn the_latest_vote_of_a_body_counts() {
    let mut teller = two();
    teller.propose("ash", "1");
    teller.vote("birch", "1", "against");
    teller.vote("ash", "1", "for");
    teller.vote("birch", "1", "for");
    teller.take("ash", "1", "carried", &["ash", "birch"]);
    assert_eq!(teller.state.findings, []);
}

#[test]
fn carried_while_reserved_to_a_board_is_found_and_does_not_stand() {
    let mut teller = two();
    let reserved = r#"{"decision":"1","options":[],"reserved_to":"birch","title":"t"}"#;
    teller.tell("ash", "decision_proposed", reserved);
    teller.vote("ash", "1", "for");
    teller.vote("birch", "1", "for");
    let early = teller.wrong("ash", "decision_released", r#"{"decision":"1"}"#);
    assert_eq!(early, ["nothing was reserved to the board of ash here"]);
    let seq = teller.take("ash", "1", "carried", &["ash", "birch"]);
    assert_eq!(teller.found(seq), [&Matter::TakenWhileReserved { body: body("birch") }]);
    assert!(!teller.state.decision_stands(&"1".parse().unwrap()));
}

#[test]
fn a_board_that_releases_lets_the_decision_stand() {
    let mut teller = two();
    teller.propose("ash", "1");
    teller.tell("ash", "decision_reserved", r#"{"decision":"1","to":"birch"}"#);
    teller.vote("ash", "1", "for");
    teller.vote("birch", "1", "for");
    teller.tell("birch", "decision_released", r#"{"decision":"1"}"#);
    teller.take("ash", "1", "carried", &["ash", "birch"]);
    assert_eq!(teller.state.findings, []);
    assert!(teller.state.decision_stands(&"1".parse().unwrap()));
}

#[test]
fn an_interest_above_the_limit_without_standing_aside_names_the_term() {
    for (pence, breaches) in [("500000", 0), ("500001", 1)] {
        let mut teller =
            two_with("4-1", r#"{"interest":"financial","pence":"500000","type":"interest_limit"}"#);
        teller.tell(
            "birch",
            "interest_declared",
            &format!(r#"{{"interest":"financial","pence":"{pence}"}}"#),
        );
        let seq = teller.carry("1", &["ash", "birch"]);
        let found = teller.found(seq);
        assert_eq!(found.len(), breaches);
        if let [breach] = found[..] {
            let words = "birch took part with an interest of £5,000.01; the limit is £5,000.00 by clause 4-1 of agreement 1";
            assert_eq!(breach.to_string(), words);
        }
    }
}

#[test]
fn a_vote_after_standing_aside_does_not_count() {
    let mut teller = two();
    teller.propose("ash", "1");
    teller.tell("birch", "recusal_made", r#"{"decision":"1"}"#);
    let seq = teller.vote("birch", "1", "for");
    assert_eq!(teller.found(seq), [&Matter::VoteAfterRecusal { body: body("birch") }]);
    let decision = &teller.state.decisions[&"1".parse().unwrap()];
    assert_eq!(teller.state.tally(decision).count(), 0);
}

#[test]
fn a_signature_over_another_text_or_other_terms_binds_nobody() {
    let mut teller = two();
    let terms = [("1", r#"{"bodies":2,"type":"quorum"}"#)];
    teller.agreement(&terms, &["ash"]);
    let other_text = teller.sign("birch", &hash('b'), &hash_of_terms(&terms));
    let other_terms = teller.sign("birch", &hash('a'), &hash_of_terms(&[]));
    assert!(matches!(teller.found(other_text)[..], [Matter::SignedAnotherText { .. }]));
    assert!(matches!(teller.found(other_terms)[..], [Matter::SignedOtherTerms { .. }]));
    assert_eq!(teller.state.agreements[&"1".parse().unwrap()].in_force, None);
    teller.sign("birch", &hash('a'), &hash_of_terms(&terms));
    assert!(teller.state.agreements[&"1".parse().unwrap()].in_force.is_some());
}

#[test]
fn a_term_cannot_be_slipped_in_after_a_signature() {
    let mut teller = two_with("1", r#"{"bodies":2,"type":"quorum"}"#);
    let slipped = r#"{"agreement":"1","clause":"1","term":{"bodies":1,"type":"quorum"},"version":1}"#;
    assert_eq!(
        teller.wrong("ash", "term_set", slipped),
        ["a body has signed this version; set the term in a new one"]
    );
    assert_eq!(teller.state.terms_in_force().count(), 1);
}

#[test]
fn an_agreement_binds_until_every_party_has_ended_it() {
    let mut teller = two_with("1", r#"{"bodies":2,"type":"quorum"}"#);
    let end = r#"{"agreement":"1","reason":"agreed"}"#;
    assert_eq!(teller.wrong("elm", "agreement_ended", end), ["elm is not a partner at this entry"]);
    teller.tell("ash", "agreement_ended", end);
    assert_eq!(teller.state.terms_in_force().count(), 1);
    teller.tell("birch", "agreement_ended", end);
    assert_eq!(teller.state.terms_in_force().count(), 0);
    let again = teller.wrong("ash", "agreement_ended", r#"{"agreement":"1","reason":"agreed"}"#);
    assert_eq!(again, ["the agreement '1' is closed already"]);
}

/// Elm waits before oak.
fn queue_of_two() -> Teller {
    let mut teller = two();
    for name in ["elm", "oak"] {
        let registered =
            format!(r#"{{"body":"{name}","legal_form":"charity","name":"{name}","purpose":"p"}}"#);
        teller.tell(name, "body_registered", &registered);
        teller.tell("ash", "partner_queued", &format!(r#"{{"body":"{name}"}}"#));
    }
    teller
}

#[test]
fn a_queue_is_served_in_order_and_only_by_a_decision_that_stands() {
    let mut teller = queue_of_two();
    let admit = r#"{"body":"oak","decision":"1"}"#;
    let early = teller.wrong("ash", "partner_admitted", admit);
    assert_eq!(early, ["decision 1 did not carry, or not as its rules ask"]);
    assert_eq!(
        teller.wrong("oak", "partner_joined", "{}"),
        ["oak is in the queue and has not been admitted"]
    );
    let mut teller = queue_of_two();
    teller.carry("1", &["ash", "birch"]);
    assert_eq!(teller.wrong("ash", "partner_admitted", admit), ["elm waited longer in the queue"]);
    assert_eq!(teller.wrong("ash", "partner_admitted", r#"{"body":"elm","decision":"1"}"#), [""; 0]);
    assert_eq!(teller.wrong("elm", "partner_joined", "{}"), [""; 0]);
}

#[test]
fn leaving_sooner_than_notice_allows_names_the_term() {
    for (leaves_on, expected) in [("2027-04-01", 0), ("2027-03-31", 1)] {
        let mut teller = two_with("7", r#"{"days":90,"type":"notice_period_days"}"#);
        let payload = format!(r#"{{"leaves_on":"{leaves_on}","notice_on":"2027-01-01"}}"#);
        let wrong = teller.wrong("birch", "partner_left", &payload);
        assert_eq!(wrong.len(), expected, "{leaves_on}");
        assert!(!teller.state.members.is_partner(&body("birch")));
    }
}

#[test]
fn nobody_leaves_before_giving_notice_unremarked_whatever_the_terms() {
    for mut teller in [two(), two_with("7", r#"{"days":90,"type":"notice_period_days"}"#)] {
        let wrong =
            teller.wrong("birch", "partner_left", r#"{"leaves_on":"2026-12-31","notice_on":"2027-01-01"}"#);
        assert_eq!(wrong, ["left on 2026-12-31, before notice was given on 2027-01-01"]);
        assert!(!teller.state.members.is_partner(&body("birch")));
    }
}
