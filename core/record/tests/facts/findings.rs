//! Each contradiction and each broken term is found, and names what it is about.

use commonweal_record::partnership::{Effect, Matter};

use crate::teller::{Teller, body, hash, hash_of_terms, json};

fn two() -> Teller {
    let mut teller = Teller::new();
    teller.partners(&["ash", "birch"]);
    teller
}

fn two_with(clause: &str, term: &str) -> Teller {
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
