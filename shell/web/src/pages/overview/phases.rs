//! The phases of the programme with their gates, as a row of steps.

use commonweal_record::fact::kinds::meeting::Phase;
use maud::{Markup, html};

use crate::component::{Colour, tag};
use crate::pages::shared::Look;
use crate::words;

const PHASES: [(Phase, &str, &str); 3] = [
    (Phase::Understand, "Understand", "who is served, what they need, what each body does now"),
    (Phase::BuildCapacity, "Build capacity", "people, skills and systems to do it together"),
    (Phase::CommunityOwned, "Community-owned", "the community runs it, and the bodies support it"),
];

/// Where the programme is.
pub(super) fn section(look: &Look<'_>) -> Markup {
    let programme = &look.partnership.programme;
    let now = programme.phases.last().map(|told| told.fact.phase);
    html! {
        h2 class="govuk-heading-m" { "Where it is" }
        ol class="cw-phases" {
            @for (phase, title, about) in PHASES {
                @let entered = programme.phases.iter().rev().find(|told| told.fact.phase == phase);
                @let gate = programme.gates.iter().rev().find(|told| told.fact.phase == phase);
                li class=(class(now, phase)) aria-current=[(now == Some(phase)).then_some("step")] {
                    p class="cw-phases__title" { (title) " " (state(now, phase)) }
                    p class="govuk-hint" { (words::sentence(about)) }
                    @if let Some(told) = entered { p class="govuk-body-s" { "Entered " (words::day(told.at)) " (" (look.proof(told.seq)) ")" } }
                    @if let Some(told) = gate {
                        p class="govuk-body-s" {
                            "Gate passed by " a class="govuk-link" href={ (look.address("/decisions/")) (told.fact.decision) } { "decision " (told.fact.decision) }
                            " (" (look.proof(told.seq)) ")"
                        }
                    }
                }
            }
        }
        @if now.is_none() { (look.record_button("phase_entered", "?phase=understand", "Enter the first phase")) }
    }
}

fn class(now: Option<Phase>, phase: Phase) -> &'static str {
    match state_of(now, phase) {
        State::Done => "cw-phases__step cw-phases__step--done",
        State::Now => "cw-phases__step cw-phases__step--now",
        State::Ahead => "cw-phases__step",
    }
}

fn state(now: Option<Phase>, phase: Phase) -> Markup {
    match state_of(now, phase) {
        State::Done => tag(Colour::Green, "Done"),
        State::Now => tag(Colour::Blue, "Now"),
        State::Ahead => tag(Colour::Grey, "Ahead"),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Done,
    Now,
    Ahead,
}

fn state_of(now: Option<Phase>, phase: Phase) -> State {
    let place = |phase: Phase| PHASES.iter().position(|(known, ..)| *known == phase);
    match now.map(|now| place(phase).cmp(&place(now))) {
        Some(std::cmp::Ordering::Less) => State::Done,
        Some(std::cmp::Ordering::Equal) => State::Now,
        Some(std::cmp::Ordering::Greater) | None => State::Ahead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_before_the_present_one_are_done_and_those_after_it_ahead() {
        let now = Some(Phase::BuildCapacity);
        assert_eq!(state_of(now, Phase::Understand), State::Done);
        assert_eq!(state_of(now, Phase::BuildCapacity), State::Now);
        assert_eq!(state_of(now, Phase::CommunityOwned), State::Ahead);
        assert_eq!(state_of(None, Phase::Understand), State::Ahead);
    }
}
