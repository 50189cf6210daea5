//! A term as a plain sentence, with its name.

use std::collections::BTreeMap;

use commonweal_record::fact::kinds::agreement::{
    DecisionRule, PlainSubject, PublicationRule, ShareRule, Shared, Term,
};
use commonweal_record::fact::{AgreementId, ClauseId};
use commonweal_record::partnership::TermPlace;
use maud::{Markup, html};

use crate::pages::overview::attention;
use crate::pages::shared::Look;
use crate::words;

/// Clauses as people count them: 2 before 10.
pub(super) fn in_order<'t>(terms: &BTreeMap<&'t ClauseId, &'t Term>) -> Vec<(&'t ClauseId, &'t Term)> {
    let mut clauses: Vec<_> = terms.iter().map(|(clause, term)| (*clause, *term)).collect();
    clauses.sort_by_cached_key(|(clause, _)| key(clause.as_str()));
    clauses
}

/// Numbers by size, before words by letters.
fn key(clause: &str) -> Vec<(u64, String)> {
    clause.split('-').map(|part| (part.parse().unwrap_or(u64::MAX), part.to_owned())).collect()
}

/// "3-1" as "3.1".
pub(super) fn number(clause: &str) -> String {
    clause.replace('-', ".")
}

/// The name of a term.
pub(super) fn title(term: &Term) -> &'static str {
    match term {
        Term::DecisionRule { .. } => "Decision rule",
        Term::Quorum { .. } => "Quorum",
        Term::ShareRule { .. } => "Share rule",
        Term::FixedShares { .. } => "Fixed shares",
        Term::Cap { .. } => "Cap",
        Term::Floor { .. } => "Floor",
        Term::InterestLimit { .. } => "Limit on own interest",
        Term::NoticePeriod { .. } => "Notice period",
        Term::MinimumSurveyGroup { .. } => "Minimum survey group",
        Term::PublicationRule { .. } => "Publication rule",
        Term::ReviewEvery { .. } => "Review",
        Term::MeetingSchedule { .. } => "Meetings",
        Term::PooledFund { .. } => "Pooled fund",
        Term::FundContribution { .. } => "Contribution to the pooled fund",
        Term::FundClause { .. } => "Pooled fund, in plain words",
        Term::Plain { about, .. } => match about {
            PlainSubject::CommonBenefit => "Common public benefit",
            PlainSubject::Commitment => "Commitment",
            PlainSubject::MutualNeed => "Mutual need",
            PlainSubject::StatutoryDuties => "Statutory duties",
            PlainSubject::BuyIn => "Support within each body",
            PlainSubject::Leaving => "Leaving",
            PlainSubject::Other => "In plain words",
        },
    }
}

/// What it says, as a clause.
pub(super) fn text(look: &Look<'_>, term: &Term) -> String {
    match term {
        Term::DecisionRule { rule } => {
            format!("{} A body that abstains counts for the quorum and for neither side.", decided(*rule))
        }
        Term::Quorum { bodies } => format!(
            "A decision is valid if at least {} part in it. A partner that stands aside does not count.",
            times(bodies.get(), "partner takes", "partners take")
        ),
        Term::ShareRule { of: Shared::Loss, rule } => {
            format!("Losses that strike one partner are shared by all, {}.", shared(*rule))
        }
        Term::ShareRule { of: Shared::Gain, rule } => {
            format!("Gains that one partner makes are shared by all, {}.", shared(*rule))
        }
        Term::FixedShares { of, shares } => {
            let shares = shares.0.iter().map(|(body, share)| format!("{share} to {}", look.name_of(body)));
            format!("Shared {} fall {}.", of.phrase(), shares.collect::<Vec<_>>().join(", "))
        }
        Term::Cap { of, body, pence } => {
            format!(
                "In one event no more than {pence} of shared {} falls to {}.",
                of.phrase(),
                look.name_of(body)
            )
        }
        Term::Floor { of, body, pence } => {
            format!(
                "In one event no less than {pence} of shared {} falls to {}.",
                of.phrase(),
                look.name_of(body)
            )
        }
        Term::InterestLimit { interest, pence } => {
            format!("A partner with {} above {pence} in a decision stands aside from it.", interest.phrase())
        }
        Term::NoticePeriod { days } => {
            format!("A partner that leaves gives notice of {}.", times(days.get(), "day", "days"))
        }
        Term::MinimumSurveyGroup { people } => {
            format!("No figure of a survey is shown that rests on fewer than {people} answers.")
        }
        Term::PublicationRule { rule } => match rule {
            PublicationRule::JointDecision => {
                "Results are published when the partners decide so together.".to_owned()
            }
            PublicationRule::EachBodyConcerned => {
                "Results are published when each body that they concern agrees.".to_owned()
            }
        },
        Term::ReviewEvery { months } => {
            format!("This agreement is reviewed every {}.", every(months.get(), "month", "months"))
        }
        Term::MeetingSchedule { weekday, every_weeks } => {
            format!(
                "The partners meet on a {}, every {}.",
                weekday.phrase(),
                every(every_weeks.get(), "week", "weeks")
            )
        }
        Term::PooledFund { host } => format!(
            "The partners pool money in a fund. {} hosts it, and answers for its accounts and audit.",
            look.name_of(host)
        ),
        Term::FundContribution { body, pence } => {
            format!("{} puts {pence} into the pooled fund in each financial year.", look.name_of(body))
        }
        Term::FundClause { about, words } => {
            format!("{}: {}", words::capital(about.phrase()), words::sentence(words.as_str()))
        }
        Term::Plain { words, .. } => words::sentence(words.as_str()),
    }
}

fn decided(rule: DecisionRule) -> &'static str {
    match rule {
        DecisionRule::Unanimous => {
            "A decision is carried if at least one partner votes for it and none against."
        }
        DecisionRule::Majority => "A decision is carried if more partners vote for it than against.",
        DecisionRule::TwoThirds => {
            "A decision is carried if at least two thirds of the votes for and against are for it."
        }
        DecisionRule::ThreeQuarters => {
            "A decision is carried if at least three quarters of the votes for and against are for it."
        }
    }
}

fn shared(rule: ShareRule) -> String {
    match rule {
        ShareRule::Equal => "in equal parts".to_owned(),
        other => other.phrase().to_owned(),
    }
}

fn times(number: i64, one: &str, many: &str) -> String {
    words::count(usize::try_from(number).unwrap_or_default(), one, many)
}

fn every(number: i64, one: &str, many: &str) -> String {
    if number == 1 { one.to_owned() } else { times(number, one, many) }
}

/// The entries that went against a clause since it was set.
pub(super) fn breaches(look: &Look<'_>, agreement: &AgreementId, clause: &ClauseId, set: u64) -> Markup {
    let here = |place: &TermPlace| place.agreement == *agreement && place.clause == *clause;
    let later = look.partnership.findings.iter().filter(|finding| finding.seq > set);
    let against = later.filter(|finding| finding.matter.term().is_some_and(here));
    html! {
        @for finding in against {
            p class="govuk-error-message" {
                span class="govuk-visually-hidden" { "Breached: " }
                (attention::in_words(look, finding)) " (" (look.proof(finding.seq)) ")"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_counted_as_people_count() {
        let mut clauses = vec!["10", "2-1", "annex", "2", "2-10", "2-2"];
        clauses.sort_by_cached_key(|clause| key(clause));
        assert_eq!(clauses, ["2", "2-1", "2-2", "2-10", "10", "annex"]);
        assert_eq!(number("2-10"), "2.10");
    }

    #[test]
    fn one_of_a_unit_is_not_numbered() {
        assert_eq!(every(1, "week", "weeks"), "week");
        assert_eq!(every(2, "week", "weeks"), "2 weeks");
        assert_eq!(times(1, "day", "days"), "1 day");
    }
}
