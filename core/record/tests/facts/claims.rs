//! What an effect is worth, and what is claimed of it: each link of an event's chain once.

use commonweal_record::fact::Fact;
use proptest::prelude::*;

use crate::findings::two;
use crate::teller::{Teller, hash, json};

/// A partnership with an evaluation '1' and its valuation '1'.
fn valued() -> Teller {
    let mut teller = two();
    let h = hash('a');
    let attached = format!(
        r#"{{"data":"{h}","estimate":"-9","evaluation":"1","level_percent":95,"lower":"-12","protocol":"{h}","report":"{h}","unit":"admissions a month","upper":"-6"}}"#
    );
    teller.tell("ash", "evaluation_attached", &attached);
    assert_eq!(teller.wrong("ash", "valuation_attached", &valuation("1", "1")), [""; 0]);
    teller
}

fn valuation(id: &str, evaluation: &str) -> String {
    let h = hash('b');
    format!(
        r#"{{"base_year":"2024/25","evaluation":"{evaluation}","horizon_years":5,"level_percent":95,"lower":"-5","npsv":"100","plan":"{h}","probability_percent":90,"upper":"900","valuation":"{id}"}}"#
    )
}

/// A claim on a share of the admissions after an event.
fn claim(id: &str, event: &str, share: &str) -> String {
    format!(
        r#"{{"beneficiary":"ash","claim":"{id}","counts":[{{"event":"{event}","link":"admission","share":"{share}"}}],"evaluation":"1","pence":"100","sort":"capacity_freed","title":"Beds","valuation":"1"}}"#
    )
}

#[test]
fn a_valuation_is_of_an_evaluation_that_is_there_and_is_attached_once() {
    let mut teller = valued();
    let unknown = teller.wrong("ash", "valuation_attached", &valuation("2", "9"));
    assert_eq!(unknown, ["there is no evaluation '9' before this entry"]);
    let again = teller.wrong("birch", "valuation_attached", &valuation("1", "1"));
    assert_eq!(again, ["the valuation '1' was there already"]);
    assert_eq!(teller.state.evidence.valuations.len(), 1);
}

#[test]
fn a_valuation_says_what_it_costs_where_that_is_more_and_is_never_certain() {
    let says = |npsv: &str, percent: &str| {
        let payload = valuation("1", "1").replace(r#""npsv":"100""#, &format!(r#""npsv":"{npsv}""#));
        let payload = payload.replace(r#"percent":90"#, &format!(r#"percent":{percent}"#));
        Fact::from_payload("valuation_attached", 1, &json(&payload)).unwrap().predicate()
    };
    assert!(says("150", "100").contains(": worth £1.50 more than it costs, over 5 years"));
    assert!(says("150", "100").ends_with("with a probability of more than 99%)"));
    assert!(says("-150", "0").contains(": costing £1.50 more than it is worth, over"));
    assert!(says("-150", "0").ends_with("with a probability of less than 1%)"));
    assert!(says("150", "57").ends_with("with a probability of 57%)"));
}

#[test]
fn the_ends_of_an_interval_of_money_stand_in_their_order() {
    let payload = json(&valuation("1", "1").replace(r#""upper":"900""#, r#""upper":"-6""#));
    let error = Fact::from_payload("valuation_attached", 1, &payload).unwrap_err().to_string();
    assert!(error.contains("'lower' is above the upper end of the interval"), "{error}");
}

#[test]
fn a_claim_on_a_valuation_that_is_not_there_is_set_aside() {
    let mut teller = valued();
    let claim = claim("1", "falls", "1/1").replace(r#""valuation":"1""#, r#""valuation":"7""#);
    let found = teller.wrong("ash", "benefit_claimed", &claim);
    assert_eq!(found, ["there is no valuation '7' before this entry"]);
    assert!(teller.state.ledgers.claims.is_empty());
}

#[test]
fn two_claims_on_one_avoided_bed_are_caught_with_both_named_and_the_second_counts_for_nothing() {
    let mut teller = valued();
    teller.tell("ash", "benefit_claimed", &claim("beds", "falls", "11/20"));
    let found = teller.wrong("birch", "benefit_claimed", &claim("stays", "falls", "1/2"));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("'Beds' (beds) and 'Beds' (stays) both count the admission of falls"),
        "{found:?}"
    );
    assert_eq!(teller.state.ledgers.claims.len(), 1);
    for (id, event, share) in [("rest", "falls", "9/20"), ("later", "falls in 2027", "1/1")] {
        assert_eq!(teller.wrong("birch", "benefit_claimed", &claim(id, event, share)), [""; 0], "{id}");
    }
}

#[test]
fn a_claim_that_counts_nothing_takes_no_link_from_another() {
    let mut teller = valued();
    let uncounted = r#"{"beneficiary":"ash","claim":"1","pence":"100","sort":"social_value","title":"t"}"#;
    assert_eq!(teller.wrong("ash", "benefit_claimed", uncounted), [""; 0]);
    assert_eq!(teller.wrong("ash", "benefit_claimed", &claim("2", "falls", "1/1")), [""; 0]);
}

#[test]
fn one_claim_names_a_link_once() {
    let twice = claim("1", "falls", "1/4").replace(
        r#""counts":["#,
        r#""counts":[{"event":"falls","link":"admission"},{"event":"falls","link":"bed-day"},"#,
    );
    let error = Fact::from_payload("benefit_claimed", 1, &json(&twice)).unwrap_err().to_string();
    assert!(error.contains("'counts[2].link' names a link of an event that stands above already"), "{error}");
}

proptest! {
    #[test]
    fn whatever_is_claimed_no_link_is_counted_beyond_the_whole(claims in prop::collection::vec((0usize..2, 1u8..=6), 0..12)) {
        let mut teller = valued();
        let mut taken = [0_u32; 2];
        for (at, (event, sixths)) in claims.iter().enumerate() {
            let share = ["", "1/6", "1/3", "1/2", "2/3", "5/6", "1/1"][usize::from(*sixths)];
            let found = teller.wrong("ash", "benefit_claimed", &claim(&format!("c{at}"), &format!("event {event}"), share));
            let fits = taken[*event] + u32::from(*sixths) <= 6;
            if fits {
                taken[*event] += u32::from(*sixths);
            }
            prop_assert_eq!(found.is_empty(), fits);
        }
    }
}
