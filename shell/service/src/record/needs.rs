//! What a body is waited for in a partnership: votes, signatures, promises, minutes, reviews.

use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::fact::{AgreementId, Date, DecisionId, MeetingId, PromiseId, ReviewId};
use commonweal_record::partnership::Partnership;

use super::policy::Standing;

/// Something that a body is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub what: Needed,
    /// In words, without the body: "vote on 'One falls team'".
    pub title: String,
    /// Since when.
    pub since: Instant,
    /// By when, where there is a day.
    pub due: Option<Date>,
}

/// What a body is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// Its joining, after an invitation.
    Joining,
    /// Its vote.
    Vote(DecisionId),
    /// Its board's release of a decision.
    Release(DecisionId),
    /// Its signature under the latest version.
    Signature(AgreementId),
    /// The keeping of a promise.
    Promise(PromiseId),
    /// Its approval of the minutes.
    Minutes(MeetingId),
    /// The publishing of a review that it promised.
    Review(ReviewId),
}

impl Need {
    /// Whether its day is past.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today)
    }
}

/// What `body` is waited for, longest first.
pub fn needs(partnership: &Partnership, body: &BodyId) -> Vec<Need> {
    let mut needs = match Standing::of(body, partnership) {
        Standing::Partner => {
            let mut needs = decisions(partnership, body);
            needs.extend(signatures(partnership, body));
            needs.extend(minutes(partnership, body));
            needs
        }
        Standing::Invited => invitation(partnership, body).into_iter().collect(),
        _ => Vec::new(),
    };
    needs.extend(promises(partnership, body));
    needs.extend(reviews(partnership, body));
    needs.sort_by_key(|need| need.since);
    needs
}

fn invitation(partnership: &Partnership, body: &BodyId) -> Option<Need> {
    let told = partnership.members.invited.iter().rev().find(|told| told.fact.body == *body)?;
    Some(Need {
        what: Needed::Joining,
        title: "answer the invitation to join".to_owned(),
        since: told.at,
        due: None,
    })
}

fn decisions(partnership: &Partnership, body: &BodyId) -> Vec<Need> {
    let open = partnership.decisions.iter().filter(|(_, decision)| decision.taken.is_none());
    let mut needs = Vec::new();
    for (id, decision) in open {
        let (title, since) = (&decision.proposed.fact.title, decision.proposed.at);
        let aside = decision.recused.iter().any(|told| told.body == *body);
        if !aside && !decision.latest_votes().contains_key(body) {
            needs.push(Need {
                what: Needed::Vote(id.clone()),
                title: format!("vote on '{title}'"),
                since,
                due: None,
            });
        }
        if decision.waiting_for().contains(body) {
            let title = format!("release '{title}', which waits for your board");
            needs.push(Need { what: Needed::Release(id.clone()), title, since, due: None });
        }
    }
    needs
}

fn signatures(partnership: &Partnership, body: &BodyId) -> Vec<Need> {
    let open = partnership.agreements.iter().filter(|(_, agreement)| agreement.over_from.is_none());
    let latest =
        open.filter_map(|(id, agreement)| agreement.versions.last_key_value().map(|latest| (id, latest)));
    let unsigned = latest.filter(|(_, (_, version))| !version.signed.contains_key(body));
    unsigned
        .map(|(id, (number, version))| Need {
            what: Needed::Signature(id.clone()),
            title: format!("sign version {number} of agreement {id}"),
            since: version.drafted.at,
            due: None,
        })
        .collect()
}

fn minutes(partnership: &Partnership, body: &BodyId) -> Vec<Need> {
    let held = partnership
        .meetings
        .iter()
        .filter_map(|(id, meeting)| meeting.held.as_ref().map(|held| (id, meeting, held)));
    let open = held.filter(|(_, meeting, held)| {
        held.fact.attendance.0.contains_key(body) && meeting.minutes.iter().all(|told| told.body != *body)
    });
    open.map(|(id, meeting, held)| Need {
        what: Needed::Minutes(id.clone()),
        title: format!("approve the minutes of {}", meeting.called.fact.on.in_words()),
        since: held.at,
        due: None,
    })
    .collect()
}

fn promises(partnership: &Partnership, body: &BodyId) -> Vec<Need> {
    let own = partnership.programme.promises.iter().filter(|(_, promise)| promise.made.body == *body);
    let open = own.filter(|(_, promise)| promise.kept.is_none() && promise.broken.is_none());
    open.map(|(id, promise)| Need {
        what: Needed::Promise(id.clone()),
        title: format!("keep the promise: {}", promise.made.fact.what),
        since: promise.made.at,
        due: Some(promise.made.fact.due),
    })
    .collect()
}

fn reviews(partnership: &Partnership, body: &BodyId) -> Vec<Need> {
    let own = partnership.evidence.reviews.iter().filter(|(_, review)| review.promised.body == *body);
    own.filter(|(_, review)| review.published.is_none())
        .map(|(id, review)| Need {
            what: Needed::Review(id.clone()),
            title: format!("publish the review '{}'", review.promised.fact.title),
            since: review.promised.at,
            due: Some(review.promised.fact.publish_by),
        })
        .collect()
}
