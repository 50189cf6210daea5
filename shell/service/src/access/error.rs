//! Why a use case of people and access came to nothing, in words for the person who reads it.

use std::path::PathBuf;

use commonweal_store::{KeyValueError, StoreError};

use super::account::AccountError;
use super::password::PasswordError;
use super::policy::Denied;

/// Why a use case of people and access came to nothing. Nothing was changed, an audited refusal apart.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// No such account, a wrong password, or a closed account: it is not said which.
    #[error(
        "The e-mail address and the password do not fit together. Check both; if you have lost the password, ask an officer of your body for a reset link."
    )]
    WrongCredentials,
    /// A wrong or used code.
    #[error(
        "That code is not right or was used already. Wait for the next one and type that, or use a recovery code."
    )]
    WrongCode,
    /// A wrong or used recovery code.
    #[error(
        "That recovery code is not right or was used already. Try another of the ten, or ask an officer of your body for a reset link."
    )]
    WrongRecoveryCode,
    /// Too many attempts.
    #[error("There were too many attempts. Try again in {}.", in_words(*.seconds))]
    Wait {
        /// Seconds to wait.
        seconds: u64,
    },
    /// A draft beyond the limit.
    #[error(
        "What you wrote has {bytes} bytes, and a draft holds at most {most}. Record it, or shorten its longest text."
    )]
    DraftTooLarge {
        /// How many it has.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// More sign-ins at once than there is memory for.
    #[error("Very many people are signing in at this moment. Try again in a few seconds.")]
    Crowded,
    /// The session is none, or has ended.
    #[error("You are not signed in, or your session has ended. Sign in and try again.")]
    NotSignedIn,
    /// The second factor is still to come.
    #[error("You are not fully signed in yet. Confirm with your second factor first.")]
    NotConfirmed,
    /// The sign-in is too long ago for something this important.
    #[error("You signed in a while ago, and this change is an important one. Sign in again, then make it.")]
    SignInAgain,
    /// The last way to sign in cannot go.
    #[error("This is your only second factor. Add another one first, then remove this.")]
    LastFactor,
    /// A link that was used, withdrawn, is too old, or never was.
    #[error("This link was used already, was withdrawn, or is too old. Ask whoever sent it for a new one.")]
    LinkGone,
    /// The invitation is for somebody who has an account.
    #[error("There is an account for this e-mail address already. Sign in to it, then open the link again.")]
    AccountExists,
    /// The invitation is for somebody else.
    #[error(
        "This invitation is for another e-mail address than that of your account. Sign out and open the link again, or ask for an invitation to your address."
    )]
    InvitedAnother,
    /// Nobody with that address.
    #[error(
        "There is no account for '{email}'. Check the spelling, or list people with 'commonweal person list'."
    )]
    UnknownPerson {
        /// The address.
        email: String,
    },
    /// What was to be removed or changed is not there.
    #[error("There is no such {what} any more. Load the page again to see what there is.")]
    Gone {
        /// What.
        what: &'static str,
    },
    /// The passkey did not do.
    #[error("The passkey was not accepted ({reason}). Try again, or sign in another way.")]
    Passkey {
        /// What the check said.
        reason: String,
    },
    /// The exchange with the passkey took too long or was ended already.
    #[error("That took longer than five minutes or was ended already. Start again.")]
    CeremonyGone,
    /// Neither the password nor a code.
    #[error("That is neither your password nor a code that your app shows now. Try again.")]
    WrongProof,
    /// Somebody signs in with that address.
    #[error("That e-mail address cannot be used here. Choose another.")]
    EmailTaken,
    /// Signing in through the organisation's provider came to nothing.
    #[error(
        "The sign-in through your organisation came to nothing ({reason}). Try again, or sign in another way."
    )]
    Provider {
        /// What went wrong.
        reason: String,
    },
    /// Nobody has linked what the provider says.
    #[error(
        "No account here is linked with that sign-in. Sign in another way, and link it on the page of your account; if you have no account, ask an officer of your body for an invitation."
    )]
    NotLinked,
    /// What the provider says is linked with an account already.
    #[error("That sign-in is linked with an account already. Unlink it there first.")]
    LinkedAlready,
    /// The provider cannot be one.
    #[error(
        "{issuer} cannot be the provider through which people sign in: {reason}; give its address as it publishes it"
    )]
    ProviderSettings {
        /// Its address.
        issuer: String,
        /// What is wrong.
        reason: String,
    },
    /// A body has no passkey that was made on these pages, or none that the log knows.
    #[error(
        "None of the keys of {body} is a passkey that was made on these pages. Add one under the keys of the body, or sign the fact where the key is."
    )]
    NoBodyPasskey {
        /// The body.
        body: String,
    },
    /// Passkeys need to know the address of the site.
    #[error(
        "Passkeys are not set up on this server: its public address is not known. Start it with the address that people type."
    )]
    NoSite,
    /// A token for programs wants more than tokens may have.
    #[error(
        "A token can act as member or lead, and as no more than its maker. Choose a lower role; what binds a body takes an officer in person."
    )]
    TokenRole,
    /// The validity of a token.
    #[error("A token is valid for 1 to {most} days. Choose a number of days between.")]
    TokenDays {
        /// Most days.
        most: u32,
    },
    /// Name or e-mail address.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The password is not good enough.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The key of the people's data is not the one they were written with.
    #[error(
        "{path} is not the key with which the accounts of this database were made: bring the host's folder that belongs to the database"
    )]
    OtherKey {
        /// The key file.
        path: PathBuf,
    },
    /// The key file cannot be used.
    #[error("{path} cannot be used: {reason}; bring back the host's folder from its own copy")]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// What is stored cannot be read.
    #[error(
        "what is stored of {table} cannot be read ({reason}): restore a back-up, or use the program that wrote it"
    )]
    Damaged {
        /// The table.
        table: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The operating system gave no entropy or no time, or something cannot be computed.
    #[error("the machine gave no {what}: {reason}")]
    Machine {
        /// What it did not give.
        what: &'static str,
        /// What it said.
        reason: String,
    },
    /// Somebody else changed the same thing at the same time.
    #[error("Somebody else changed this at the same moment. Load the page again and try once more.")]
    Changed,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyValueError> for AccessError {
    fn from(error: KeyValueError) -> Self {
        match error {
            KeyValueError::Changed { .. } => Self::Changed,
            KeyValueError::Store(error) => Self::Store(error),
        }
    }
}

fn in_words(seconds: u64) -> String {
    match seconds {
        0 | 1 => "1 second".to_owned(),
        2..120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
