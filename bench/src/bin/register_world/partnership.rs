//! What happens in a partnership: it is agreed, and then goes on week by week until its record is full.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::{AgreementId, DecisionId};
use commonweal_record::partnership::terms_hash;
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use serde_json::{Value, json};

use crate::Failure;
use crate::country::Body;
use crate::names;
use crate::teller::{Teller, Voice};

const STYLES: [&str; 3] = ["mirror", "integration", "upstream"];
/// The opaque id of whoever comes to meetings.
const SOMEBODY: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Tells it, until the log is full.
pub(crate) fn tell(
    teller: &mut Teller<'_>,
    number: u64,
    place: &str,
    partners: &[Body],
    random: &mut ChaCha8Rng,
) -> Result<(), Failure> {
    let [first, ..] = partners else { return Err("a partnership without partners".into()) };
    open(teller, number, place, first, random)?;
    join(teller, partners)?;
    agree(teller, partners)?;
    for week in 1.. {
        if teller.is_full() {
            return Ok(());
        }
        meet(teller, week, partners, random)?;
        work(teller, week, &partners[random.random_range(0..partners.len())], random)?;
    }
    Ok(())
}

fn open(
    teller: &mut Teller<'_>,
    number: u64,
    place: &str,
    first: &Body,
    random: &mut ChaCha8Rng,
) -> Result<(), Failure> {
    let aims = names::aims(random);
    let name = format!("{place}: {} {number} (fictional)", aims[0]);
    let host: BodyId = "host".parse()?;
    let opened =
        json!({ "host_key": teller.host_key(), "name": name, "origin": teller.view.log.origin().as_str() });
    teller.tell(Voice { body: &host, key: &first.key }, "log_opened", &opened)?;
    first.introduce(teller)?;
    let style = STYLES[random.random_range(0..STYLES.len())];
    let proposed = json!({ "name": name, "style": style, "place": place, "aims": aims });
    teller.tell(first.voice(), "partnership_proposed", &proposed)
}

fn join(teller: &mut Teller<'_>, partners: &[Body]) -> Result<(), Failure> {
    let [first, others @ ..] = partners else { return Ok(()) };
    for body in others {
        body.introduce(teller)?;
        teller.tell(first.voice(), "partner_invited", &json!({ "body": body.id.as_str() }))?;
    }
    for body in partners {
        let benefit = json!({ "benefit": "time for those who need us most" });
        teller.tell(body.voice(), "benefit_stated", &benefit)?;
        teller.tell(body.voice(), "partner_joined", &json!({}))?;
    }
    Ok(())
}

fn agree(teller: &mut Teller<'_>, partners: &[Body]) -> Result<(), Failure> {
    let [first, ..] = partners else { return Ok(()) };
    let document = teller.document().to_string();
    let drafted = json!({ "agreement": "1", "version": 1, "document": document });
    teller.tell(first.voice(), "agreement_drafted", &drafted)?;
    let terms = [
        ("3-1", json!({ "type": "decision_rule", "rule": "majority" })),
        ("3-2", json!({ "type": "quorum", "bodies": 2 })),
        ("3-3", json!({ "type": "meeting_schedule", "weekday": "wednesday", "every_weeks": 1 })),
        ("4-1", json!({ "type": "interest_limit", "interest": "financial", "pence": "500000" })),
    ];
    for (clause, term) in terms {
        let set = json!({ "agreement": "1", "version": 1, "clause": clause, "term": term });
        teller.tell(first.voice(), "term_set", &set)?;
    }
    let agreement: AgreementId = "1".parse()?;
    let version =
        teller.view.partnership.agreements.get(&agreement).and_then(|it| it.versions.values().next());
    let Some(version) = version else { return Ok(()) };
    let terms = terms_hash(&version.terms()).to_string();
    let signed = json!({ "agreement": "1", "version": 1, "document": document, "terms": terms });
    for body in partners {
        teller.tell(body.voice(), "agreement_signed", &signed)?;
    }
    Ok(())
}

/// A meeting with a decision, on which now and then somebody stands aside, and which ends as votes and agreement have it.
fn meet(
    teller: &mut Teller<'_>,
    week: u64,
    partners: &[Body],
    random: &mut ChaCha8Rng,
) -> Result<(), Failure> {
    let chair = &partners[random.random_range(0..partners.len())];
    let (meeting, decision) = (format!("m-{week}"), format!("d-{week}"));
    let title = format!("Beds, hours and money for week {week}");
    let items = json!([{ "item": "a", "title": title, "decision": decision }]);
    let called = json!({ "meeting": meeting, "on": teller.day(7)?, "items": items });
    teller.tell(chair.voice(), "meeting_called", &called)?;
    let proposed = json!({ "decision": decision, "title": title, "options": [] });
    teller.tell(chair.voice(), "decision_proposed", &proposed)?;
    let aside =
        (partners.len() > 2 && random.random_ratio(1, 5)).then(|| random.random_range(0..partners.len()));
    for (index, body) in partners.iter().enumerate() {
        if aside == Some(index) {
            let interest = json!({ "decision": decision, "interest": "financial", "pence": "750000" });
            teller.tell(body.voice(), "interest_declared", &interest)?;
            teller.tell(body.voice(), "recusal_made", &json!({ "decision": decision }))?;
        } else {
            let vote = if random.random_ratio(4, 5) { "for" } else { "against" };
            teller.tell(body.voice(), "vote_cast", &json!({ "decision": decision, "vote": vote }))?;
        }
    }
    let id: DecisionId = decision.parse()?;
    if let Some(open) = teller.view.partnership.decisions.get(&id) {
        let tally = teller.view.partnership.tally(open);
        let counted: Vec<&str> = tally.counted.iter().map(BodyId::as_str).collect();
        let taken = json!({ "decision": decision, "outcome": tally.outcome().word(), "counted": counted });
        teller.tell(chair.voice(), "decision_taken", &taken)?;
    }
    let came: Vec<Value> =
        partners.iter().map(|body| json!({ "body": body.id.as_str(), "subjects": [SOMEBODY] })).collect();
    teller.tell(chair.voice(), "meeting_held", &json!({ "meeting": meeting, "attendance": came }))
}

/// What a partner does between meetings.
fn work(teller: &mut Teller<'_>, week: u64, body: &Body, random: &mut ChaCha8Rng) -> Result<(), Failure> {
    let promise = format!("promise-{week}");
    let made =
        json!({ "promise": promise, "what": "a team on call seven days a week", "due": teller.day(90)? });
    teller.tell(body.voice(), "promise_made", &made)?;
    let minutes = random.random_range(60..6_000);
    let time = json!({ "contribution": { "type": "time", "minutes": minutes } });
    teller.tell(body.voice(), "contribution_made", &time)?;
    match random.random_range(0..8) {
        0 => {
            let broken = json!({ "promise": promise, "reason": "two posts stayed empty" });
            teller.tell(body.voice(), "promise_broken", &broken)?;
        }
        1..=5 => teller.tell(body.voice(), "promise_kept", &json!({ "promise": promise }))?,
        _ => {}
    }
    if week % 12 == 1 {
        let risk = json!({ "risk": format!("risk-{week}"), "title": "Winter demand takes what was freed", "likelihood": 3, "impact": 4 });
        teller.tell(body.voice(), "risk_raised", &risk)?;
        let lesson = json!({ "title": "Begin with one rota before sharing a budget" });
        teller.tell(body.voice(), "lesson_recorded", &lesson)?;
    }
    Ok(())
}
