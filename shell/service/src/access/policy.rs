//! Who may do what with people, invitations and tokens: the one place where it is decided, in the manner of the record's policy.
//!
//! Two rules carry the rest. An officer disposes of what is the officer's own body's alone: somebody who is also something elsewhere, or
//! who runs the machine, is reset or closed by the host, so that no body can take over another's officer. And nobody hands out more than
//! they are.

use std::fmt;

use crate::record::policy::Role;

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed,
    /// No, and why.
    Denied(Reason),
}

macro_rules! actions {
    ($($(#[doc = $doc:literal])+ $name:ident = $phrase:literal;)+) => {
        /// Something that can be done about people and access.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Action {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As a sentence says it, after "may not".
            pub fn phrase(self) -> &'static str {
                match self { $(Self::$name => $phrase,)+ }
            }
        }
    };
}

actions! {
    /// Change one's own password, second factors and sessions.
    ManageSignIn = "change how this person signs in";
    /// See who belongs to a body, and who is invited.
    ListPeople = "list the people of this body";
    /// Invite somebody as a member or lead, or give that role.
    InvitePerson = "invite people into this body";
    /// Invite somebody as an officer, or give that role.
    InviteOfficer = "invite an officer into this body";
    /// Invite somebody to run the machine.
    InviteHost = "invite somebody to run the machine";
    /// Withdraw an invitation.
    Withdraw = "withdraw this invitation";
    /// End what somebody is in a body.
    EndMembership = "end this membership";
    /// Make a link by which somebody who lost password and factors gets in again.
    ResetSignIn = "make a reset link for this person";
    /// Close an account.
    CloseAccount = "close this account";
    /// Erase an account.
    EraseAccount = "erase this account";
    /// Make a token for a program.
    MakeToken = "make a token of this body";
    /// See the tokens of a body.
    ListTokens = "list the tokens of this body";
    /// Revoke a token.
    RevokeToken = "revoke this token";
    /// Make passkeys that are keys of a body, and revoke its keys.
    KeepBodyKeys = "keep the keys of this body";
    /// Sign what binds a body with its passkey.
    SignForBody = "sign for this body";
    /// Read the audit of access.
    ReadAudit = "read the audit of access";
    /// Open an appraisal with another body.
    OpenAppraisal = "open an appraisal for this body";
    /// Read an appraisal of a body's own, and answer its questions.
    AnswerAppraisal = "answer this appraisal";
    /// Make or revoke the link by which the other body answers, or take its side over with an account.
    HandOverAppraisal = "hand this appraisal over";
    /// Hand in, set a rule aside, say how it ends, and put that on the record.
    ConcludeAppraisal = "conclude this appraisal";
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.phrase())
    }
}

/// Whose it is that is acted on, seen from the one who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The person's own.
    Oneself,
    /// The own body's, and nobody else's.
    OwnBody,
    /// Another body's, or not the own body's alone.
    AnotherBody,
}

impl Whose {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Oneself, Self::OwnBody, Self::AnotherBody];
}

/// Why something is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Everybody's own affair.
    #[error("only the person can do this, signed in: ask them")]
    OnlyOneself,
    /// What takes somebody else.
    #[error(
        "it takes somebody else, who has checked who you are; to change how you sign in, use your account's own page"
    )]
    NotOneself,
    /// Acting on another body's people.
    #[error("it concerns another body as well: ask the host, or an officer there")]
    AnotherBody,
    /// Not enough of a role.
    #[error("this takes {} of the body: ask one", if *.0 == Role::Officer { "an officer" } else if *.0 == Role::Lead { "a lead" } else { "a member" })]
    Takes(Role),
    /// More than the link of an appraisal is good for.
    #[error("a link only answers and says how it ends: sign in with an account of the body")]
    MoreThanALink,
    /// Only who runs the machine.
    #[error("only the host can do this: ask whoever runs this server")]
    OnlyTheHost,
}

/// What was asked for and refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("You may not {action}: {reason}.")]
pub struct Denied {
    /// What.
    pub action: Action,
    /// Why not.
    #[source]
    pub reason: Reason,
}

/// Leave to do one thing; made by [`permit`] alone.
#[derive(Debug)]
pub(crate) struct Permit(());

/// The permit for an action, if [`allowed`].
///
/// # Errors
/// [`Denied`].
pub(crate) fn permit(action: Action, role: Role, whose: Whose) -> Result<Permit, Denied> {
    match allowed(action, role, whose) {
        Decision::Allowed => Ok(Permit(())),
        Decision::Denied(reason) => Err(Denied { action, reason }),
    }
}

/// Whether somebody who is `role` (in the body concerned, or the host) may do `action` to what is whose.
pub fn allowed(action: Action, role: Role, whose: Whose) -> Decision {
    use Action::{
        AnswerAppraisal, CloseAccount, ConcludeAppraisal, EndMembership, EraseAccount, HandOverAppraisal,
        InviteHost, InviteOfficer, InvitePerson, KeepBodyKeys, ListPeople, ListTokens, MakeToken,
        ManageSignIn, OpenAppraisal, ReadAudit, ResetSignIn, RevokeToken, SignForBody, Withdraw,
    };
    let denied = Decision::Denied;
    match action {
        ManageSignIn if whose == Whose::Oneself => Decision::Allowed,
        ManageSignIn => denied(Reason::OnlyOneself),
        EraseAccount | CloseAccount | EndMembership | RevokeToken | ReadAudit if whose == Whose::Oneself => {
            Decision::Allowed
        }
        // A session in the wrong hands must not become an account in the wrong hands.
        ResetSignIn if whose == Whose::Oneself => denied(Reason::NotOneself),
        // A token acts for a body, and an appraisal is between two: who runs the machine is none.
        MakeToken | OpenAppraisal | HandOverAppraisal | ConcludeAppraisal => within(Role::Lead, role, whose),
        AnswerAppraisal => within(Role::Member, role, whose),
        // What binds a body is its officers' alone, whoever runs the machine.
        KeepBodyKeys | SignForBody => within(Role::Officer, role, whose),
        _ if role == Role::Host => Decision::Allowed,
        InviteHost | EraseAccount => denied(Reason::OnlyTheHost),
        ListPeople | ListTokens => within(Role::Member, role, whose),
        InvitePerson | InviteOfficer | Withdraw | EndMembership | ResetSignIn | CloseAccount
        | RevokeToken | ReadAudit => within(Role::Officer, role, whose),
    }
}

/// Leave for whoever holds the link of an appraisal: to answer for the one body that was asked, and to say how it ends for it. What goes on a
/// record in the name of a body takes somebody with an account of it.
///
/// # Errors
/// [`Denied`].
pub(crate) fn permit_link(action: Action) -> Result<Permit, Denied> {
    match action {
        Action::AnswerAppraisal | Action::ConcludeAppraisal => Ok(Permit(())),
        _ => Err(Denied { action, reason: Reason::MoreThanALink }),
    }
}

fn within(needed: Role, role: Role, whose: Whose) -> Decision {
    match (whose, role) {
        (Whose::AnotherBody, _) => Decision::Denied(Reason::AnotherBody),
        (_, Role::Host) => Decision::Denied(Reason::Takes(needed)),
        (_, role) if role >= needed => Decision::Allowed,
        _ => Decision::Denied(Reason::Takes(needed)),
    }
}
