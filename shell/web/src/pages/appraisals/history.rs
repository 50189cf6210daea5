//! What this place knows of a body's past.

use commonweal_appraise::side_by_side::Side;
use commonweal_service::appraisal::document::outcome_word;
use commonweal_service::appraisal::history::{self, Earlier, Part, Past};
use maud::{Markup, html};

use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Partnerships and earlier appraisals of a body, by its name.
///
/// # Errors
/// What the store says.
pub(crate) fn of(visit: &Visit<'_>, name: &str) -> Result<Markup, Problem> {
    let history = history::of(&visit.app.logs, name)?;
    Ok(html! {
        @if history.partnerships.is_empty() && history.appraisals.is_empty() {
            p class="govuk-body" { "No record here tells of an earlier partnership or appraisal of " (name) "." }
        } @else {
            ul class="cw-facts" {
                @for past in &history.partnerships { li { (partnership(past)) } }
                @for earlier in &history.appraisals { li { (appraisal(earlier)) } }
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
