//! Protocols, surveys and reviews: what comes first, what is enough, and what happens once.

use commonweal_record::partnership::LockOrder;

use crate::findings::{two, two_with};
use crate::teller::hash;

fn attached(evaluation: &str, protocol: &str) -> String {
    let data = hash('d');
    format!(
        r#"{{"data":"{data}","estimate":"1","evaluation":"{evaluation}","level_percent":95,"lower":"0","protocol":"{protocol}","report":"{data}","unit":"days","upper":"2"}}"#
    )
}

fn lock(protocol: &str) -> String {
    format!(r#"{{"outcome":"bed days","protocol":"{protocol}"}}"#)
}

#[test]
fn a_protocol_locked_before_its_outcomes_is_in_order_whatever_others_did() {
    let mut teller = two();
    let (protocol, other, data) = (hash('a'), hash('b'), hash('d'));
    assert_eq!(teller.wrong("ash", "evaluation_attached", &attached("1", &other)).len(), 1);
    assert_eq!(teller.wrong("ash", "protocol_locked", &lock(&protocol)).len(), 0);
    let loaded = format!(r#"{{"data":"{data}","protocol":"{protocol}"}}"#);
    teller.tell("ash", "outcomes_loaded", &loaded);
    assert_eq!(teller.wrong("ash", "evaluation_attached", &attached("2", &protocol)).len(), 0);
    let order = |id: &str| teller.state.evidence.evaluations[&id.parse().unwrap()].order;
    assert!(matches!(order("2"), LockOrder::LockedFirst { .. }), "{:?}", order("2"));
    assert_eq!(order("1"), LockOrder::NotLocked);
}

#[test]
fn a_protocol_locked_after_its_evaluation_is_not_locked_first() {
    let mut teller = two();
    let protocol = hash('a');
    teller.tell("ash", "evaluation_attached", &attached("1", &protocol));
    assert_eq!(teller.wrong("ash", "protocol_locked", &lock(&protocol)).len(), 1);
}

#[test]
fn a_survey_closes_once_with_groups_of_just_the_size_needed() {
    let h = hash('1');
    for (agreed, promised, closed, expected) in
        [(10, 12, 12, 0), (12, 10, 12, 0), (12, 10, 11, 1), (10, 12, 11, 1)]
    {
        let term = format!(r#"{{"people":{agreed},"type":"minimum_survey_group"}}"#);
        let mut teller = two_with("9", &term);
        let opened = format!(
            r#"{{"closes":"2027-02-28","instrument":"{h}","minimum_group":{promised},"survey":"1"}}"#
        );
        teller.tell("ash", "survey_opened", &opened);
        let closing =
            format!(r#"{{"aggregates":[],"batch_root":"{h}","minimum_group":{closed},"survey":"1"}}"#);
        let wrong = teller.wrong("ash", "survey_closed", &closing);
        assert_eq!(wrong.len(), expected, "{agreed} {promised} {closed}: {wrong:?}");
        assert_eq!(teller.wrong("ash", "survey_closed", &closing), ["the survey '1' is closed already"]);
    }
}

#[test]
fn a_review_is_published_once_and_only_if_it_was_promised() {
    let mut teller = two();
    let published = format!(r#"{{"document":"{}","review":"1"}}"#, hash('1'));
    assert_eq!(
        teller.wrong("ash", "review_published", &published),
        ["there is no review '1' before this entry"]
    );
    teller.tell(
        "ash",
        "review_promised",
        r#"{"publish_by":"2027-03-31","review":"1","title":"Two years on"}"#,
    );
    assert_eq!(teller.wrong("ash", "review_published", &published).len(), 0);
    assert!(teller.state.evidence.reviews[&"1".parse().unwrap()].published.is_some());
    assert_eq!(teller.wrong("ash", "review_published", &published), ["the review '1' is closed already"]);
}
