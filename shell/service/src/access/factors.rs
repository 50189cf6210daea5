//! What an account has to sign in with, and what a sign-in still lacks.

use commonweal_record::entry::Instant;
use serde::{Deserialize, Serialize};

use super::openid::OwnIdentity;
use super::passkey::OwnPasskey;
use super::password::PasswordHash;
use super::recovery_code::RecoveryCodes;
use super::totp::TotpFactor;

/// What an account has to sign in with.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Factors {
    pub(super) password: Option<PasswordHash>,
    pub(super) totp: Option<TotpFactor>,
    pub(super) recovery: RecoveryCodes,
    pub(super) passkeys: Vec<OwnPasskey>,
    #[serde(default)]
    pub(super) identities: Vec<OwnIdentity>,
}

/// How strongly a session was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// With one factor: a password, or the word of a provider that asked for no more.
    Password,
    /// With a password and a second factor.
    SecondFactor,
    /// With a passkey that verified its user, which is two factors in one.
    Passkey,
    /// Through the organisation's provider, which asked for more than one factor.
    Provider,
}

/// What must come before a session can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// One of these ways of confirming.
    SecondFactor(Vec<Way>),
    /// A second factor must be set up: nobody works without one.
    Enrol,
}

/// A way of confirming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A code from an authenticator app.
    Code,
    /// A passkey.
    Passkey,
    /// A recovery code.
    RecoveryCode,
}

/// What an account has to sign in with, as its owner may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorList {
    /// Whether there is a password.
    pub password: bool,
    /// Whether there is an authenticator app.
    pub authenticator_app: bool,
    /// Recovery codes not used yet.
    pub recovery_codes_left: usize,
    /// The passkeys.
    pub passkeys: Vec<PasskeyView>,
    /// The providers with which the account is linked.
    pub links: Vec<LinkView>,
}

/// A link with a provider, as its owner may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// By which it is removed.
    pub id: String,
    /// The provider's address.
    pub issuer: String,
    /// Since when.
    pub linked: Instant,
}

/// A passkey as its owner may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyView {
    /// By which it is removed.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created: Instant,
    /// When it was last used.
    pub last_used: Option<Instant>,
}

impl Factors {
    /// What a session of this level still lacks.
    pub(super) fn step(&self, level: Level) -> Option<Step> {
        if level != Level::Password {
            return None;
        }
        if !self.has_second_factor() {
            return Some(Step::Enrol);
        }
        let ways = [
            (Way::Code, self.totp.is_some()),
            (Way::Passkey, !self.passkeys.is_empty()),
            (Way::RecoveryCode, self.recovery.left() > 0),
        ];
        Some(Step::SecondFactor(ways.into_iter().filter(|(_, has)| *has).map(|(way, _)| way).collect()))
    }

    pub(super) fn has_second_factor(&self) -> bool {
        self.totp.is_some() || !self.passkeys.is_empty()
    }

    /// Whether somebody can sign in completely with them.
    pub(super) fn are_enough(&self) -> bool {
        !self.passkeys.is_empty() || (self.password.is_some() && self.totp.is_some())
    }

    pub(super) fn view(&self) -> FactorList {
        FactorList {
            password: self.password.is_some(),
            authenticator_app: self.totp.is_some(),
            recovery_codes_left: self.recovery.left(),
            passkeys: self.passkeys.iter().map(OwnPasskey::view).collect(),
            links: self.identities.iter().map(OwnIdentity::view).collect(),
        }
    }
}
