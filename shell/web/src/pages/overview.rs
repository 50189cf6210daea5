//! What is this for, who is in, what phase, what has it changed, what is next.

use maud::html;

use super::shared;
use crate::answer::Answer;
use crate::component::{bullets, summary_list};
use crate::layout;
use crate::problem::Problem;
use crate::visit::Visit;

/// The first page of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    visit.look(|log| {
        let partnership = &log.view().partnership;
        let name = shared::name(partnership, slug);
        let proposed = partnership.members.proposed.last().map(|told| &told.fact);
        let body = html! {
            @if let Some(proposed) = proposed {
                p class="govuk-body-l" { "An " (proposed.style.phrase()) " partnership in " (proposed.place) "." }
                h2 class="govuk-heading-m" { "What it is for" }
                (bullets(proposed.aims.iter().map(|aim| html! { (aim) })))
            }
            (summary_list([("Partners", html! { (shared::body_names(partnership, partnership.members.current())) })]))
        };
        layout::partnership(slug, name, visit.path, "Overview", &body)
    })
}
