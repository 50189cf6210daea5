//! Facts of signed-in people: the person's own role is put to the policy, and the host signs on their word.

use commonweal_record::entry::{BodyId, SubjectId};
use commonweal_record::fact::{Signer, Which, kind_of};
use commonweal_record::key::SecretKey;

use super::policy::{Decision, Denied, Relation, Role, Standing, action_for, allowed};
use super::{Author, OpenLog, RecordError, Recorded, Statement};

/// A person who acts for a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// The body.
    pub body: BodyId,
    /// What the person is in it.
    pub role: Role,
    /// The person, by an opaque id.
    pub subject: SubjectId,
}

impl OpenLog {
    /// Whether the person may record facts of a kind as things stand, with whatever key.
    pub fn may_record(&self, which: Which, acting: &Acting) -> Decision {
        let standing = Standing::of(&acting.body, &self.view().partnership);
        allowed(action_for(which), acting.role, Relation::Own, standing)
    }

    /// As [`OpenLog::may_record`], with who may not do what, and why.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn permit(&self, which: Which, acting: &Acting) -> Result<(), Denied> {
        match self.may_record(which, acting) {
            Decision::Allowed => Ok(()),
            Decision::Denied(reason) => {
                Err(Denied { body: acting.body.to_string(), action: action_for(which), reason })
            }
        }
    }

    /// Whether a fact of `kind` must be signed with a key of `body` as things stand. A body without a key has its first one added by the host.
    pub fn needs_key_of(&self, kind: &str, body: &BodyId) -> bool {
        match kind_of(kind).map(|kind| kind.signer) {
            None | Some(Signer::Host | Signer::Either) => false,
            Some(Signer::Body) => true,
            Some(Signer::BodyOnceItHasAKey) => !self.view().log.valid_keys(body).is_empty(),
        }
    }

    /// Records what a person says for a body, signed by the host on the person's word. The entry carries the person's opaque id.
    ///
    /// # Errors
    /// [`RecordError::NeedsKey`] where only the body's own key will do, and as for [`attest`](Self::attest).
    pub fn attest_as(
        &mut self,
        statement: &Statement,
        acting: &Acting,
        host: &SecretKey,
    ) -> Result<Recorded, RecordError> {
        let relation = if statement.body == acting.body { Relation::Own } else { Relation::Other };
        self.authorise(&statement.fact, &statement.body, acting.role, relation)?;
        let kind = statement.fact.kind();
        if self.needs_key_of(kind, &statement.body) {
            return Err(RecordError::NeedsKey { kind: kind.to_owned(), body: statement.body.to_string() });
        }
        let statement = Statement { actor: Some(acting.subject), ..statement.clone() };
        self.say(&statement, Author::Host(host), acting.role, relation)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use commonweal_record::canonical;
    use commonweal_record::entry::{Attest, Entry};
    use commonweal_record::fact::Fact;

    use super::*;
    use crate::record::policy::Reason;
    use crate::record::{Database, Place, Surroundings};

    const SLUG: &str = "northdown";

    fn fact(kind: &str, payload: &str) -> Fact {
        let schema = kind_of(kind).unwrap().schema;
        Fact::from_payload(kind, schema, &canonical::parse(payload.as_bytes()).unwrap()).unwrap()
    }

    /// A place with one fictional body, which has proposed a partnership.
    fn place(folder: &Path) -> (Place, OpenLog) {
        let database = Database::Sqlite(folder.join("record.db"));
        let place =
            Place::init(database, &folder.join("host"), "record.example", Surroundings::of_this_machine())
                .unwrap();
        let registered =
            r#"{"body":"acute","legal_form":"nhs_trust","name":"Northdown Acute","purpose":"hospital care"}"#;
        let Fact::BodyRegistered(registered) = fact("body_registered", registered) else { unreachable!() };
        place.add_body(registered).unwrap();
        let proposal =
            r#"{"aims":["fewer falls"],"name":"Northdown Together","place":"Northdown","style":"upstream"}"#;
        let (log, _) = place
            .propose(SLUG, &"acute".parse().unwrap(), fact("partnership_proposed", proposal), None)
            .unwrap();
        (place, log)
    }

    fn acting(body: &str, role: Role) -> Acting {
        Acting { body: body.parse().unwrap(), role, subject: SubjectId([7; 16]) }
    }

    fn benefit(place: &Place) -> Statement {
        let fact = fact("benefit_stated", r#"{"benefit":"beds free by noon"}"#);
        place.statement(&"acute".parse().unwrap(), fact).unwrap()
    }

    #[test]
    fn what_a_lead_says_is_signed_by_the_host_and_carries_the_lead() {
        let folder = tempfile::tempdir().unwrap();
        let (place, mut log) = place(folder.path());
        let said = benefit(&place);
        let lead = acting("acute", Role::Lead);
        let host = &place.host().unwrap().key;
        let recorded = log.attest_as(&said, &lead, host).unwrap();
        let row = log.rows(recorded.receipt.seq, 1).unwrap().remove(0);
        let intent = Entry::from_bytes(&row.bytes).unwrap().intent;
        assert_eq!((intent.actor, intent.attest), (Some(lead.subject), Attest::Host));
        let again = log.attest_as(&said, &lead, host).unwrap();
        assert_eq!((again.before, again.receipt.seq), (true, recorded.receipt.seq));
        assert_eq!(log.recorded(said.id).unwrap(), Some(recorded.receipt.seq));
    }

    #[test]
    fn the_persons_role_counts_and_not_the_hosts() {
        let folder = tempfile::tempdir().unwrap();
        let (place, mut log) = place(folder.path());
        let host = &place.host().unwrap().key;
        let refused = log.attest_as(&benefit(&place), &acting("acute", Role::Member), host);
        let Err(RecordError::Denied(denied)) = refused else { return assert!(refused.is_err()) };
        assert_eq!(denied.reason, Reason::Takes(Role::Lead));
        let refused = log.attest_as(&benefit(&place), &acting("council", Role::Officer), host);
        let Err(RecordError::Denied(denied)) = refused else { return assert!(refused.is_err()) };
        assert_eq!(denied.reason, Reason::AnotherBody);
    }

    #[test]
    fn what_binds_the_body_takes_its_key_and_not_the_hosts() {
        let folder = tempfile::tempdir().unwrap();
        let (place, mut log) = place(folder.path());
        let officer = acting("acute", Role::Officer);
        let joining = place.statement(&officer.body, fact("partner_joined", "{}")).unwrap();
        let size = log.view().log.size();
        let refused = log.attest_as(&joining, &officer, &place.host().unwrap().key);
        assert!(matches!(refused, Err(RecordError::NeedsKey { .. })), "{refused:?}");
        assert_eq!(log.view().log.size(), size);
        assert!(!log.needs_key_of("key_added", &officer.body));
        place.new_key(&officer.body, &folder.path().join("acute.key"), None).unwrap();
        log.refresh().unwrap();
        assert!(log.needs_key_of("key_added", &officer.body));
    }
}
