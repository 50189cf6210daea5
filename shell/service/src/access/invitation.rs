//! Invitations: a link for one address, into one body with one role, used once. No mail server is needed: a [`Notice`] is shown to whoever
//! invites, or sent by whatever can send.

use commonweal_record::entry::{BodyId, Instant, SubjectId};
use commonweal_store::{Change, Expected};
use serde::{Deserialize, Serialize};

use super::account::{Account, AccountState, EmailAddress, Membership, PersonName};
use super::audit::{Entry, Event, Outcome};
use super::factors::{Factors, Level};
use super::keys::Purpose;
use super::passkey::{Challenge, OwnPasskey, StoredCeremony};
use super::password;
use super::people::kept;
use super::policy::{Action, Permit, Whose};
use super::secret::{SecretText, entropy, hash};
use super::session::Person;
use super::sign_in::SignedIn;
use super::tables::{EMAILS, FACTORS, Found, INVITATIONS, PASSKEYS};
use super::text::{as_text, as_text_or_none};
use super::{Access, AccessError, Actor, instant};
use crate::record::policy::Role;

/// An invitation is good for 7 days.
pub const VALID_SECONDS: u64 = 7 * 24 * 60 * 60;

/// What an invitation gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// A role in a body.
    Membership(Membership),
    /// Running the machine.
    Host,
}

/// An invitation as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct StoredInvitation {
    email: EmailAddress,
    grant: Grant,
    #[serde(with = "as_text_or_none")]
    by: Option<SubjectId>,
    #[serde(with = "as_text")]
    made: Instant,
}

/// An invitation that was not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// By which it is withdrawn; not the token.
    pub id: String,
    /// For whom.
    pub email: EmailAddress,
    /// To what.
    pub grant: Grant,
    /// By whom; nobody where it was the host at the machine.
    pub by: Option<SubjectId>,
    /// When it was made.
    pub made: Instant,
}

/// A link to be handed to somebody. Whoever has it can use it, so it is handed over by a way that reaches that person alone.
#[derive(Debug, Clone)]
pub struct Notice {
    /// For whom.
    pub to: EmailAddress,
    /// What the link leads to.
    pub purpose: NoticePurpose,
    /// The path of the page, with the token in it: `/invitation/TOKEN` or `/reset/TOKEN`.
    pub path: SecretText,
    /// Until when it is good.
    pub until: Instant,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticePurpose {
    /// An invitation.
    Invitation,
    /// Setting a new password.
    Reset,
}

impl Access {
    /// Invites somebody.
    ///
    /// # Errors
    /// [`AccessError::Denied`]; [`AccessError::Denied`] too for the roles of nobody and of the host within a body.
    pub fn invite(&self, actor: Actor<'_>, email: EmailAddress, grant: Grant) -> Result<Notice, AccessError> {
        let now = self.now()?;
        may_grant(actor, &grant)?;
        let token = SecretText::random(&[], &self.surroundings)?;
        let stored =
            StoredInvitation { email: email.clone(), grant, by: actor.subject(), made: instant(now)? };
        let until = now + VALID_SECONDS;
        let mut changes = self.audited(&noted(actor, &stored.grant, Event::Invited), now)?;
        changes.push(INVITATIONS.put(hash(token.reveal()), &stored, Expected::Absent, Some(until))?);
        self.store.write(&changes)?;
        let path = SecretText::new(format!("/invitation/{}", token.reveal()));
        Ok(Notice { to: email, purpose: NoticePurpose::Invitation, path, until: instant(until)? })
    }

    /// The invitations that were not used yet: of a body, or all of them for the host.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub fn invitations(&self, actor: Actor<'_>, of: Option<&BodyId>) -> Result<Vec<Invitation>, AccessError> {
        match of {
            Some(body) => actor.may(Action::ListPeople, body)?,
            None => actor.may_to(Action::ListPeople, Whose::AnotherBody)?,
        };
        let all = INVITATIONS.list(self.store.as_ref(), "", self.now()?)?;
        let all = all.into_iter().map(|(id, found)| found.value.view(id));
        Ok(all.filter(|invitation| of.is_none_or(|body| invitation.grant.body() == Some(body))).collect())
    }

    /// Withdraws an invitation.
    ///
    /// # Errors
    /// [`AccessError::Gone`], [`AccessError::Denied`].
    pub fn withdraw(&self, actor: Actor<'_>, id: &str) -> Result<(), AccessError> {
        let now = self.now()?;
        let found = INVITATIONS.get(self.store.as_ref(), id, now)?;
        let found = found.ok_or(AccessError::Gone { what: "invitation" })?;
        match &found.value.grant {
            Grant::Membership(membership) => actor.may(Action::Withdraw, &membership.body)?,
            Grant::Host => actor.may_to(Action::Withdraw, Whose::AnotherBody)?,
        };
        let mut changes = self.audited(&noted(actor, &found.value.grant, Event::InvitationWithdrawn), now)?;
        changes.push(INVITATIONS.remove(id, found.expected()));
        Ok(self.store.write(&changes)?)
    }

    /// What an invitation says to whoever opens its link.
    ///
    /// # Errors
    /// [`AccessError::LinkGone`].
    pub fn invitation(&self, token: &str) -> Result<Invitation, AccessError> {
        let id = hash(token);
        Ok(self.invited(&id, self.now()?)?.value.view(id))
    }

    /// Accepts an invitation with a name and a password, which makes an account and signs in to it; a second factor must follow.
    ///
    /// # Errors
    /// [`AccessError::LinkGone`], [`AccessError::AccountExists`], [`AccessError::Password`], [`AccessError::Account`].
    pub fn accept(&self, token: &str, name: &str, password: &str) -> Result<SignedIn, AccessError> {
        let now = self.now()?;
        let id = hash(token);
        let found = self.invited(&id, now)?;
        let name: PersonName = name.parse()?;
        password::check(password, &found.value.email)?;
        let hash = self.hashing.hash(password, &self.surroundings)?;
        let factors = Factors { password: Some(hash), ..Factors::default() };
        let account = self.account_of(&found.value, self.new_subject()?, name, now)?;
        let changes = self.accepted(&id, &found, &account, &factors, now)?;
        self.begin_with(&account, Level::Password, factors.step(Level::Password), changes, now)
    }

    /// Begins to accept an invitation with a name and a passkey, without any password.
    ///
    /// # Errors
    /// [`AccessError::LinkGone`], [`AccessError::Account`], [`AccessError::NoSite`].
    pub fn begin_acceptance(&self, token: &str, name: &str) -> Result<Challenge, AccessError> {
        let now = self.now()?;
        let invitation = hash(token);
        let found = self.invited(&invitation, now)?;
        let name: PersonName = name.parse()?;
        let subject = self.new_subject()?;
        let (email, none) = (found.value.email.as_str(), Factors::default());
        let (options, state) = self.passkeys()?.register(subject, email, name.as_str(), &none)?;
        self.keep(&StoredCeremony::Accept { subject, name, invitation, state }, &options, now)
    }

    /// Accepts the invitation with the answer to [`begin_acceptance`](Self::begin_acceptance), and signs in.
    ///
    /// # Errors
    /// [`AccessError::LinkGone`], [`AccessError::AccountExists`], [`AccessError::Passkey`], [`AccessError::CeremonyGone`].
    pub fn finish_acceptance(
        &self,
        ceremony: &str,
        response: &str,
        passkey_name: &str,
    ) -> Result<SignedIn, AccessError> {
        let now = self.now()?;
        let passkey_name: PersonName = passkey_name.parse()?;
        let StoredCeremony::Accept { subject, name, invitation, state } = self.take(ceremony)? else {
            return Err(AccessError::CeremonyGone);
        };
        let found = self.invited(&invitation, now)?;
        let own = OwnPasskey::new(self.passkeys()?.registered(response, &state)?, passkey_name, now)?;
        let listed = PASSKEYS.put(own.id(), &subject.to_string(), Expected::Absent, None)?;
        let factors = Factors { passkeys: vec![own], ..Factors::default() };
        let account = self.account_of(&found.value, subject, name, now)?;
        let mut changes = self.accepted(&invitation, &found, &account, &factors, now)?;
        changes.push(listed);
        self.begin_with(&account, Level::Passkey, None, changes, now)
    }

    /// Accepts an invitation into one more body with the account that one has.
    ///
    /// # Errors
    /// [`AccessError::LinkGone`], [`AccessError::InvitedAnother`].
    pub fn accept_as(&self, token: &str, person: &Person) -> Result<Account, AccessError> {
        let now = self.now()?;
        let id = hash(token);
        let found = self.invited(&id, now)?;
        if !found.value.email.is_same_as(&person.account.email) {
            return Err(AccessError::InvitedAnother);
        }
        let before = self.account(person.account.subject)?;
        let mut account = before.value.clone();
        found.value.grant.clone().give(&mut account);
        let entry = Entry { by: found.value.by, ..Entry::of(&account, Event::InvitationAccepted) };
        let mut changes = self.audited(&entry, now)?;
        changes.push(INVITATIONS.remove(id, found.expected()));
        changes.extend(kept(Some(&before), &account)?);
        self.store.write(&changes)?;
        Ok(account)
    }

    fn invited(&self, id: &str, now: u64) -> Result<Found<StoredInvitation>, AccessError> {
        INVITATIONS.get(self.store.as_ref(), id, now)?.ok_or(AccessError::LinkGone)
    }

    fn new_subject(&self) -> Result<SubjectId, AccessError> {
        Ok(SubjectId(entropy(&self.surroundings)?))
    }

    fn account_of(
        &self,
        invitation: &StoredInvitation,
        subject: SubjectId,
        name: PersonName,
        now: u64,
    ) -> Result<Account, AccessError> {
        if self.by_email(&invitation.email, now)?.is_some() {
            return Err(AccessError::AccountExists);
        }
        let mut account = Account {
            subject,
            name,
            email: invitation.email.clone(),
            memberships: Vec::new(),
            is_host: false,
            created: instant(now)?,
            state: AccountState::Active,
        };
        invitation.grant.clone().give(&mut account);
        Ok(account)
    }

    /// The changes that turn an invitation into an account: all of them are made, or none.
    fn accepted(
        &self,
        id: &str,
        found: &Found<StoredInvitation>,
        account: &Account,
        factors: &Factors,
        now: u64,
    ) -> Result<Vec<Change<'static>>, AccessError> {
        let subject = account.subject.to_string();
        let email = self.keys.keyed_hash(Purpose::Email, &account.email.folded());
        let entry = Entry { by: found.value.by, ..Entry::of(account, Event::InvitationAccepted) };
        let mut changes = self.audited(&entry, now)?;
        changes.push(INVITATIONS.remove(id, found.expected()));
        changes.push(EMAILS.put(email, &subject, Expected::Absent, None)?);
        changes.push(FACTORS.put(subject, factors, Expected::Absent, None)?);
        changes.extend(kept(None, account)?);
        Ok(changes)
    }
}

/// Leave to give somebody something.
pub(super) fn may_grant(actor: Actor<'_>, grant: &Grant) -> Result<Permit, AccessError> {
    match grant {
        Grant::Membership(Membership { body, role: Role::Member | Role::Lead }) => {
            actor.may(Action::InvitePerson, body)
        }
        Grant::Membership(Membership { body, role: Role::Officer }) => actor.may(Action::InviteOfficer, body),
        // Nobody is a visitor or the host of a body; running the machine is a grant of its own.
        Grant::Membership(_) | Grant::Host => actor.may_to(Action::InviteHost, Whose::AnotherBody),
    }
}

fn noted<'a>(actor: Actor<'_>, grant: &'a Grant, event: Event) -> Entry<'a> {
    Entry { event, outcome: Outcome::Done, account: None, by: actor.subject(), body: grant.body() }
}

impl Grant {
    fn body(&self) -> Option<&BodyId> {
        match self {
            Self::Membership(membership) => Some(&membership.body),
            Self::Host => None,
        }
    }

    fn give(self, account: &mut Account) {
        match self {
            Self::Membership(membership) => account.give(membership),
            Self::Host => account.is_host = true,
        }
    }
}

impl StoredInvitation {
    fn view(self, id: String) -> Invitation {
        Invitation { id, email: self.email, grant: self.grant, by: self.by, made: self.made }
    }
}
