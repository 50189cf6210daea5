//! Bodies and their keys, over all logs of a place; the proposal that opens a partnership's log.

use std::path::Path;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::log::{KeyAdded, KeyRevoked};
use commonweal_record::fact::kinds::members::BodyRegistered;
use commonweal_record::fact::{Fact, Payload, Sentence};
use commonweal_record::key::{AttestingKey, KeyId, Passkey, PublicKey, SecretKey};

use super::place::REGISTER;
use super::{Author, KeyFile, OpenLog, Place, RecordError, Recorded, Statement};

impl Place {
    /// Who signs a fact of `kind` for `body`: its officer where the key is given, else the host, where the kind allows it.
    ///
    /// # Errors
    /// [`RecordError::NeedsKey`], [`RecordError::NoHost`].
    pub fn author<'a>(
        &'a self,
        fact: &Fact,
        body: &BodyId,
        key: Option<&'a SecretKey>,
    ) -> Result<Author<'a>, RecordError> {
        match key {
            Some(key) => Ok(Author::Officer(key)),
            None if Fact::needs_body_key(fact.kind()) => {
                Err(RecordError::NeedsKey { kind: fact.kind().to_owned(), body: body.to_string() })
            }
            None => Ok(Author::Host(&self.host()?.key)),
        }
    }

    /// Whether such a fact would be allowed now: asked before something else is recorded for its sake.
    ///
    /// # Errors
    /// [`RecordError::Denied`], and as for [`author`](Self::author).
    pub fn may(
        &self,
        log: &OpenLog,
        fact: &Fact,
        body: &BodyId,
        key: Option<&SecretKey>,
    ) -> Result<(), RecordError> {
        let (role, relation) = self.author(fact, body, key)?.acts();
        log.authorise(fact, body, role, relation).map(|_| ())
    }

    /// A statement with a fresh id.
    ///
    /// # Errors
    /// [`RecordError::Machine`].
    pub fn statement(&self, body: &BodyId, fact: impl Into<Fact>) -> Result<Statement, RecordError> {
        let id = self.surroundings.intent_id()?;
        Ok(Statement { id, body: body.clone(), actor: None, fact: fact.into() })
    }

    /// Registers a body.
    ///
    /// # Errors
    /// [`RecordError::BodyKnown`], and as for attesting.
    pub fn add_body(&self, fact: BodyRegistered) -> Result<Recorded, RecordError> {
        let mut register = self.log(REGISTER)?;
        let body = fact.body.clone();
        if register.view().partnership.members.bodies.contains_key(&body) {
            return Err(RecordError::BodyKnown { body: body.to_string() });
        }
        register.attest(&self.statement(&body, fact)?, Author::Host(&self.host()?.key))
    }

    /// Makes a key of a body, writes it to `path`, and adds it to the register and to every log that knows the body. A body that has a
    /// key signs for the next one with `signing`.
    ///
    /// # Errors
    /// [`RecordError::UnknownBody`], [`RecordError::NeedsKey`], [`RecordError::Exists`], and as for attesting.
    pub fn new_key(
        &self,
        body: &BodyId,
        path: &Path,
        signing: Option<&SecretKey>,
    ) -> Result<(PublicKey, Vec<String>), RecordError> {
        let logs = self.logs_with(body)?;
        check_signing(&logs, body, signing)?;
        let made = KeyFile::make(path, body.as_str(), &self.surroundings)?;
        let public = made.key.public();
        Ok((public, self.add_key_to(logs, body, &public.into(), signing)?))
    }

    /// Adds a passkey of a body to the register and to every log that knows the body, and gives the slugs of those that had it not yet.
    /// A body that has an Ed25519 key signs with `signing`; one that has passkeys alone signs an intent for each log instead
    /// ([`offline::assertion`](super::offline::assertion)).
    ///
    /// # Errors
    /// [`RecordError::UnknownBody`], [`RecordError::NeedsKey`], and as for attesting.
    pub fn new_passkey(
        &self,
        body: &BodyId,
        passkey: Passkey,
        signing: Option<&SecretKey>,
    ) -> Result<Vec<String>, RecordError> {
        let mut logs = self.logs_with(body)?;
        let id = passkey.id();
        logs.retain(|(_, log)| !log.view().log.valid_keys(body).contains(&id));
        check_signing(&logs, body, signing)?;
        self.add_key_to(logs, body, &passkey.into(), signing)
    }

    fn add_key_to(
        &self,
        mut logs: Vec<(String, OpenLog)>,
        body: &BodyId,
        key: &AttestingKey,
        signing: Option<&SecretKey>,
    ) -> Result<Vec<String>, RecordError> {
        for (_, log) in &mut logs {
            self.add_key(log, body, key, signing)?;
        }
        Ok(logs.into_iter().map(|(slug, _)| slug).collect())
    }

    fn add_key(
        &self,
        log: &mut OpenLog,
        body: &BodyId,
        key: &AttestingKey,
        signing: Option<&SecretKey>,
    ) -> Result<Recorded, RecordError> {
        let fact = KeyAdded::new(key, body.clone());
        let first = log.view().log.valid_keys(body).is_empty();
        let author = match signing.filter(|_| !first) {
            Some(signing) => Author::Officer(signing),
            None => Author::Host(&self.host()?.key),
        };
        log.attest(&self.statement(body, fact)?, author)
    }

    /// Revokes a key of a body in every log in which it is valid, and gives their slugs. It may sign for itself.
    ///
    /// # Errors
    /// [`RecordError::UnknownBody`], [`RecordError::NoKey`], [`RecordError::RevokedAlready`], [`RecordError::NeedsKey`], and as for attesting.
    pub fn revoke_key(
        &self,
        body: &BodyId,
        key_id: KeyId,
        reason: &Sentence,
        signing: Option<&SecretKey>,
    ) -> Result<Vec<String>, RecordError> {
        let mut logs = self.logs_with(body)?;
        let registered = logs.iter().find_map(|(slug, log)| {
            log.view().log.body_key(key_id).filter(|key| slug == REGISTER && key.of == *body)
        });
        let Some(registered) = registered.cloned() else {
            return Err(RecordError::NoKey { body: body.to_string(), key: key_id });
        };
        // One that was interrupted goes on in the logs that it had not reached.
        logs.retain(|(_, log)| log.view().log.valid_keys(body).contains(&key_id));
        if logs.is_empty()
            && let Some(seq) = registered.revoked
        {
            return Err(RecordError::RevokedAlready { body: body.to_string(), key: key_id, seq });
        }
        let needs_key =
            || RecordError::NeedsKey { kind: KeyRevoked::KIND.to_owned(), body: body.to_string() };
        let signing = signing.ok_or_else(needs_key)?;
        for (_, log) in &mut logs {
            let fact = KeyRevoked { key_id, reason: reason.clone() };
            log.attest(&self.statement(body, fact)?, Author::Officer(signing))?;
        }
        Ok(logs.into_iter().map(|(slug, _)| slug).collect())
    }

    /// The register and every log that knows the body.
    fn logs_with(&self, body: &BodyId) -> Result<Vec<(String, OpenLog)>, RecordError> {
        let mut known = Vec::new();
        for (slug, _) in self.logs()? {
            let log = self.log(&slug)?;
            if log.view().partnership.members.bodies.contains_key(body) {
                known.push((slug, log));
            }
        }
        if known.iter().any(|(slug, _)| slug == REGISTER) {
            Ok(known)
        } else {
            Err(RecordError::UnknownBody { body: body.to_string() })
        }
    }

    /// Opens the log of a partnership, makes the proposing body known in it, and records the proposal.
    ///
    /// # Errors
    /// [`RecordError::LogExists`], [`RecordError::UnknownBody`], and as for attesting.
    pub fn propose(
        &self,
        slug: &str,
        body: &BodyId,
        fact: Fact,
        key: Option<&SecretKey>,
    ) -> Result<(OpenLog, Recorded), RecordError> {
        let author = self.author(&fact, body, key)?;
        let name = match &fact {
            Fact::PartnershipProposed(proposed) => proposed.name.to_string(),
            _ => slug.to_owned(),
        };
        // Unknown bodies are refused before a log is opened for them.
        self.logs_with(body)?;
        let mut log = self.open_new_log(slug, &name)?;
        self.introduce(&mut log, body)?;
        let recorded = log.attest(&self.statement(body, fact)?, author)?;
        Ok((log, recorded))
    }

    /// Makes a body of the register known in a log, with its latest key, unless it is known there.
    ///
    /// # Errors
    /// [`RecordError::UnknownBody`], and as for attesting.
    pub fn introduce(&self, log: &mut OpenLog, body: &BodyId) -> Result<(), RecordError> {
        if log.view().partnership.members.bodies.contains_key(body) {
            return Ok(());
        }
        let register = self.log(REGISTER)?;
        let known = register.view().partnership.members.bodies.get(body);
        let known = known.ok_or_else(|| RecordError::UnknownBody { body: body.to_string() })?;
        let host = &self.host()?.key;
        let registered = known.registered.fact.clone();
        log.attest(&self.statement(body, registered)?, Author::Host(host))?;
        for amended in &known.amended {
            log.attest(&self.statement(body, amended.fact.clone())?, Author::Host(host))?;
        }
        let state = &register.view().log;
        let keys = state.valid_keys(body).into_iter().filter_map(|id| state.body_key(id));
        match keys.max_by_key(|key| key.added) {
            Some(latest) => self.add_key(log, body, &latest.key, None).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// Where a body has a key, it signs for the next one.
fn check_signing(
    logs: &[(String, OpenLog)],
    body: &BodyId,
    signing: Option<&SecretKey>,
) -> Result<(), RecordError> {
    let has_key = logs.iter().any(|(_, log)| !log.view().log.valid_keys(body).is_empty());
    if has_key && signing.is_none() {
        return Err(RecordError::NeedsKey { kind: KeyAdded::KIND.to_owned(), body: body.to_string() });
    }
    Ok(())
}
