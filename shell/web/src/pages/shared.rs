//! What several pages need of a partnership.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::{Date, kind_of};
use commonweal_record::partnership::Partnership;
use commonweal_service::record::policy::Decision;
use commonweal_service::record::{Acting, OpenLog};
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

/// A page of the partnership that the path names.
///
/// # Errors
/// [`Problem::NotFound`], and those of `body`.
pub(crate) fn of_partnership(
    visit: &Visit<'_>,
    heading: &str,
    body: impl FnOnce(&Look<'_>) -> Result<Markup, Problem>,
) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
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
    partnership.members.proposed.last().map_or(slug, |told| told.fact.name.as_str())
}

/// A body by its name.
pub(crate) fn body_name<'p>(partnership: &'p Partnership, body: &'p BodyId) -> &'p str {
    partnership.members.bodies.get(body).map_or(body.as_str(), |known| known.name())
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

/// A link to the entry that says so.
pub(crate) fn proof(slug: &str, seq: u64) -> Markup {
    html! { a class="govuk-link govuk-link--no-visited-state" href=(format!("/partnerships/{slug}/record?at={seq}#entry-{seq}")) { "entry " (seq) } }
}
