//! Risks and promises: who bears what, before and after; kept or not; what helps and what hinders.

use commonweal_appraise::quality::{RatingRisk, raised};
use commonweal_quantity::Share;
use commonweal_record::fact::kinds::risk::Source;
use commonweal_record::fact::{PerBody, Sentence};
use commonweal_record::partnership::{Promise, Risk, Told};
use maud::{Markup, html};

use super::shared::{self, Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, Column, empty, inset, table, tag};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The shared register of risks, and the promises.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Risks and promises", |look| {
        Ok(html! {
            (promises(look))
            (risks(look))
            (ratings(look))
            (forces(look))
        })
    })
}

fn promises(look: &Look<'_>) -> Markup {
    let promises = &look.partnership.programme.promises;
    let mut open: Vec<_> = promises.iter().collect();
    open.sort_by_key(|(_, promise)| {
        (promise.kept.is_some() || promise.broken.is_some(), promise.made.fact.due)
    });
    let rows = open.into_iter().map(|(id, promise)| {
        let made = &promise.made;
        let prefill = format!("?promise={id}");
        vec![
            html! { (made.fact.what) " (" (look.proof(made.seq)) ")" },
            html! { (look.name_of(&made.body)) },
            html! { (made.fact.due.in_words()) },
            html! {
                (kept(look, promise))
                @if promise.kept.is_none() && promise.broken.is_none() && look.may_record("promise_kept") {
                    p class="govuk-!-margin-top-2 govuk-!-margin-bottom-0" {
                        (look.record_link("promise_kept", &prefill, &html! { "Kept" })) " or "
                        (look.record_link("promise_broken", &prefill, &html! { "broken" })) "?"
                    }
                }
            },
        ]
    });
    html! {
        h2 class="govuk-heading-m" { "Promises" }
        @if promises.is_empty() {
            (empty("No promise has been made yet.", html! { "A body says what it will do and by when; here it is seen whether it was." }))
        } @else {
            (table("Promises, the next due first", &[Column::Text("Promise"), Column::Text("By"), Column::Text("Due"), Column::Text("State")], rows))
            (csv::links(look.slug, &["promises"]))
        }
        (look.record_button("promise_made", "", "Make a promise"))
    }
}

fn kept(look: &Look<'_>, promise: &Promise) -> Markup {
    match (&promise.kept, &promise.broken) {
        (_, Some(broken)) => {
            html! { (tag(Colour::Red, "Broken")) " " (broken.fact.reason) " (" (look.proof(broken.seq)) ")" }
        }
        (Some(kept), _) => {
            html! { (tag(Colour::Green, "Kept")) " " (words::day(kept.at)) " (" (look.proof(kept.seq)) ")" }
        }
        _ if look.today.is_some_and(|today| promise.made.fact.due < today) => tag(Colour::Red, "Overdue"),
        _ => tag(Colour::Blue, "Open"),
    }
}

fn risks(look: &Look<'_>) -> Markup {
    let risks = &look.partnership.programme.risks;
    let mut worst: Vec<_> = risks.iter().collect();
    worst.sort_by_key(|(_, risk)| {
        std::cmp::Reverse(risk.raised.fact.likelihood.get() * risk.raised.fact.impact.get())
    });
    let rows = worst.into_iter().map(|(id, risk)| {
        let raised = &risk.raised;
        let size = raised.fact.likelihood.get() * raised.fact.impact.get();
        vec![
            html! { (raised.fact.title) " (" (look.proof(raised.seq)) ")" },
            html! { (size) },
            html! { (bearers(look, risk, Side::Before)) },
            html! {
                (bearers(look, risk, Side::After))
                p class="govuk-!-margin-bottom-0" { (look.record_link("risk_allocated", &format!("?risk={id}"), &html! { "Say who bears it" })) }
            },
        ]
    });
    let columns = [
        Column::Text("Risk"),
        Column::Figure("Likelihood × impact, of 25"),
        Column::Text("Borne before"),
        Column::Text("Borne now"),
    ];
    html! {
        h2 class="govuk-heading-m" { "Risks" }
        @for it in raised(look.partnership).into_iter().filter(|it| it.registered.is_none()) { (of_rating(look, &it)) }
        @if risks.is_empty() {
            (empty("No risk has been raised yet.", html! { "Say what may happen, how likely it is and how bad, and who would bear it without the partnership and with it." }))
        } @else {
            (table("Risks, the largest first", &columns, rows))
            (csv::links(look.slug, &["risks"]))
        }
        (look.record_button("risk_raised", "", "Raise a risk"))
    }
}

/// A risk that a rating raises and that nobody has put into the register yet.
fn of_rating(look: &Look<'_>, it: &RatingRisk) -> Markup {
    let prefill = [
        ("title".to_owned(), it.risk.title.clone()),
        ("likelihood".to_owned(), it.risk.likelihood.to_string()),
        ("impact".to_owned(), it.risk.impact.to_string()),
    ];
    inset(&html! {
        p { (tag(Colour::Red, "Raised by a rating")) " " (it.risk.title) ": " (it.risk.likelihood * it.risk.impact) " of 25. " (it.risk.because) " (" (look.proof(it.rated)) ")" }
        p { "Ask " (look.name_of(&it.body)) " what it does about it, say who bears the risk, and put it into the register." }
        (look.record_button("risk_raised", &words::query(&prefill), "Put it into the register"))
    })
}

/// What regulators say of the bodies, the latest first.
fn ratings(look: &Look<'_>) -> Markup {
    let mut told: Vec<_> = look.partnership.programme.ratings.iter().collect();
    told.sort_by_key(|told| std::cmp::Reverse((told.fact.on, told.seq)));
    let rows = told.iter().map(|told| {
        let fact = &told.fact;
        vec![
            html! { (look.name_of(&fact.body)) },
            html! { (words::capital(fact.rating.phrase())) },
            html! { (fact.by) },
            html! { (fact.on.in_words()) " (" (look.proof(told.seq)) ")" },
        ]
    });
    let columns =
        [Column::Text("Body"), Column::Text("Rating"), Column::Text("By"), Column::Text("Published")];
    html! {
        h2 class="govuk-heading-m" { "Ratings" }
        @if told.is_empty() {
            (empty("No rating has been noted.", html! { "Where a regulator rates a partner, note it here: a rating that falls, or is low, raises a risk for all." }))
        } @else {
            (table("Ratings by regulators, the latest first", &columns, rows))
            (csv::links(look.slug, &["ratings"]))
        }
        (look.record_button("rating_published", "", "Note a rating"))
    }
}

enum Side {
    Before,
    After,
}

fn bearers(look: &Look<'_>, risk: &Risk, side: Side) -> Markup {
    let shares = |shares: &PerBody<Share>| -> Markup {
        html! { ul class="govuk-list" { @for (body, share) in &shares.0 { li { (look.name_of(body)) " " (share) } } } }
    };
    match (risk.allocated.last(), side) {
        (None, Side::Before) => html! { "Not said" },
        (None, Side::After) => html! {},
        (Some(told), Side::Before) => shares(&told.fact.before),
        (Some(told), Side::After) => html! { (shares(&told.fact.after)) (look.proof(told.seq)) },
    }
}

/// What draws the bodies together and apart.
fn forces(look: &Look<'_>) -> Markup {
    let programme = &look.partnership.programme;
    let line =
        |what: &str, source: Source, words: &Sentence, told: (u64, &commonweal_record::entry::BodyId)| {
            vec![
                html! { (what) },
                html! { (words) },
                html! { (words::capital(source.phrase())) },
                html! { (look.name_of(told.1)) ", " (look.proof(told.0)) },
            ]
        };
    let barriers =
        programme.barriers.iter().map(|told| line("Barrier", told.fact.source, &told.fact.what, by(told)));
    let incentives = programme
        .incentives
        .iter()
        .map(|told| line("Incentive", told.fact.source, &told.fact.what, by(told)));
    let rows: Vec<_> = barriers.chain(incentives).collect();
    let rivalry = programme.rivalry.iter().map(|told| {
        vec![
            html! { (shared::body_names(look.partnership, &told.fact.between)) },
            html! { (told.fact.over) },
            html! { (look.proof(told.seq)) },
        ]
    });
    let rivalry: Vec<_> = rivalry.collect();
    let noted = !rows.is_empty() || !rivalry.is_empty();
    html! {
        h2 class="govuk-heading-m" { "What helps and what hinders" }
        @if rows.is_empty() { p class="govuk-body" { "Nothing has been noted." } }
        @else { (table("Barriers and incentives", &[Column::Text("Kind"), Column::Text("What"), Column::Text("From"), Column::Text("Noted by")], rows)) }
        @if !rivalry.is_empty() { (table("Rivalry", &[Column::Text("Between"), Column::Text("Over"), Column::Text("Record")], rivalry)) }
        @if noted { (csv::links(look.slug, &["barriers", "incentives", "rivalry"])) }
        div class="govuk-button-group" {
            (look.record_button("barrier_noted", "", "Note a barrier"))
            (look.record_button("incentive_noted", "", "Note an incentive"))
            (look.record_button("rivalry_noted", "", "Note rivalry"))
        }
    }
}

fn by<T>(told: &Told<T>) -> (u64, &commonweal_record::entry::BodyId) {
    (told.seq, &told.body)
}
