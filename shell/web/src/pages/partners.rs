//! Who is in, what each gains, who waits, who has left.

use maud::html;

use super::shared;
use crate::answer::Answer;
use crate::component::{Column, table};
use crate::layout;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The bodies of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    visit.look(|log| {
        let partnership = &log.view().partnership;
        let members = &partnership.members;
        let columns = [Column::Text("Body"), Column::Text("Legal form"), Column::Text("The benefit it states")];
        let rows = members.current().map(|body| {
            let benefits = members.benefits.iter().filter(|told| told.body == *body);
            let form = members.bodies.get(body).map_or("", |known| known.registered.fact.legal_form.phrase());
            vec![
                html! { (shared::body_name(partnership, body)) },
                html! { (words::capital(form)) },
                html! { @for told in benefits { p { (told.fact.benefit) } } },
            ]
        });
        let body = table("Partners", &columns, rows);
        layout::partnership(slug, shared::name(partnership, slug), visit.path, "Partners", &body)
    })
}
