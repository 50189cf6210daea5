//! What several pages need of a partnership.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_record::canonical::Value;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::{Date, kind_of};
use commonweal_record::partnership::Partnership;
use commonweal_service::record::policy::Decision;
use commonweal_service::record::{Acting, OpenLog, REGISTER};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component;
use crate::layout;
use crate::problem::Problem;
use crate::visit::Visit;

/// A partnership as a page looks at it.
pub(crate) struct Look<'l> {
    /// What its record says.
    pub(crate) partnership: &'l Partnership,
    /// The log behind it.
    pub(crate) log: &'l OpenLog,
    /// Its short name, in addresses.
    pub(crate) slug: &'l str,
    /// The day on which the page is looked at.
    pub(crate) today: Option<Date>,
    /// For whom the reader may act here, if for anybody.
    pub(crate) acting: Option<&'l Acting>,
}

impl Look<'_> {
    /// The address of one of its pages.
    pub(crate) fn address(&self, page: &str) -> String {
        format!("/partnerships/{}{page}", self.slug)
    }

    /// A body by its name.
    pub(crate) fn name_of<'b>(&'b self, body: &'b BodyId) -> &'b str {
        body_name(self.partnership, body)
    }

    /// Whether the reader may record facts of a kind here.
    pub(crate) fn may_record(&self, kind: &str) -> bool {
        let allowed = |acting| {
            kind_of(kind).is_some_and(|kind| self.log.may_record(kind.which, acting) == Decision::Allowed)
        };
        self.acting.is_some_and(allowed)
    }

    /// A link to the form for a kind of fact; for readers who may record it.
    pub(crate) fn record_link(&self, kind: &str, prefill: &str, words: &Markup) -> Markup {
        let to = format!("{}/{kind}{prefill}", self.address("/attest"));
        html! { @if self.may_record(kind) { a class="govuk-link" href=(to) { (words) } } }
    }

    /// A link to the entry that says so.
    pub(crate) fn proof(&self, seq: u64) -> Markup {
        proof(self.slug, seq)
    }

    /// A button that leads to the form for a kind of fact, with `prefill` as its query; for readers who may record it.
    pub(crate) fn record_button(&self, kind: &str, prefill: &str, words: &str) -> Markup {
        if !self.may_record(kind) {
            return Markup::default();
        }
        let to = format!("{}/{kind}{prefill}", self.address("/attest"));
        html! { a class="govuk-button govuk-button--secondary" role="button" draggable="false" href=(to) { (words) } }
    }
}

/// A page of the partnership that the path names. The register of bodies is no partnership: of it there is the record alone.
///
/// # Errors
/// [`Problem::NotFound`], and those of `body`.
pub(crate) fn of_partnership(
    visit: &Visit<'_>,
    heading: &str,
    body: impl FnOnce(&Look<'_>) -> Result<Markup, Problem>,
) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    if slug == REGISTER && !layout::lists(slug, visit.path) {
        return Ok(Answer::see_other(format!("/partnerships/{REGISTER}/record")));
    }
    let today = visit.app.today();
    visit.look(|log| {
        let partnership = &log.view().partnership;
        let acting = visit.acting_in(partnership);
        let body = body(&Look { partnership, log, slug, today, acting })?;
        let body = html! { (recorded(visit)) (body) };
        Ok(layout::partnership(visit, name(partnership, slug), heading, &body))
    })?
}

/// That something was recorded, where the reader comes from doing so.
pub(crate) fn recorded(visit: &Visit<'_>) -> Markup {
    let seq = visit.asked("recorded").and_then(|seq| seq.parse().ok());
    html! { @if let Some(seq) = seq { (component::recorded(&proof(visit.part("slug"), seq))) } }
}

/// The partnership's name, or its slug while nothing was proposed.
pub(crate) fn name<'p>(partnership: &'p Partnership, slug: &'p str) -> &'p str {
    if slug == REGISTER {
        return "Register of bodies";
    }
    partnership.members.proposed.last().map_or(slug, |told| told.fact.name.as_str())
}

/// A body by its name.
pub(crate) fn body_name<'p>(partnership: &'p Partnership, body: &'p BodyId) -> &'p str {
    partnership.members.bodies.get(body).map_or(body.as_str(), |known| known.name())
}

/// Each body with its name in the register of the place.
///
/// # Errors
/// What the store says.
pub(crate) fn registered_names<'b>(
    visit: &Visit<'_>,
    bodies: &[&'b BodyId],
) -> Result<Vec<(&'b BodyId, String)>, Problem> {
    let named = |log: &OpenLog| {
        let partnership = &log.view().partnership;
        bodies.iter().map(|body| (*body, body_name(partnership, body).to_owned())).collect()
    };
    Ok(visit.app.logs.look(REGISTER, named)?)
}

/// A body by its name in the register of the place.
///
/// # Errors
/// What the store says.
pub(crate) fn registered_name(visit: &Visit<'_>, body: &BodyId) -> Result<String, Problem> {
    Ok(visit.app.logs.look(REGISTER, |log| body_name(&log.view().partnership, body).to_owned())?)
}

/// Bodies by their names, "a, b and c".
pub(crate) fn body_names<'p>(
    partnership: &'p Partnership,
    bodies: impl IntoIterator<Item = &'p BodyId>,
) -> String {
    let names: Vec<&str> = bodies.into_iter().map(|body| body_name(partnership, body)).collect();
    match names.split_last() {
        None => "none".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// A sentence with the names of these bodies in the place of their ids.
pub(crate) fn with_names<'b>(
    partnership: &Partnership,
    sentence: &str,
    bodies: impl IntoIterator<Item = &'b BodyId>,
) -> String {
    let known: BTreeMap<&str, &str> =
        bodies.into_iter().map(|body| (body.as_str(), body_name(partnership, body))).collect();
    let is_of_an_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let mut named = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_of_an_id(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        named.push_str(known.get(word).copied().unwrap_or(word));
        let end = after.find(is_of_an_id).unwrap_or(after.len());
        let (between, after) = after.split_at(end);
        named.push_str(between);
        rest = after;
    }
    named
}

/// The bodies of a partnership that a payload names.
pub(crate) fn bodies_in<'p>(partnership: &'p Partnership, payload: &Value) -> BTreeSet<&'p BodyId> {
    let known = |text: &str| {
        let body: BodyId = text.parse().ok()?;
        partnership.members.bodies.get_key_value(&body).map(|(body, _)| body)
    };
    match payload {
        Value::Text(text) => known(text).into_iter().collect(),
        Value::List(items) => items.iter().flat_map(|item| bodies_in(partnership, item)).collect(),
        Value::Object(fields) => fields.values().flat_map(|value| bodies_in(partnership, value)).collect(),
        _ => BTreeSet::new(),
    }
}

/// A link to the entry that says so.
pub(crate) fn proof(slug: &str, seq: u64) -> Markup {
    html! { a class="govuk-link govuk-link--no-visited-state" href=(format!("/partnerships/{slug}/record?at={seq}#entry-{seq}")) { "entry " (seq) } }
}
