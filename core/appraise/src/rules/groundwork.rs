//! What each body prepares.

use std::collections::BTreeMap;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::members::Groundwork;

use super::{called, each_partner};
use crate::rule::{Case, Group, Missing, Rule, Standing};

pub(super) const RULES: &[Rule] = &[
    Group::Groundwork.asks(
        "terms_of_reference",
        "Each board has approved the terms of reference",
        "A partnership that a board has not approved speaks for nobody.",
        |case| by_each(case, Groundwork::TermsOfReference),
    ),
    Group::Groundwork.asks(
        "terms_of_engagement",
        "Each partner has agreed how the partners behave",
        "How we treat one another when we disagree is easier to agree before we do.",
        |case| by_each(case, Groundwork::TermsOfEngagement),
    ),
    Group::Groundwork.asks(
        "choice_of_areas",
        "Each partner has agreed how areas of work are chosen",
        "Otherwise the loudest area is worked on, and not the one where working together helps most.",
        |case| by_each(case, Groundwork::ChoiceOfAreas),
    ),
    Group::Groundwork.asks(
        "measures",
        "Each partner has agreed what will be measured",
        "What is measured before the work starts can be compared afterwards; the rest is opinion.",
        |case| by_each(case, Groundwork::Measures),
    ),
    Group::Groundwork.asks(
        "rationale",
        "Each partner has a rationale for the work",
        "Each says why these bodies do this better together than one of them alone.",
        |case| by_each(case, Groundwork::Rationale),
    ),
    Group::Groundwork.asks(
        "communications",
        "Each partner has agreed who tells whom what",
        "Staff and the public should not hear of it from somebody else first.",
        |case| by_each(case, Groundwork::Communications),
    ),
    Group::Groundwork.asks(
        "legal_check",
        "Each partner has done its legal check",
        "Each body has duties of its own that no agreement changes. The check asks about competition and procurement too.",
        |case| by_each(case, Groundwork::LegalCheck),
    ),
    Group::Groundwork.asks(
        "political_check",
        "Each partner has done its political check",
        "Support that is needed later is sought before, by somebody who owns the task.",
        |case| by_each(case, Groundwork::PoliticalCheck),
    ),
    Group::Groundwork.asks(
        "board_buy_in",
        "Each partner's board is behind it",
        "Decisions that cost something are taken by boards.",
        |case| by_each(case, Groundwork::BoardBuyIn),
    ),
    Group::Groundwork.asks(
        "manager_buy_in",
        "Each partner's managers are behind it",
        "Managers decide whose time there is for it on a Tuesday.",
        |case| by_each(case, Groundwork::ManagerBuyIn),
    ),
    Group::Groundwork.asks(
        "staff_buy_in",
        "Each partner's staff are behind it",
        "It is their day that changes. Without them nothing does.",
        |case| by_each(case, Groundwork::StaffBuyIn),
    ),
];

/// The latest entry by which each body finished a piece of groundwork.
pub(super) fn done<'c>(case: &Case<'c>, what: Groundwork) -> BTreeMap<&'c BodyId, u64> {
    let done = case.partnership.members.groundwork.iter().filter(|told| told.fact.what == what);
    done.map(|told| (&told.body, told.seq)).collect()
}

fn by_each(case: &Case<'_>, what: Groundwork) -> Standing {
    let done = done(case, what);
    each_partner(case, |body| {
        let missing = || {
            let words = format!("{} has not recorded {}", called(case, body), what.phrase());
            Missing::from_body(body, "groundwork_done", words).with("what", what.word())
        };
        done.get(body).map(|entry| vec![*entry]).ok_or_else(missing)
    })
}
