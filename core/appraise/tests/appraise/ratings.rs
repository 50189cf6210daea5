//! Ratings on a record, and the risks that they raise.

use commonweal_appraise::quality::{RatingRisk, raised};

use crate::teller::Teller;

fn rated(teller: &mut Teller, body: &str, rating: &str, on: &str) {
    let payload = format!(
        r#"{{"body":"{body}","by":"Northdown Inspectorate (fictional)","on":"{on}","rating":"{rating}"}}"#
    );
    teller.tell("hospital", "rating_published", &payload);
}

fn found(teller: &Teller) -> Vec<RatingRisk> {
    raised(teller.partnership())
}

#[test]
fn a_rating_that_falls_raises_a_risk_until_it_is_in_the_register() {
    let mut teller = Teller::two_partners();
    rated(&mut teller, "council", "outstanding", "2024-03-01");
    assert_eq!(found(&teller), []);
    rated(&mut teller, "council", "good", "2026-03-01");
    let risks = found(&teller);
    assert_eq!(risks.len(), 1);
    assert!(risks[0].risk.because.contains("fell from outstanding to good on 1 March 2026"), "{risks:?}");
    assert_eq!(risks[0].registered, None);
    let title = &risks[0].risk.title;
    let payload =
        |id: &str, title: &str| format!(r#"{{"impact":3,"likelihood":4,"risk":"{id}","title":"{title}"}}"#);
    teller.tell("hospital", "risk_raised", &payload("another", "the ward opens late"));
    assert_eq!(found(&teller)[0].registered, None);
    teller.tell("hospital", "risk_raised", &payload("rating", title));
    assert_eq!(found(&teller)[0].registered.as_ref().map(ToString::to_string).as_deref(), Some("rating"));
    // A further fall is answered by no risk that was there before it.
    rated(&mut teller, "council", "inadequate", "2026-09-01");
    assert_eq!(found(&teller)[0].registered, None);
    assert_eq!(found(&teller)[0].risk.impact, 5);
}

#[test]
fn ratings_count_by_their_day_and_not_by_when_they_were_noted() {
    let mut teller = Teller::two_partners();
    rated(&mut teller, "council", "good", "2026-03-01");
    rated(&mut teller, "council", "requires_improvement", "2023-03-01");
    assert_eq!(found(&teller), [], "an old rating was taken for the latest");
}

#[test]
fn each_body_is_watched_for_itself() {
    let mut teller = Teller::two_partners();
    rated(&mut teller, "council", "outstanding", "2026-03-01");
    rated(&mut teller, "hospital", "adequate", "2026-04-01");
    assert_eq!(found(&teller), []);
    rated(&mut teller, "hospital", "requires_improvement", "2026-05-01");
    let bodies: Vec<String> = found(&teller).into_iter().map(|it| it.body.to_string()).collect();
    assert_eq!(bodies, ["hospital"]);
}
