//! Somebody with an account, as it is made for everybody, and a session to ask for pages with.

use std::sync::Arc;

use commonweal_service::access::{Access, Actor, Grant, Membership, totp};
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Database, Logs, Place, Surroundings};

use crate::Failure;

/// A cookie of an officer of the first body that is a partner anywhere.
pub(crate) fn sign_in(database: &str) -> Result<String, Failure> {
    let database: Database = database.parse()?;
    let folder = database.host_folder();
    let surroundings = Surroundings::of_this_machine();
    let place = Arc::new(Place::open(database, &folder, surroundings.clone())?);
    let access = Access::open(&place, None)?;
    let logs = Logs::new(place);
    let summaries = logs.summaries()?;
    logs.keep_summaries()?;
    let body = summaries.values().find_map(|summary| summary.line.bodies.first());
    let body = body.ok_or("nobody is in any partnership")?.parse()?;
    let grant = Grant::Membership(Membership { body, role: Role::Officer });
    let email = format!("officer-{}@load.example", surroundings.intent_id()?);
    let notice = access.invite(Actor::Host, email.parse()?, grant)?;
    let invitation = notice.path.reveal().rsplit('/').next().unwrap_or_default();
    let begun = access.accept(invitation, "Olwen Fell (fictional)", "a long password of nobody at all")?;
    let secret = access.begin_authenticator_app(begun.token.reveal())?;
    let code = totp::code_now(&secret, &surroundings)?;
    let enrolled = access.finish_authenticator_app(begun.token.reveal(), code.reveal())?;
    Ok(format!("__Host-commonweal={}", enrolled.signed_in.token.reveal()))
}
