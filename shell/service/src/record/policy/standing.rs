//! How a body stands in a partnership.

use commonweal_record::entry::BodyId;
use commonweal_record::partnership::Partnership;

/// How a body stands in a partnership, as far as its record goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The record does not know it.
    Unknown,
    /// Registered, and no more.
    Observer,
    /// Invited, or admitted from the queue; while nobody has ever joined, every registered body.
    Invited,
    /// Waiting.
    Queued,
    /// In.
    Partner,
    /// Was in.
    Left,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 6] =
        [Self::Unknown, Self::Observer, Self::Invited, Self::Queued, Self::Partner, Self::Left];

    /// How `body` stands. Of an invitation, an admission and a leaving the latest counts.
    pub fn of(body: &BodyId, partnership: &Partnership) -> Self {
        let members = &partnership.members;
        if !members.bodies.contains_key(body) {
            return Self::Unknown;
        }
        if members.is_partner(body) {
            return Self::Partner;
        }
        let invited = members.invited.iter().filter(|told| told.fact.body == *body).map(|told| told.seq);
        let admitted = members.admitted.iter().map(|it| &it.admitted).filter(|told| told.fact.body == *body);
        let asked = invited.chain(admitted.map(|told| told.seq)).max();
        let spells = members.partners.get(body).into_iter().flatten();
        let left = spells.filter_map(|spell| spell.left.as_ref()).map(|told| told.seq).max();
        let queued = members.queue.iter().any(|told| told.fact.body == *body);
        match (asked, left) {
            _ if queued => Self::Queued,
            (Some(asked), left) if left.is_none_or(|left| left < asked) => Self::Invited,
            (_, Some(_)) => Self::Left,
            _ if members.partners.is_empty() => Self::Invited,
            _ => Self::Observer,
        }
    }
}
