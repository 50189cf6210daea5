//! What somebody reads who may not record a kind of fact as things stand: why, and what comes first.

use axum::http::StatusCode;
use commonweal_record::fact::{Kind, Which};
use commonweal_service::record::policy::{Decision, Reason, action_for};
use commonweal_service::record::{Acting, OpenLog};
use maud::{Markup, html};

use super::called;
use crate::answer::Answer;
use crate::layout;
use crate::pages::shared;
use crate::visit::Visit;
use crate::words;

/// The page in the place of the form.
pub(super) fn page(visit: &Visit<'_>, kind: &Kind, log: &OpenLog, acting: &Acting, reason: Reason) -> Answer {
    let (slug, partnership) = (visit.part("slug"), &log.view().partnership);
    let body = shared::body_name(partnership, &acting.body);
    let main = html! {
        p class="govuk-body-l" { (why(body, action_for(kind.which).phrase(), reason)) }
        h2 class="govuk-heading-m" { "What comes first" }
        (next(slug, log, acting, reason))
        p class="govuk-body" { a class="govuk-link" href={ "/partnerships/" (slug) "/attest" } { "What you can record now" } }
    };
    let heading = format!("Not yet: {}", words::capital(&called(kind)).to_lowercase());
    layout::partnership(visit, shared::name(partnership, slug), &heading, &main)
        .with_status(StatusCode::FORBIDDEN)
}

fn why(body: &str, action: &str, reason: Reason) -> String {
    match reason {
        Reason::NotAPartner => format!("Only partners can {action}, and {body} has not joined yet."),
        other => words::sentence(&other.to_string()),
    }
}

fn next(slug: &str, log: &OpenLog, acting: &Acting, reason: Reason) -> Markup {
    let form = |kind: &str| format!("/partnerships/{slug}/attest/{kind}");
    let may = |which| log.may_record(which, acting) == Decision::Allowed;
    let has_stated = log.view().partnership.members.benefits.iter().any(|told| told.body == acting.body);
    html! {
        @match reason {
            Reason::NotAPartner => ol class="govuk-list govuk-list--number" {
                @if !has_stated {
                    li { @if may(Which::BenefitStated) { a class="govuk-link" href=(form("benefit_stated")) { "Say what your body gains" } } @else { "A lead of your body says what it gains." } }
                }
                li { @if may(Which::PartnerJoined) { a class="govuk-link" href=(form("partner_joined")) { "Join, with the key of your body" } } @else { "An officer of your body joins, with its key." } }
                li { "Then come back here." }
            },
            Reason::Takes(_) => p class="govuk-body" {
                "Ask one of " a class="govuk-link" href={ "/bodies/" (acting.body) "/keys" } { "your body" } "’s people with that role to record it, or to give you the role."
            },
            _ => p class="govuk-body" {
                "How bodies come in and leave is told under " a class="govuk-link" href={ "/partnerships/" (slug) "/partners" } { "Partners" } "."
            },
        }
    }
}
