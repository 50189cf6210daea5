//! What this place knows of a body's past.

use commonweal_appraise::side_by_side::Side;
use commonweal_service::appraisal::document::outcome_word;
use commonweal_service::appraisal::history::{self, Earlier, History, Part, Past, Rated};
use maud::{Markup, html};

use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Partnerships, earlier appraisals and ratings of a body, by its name.
///
/// # Errors
/// What the store says.
pub(crate) fn of(visit: &Visit<'_>, name: &str) -> Result<Markup, Problem> {
    let history = history::of(&visit.app.logs, name)?;
    Ok(html! {
        @if history == History::default() {
            p class="govuk-body" { "No record here tells of an earlier partnership or appraisal of " (name) "." }
        } @else {
            ul class="cw-facts" {
                @for past in &history.partnerships { li { (partnership(past)) } }
                @for earlier in &history.appraisals { li { (appraisal(earlier)) } }
                @for rated in &history.ratings { li { (rating(rated)) } }
            }
        }
    })
}

fn partnership(past: &Past) -> Markup {
    let part = match past.part {
        Part::Partner => "is a partner",
        Part::Left => "was a partner and has left",
        Part::Known => "is known in it, and has never joined",
    };
    let sought = if past.said_what_they_gain >= 2 { "Sought" } else { "Not shown to be sought" };
    html! {
        p class="govuk-body" {
            a class="govuk-link" href={ "/partnerships/" (past.slug) } { (past.name) }
            @if let Some(style) = past.style { ", " (style.phrase()) } ": " (part) "."
        }
        p class="govuk-hint" {
            (sought) ": " (past.said_what_they_gain) " of " (words::count(past.partners, "partner", "partners")) " said what they gain. "
            (words::count(past.evaluations, "evaluation", "evaluations")) "."
        }
        @for (at, lesson) in &past.lessons {
            p class="govuk-body" { "Lesson of " (words::day(*at)) ": " (words::sentence(lesson)) }
        }
    }
}

fn rating(rated: &Rated) -> Markup {
    let Rated { fact, slug, entry } = rated;
    html! {
        p class="govuk-body" {
            "Rated " (fact.rating.phrase()) " by " (fact.by) ", " (fact.on.in_words())
            " (" a class="govuk-link" href={ "/partnerships/" (slug) "/record?at=" (entry) "#entry-" (entry) } { "entry " (entry) span class="govuk-visually-hidden" { " of " (slug) } } ")"
        }
    }
}

fn appraisal(earlier: &Earlier) -> Markup {
    html! {
        p class="govuk-body" {
            "Appraised, " (earlier.style.phrase()) ": " (earlier.names.asking) " and " (earlier.names.asked)
            " (" a class="govuk-link" href={ "/partnerships/" (earlier.slug) "/record" } { "the record" span class="govuk-visually-hidden" { " of " (earlier.names.asking) " and " (earlier.names.asked) } } ")"
        }
        @for side in Side::BOTH {
            @if let Some((outcome, at, again)) = earlier.ends.of(side) {
                p class="govuk-hint" {
                    (earlier.names.of(side)) ": " (outcome_word(*outcome)) ", " (words::day(*at))
                    @if let Some(again) = again { "; to look again on " (again.in_words()) }
                    "."
                }
            }
        }
    }
}
