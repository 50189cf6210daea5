//! The people of a place: who there is, what they are in which body, and letting them go.

use commonweal_record::entry::{BodyId, SubjectId};
use commonweal_store::{Change, Expected};

use super::account::{Account, AccountState, EmailAddress, Membership};
use super::audit::{Entry, Event};
use super::invitation::{Grant, may_grant};
use super::keys::Purpose;
use super::policy::{Action, Whose};
use super::tables::{ACCOUNTS, EMAILS, FACTORS, Found, IDENTITIES, MEMBERS, PASSKEYS, PENDING_TOTP};
use super::text::word;
use super::{Access, AccessError, Actor};

impl Access {
    /// The people of a body, or everybody for the host, by name.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub fn people(&self, actor: Actor<'_>, of: Option<&BodyId>) -> Result<Vec<Account>, AccessError> {
        let now = self.now()?;
        let mut people = if let Some(body) = of {
            actor.may(Action::ListPeople, body)?;
            self.members(body, now)?
        } else {
            actor.may_to(Action::ListPeople, Whose::AnotherBody)?;
            let all = ACCOUNTS.list(self.store.as_ref(), "", now)?;
            all.into_iter().map(|(_, found)| found.value).collect()
        };
        people.sort_by(|left: &Account, right| left.name.as_str().cmp(right.name.as_str()));
        Ok(people)
    }

    /// What the person behind a subject id of the record is called, for those who are signed in; nothing where the account was erased.
    ///
    /// # Errors
    /// What the store says.
    pub fn name_of(&self, subject: SubjectId) -> Result<Option<String>, AccessError> {
        let found = ACCOUNTS.get(self.store.as_ref(), &subject.to_string(), self.now()?)?;
        Ok(found.map(|found| found.value.name.to_string()))
    }

    /// Somebody's account by the address, for the host.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::UnknownPerson`].
    pub fn person(&self, actor: Actor<'_>, email: &EmailAddress) -> Result<Account, AccessError> {
        actor.may_to(Action::ListPeople, Whose::AnotherBody)?;
        let found = self.by_email(email, self.now()?)?;
        found.ok_or_else(|| AccessError::UnknownPerson { email: email.to_string() })
    }

    /// Gives somebody of a body another role in it.
    ///
    /// # Errors
    /// [`AccessError::Denied`]; [`AccessError::Gone`] for somebody who is not of that body: they are invited.
    pub fn give_role(
        &self,
        actor: Actor<'_>,
        subject: SubjectId,
        membership: Membership,
    ) -> Result<Account, AccessError> {
        let now = self.now()?;
        let before = self.account(subject)?;
        let body = membership.body.clone();
        may_grant(actor, &Grant::Membership(membership.clone()))?;
        // Taking a role away is as much as ending it.
        actor.may(Action::EndMembership, &body)?;
        if !before.value.memberships.iter().any(|held| held.body == body) {
            return Err(AccessError::Gone { what: "membership" });
        }
        let mut account = before.value.clone();
        account.give(membership);
        self.changed(actor, &before, account, Event::RoleGiven, &body, now)
    }

    /// Ends what somebody is in a body: an officer of it, the host, or the person.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::Gone`].
    pub fn end_membership(
        &self,
        actor: Actor<'_>,
        subject: SubjectId,
        body: &BodyId,
    ) -> Result<Account, AccessError> {
        let now = self.now()?;
        let before = self.account(subject)?;
        if actor.subject() == Some(subject) {
            actor.may_to(Action::EndMembership, Whose::Oneself)?;
        } else {
            actor.may(Action::EndMembership, body)?;
        }
        let mut account = before.value.clone();
        account.memberships.retain(|held| held.body != *body);
        if account == before.value {
            return Err(AccessError::Gone { what: "membership" });
        }
        self.changed(actor, &before, account, Event::MembershipEnded, body, now)
    }

    /// Closes an account: nobody signs in with it any more, and its tokens are worth nothing. The name stays, to explain old facts.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::Gone`].
    pub fn close(&self, actor: Actor<'_>, subject: SubjectId) -> Result<(), AccessError> {
        let now = self.now()?;
        let before = self.account(subject)?;
        actor.may_with(Action::CloseAccount, &before.value)?;
        let account = Account { state: AccountState::Closed, ..before.value.clone() };
        let entry = Entry { by: actor.subject(), ..Entry::of(&account, Event::AccountClosed) };
        let mut changes = self.audited(&entry, now)?;
        changes.extend(self.without_sessions(subject, now)?);
        changes.extend(self.without_resets(&subject.to_string(), now)?);
        changes.extend(kept(Some(&before), &account)?);
        Ok(self.store.write(&changes)?)
    }

    /// Erases an account: name, address and all that one signed in with. The record keeps an opaque id that leads nowhere.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::Gone`].
    pub fn erase(&self, actor: Actor<'_>, subject: SubjectId) -> Result<(), AccessError> {
        let now = self.now()?;
        let before = self.account(subject)?;
        actor.may_with(Action::EraseAccount, &before.value)?;
        let key = subject.to_string();
        let email = self.keys.keyed_hash(Purpose::Email, &before.value.email.folded());
        let entry = Entry { by: actor.subject(), ..Entry::of(&before.value, Event::AccountErased) };
        let mut changes = self.audited(&entry, now)?;
        changes.extend(self.without_sessions(subject, now)?);
        changes.extend(self.without_resets(&key, now)?);
        changes.extend(self.without_drafts(subject, now)?);
        let factors = self.factors(&key, now)?.value;
        changes.extend(factors.passkeys.iter().map(|own| PASSKEYS.remove(own.id(), Expected::Any)));
        changes.extend(factors.identities.iter().map(|own| IDENTITIES.remove(&own.id, Expected::Any)));
        let members = before.value.memberships.iter();
        changes.extend(members.map(|held| MEMBERS.remove(member_key(held, subject), Expected::Any)));
        changes.push(PENDING_TOTP.remove(key.clone(), Expected::Any));
        changes.push(FACTORS.remove(key.clone(), Expected::Any));
        changes.push(EMAILS.remove(email, Expected::Any));
        changes.push(ACCOUNTS.remove(key, before.expected()));
        Ok(self.store.write(&changes)?)
    }

    pub(super) fn account(&self, subject: SubjectId) -> Result<Found<Account>, AccessError> {
        let found = ACCOUNTS.get(self.store.as_ref(), &subject.to_string(), self.now()?)?;
        found.ok_or(AccessError::Gone { what: "account" })
    }

    fn members(&self, body: &BodyId, now: u64) -> Result<Vec<Account>, AccessError> {
        let listed = MEMBERS.list(self.store.as_ref(), &format!("{body}/"), now)?;
        let mut members = Vec::new();
        for (key, _) in listed {
            let subject = key.rsplit('/').next().unwrap_or_default();
            members.extend(ACCOUNTS.get(self.store.as_ref(), subject, now)?.map(|found| found.value));
        }
        Ok(members)
    }

    fn changed(
        &self,
        actor: Actor<'_>,
        before: &Found<Account>,
        account: Account,
        event: Event,
        body: &BodyId,
        now: u64,
    ) -> Result<Account, AccessError> {
        let entry = Entry { by: actor.subject(), body: Some(body), ..Entry::of(&account, event) };
        let mut changes = self.audited(&entry, now)?;
        changes.extend(kept(Some(before), &account)?);
        self.store.write(&changes)?;
        Ok(account)
    }
}

/// The changes that keep an account, and the list of members in step with it.
pub(super) fn kept(
    before: Option<&Found<Account>>,
    account: &Account,
) -> Result<Vec<Change<'static>>, AccessError> {
    let expected = before.map_or(Expected::Absent, Found::expected);
    let mut changes = vec![ACCOUNTS.put(account.subject.to_string(), account, expected, None)?];
    let held = before.into_iter().flat_map(|before| &before.value.memberships);
    changes.extend(held.map(|held| MEMBERS.remove(member_key(held, account.subject), Expected::Any)));
    for held in &account.memberships {
        let role = word(held.role).to_owned();
        changes.push(MEMBERS.put(member_key(held, account.subject), &role, Expected::Any, None)?);
    }
    Ok(changes)
}

fn member_key(membership: &Membership, subject: SubjectId) -> String {
    format!("{}/{subject}", membership.body)
}
