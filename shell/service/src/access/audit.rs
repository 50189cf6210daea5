//! The audit of access: who signed in, was let in or was refused. It holds opaque ids and bodies, no name and no address.

use commonweal_record::entry::{BodyId, Instant, SubjectId};
use commonweal_store::{Change, Expected};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::policy::{Action, Whose};
use super::secret::{entropy, hexadecimal};
use super::tables::AUDIT;
use super::text::{as_text, as_text_or_none};
use super::{Access, AccessError, Actor, instant};

/// How long an event is kept, in months of 30.44 days.
pub const KEPT_MONTHS: u64 = 24;
const MONTH_SECONDS: u64 = 2_629_746;
/// Beyond every instant of the record's calendar: what is later is smaller when subtracted from it, so that the newest come first.
const BEYOND: u64 = 1_000_000_000_000;

macro_rules! events {
    ($($(#[doc = $doc:literal])+ $name:ident = $words:literal;)+) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Event {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Event {
            /// In words, for a page.
            pub fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)+ }
            }
        }
    };
}

events! {
    /// A password.
    PasswordGiven = "gave a password";
    /// A code, a recovery code or a passkey as second factor.
    SecondFactorGiven = "confirmed with a second factor";
    /// A passkey alone.
    PasskeyGiven = "signed in with a passkey";
    /// The organisation's provider said who it was.
    ProviderVouched = "signed in through the organisation";
    /// Linked the account with a provider.
    ProviderLinked = "linked the account with the organisation's sign-in";
    /// Took such a link away.
    ProviderUnlinked = "unlinked the account from the organisation's sign-in";
    /// Changed the e-mail address.
    EmailChanged = "changed the e-mail address";
    /// Signed out.
    SignedOut = "signed out";
    /// Ended other sessions.
    SessionsEnded = "ended other sessions";
    /// Changed the password.
    PasswordChanged = "changed the password";
    /// Added a second factor.
    FactorAdded = "added a second factor";
    /// Removed a second factor.
    FactorRemoved = "removed a second factor";
    /// Used a recovery code.
    RecoveryCodeUsed = "used a recovery code";
    /// Had new recovery codes made.
    RecoveryCodesMade = "had new recovery codes made";
    /// An invitation was made.
    Invited = "somebody was invited";
    /// An invitation was withdrawn.
    InvitationWithdrawn = "an invitation was withdrawn";
    /// An invitation was accepted.
    InvitationAccepted = "accepted an invitation";
    /// A role was given.
    RoleGiven = "was given another role";
    /// A membership ended.
    MembershipEnded = "no longer belongs to the body";
    /// A reset link was made.
    ResetMade = "a reset link was made for this person";
    /// A reset link was used.
    ResetUsed = "used a reset link";
    /// An account was closed.
    AccountClosed = "the account was closed";
    /// An account was erased.
    AccountErased = "the account was erased";
    /// A key of a body was added.
    BodyKeyAdded = "added a key of the body";
    /// A key of a body was revoked.
    BodyKeyRevoked = "revoked a key of the body";
    /// A token was made.
    TokenMade = "made a token for a program";
    /// A token was revoked.
    TokenRevoked = "a token was revoked";
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Done.
    Done,
    /// Refused.
    Refused,
}

/// One line of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// When.
    #[serde(with = "as_text")]
    pub at: Instant,
    /// What.
    pub event: Event,
    /// Whom it concerns, if anybody known.
    #[serde(with = "as_text_or_none", default)]
    pub subject: Option<SubjectId>,
    /// Who did it, where it was another person; nobody where it was the host at the machine.
    #[serde(with = "as_text_or_none", default)]
    pub by: Option<SubjectId>,
    /// The body concerned, where it was one.
    #[serde(with = "as_text_or_none", default)]
    pub body: Option<BodyId>,
    /// How it ended.
    pub outcome: Outcome,
}

/// Part of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditScope {
    /// All of it, for the host.
    Everything,
    /// What concerns a body or its people, for its officers.
    Body(BodyId),
    /// What concerns oneself.
    Oneself,
}

/// Some lines of the audit, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The lines.
    pub events: Vec<AuditEvent>,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<String>,
}

/// What is to be written down.
pub(super) struct Entry<'a> {
    pub(super) event: Event,
    pub(super) outcome: Outcome,
    pub(super) account: Option<&'a Account>,
    pub(super) by: Option<SubjectId>,
    pub(super) body: Option<&'a BodyId>,
}

impl<'a> Entry<'a> {
    /// Something that a person did.
    pub(super) fn of(account: &'a Account, event: Event) -> Self {
        Self { event, outcome: Outcome::Done, account: Some(account), by: None, body: None }
    }

    /// Something that nobody known did.
    pub(super) fn of_nobody(event: Event) -> Self {
        Self { event, outcome: Outcome::Done, account: None, by: None, body: None }
    }

    pub(super) fn refused(self) -> Self {
        Self { outcome: Outcome::Refused, ..self }
    }
}

impl Access {
    /// The lines of an event: one for the host, one for the person, one for each body concerned. They are written with the change itself.
    pub(super) fn audited(&self, entry: &Entry<'_>, now: u64) -> Result<Vec<Change<'static>>, AccessError> {
        let event = AuditEvent {
            at: instant(now)?,
            event: entry.event,
            subject: entry.account.map(|account| account.subject),
            by: entry.by,
            body: entry.body.cloned(),
            outcome: entry.outcome,
        };
        let of_account = entry.account.iter().flat_map(|account| &account.memberships).map(|held| &held.body);
        let mut bodies: Vec<&BodyId> = of_account.chain(entry.body).collect();
        bodies.sort();
        bodies.dedup();
        let mut scopes = vec![scope_of_everything()];
        scopes.extend(entry.account.map(|account| scope_of_person(account.subject)));
        scopes.extend(bodies.into_iter().map(scope_of_body));
        let random: [u8; 8] = entropy(&self.surroundings)?;
        let place = format!("{:012}/{}", BEYOND.saturating_sub(now), hexadecimal(&random));
        let until = Some(now + KEPT_MONTHS * MONTH_SECONDS);
        let line = |scope: String| AUDIT.put(scope + &place, &event, Expected::Absent, until);
        scopes.into_iter().map(line).collect()
    }

    /// Up to `limit` lines of the audit, newest first.
    ///
    /// # Errors
    /// [`AccessError::Denied`], and what the store says.
    pub fn audit(
        &self,
        actor: Actor<'_>,
        scope: &AuditScope,
        after: Option<&str>,
        limit: usize,
    ) -> Result<AuditPage, AccessError> {
        let prefix = match (scope, actor) {
            (AuditScope::Body(body), _) => {
                actor.may(Action::ReadAudit, body)?;
                scope_of_body(body)
            }
            (AuditScope::Oneself, Actor::Person(person)) => scope_of_person(person.account.subject),
            (AuditScope::Everything | AuditScope::Oneself, _) => {
                actor.may_to(Action::ReadAudit, Whose::AnotherBody)?;
                scope_of_everything()
            }
        };
        let mut page = AUDIT.page(self.store.as_ref(), &prefix, after, limit + 1)?;
        let more = page.len() > limit;
        page.truncate(limit);
        let next = page.last().filter(|_| more).map(|(key, _)| key.clone());
        Ok(AuditPage { events: page.into_iter().map(|(_, event)| event).collect(), next })
    }
}

fn scope_of_everything() -> String {
    "all/".to_owned()
}

fn scope_of_person(subject: SubjectId) -> String {
    format!("subject/{subject}/")
}

fn scope_of_body(body: &BodyId) -> String {
    format!("body/{body}/")
}
