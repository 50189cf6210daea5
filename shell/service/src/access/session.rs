//! Sessions: a random token in a cookie, its hash in the store, two clocks running against it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commonweal_record::entry::{Instant, SubjectId};
use commonweal_store::{Change, Expected};
use serde::{Deserialize, Serialize};

use super::account::{Account, AccountState};
use super::audit::{Entry, Event};
use super::factors::{Level, Step};
use super::secret::{SecretText, hash};
use super::tables::{ACCOUNTS, Found, SESSIONS};
use super::{Access, AccessError, instant};

/// A session that nobody uses ends after 12 hours.
pub const IDLE_SECONDS: u64 = 12 * 60 * 60;
/// Every session ends after 7 days.
pub const LONGEST_SECONDS: u64 = 7 * 24 * 60 * 60;
/// Use is written down at most every 5 minutes.
const SEEN_EVERY_SECONDS: u64 = 5 * 60;
/// What is important takes a sign-in of the last 30 minutes.
const FRESH_SECONDS: u64 = 30 * 60;

/// A session as it is kept; times are Unix times in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredSession {
    pub(super) begun: u64,
    pub(super) authenticated: u64,
    pub(super) seen: u64,
    pub(super) level: Level,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// By which its owner can end it; not the token.
    pub id: String,
    /// When it was begun.
    pub begun: Instant,
    /// When its owner last proved who they are.
    pub authenticated: Instant,
    /// When it was last used, to five minutes.
    pub seen: Instant,
    /// How strongly.
    pub level: Level,
}

/// Somebody who is fully signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub account: Account,
    /// The session.
    pub session: Session,
}

/// Somebody who has given a password, and not yet a second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Who.
    pub account: Account,
    /// What must come next.
    pub step: Step,
}

/// Whose request it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authentication {
    /// Nobody's that is known.
    Nobody,
    /// Somebody's who has yet to confirm; good for that alone.
    Unfinished(Box<Unfinished>),
    /// Somebody's.
    Person(Box<Person>),
}

/// A session that is alive, with what is behind it.
pub(super) struct Current {
    pub(super) key: String,
    pub(super) subject: String,
    pub(super) account: Account,
    pub(super) stored: Found<StoredSession>,
}

impl StoredSession {
    pub(super) fn new(level: Level, now: u64) -> Self {
        Self { begun: now, authenticated: now, seen: now, level }
    }

    /// The last second in which it is alive.
    fn until(&self) -> u64 {
        (self.seen + IDLE_SECONDS).min(self.begun + LONGEST_SECONDS)
    }

    fn view(&self, key: &str) -> Result<Session, AccessError> {
        Ok(Session {
            id: key.rsplit('/').next().unwrap_or_default().to_owned(),
            begun: instant(self.begun)?,
            authenticated: instant(self.authenticated)?,
            seen: instant(self.seen)?,
            level: self.level,
        })
    }

    /// Whether its owner proved who they are not long ago.
    fn is_fresh(&self, now: u64) -> bool {
        now <= self.authenticated + FRESH_SECONDS
    }
}

impl Session {
    /// That its owner proved who they are not long ago.
    ///
    /// # Errors
    /// [`AccessError::SignInAgain`].
    pub(super) fn must_be_fresh(&self, now: u64) -> Result<(), AccessError> {
        let proved = self.authenticated.unix_seconds().unwrap_or_default();
        if now <= proved + FRESH_SECONDS { Ok(()) } else { Err(AccessError::SignInAgain) }
    }
}

impl Access {
    /// Whose request it is that carries this token. Notes that the session is in use.
    ///
    /// # Errors
    /// What the store says: then it is nobody's.
    pub fn authenticate(&self, token: &str) -> Result<Authentication, AccessError> {
        let now = self.now()?;
        let Some(current) = self.current(token, now)? else { return Ok(Authentication::Nobody) };
        let factors = self.factors(&current.subject, now)?.value;
        if let Some(step) = factors.step(current.stored.value.level) {
            let account = current.account;
            return Ok(Authentication::Unfinished(Box::new(Unfinished { account, step })));
        }
        self.note_use(&current, now)?;
        let session = current.stored.value.view(&current.key)?;
        Ok(Authentication::Person(Box::new(Person { account: current.account, session })))
    }

    /// Ends the session of a token. No error where there is none.
    ///
    /// # Errors
    /// What the store says.
    pub fn sign_out(&self, token: &str) -> Result<(), AccessError> {
        let now = self.now()?;
        let Some(current) = self.current(token, now)? else { return Ok(()) };
        let mut changes = self.audited(&Entry::of(&current.account, Event::SignedOut), now)?;
        changes.push(SESSIONS.remove(current.key, Expected::Any));
        Ok(self.store.write(&changes)?)
    }

    /// The person's sessions, this one among them, the latest used first.
    ///
    /// # Errors
    /// What the store says.
    pub fn sessions(&self, person: &Person) -> Result<Vec<Session>, AccessError> {
        let now = self.now()?;
        let found = SESSIONS.list(self.store.as_ref(), &prefix(person.account.subject), now)?;
        let sessions = found.iter().map(|(key, found)| found.value.view(key));
        let mut sessions: Vec<Session> = sessions.collect::<Result<_, _>>()?;
        sessions.sort_by_key(|session| std::cmp::Reverse(session.seen));
        Ok(sessions)
    }

    /// Ends one of the person's sessions.
    ///
    /// # Errors
    /// [`AccessError::Gone`].
    pub fn end_session(&self, person: &Person, id: &str) -> Result<(), AccessError> {
        let now = self.now()?;
        let key = prefix(person.account.subject) + id;
        if SESSIONS.get(self.store.as_ref(), &key, now)?.is_none() {
            return Err(AccessError::Gone { what: "session" });
        }
        let mut changes = self.audited(&Entry::of(&person.account, Event::SessionsEnded), now)?;
        changes.push(SESSIONS.remove(key, Expected::Any));
        Ok(self.store.write(&changes)?)
    }

    /// Ends all of the person's sessions but this one.
    ///
    /// # Errors
    /// What the store says.
    pub fn end_other_sessions(&self, person: &Person) -> Result<(), AccessError> {
        let now = self.now()?;
        let mut changes = self.audited(&Entry::of(&person.account, Event::SessionsEnded), now)?;
        let this = prefix(person.account.subject) + &person.session.id;
        let all = self.without_sessions(person.account.subject, now)?;
        changes.extend(all.into_iter().filter(|change| change.key != this));
        Ok(self.store.write(&changes)?)
    }

    /// The session of a token, if it is alive and its account can be used.
    pub(super) fn current(&self, token: &str, now: u64) -> Result<Option<Current>, AccessError> {
        let Some(subject) = subject_of(token) else { return Ok(None) };
        let key = prefix(subject) + &hash(token);
        let subject = subject.to_string();
        let Some(stored) = SESSIONS.get(self.store.as_ref(), &key, now)? else { return Ok(None) };
        let account = ACCOUNTS.get(self.store.as_ref(), &subject, now)?.map(|found| found.value);
        let account = account.filter(|account| account.state == AccountState::Active);
        Ok(account.map(|account| Current { key, subject, account, stored }))
    }

    /// As [`current`](Self::current), where one is needed.
    pub(super) fn needed(&self, token: &str, now: u64) -> Result<Current, AccessError> {
        self.current(token, now)?.ok_or(AccessError::NotSignedIn)
    }

    /// The session of somebody who may change how they sign in: fully signed in not long ago, or setting up the first second factor.
    pub(super) fn trusted(&self, token: &str, now: u64) -> Result<Current, AccessError> {
        let current = self.needed(token, now)?;
        match self.factors(&current.subject, now)?.value.step(current.stored.value.level) {
            Some(Step::SecondFactor(_)) => Err(AccessError::NotConfirmed),
            _ if !current.stored.value.is_fresh(now) => Err(AccessError::SignInAgain),
            _ => Ok(current),
        }
    }

    /// A new session and the change that keeps it.
    pub(super) fn begin(
        &self,
        subject: SubjectId,
        session: &StoredSession,
    ) -> Result<(SecretText, Change<'static>), AccessError> {
        let token = SecretText::random(&subject.0, &self.surroundings)?;
        let key = prefix(subject) + &hash(token.reveal());
        let change = SESSIONS.put(key, session, Expected::Absent, Some(session.until()))?;
        Ok((token, change))
    }

    /// A new token of a level in the place of the current one, and the changes that make it so.
    pub(super) fn rotate(
        &self,
        current: &Current,
        level: Level,
        now: u64,
    ) -> Result<(SecretText, Vec<Change<'static>>), AccessError> {
        let session = StoredSession { begun: current.stored.value.begun, ..StoredSession::new(level, now) };
        let (token, begun) = self.begin(current.account.subject, &session)?;
        Ok((token, vec![SESSIONS.remove(current.key.clone(), current.stored.expected()), begun]))
    }

    /// The changes that end all sessions of a person.
    pub(super) fn without_sessions(
        &self,
        subject: SubjectId,
        now: u64,
    ) -> Result<Vec<Change<'static>>, AccessError> {
        let found = SESSIONS.list(self.store.as_ref(), &prefix(subject), now)?;
        Ok(found.into_iter().map(|(key, _)| SESSIONS.remove(key, Expected::Any)).collect())
    }

    fn note_use(&self, current: &Current, now: u64) -> Result<(), AccessError> {
        let stored = &current.stored.value;
        if now < stored.seen + SEEN_EVERY_SECONDS {
            return Ok(());
        }
        let seen = StoredSession { seen: now, ..stored.clone() };
        let change =
            SESSIONS.put(current.key.clone(), &seen, current.stored.expected(), Some(seen.until()))?;
        match self.store.write(&[change]).map_err(AccessError::from) {
            // Another request of the same session was quicker, or ended it.
            Err(AccessError::Changed) => Ok(()),
            other => other,
        }
    }
}
fn prefix(subject: SubjectId) -> String {
    format!("{subject}/")
}

/// A token begins with its subject, so that a person's sessions lie together.
pub(super) fn subject_of(token: &str) -> Option<SubjectId> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (subject, secret) = bytes.split_first_chunk::<16>()?;
    (secret.len() == 32).then_some(SubjectId(*subject))
}
