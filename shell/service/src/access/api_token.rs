//! Tokens for programs: of one body, as member or lead and never as officer, for a limited time.

use commonweal_record::entry::{BodyId, Instant, SubjectId};
use commonweal_store::Expected;
use serde::{Deserialize, Serialize};

use super::account::{AccountState, PersonName};
use super::audit::{Entry, Event};
use super::policy::{Action, Whose};
use super::secret::{SecretText, hash};
use super::session::Person;
use super::tables::{ACCOUNTS, Found, TOKENS};
use super::text::{as_role, as_text, as_text_or_none};
use super::{Access, AccessError, Actor, instant};
use crate::record::policy::Role;

/// Longest validity, in days.
pub const MOST_DAYS: u32 = 366;
const DAY_SECONDS: u64 = 24 * 60 * 60;
/// Begins every token, so that one that lies around is recognised.
const PREFIX: &str = "commonweal";

/// A token as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct StoredToken {
    #[serde(with = "as_text")]
    body: BodyId,
    #[serde(with = "as_role")]
    role: Role,
    label: PersonName,
    #[serde(with = "as_text")]
    by: SubjectId,
    #[serde(with = "as_text")]
    made: Instant,
    #[serde(with = "as_text")]
    until: Instant,
    #[serde(with = "as_text_or_none")]
    last_used: Option<Instant>,
}

/// A token, as people of its body may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// By which it is revoked; not the token.
    pub id: String,
    /// For which body it acts.
    pub body: BodyId,
    /// As what: member or lead.
    pub role: Role,
    /// What it is for.
    pub label: String,
    /// Who made it, and answers for it.
    pub by: SubjectId,
    /// Since when.
    pub made: Instant,
    /// Until when.
    pub until: Instant,
    /// The day on which it was last used.
    pub last_used: Option<jiff::civil::Date>,
}

/// What is asked of a new token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// For which body it acts.
    pub body: BodyId,
    /// As what: member or lead.
    pub role: Role,
    /// What it is for.
    pub label: String,
    /// For how many days.
    pub days: u32,
}

impl Access {
    /// Makes a token; its text is shown once.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::TokenRole`], [`AccessError::TokenDays`], [`AccessError::Account`] for the label.
    pub fn make_token(
        &self,
        person: &Person,
        request: &TokenRequest,
    ) -> Result<(ApiToken, SecretText), AccessError> {
        let now = self.now()?;
        let TokenRequest { body, role, label, days } = request;
        Actor::Person(person).may(Action::MakeToken, body)?;
        if !matches!(role, Role::Member | Role::Lead) || *role > person.account.role_in(body) {
            return Err(AccessError::TokenRole);
        }
        if !(1..=MOST_DAYS).contains(days) {
            return Err(AccessError::TokenDays { most: MOST_DAYS });
        }
        let until = now + u64::from(*days) * DAY_SECONDS;
        let stored = StoredToken {
            body: body.clone(),
            role: *role,
            label: label.parse()?,
            by: person.account.subject,
            made: instant(now)?,
            until: instant(until)?,
            last_used: None,
        };
        let secret = SecretText::random(&[], &self.surroundings)?;
        let id = hash(secret.reveal());
        let entry = Entry { body: Some(body), ..Entry::of(&person.account, Event::TokenMade) };
        let mut changes = self.audited(&entry, now)?;
        changes.push(TOKENS.put(format!("{body}/{id}"), &stored, Expected::Absent, Some(until))?);
        self.store.write(&changes)?;
        let text = SecretText::new(format!("{PREFIX}.{body}.{}", secret.reveal()));
        Ok((stored.view(id), text))
    }

    /// The token that a program shows, if it is good: not expired, and its maker still is in the body what the token says. Notes the day.
    ///
    /// # Errors
    /// What the store says: then it is no good.
    pub fn authenticate_token(&self, text: &str) -> Result<Option<ApiToken>, AccessError> {
        let now = self.now()?;
        let Some((body, secret)) =
            text.strip_prefix(PREFIX).and_then(|it| it.strip_prefix('.')).and_then(|it| it.split_once('.'))
        else {
            return Ok(None);
        };
        let id = hash(secret);
        let Some(found) = TOKENS.get(self.store.as_ref(), &format!("{body}/{id}"), now)? else {
            return Ok(None);
        };
        let maker = ACCOUNTS.get(self.store.as_ref(), &found.value.by.to_string(), now)?;
        let answers = maker.is_some_and(|maker| {
            let maker = maker.value;
            maker.state == AccountState::Active && maker.role_in(&found.value.body) >= found.value.role
        });
        if !answers || found.value.role > Role::Lead {
            return Ok(None);
        }
        self.note_day(&format!("{body}/{id}"), &found, now)?;
        Ok(Some(found.value.view(id)))
    }

    /// The tokens of a body.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub fn tokens(&self, actor: Actor<'_>, body: &BodyId) -> Result<Vec<ApiToken>, AccessError> {
        actor.may(Action::ListTokens, body)?;
        let found = TOKENS.list(self.store.as_ref(), &format!("{body}/"), self.now()?)?;
        let id = |key: &str| key.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(found.into_iter().map(|(key, found)| found.value.view(id(&key))).collect())
    }

    /// Revokes a token: its maker, an officer of its body, or the host.
    ///
    /// # Errors
    /// [`AccessError::Gone`], [`AccessError::Denied`].
    pub fn revoke_token(&self, actor: Actor<'_>, body: &BodyId, id: &str) -> Result<(), AccessError> {
        let now = self.now()?;
        let key = format!("{body}/{id}");
        let found = TOKENS.get(self.store.as_ref(), &key, now)?;
        let found = found.ok_or(AccessError::Gone { what: "token" })?;
        if actor.subject() == Some(found.value.by) {
            actor.may_to(Action::RevokeToken, Whose::Oneself)?;
        } else {
            actor.may(Action::RevokeToken, body)?;
        }
        let entry = Entry { by: actor.subject(), body: Some(body), ..Entry::of_nobody(Event::TokenRevoked) };
        let mut changes = self.audited(&entry, now)?;
        changes.push(TOKENS.remove(key, found.expected()));
        Ok(self.store.write(&changes)?)
    }

    /// Once a day is enough, and says less of what a program does.
    fn note_day(&self, key: &str, found: &Found<StoredToken>, now: u64) -> Result<(), AccessError> {
        let today = instant(now)?;
        if found.value.last_used.is_some_and(|last| last.date() == today.date()) {
            return Ok(());
        }
        let noted = StoredToken { last_used: Some(today), ..found.value.clone() };
        let until = noted.until.unix_seconds();
        match self
            .store
            .write(&[TOKENS.put(key, &noted, found.expected(), until)?])
            .map_err(AccessError::from)
        {
            // Another request of the same token was quicker.
            Err(AccessError::Changed) => Ok(()),
            other => other,
        }
    }
}

impl StoredToken {
    fn view(self, id: String) -> ApiToken {
        let Self { body, role, label, by, made, until, last_used } = self;
        let last_used = last_used.map(Instant::date);
        ApiToken { id, body, role, label: label.to_string(), by, made, until, last_used }
    }
}
