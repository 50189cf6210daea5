//! What a page function is given.

use std::collections::BTreeMap;

use commonweal_record::partnership::Partnership;
use commonweal_service::access::session::Unfinished;
use commonweal_service::access::{self, Authentication};
use commonweal_service::record::{Acting, OpenLog};
use maud::Markup;

use crate::answer::Answer;
use crate::app::App;
use crate::layout::{Page, frame};
use crate::pages::shared::registered_name;
use crate::problem::Problem;

/// One request, taken apart.
#[derive(Debug)]
pub(crate) struct Visit<'a> {
    /// What every request shares.
    pub(crate) app: &'a App,
    /// The path, as it was asked for.
    pub(crate) path: &'a str,
    /// The named parts of the path.
    pub(crate) parts: BTreeMap<String, String>,
    /// What follows the question mark.
    pub(crate) query: Vec<(String, String)>,
    /// The fields of a form that was sent.
    pub(crate) form: Vec<(String, String)>,
    /// The files of a form that was sent, by the names of their fields.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The address that it came from.
    pub(crate) client: String,
    /// The token of the session, if there is one.
    pub(crate) token: Option<String>,
    /// What ties a return from the organisation's provider to the browser that set out.
    pub(crate) tie: Option<String>,
    /// Whose request it is.
    pub(crate) who: Authentication,
    /// For whom whoever is signed in may act.
    pub(crate) person: Option<Person>,
}

/// For whom somebody who is signed in may act.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The bodies, and as what.
    pub(crate) acting: Vec<Acting>,
}

/// For whom the one whose request it is may act; the body that they chose comes first.
pub(crate) fn person_of(who: &Authentication, chosen: Option<&str>) -> Option<Person> {
    let Authentication::Person(person) = who else { return None };
    let account = &person.account;
    let acting = account.memberships.iter().map(|held| Acting {
        body: held.body.clone(),
        role: held.role,
        subject: account.subject,
    });
    let mut acting: Vec<Acting> = acting.collect();
    acting.sort_by_key(|acting| Some(acting.body.as_str()) != chosen);
    Some(Person { acting })
}

impl Visit<'_> {
    /// A named part of the path; the route has it, or the empty text fails where it is looked up.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// The last value of a field of the query.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        last(&self.query, name)
    }

    /// The last value of a field of the form.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        last(&self.form, name)
    }

    /// The file of a field of the form; empty where none was chosen.
    pub(crate) fn file(&self, name: &str) -> &[u8] {
        self.files.iter().find(|(field, _)| field == name).map_or(&[], |(_, bytes)| bytes.as_slice())
    }

    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`Problem::SignIn`].
    pub(crate) fn signed_in(&self) -> Result<&access::Person, Problem> {
        self.known().ok_or(Problem::SignIn)
    }

    /// Whoever is signed in, if anybody is.
    pub(crate) fn known(&self) -> Option<&access::Person> {
        match &self.who {
            Authentication::Person(person) => Some(person),
            _ => None,
        }
    }

    /// For whom the reader acts in a partnership: the first of their bodies that it knows.
    pub(crate) fn acting_in(&self, partnership: &Partnership) -> Option<&Acting> {
        let known = |acting: &&Acting| partnership.members.bodies.contains_key(&acting.body);
        self.person.as_ref()?.acting.iter().find(known)
    }

    /// Whoever has yet to confirm.
    pub(crate) fn unfinished(&self) -> Option<&Unfinished> {
        match &self.who {
            Authentication::Unfinished(unfinished) => Some(unfinished),
            _ => None,
        }
    }

    /// The token of the session.
    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A page in its frame.
    pub(crate) fn page(&self, title: &str, main: &Markup) -> Answer {
        let acting_for = self.acting_for();
        let acting_for = acting_for.as_deref();
        Answer::page(frame(&Page { title, path: self.path, person: self.known(), acting_for, main }))
    }

    /// The name of the body for which somebody of several acts; nothing for everybody else.
    fn acting_for(&self) -> Option<String> {
        let acting = &self.person.as_ref()?.acting;
        let first = acting.first().filter(|_| acting.len() > 1)?;
        // A page is shown without it rather than not at all.
        Some(registered_name(self, &first.body).unwrap_or_else(|_| first.body.to_string()))
    }

    /// Looks at the partnership's log that the path names.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is none.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&OpenLog) -> T) -> Result<T, Problem> {
        Ok(self.app.logs.look(self.part("slug"), look)?)
    }
}

fn last<'v>(pairs: &'v [(String, String)], name: &str) -> Option<&'v str> {
    pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
