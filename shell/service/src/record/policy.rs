//! Who may do what in a record: the one place where it is decided.
//!
//! [`allowed`] is a function of four small enums, so that the whole matrix can be written out and tested. Nothing is written but
//! with a [`Permit`], which only [`permit`] makes; and every fact has its action, because [`action_of`] matches every one of them.
//!
//! Four rules carry the rest: nobody acts for another body; who is not in the partnership writes nothing about its business; what binds a
//! body takes its officer; and what belongs to the machine (signing, back-ups, erasing keys of documents) takes the host.

mod action;
mod standing;

pub(crate) use action::relation_of;
pub use action::{Action, action_for, action_of};
pub use standing::Standing;

/// What somebody is within a body, or to the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nobody that is known.
    Visitor,
    /// Works for the body.
    Member,
    /// Leads the partnership's work in the body.
    Lead,
    /// Can bind the body: signs, votes, joins, leaves, keeps its keys.
    Officer,
    /// Runs the machine that holds the record.
    Host,
}

/// For whom somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// For the own body.
    Own,
    /// For another body.
    Other,
    /// For a body on the word of a member of it, whom the host has before it.
    Vouched,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed,
    /// No, and why.
    Denied(Reason),
}

/// Why something is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Acting for another body.
    #[error("nobody acts for another body: let that body do it with its own key")]
    AnotherBody,
    /// The host would bind a body.
    #[error("the host cannot bind a body: sign with a key of the body")]
    OnlyTheBodyItself,
    /// A visitor.
    #[error("only those who belong to a body of the record can do this: ask one of them")]
    NotAMember,
    /// Not enough of a role.
    #[error("this takes {}: ask one", .0.phrase())]
    Takes(Role),
    /// Only the host of the machine.
    #[error(
        "only the host that keeps the record can do this: run it where the host's folder is, or name it with --host"
    )]
    OnlyTheHost,
    /// The body is not known to the record.
    #[error("the body is not known to this record: register it with 'commonweal body add' and invite it")]
    UnknownBody,
    /// The body is not a partner.
    #[error("only partners can do this: join first, or ask to be invited")]
    NotAPartner,
    /// The body has left.
    #[error("the body has left the partnership: it can read, settle and be invited again")]
    HasLeft,
    /// The body waits in the queue.
    #[error("the body waits in the queue: the partners admit it by a decision, then it joins")]
    InTheQueue,
    /// The body is neither invited nor admitted.
    #[error("the body is not invited: a partner invites it, or the partners admit it from the queue")]
    NotInvited,
    /// The body is a partner already.
    #[error("the body is a partner already")]
    AlreadyAPartner,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Visitor, Self::Member, Self::Lead, Self::Officer, Self::Host];

    fn phrase(self) -> &'static str {
        match self {
            Self::Visitor => "nobody in particular",
            Self::Member => "a member of the body",
            Self::Lead => "a lead of the body",
            Self::Officer => "an officer of the body",
            Self::Host => "the host",
        }
    }
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 3] = [Self::Own, Self::Other, Self::Vouched];
}

/// Leave to do one thing; made by [`permit`] alone.
#[derive(Debug)]
pub struct Permit(Action);

impl Permit {
    /// For what.
    pub fn action(&self) -> Action {
        self.0
    }
}

/// What was asked for and refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{body} may not {action}: {reason}")]
pub struct Denied {
    /// For whom it was asked.
    pub body: String,
    /// What.
    pub action: Action,
    /// Why not.
    #[source]
    pub reason: Reason,
}

/// The permit for an action, if [`allowed`].
///
/// # Errors
/// [`Denied`], for the `body` named.
pub fn permit(
    action: Action,
    role: Role,
    relation: Relation,
    standing: Standing,
    body: &str,
) -> Result<Permit, Denied> {
    match allowed(action, role, relation, standing) {
        Decision::Allowed => Ok(Permit(action)),
        Decision::Denied(reason) => Err(Denied { body: body.to_owned(), action, reason }),
    }
}

/// What an action asks of a body and of the person who acts for it.
struct Demand {
    role: Role,
    standing: Needs,
    host: HostMay,
}

/// Which bodies may.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Any that the record knows, those that wait or have left too.
    Known,
    /// Those that are or may become partners: not those that have left.
    Prospective,
    /// Partners.
    Partner,
    /// Partners, and those that have left, to settle.
    PartnerOrLeft,
    /// Those invited or admitted.
    Invited,
    /// Any at all.
    Anybody,
}

/// Whether the host may write it down on the word of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HostMay {
    Write,
    Not,
}

/// Whether somebody with `role` may do `action` for a body that stands so in the partnership.
pub fn allowed(action: Action, role: Role, relation: Relation, standing: Standing) -> Decision {
    if action == Action::Read {
        return Decision::Allowed;
    }
    if action.is_of_the_machine() {
        return if role == Role::Host { Decision::Allowed } else { Decision::Denied(Reason::OnlyTheHost) };
    }
    let demand = demand(action);
    let refusal = acts_for(role, relation, &demand).err().or_else(|| stands(demand.standing, standing).err());
    refusal.map_or(Decision::Allowed, Decision::Denied)
}

fn acts_for(role: Role, relation: Relation, demand: &Demand) -> Result<(), Reason> {
    match (relation, role) {
        (Relation::Other, _) => Err(Reason::AnotherBody),
        (_, Role::Visitor) => Err(Reason::NotAMember),
        (Relation::Vouched, Role::Host) if demand.host == HostMay::Write => Ok(()),
        (_, Role::Host) => Err(Reason::OnlyTheBodyItself),
        (Relation::Vouched, _) => Err(Reason::OnlyTheHost),
        (Relation::Own, role) if role >= demand.role => Ok(()),
        (Relation::Own, _) => Err(Reason::Takes(demand.role)),
    }
}

fn stands(needs: Needs, standing: Standing) -> Result<(), Reason> {
    use Standing::{Invited, Left, Observer, Partner, Queued, Unknown};
    match (needs, standing) {
        (Needs::Anybody, _)
        | (Needs::Known, Observer | Invited | Queued | Partner | Left)
        | (Needs::Prospective, Invited | Queued | Partner)
        | (Needs::Partner, Partner)
        | (Needs::PartnerOrLeft, Partner | Left)
        | (Needs::Invited, Invited) => Ok(()),
        (_, Unknown) => Err(Reason::UnknownBody),
        (Needs::Invited, Partner) => Err(Reason::AlreadyAPartner),
        (_, Left) => Err(Reason::HasLeft),
        (_, Queued) => Err(Reason::InTheQueue),
        (Needs::Invited | Needs::Prospective, _) => Err(Reason::NotInvited),
        _ => Err(Reason::NotAPartner),
    }
}

fn demand(action: Action) -> Demand {
    let of = |role, standing, host| Demand { role, standing, host };
    match action {
        Action::RegisterBody => of(Role::Officer, Needs::Anybody, HostMay::Write),
        Action::AddKey => of(Role::Officer, Needs::Known, HostMay::Write),
        Action::RevokeKey => of(Role::Officer, Needs::Known, HostMay::Not),
        Action::Prepare => of(Role::Lead, Needs::Prospective, HostMay::Write),
        Action::Join => of(Role::Officer, Needs::Invited, HostMay::Not),
        Action::Leave
        | Action::SignAgreement
        | Action::Vote
        | Action::SettleBoard
        | Action::NameWitness
        | Action::SetWitnessPolicy
        | Action::OverrideRule => of(Role::Officer, Needs::Partner, HostMay::Not),
        Action::ShareMoney => of(Role::Officer, Needs::PartnerOrLeft, HostMay::Not),
        Action::AttestState => of(Role::Member, Needs::PartnerOrLeft, HostMay::Not),
        Action::Invite
        | Action::Queue
        | Action::Admit
        | Action::DraftAgreement
        | Action::ProposeDecision
        | Action::RecordDecision
        | Action::Publish
        | Action::LockEvidence
        | Action::ClaimBenefit
        | Action::NameLead
        | Action::RunAction
        | Action::Erase => of(Role::Lead, Needs::Partner, HostMay::Write),
        Action::Meet
        | Action::DeclareInterest
        | Action::ConsiderDuty
        | Action::NoteRisk
        | Action::Promise
        | Action::TakePart
        | Action::Contribute
        | Action::Learn => of(Role::Member, Needs::Partner, HostMay::Write),
        // A supporter or funder is no partner, and nobody else can say it for one.
        Action::Support => of(Role::Lead, Needs::Known, HostMay::Write),
        // `allowed` has answered for these.
        Action::Read
        | Action::OpenLog
        | Action::SignCheckpoint
        | Action::Export
        | Action::BackUp
        | Action::Restore
        | Action::Import
        | Action::Migrate => of(Role::Host, Needs::Anybody, HostMay::Not),
    }
}
