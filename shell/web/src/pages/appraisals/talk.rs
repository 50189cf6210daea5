//! What no answer settles and both should talk about: assumptions, ratings, skills.

use commonweal_appraise::capability::{SkillLevel, could_teach, gaps};
use commonweal_appraise::questionnaire::skills;
use commonweal_appraise::side_by_side::{Both, Side, assumed, given_away, rating_risks, unwatched};
use commonweal_record::fact::Date;
use commonweal_service::appraisal::{Appraisal, Opened};
use maud::{Markup, html};

use crate::component::{Colour, bullets, tag};
use crate::words;

/// Each only where there is something to say.
pub(super) fn to_talk_about(appraisal: &Appraisal, opened: Opened<'_>) -> Markup {
    html! {
        (assumptions(appraisal, opened))
        (ratings(appraisal, opened))
        (training(appraisal, opened))
    }
}

fn assumptions(appraisal: &Appraisal, opened: Opened<'_>) -> Markup {
    let names = appraisal.names();
    let stated = assumed(opened.answers);
    let given_away = given_away(opened.answers);
    html! {
        @if !stated.is_empty() {
            h2 class="govuk-heading-m" { "Assumptions about each other's sector" }
            (bullets(stated.iter().map(|it| html! {
                (names.of(it.side)) ": " (words::sentence(it.stated.says)) " "
                @if it.is_open { (tag(Colour::Yellow, "Unchallenged")) }
                @else if let Some(challenge) = it.stated.challenge { "Against it: " (words::sentence(challenge)) }
            })))
        }
        @if !given_away.is_empty() {
            h2 class="govuk-heading-m" { "Often taken for granted" }
            (bullets(given_away.iter().map(|it| html! {
                (names.of(it.side)) " writes '" (it.words) "'. Of " (it.assumption.about) " it is often said: '" (it.assumption.says) "' Ask: " (it.assumption.challenge)
            })))
        }
    }
}

fn ratings(appraisal: &Appraisal, opened: Opened<'_>) -> Markup {
    let names = appraisal.names();
    let unwatched = unwatched(opened.answers);
    let day = |side| appraisal.party(side).handed_in.map(Date::of);
    let [asking, asked] = Side::BOTH.map(day);
    let risks = asking
        .zip(asked)
        .map(|(asking, asked)| rating_risks(opened.answers, names, Both { asking, asked }))
        .unwrap_or_default();
    html! {
        @if !unwatched.is_empty() || !risks.is_empty() {
            h2 class="govuk-heading-m" { "Ratings" }
            (bullets(risks.iter().map(|risk| html! {
                (words::sentence(&risk.title)) " " (risk.because) " Raise it as a risk once you have started: likelihood " (risk.likelihood) " and impact " (risk.impact) " of 5 to begin with."
            }).chain(unwatched.iter().map(|side| html! {
                "In " (names.of(*side)) " nobody is named who would notice if the other's rating changed. Name a role."
            }))))
        }
    }
}

fn training(appraisal: &Appraisal, opened: Opened<'_>) -> Markup {
    let [own, other] = [appraisal.side, appraisal.side.other()].map(|side| skills(opened.answers.of(side)));
    let taught = could_teach(&own, &other);
    let gaps = gaps(&own);
    let could_teach = |gap: &SkillLevel| taught.iter().any(|(learner, _)| learner.skill.key == gap.skill.key);
    html! {
        @if !gaps.is_empty() {
            h2 class="govuk-heading-m" { "What your own body would have to learn" }
            ul class="cw-facts" {
                @for gap in &gaps {
                    li {
                        p class="govuk-body" { "We can " (gap.skill.asks) @if let Some(level) = gap.level { ": " (format!("{level:.0}")) " of 5" } }
                        p class="govuk-hint" {
                            "Training that fits: " (words::sentence(gap.skill.training))
                            @if could_teach(gap) { " " (appraisal.other().name) " could teach it." }
                        }
                    }
                }
            }
        }
    }
}
