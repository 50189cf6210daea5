//! Who asks for something.

use commonweal_record::entry::{BodyId, SubjectId};

use super::AccessError;
use super::account::Account;
use super::policy::{self, Action, Permit, Whose};
use super::session::Person;
use crate::record::policy::Role;

/// Who asks for something.
#[derive(Debug, Clone, Copy)]
pub enum Actor<'a> {
    /// Whoever is at the machine with the host's key.
    Host,
    /// Somebody who is fully signed in.
    Person(&'a Person),
}

impl Actor<'_> {
    fn is_host(self) -> bool {
        match self {
            Self::Host => true,
            Self::Person(person) => person.account.is_host,
        }
    }

    fn role_in(self, body: &BodyId) -> Role {
        match self {
            Self::Host => Role::Visitor,
            Self::Person(person) => person.account.role_in(body),
        }
    }

    /// Who it was, for the audit; nobody for the machine's host.
    pub(super) fn subject(self) -> Option<SubjectId> {
        match self {
            Self::Host => None,
            Self::Person(person) => Some(person.account.subject),
        }
    }

    /// Leave for something that concerns one body.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub(super) fn may(self, action: Action, body: &BodyId) -> Result<Permit, AccessError> {
        let role = self.role_in(body);
        let whose = if role == Role::Visitor { Whose::AnotherBody } else { Whose::OwnBody };
        self.decide(action, role, whose)
    }

    /// Leave for something that concerns a person as a whole: for an officer of every body that the person belongs to.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub(super) fn may_with(self, action: Action, target: &Account) -> Result<Permit, AccessError> {
        if self.subject() == Some(target.subject) {
            return self.decide(action, Role::Visitor, Whose::Oneself);
        }
        let least = target.memberships.iter().map(|held| self.role_in(&held.body)).min();
        match least.unwrap_or(Role::Visitor) {
            Role::Visitor => self.decide(action, Role::Visitor, Whose::AnotherBody),
            role if target.is_host => self.decide(action, role, Whose::AnotherBody),
            role => self.decide(action, role, Whose::OwnBody),
        }
    }

    /// Leave for something that concerns no body in particular.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub(super) fn may_to(self, action: Action, whose: Whose) -> Result<Permit, AccessError> {
        self.decide(action, Role::Visitor, whose)
    }

    /// As what one is in the body, or else as the host.
    fn decide(self, action: Action, role: Role, whose: Whose) -> Result<Permit, AccessError> {
        match policy::permit(action, role, whose) {
            Err(_) if self.is_host() => Ok(policy::permit(action, Role::Host, whose)?),
            other => Ok(other?),
        }
    }
}
