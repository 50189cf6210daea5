//! What several pages need of a partnership.

use commonweal_record::entry::BodyId;
use commonweal_record::partnership::Partnership;
use maud::{Markup, html};

/// The partnership's name, or its slug while nothing was proposed.
pub(crate) fn name<'p>(partnership: &'p Partnership, slug: &'p str) -> &'p str {
    partnership.members.proposed.last().map_or(slug, |told| told.fact.name.as_str())
}

/// A body by its name.
pub(crate) fn body_name<'p>(partnership: &'p Partnership, body: &'p BodyId) -> &'p str {
    partnership.members.bodies.get(body).map_or(body.as_str(), |known| known.name())
}

/// Bodies by their names, "a, b and c".
pub(crate) fn body_names<'p>(partnership: &'p Partnership, bodies: impl IntoIterator<Item = &'p BodyId>) -> String {
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
