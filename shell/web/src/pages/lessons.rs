//! What was learnt, for others; reviews with their days.

use commonweal_record::fact::Date;
use commonweal_record::partnership::Review;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, Column, empty, table, tag};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Lessons and reviews.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Lessons", |look| {
        Ok(html! {
            (lessons(look))
            (reviews(look))
            (neighbours(look))
        })
    })
}

fn lessons(look: &Look<'_>) -> Markup {
    let lessons = &look.partnership.evidence.lessons;
    html! {
        h2 class="govuk-heading-m" { "What we would tell a neighbour" }
        @if lessons.is_empty() {
            (empty("No lesson is recorded yet.", html! { "What helped, what did not, what you would do first: a sentence each, so that another place need not pay for it again." }))
        } @else {
            ol class="cw-facts" {
                @for told in lessons.iter().rev() {
                    li {
                        p class="govuk-body" { (words::sentence(told.fact.title.as_str())) }
                        p class="govuk-hint" {
                            (look.name_of(&told.body)) ", " (words::day(told.at)) " (" (look.proof(told.seq)) ")"
                            @if told.fact.document.is_some() { ", with a longer account" }
                        }
                    }
                }
            }
            (csv::links(look.slug, &["lessons"]))
        }
        (look.record_button("lesson_recorded", "", "Record a lesson"))
    }
}

fn reviews(look: &Look<'_>) -> Markup {
    let reviews = &look.partnership.evidence.reviews;
    let mut by_day: Vec<_> = reviews.iter().collect();
    by_day.sort_by_key(|(_, review)| (review.published.is_some(), review.promised.fact.publish_by));
    let rows = by_day.into_iter().map(|(id, review)| {
        let promised = &review.promised;
        vec![
            html! { (promised.fact.title) " (" (look.proof(promised.seq)) ")" },
            html! { (look.name_of(&promised.body)) },
            html! { (promised.fact.publish_by.in_words()) },
            html! {
                (state(review, look.today))
                @if let Some(published) = &review.published {
                    " " (words::day(published.at)) " (" (look.proof(published.seq)) ")"
                } @else {
                    p class="govuk-!-margin-bottom-0" { (look.record_link("review_published", &format!("?review={id}"), &html! { "Publish it" })) }
                }
            },
        ]
    });
    let columns = [
        Column::Text("Review"),
        Column::Text("Promised by"),
        Column::Text("To be published by"),
        Column::Text("State"),
    ];
    html! {
        h2 class="govuk-heading-m" { "Independent reviews" }
        @if reviews.is_empty() {
            (empty("No review is promised yet.", html! { "Promise one with the day by which it is published. The record keeps the day, and this page says when it has passed." }))
        } @else {
            (table("Reviews, the next due first", &columns, rows))
            (csv::links(look.slug, &["reviews"]))
        }
        (look.record_button("review_promised", "", "Promise a review"))
    }
}

/// Whether an unpublished review was due before `today`.
pub(super) fn is_overdue(review: &Review, today: Option<Date>) -> bool {
    review.published.is_none() && today.is_some_and(|today| today > review.promised.fact.publish_by)
}

fn state(review: &Review, today: Option<Date>) -> Markup {
    match &review.published {
        Some(late) if late.at.date().to_string() > review.promised.fact.publish_by.to_string() => {
            tag(Colour::Yellow, "Published late")
        }
        Some(_) => tag(Colour::Green, "Published"),
        None if is_overdue(review, today) => tag(Colour::Red, "Overdue"),
        None => tag(Colour::Blue, "Promised"),
    }
}

/// Who waits to hear it.
fn neighbours(look: &Look<'_>) -> Markup {
    let queue = &look.partnership.members.queue;
    html! {
        @if !queue.is_empty() {
            h2 class="govuk-heading-m" { "Neighbours who wait" }
            p class="govuk-body" { "These bodies are in the queue to join, and gain first from what is written here." }
            ul class="govuk-list govuk-list--bullet" {
                @for told in queue { li { (look.name_of(&told.fact.body)) " (" (look.proof(told.seq)) ")" } }
            }
        }
    }
}
