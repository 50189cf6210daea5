//! `commonweal person`: letting people in, and out again, by whoever holds the host's key.

use clap::{Subcommand, ValueEnum};
use commonweal_record::entry::BodyId;
use commonweal_service::access::{
    Access, AccountState, Actor, EmailAddress, Grant, Membership, Notice, role_word,
};
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Place, RecordError};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::Where;

const REGISTER: &str = "register";

pub(crate) const EXAMPLES: &str = examples!(
    "  commonweal person invite sam@saltmere.example --body saltmere-acute --role officer
      Prints a link for one person, good for seven days. Hand it over by a way that reaches that person alone.

  commonweal person list
      Who has an account, and who is invited.

  commonweal person reset sam@saltmere.example
      Prints a link by which somebody who lost password and second factor gets in again.

  commonweal person close sam@saltmere.example
      Nobody signs in with the account any more; 'person erase' forgets who it was."
);

#[derive(Debug, Subcommand)]
pub(crate) enum PersonVerb {
    /// Make a link by which somebody gets an account, or one more body to an account.
    Invite {
        /// Whom.
        #[arg(value_name = "EMAIL")]
        email: EmailAddress,
        /// Into which body of the register; none for the host.
        #[arg(
            long,
            value_name = "BODY",
            required_unless_present = "host_role",
            conflicts_with = "host_role"
        )]
        body: Option<BodyId>,
        /// As what.
        #[arg(long, value_enum, value_name = "ROLE", default_value_t = GivenRole::Member)]
        role: GivenRole,
        /// To run the machine, with the rights of whoever holds the host's key.
        #[arg(long = "to-run-the-machine", conflicts_with = "role")]
        host_role: bool,
        #[command(flatten)]
        place: Where,
    },
    /// List people and invitations.
    List {
        #[command(flatten)]
        place: Where,
    },
    /// Close an account.
    Close(Whom),
    /// Make a link that sets a new password and drops every second factor.
    Reset(Whom),
    /// Erase an account: name, address, and all it signed in with. The record keeps an opaque id.
    Erase(Whom),
}

/// One person.
#[derive(Debug, clap::Args)]
pub(crate) struct Whom {
    /// Whose account.
    #[arg(value_name = "EMAIL")]
    email: EmailAddress,
    #[command(flatten)]
    place: Where,
}

/// What somebody can be in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GivenRole {
    /// Works for the body.
    Member,
    /// Leads the partnership's work in the body.
    Lead,
    /// Can bind the body.
    Officer,
}

/// Does what a verb says.
pub(crate) fn run(verb: PersonVerb) -> Result<(), Failure> {
    match verb {
        PersonVerb::Invite { email, body, role, place, .. } => invite(email, body, role, &place),
        PersonVerb::List { place } => list(&people_of(&place)?.1),
        PersonVerb::Close(whom) => {
            let (_, access) = people_of(&whom.place)?;
            access.close(Actor::Host, access.person(Actor::Host, &whom.email)?.subject)?;
            print(&format!("{} is closed: nobody signs in with it any more", whom.email))
        }
        PersonVerb::Reset(whom) => {
            let (_, access) = people_of(&whom.place)?;
            let account = access.person(Actor::Host, &whom.email)?;
            link(&access.make_reset(Actor::Host, account.subject)?)
        }
        PersonVerb::Erase(whom) => {
            let (_, access) = people_of(&whom.place)?;
            let account = access.person(Actor::Host, &whom.email)?;
            access.erase(Actor::Host, account.subject)?;
            print(&format!(
                "{} is erased; the record keeps {}, which leads nowhere",
                whom.email, account.subject
            ))
        }
    }
}

/// The people of a place, for whoever holds its host's key.
fn people_of(place: &Where) -> Result<(Place, Access), Failure> {
    let place = place.open()?;
    place.host()?;
    let access = Access::open(&place, None)?;
    Ok((place, access))
}

fn invite(email: EmailAddress, body: Option<BodyId>, role: GivenRole, place: &Where) -> Result<(), Failure> {
    let (place, access) = people_of(place)?;
    let grant = match body {
        None => Grant::Host,
        Some(body) => {
            if !place.log(REGISTER)?.view().partnership.members.bodies.contains_key(&body) {
                return Err(RecordError::UnknownBody { body: body.to_string() }.into());
            }
            Grant::Membership(Membership { body, role: role.into() })
        }
    };
    link(&access.invite(Actor::Host, email, grant)?)
}

fn list(access: &Access) -> Result<(), Failure> {
    let mut lines: Vec<String> = Vec::new();
    for account in access.people(Actor::Host, None)? {
        let mut roles: Vec<String> = account.memberships.iter().map(in_words).collect();
        roles.extend(account.is_host.then(|| "runs the machine".to_owned()));
        let closed = if account.state == AccountState::Closed { "  closed" } else { "" };
        lines.push(format!(
            "{}  {}  {}  {}{closed}",
            account.subject,
            account.email,
            account.name,
            roles.join(", ")
        ));
    }
    for invitation in access.invitations(Actor::Host, None)? {
        let to = match &invitation.grant {
            Grant::Membership(membership) => in_words(membership),
            Grant::Host => "runs the machine".to_owned(),
        };
        lines.push(format!("invited  {}  {to}", invitation.email));
    }
    if lines.is_empty() {
        lines.push("nobody has an account: 'commonweal person invite' lets somebody in".to_owned());
    }
    print(&lines.join("\n"))
}

fn in_words(membership: &Membership) -> String {
    format!("{} of {}", role_word(membership.role), membership.body)
}

fn link(notice: &Notice) -> Result<(), Failure> {
    print(&format!(
        "for {}, once, until {}; whoever has it can use it:\n{}",
        notice.to,
        notice.until,
        notice.path.reveal()
    ))
}

fn print(text: &str) -> Result<(), Failure> {
    output::print(&readable::escaped(text))
}

impl From<GivenRole> for Role {
    fn from(role: GivenRole) -> Self {
        match role {
            GivenRole::Member => Self::Member,
            GivenRole::Lead => Self::Lead,
            GivenRole::Officer => Self::Officer,
        }
    }
}
