//! What is kept beside the log, a line a table, and how values come in and out of it.

use std::marker::PhantomData;

use commonweal_store::{Change, Expected, Kept, KeyValue, Value, Version};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::AccessError;
use super::account::Account;
use super::api_token::StoredToken;
use super::audit::AuditEvent;
use super::body_passkey::StoredBodyPasskey;
use super::draft::StoredDraft;
use super::factors::Factors;
use super::invitation::StoredInvitation;
use super::passkey::StoredCeremony;
use super::reset::StoredReset;
use super::session::StoredSession;
use super::totp::PendingTotp;
use super::waiting::Attempts;

/// By subject.
pub(super) const ACCOUNTS: Table<Account> = Table::new("account", Kept::Sealed);
/// The role, by body and subject: who belongs to a body.
pub(super) const MEMBERS: Table<String> = Table::new("member", Kept::Open);
/// The subject, by the keyed hash of the address.
pub(super) const EMAILS: Table<String> = Table::new("email", Kept::Open);
/// By subject.
pub(super) const FACTORS: Table<Factors> = Table::new("factors", Kept::Sealed);
/// The subject, by the hash of the credential's id: no passkey is of two people.
pub(super) const PASSKEYS: Table<String> = Table::new("passkey", Kept::Open);
/// The subject, by the keyed hash of a provider and of whom it says that somebody is.
pub(super) const IDENTITIES: Table<String> = Table::new("identity", Kept::Open);
/// By subject and the token's hash.
pub(super) const SESSIONS: Table<StoredSession> = Table::new("session", Kept::Open);
/// By the token's hash.
pub(super) const INVITATIONS: Table<StoredInvitation> = Table::new("invitation", Kept::Sealed);
/// By the token's hash.
pub(super) const RESETS: Table<StoredReset> = Table::new("reset", Kept::Open);
/// By body and key id: the credential behind a key of the record.
pub(super) const BODY_PASSKEYS: Table<StoredBodyPasskey> = Table::new("body_passkey", Kept::Open);
/// By a random id.
pub(super) const CEREMONIES: Table<StoredCeremony> = Table::new("ceremony", Kept::Open);
/// By subject.
pub(super) const PENDING_TOTP: Table<PendingTotp> = Table::new("pending_totp", Kept::Open);
/// By what waits.
pub(super) const WAITING: Table<Attempts> = Table::new("waiting", Kept::Open);
/// By body and the token's hash.
pub(super) const TOKENS: Table<StoredToken> = Table::new("token", Kept::Open);
/// By subject, partnership and kind.
pub(super) const DRAFTS: Table<StoredDraft> = Table::new("draft", Kept::Sealed);
/// By scope, newest first.
pub(super) const AUDIT: Table<AuditEvent> = Table::new("audit", Kept::Open);
/// One value, by which a wrong key is found out.
pub(super) const KEY_CHECK: Table<String> = Table::new("key_check", Kept::Open);

/// Keys read at a time.
const PAGE: usize = 200;

/// A table whose values are `T` as JSON.
pub(crate) struct Table<T> {
    name: &'static str,
    kept: Kept,
    holds: PhantomData<fn() -> T>,
}

/// A value and the version by which it may be changed.
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) version: Version,
}

impl<T> Found<T> {
    pub(crate) fn expected(&self) -> Expected {
        Expected::Version(self.version)
    }
}

impl<T: Serialize + DeserializeOwned> Table<T> {
    pub(crate) const fn new(name: &'static str, kept: Kept) -> Self {
        Self { name, kept, holds: PhantomData }
    }

    /// The value, unless it is not there or has expired at `now`.
    pub(crate) fn get(
        &self,
        store: &dyn KeyValue,
        key: &str,
        now: u64,
    ) -> Result<Option<Found<T>>, AccessError> {
        let found = store.get(self.name, key)?;
        let found = found.filter(|found| found.value.until.is_none_or(|until| now <= until));
        found.map(|found| Ok(Found { value: self.read(&found.value)?, version: found.version })).transpose()
    }

    /// All values whose keys begin so, but for those that have expired at `now`, in order.
    pub(crate) fn list(
        &self,
        store: &dyn KeyValue,
        prefix: &str,
        now: u64,
    ) -> Result<Vec<(String, Found<T>)>, AccessError> {
        let mut all: Vec<(String, Found<T>)> = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = store.list(self.name, prefix, after.as_deref(), PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(all) };
            after = Some(last.clone());
            for (key, found) in page {
                if found.value.until.is_none_or(|until| now <= until) {
                    let value = self.read(&found.value)?;
                    all.push((key, Found { value, version: found.version }));
                }
            }
        }
    }

    /// Up to `limit` values after a key, expired ones too.
    pub(crate) fn page(
        &self,
        store: &dyn KeyValue,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, T)>, AccessError> {
        let page = store.list(self.name, prefix, after, limit)?;
        page.into_iter().map(|(key, found)| Ok((key, self.read(&found.value)?))).collect()
    }

    fn read(&self, value: &Value) -> Result<T, AccessError> {
        serde_json::from_slice(&value.bytes)
            .map_err(|error| AccessError::Damaged { table: self.name, reason: error.to_string() })
    }

    /// The change that puts a value there.
    pub(crate) fn put(
        &self,
        key: impl Into<String>,
        value: &T,
        expected: Expected,
        until: Option<u64>,
    ) -> Result<Change<'static>, AccessError> {
        let bytes = serde_json::to_vec(value)
            .map_err(|error| AccessError::Damaged { table: self.name, reason: error.to_string() })?;
        let value = Some(Value { bytes, kept: self.kept, until });
        Ok(Change { table: self.name, key: key.into(), expected, value })
    }

    /// The change that removes a value.
    pub(crate) fn remove(&self, key: impl Into<String>, expected: Expected) -> Change<'static> {
        Change { table: self.name, key: key.into(), expected, value: None }
    }
}
