//! What needs somebody: facts that contradict others, terms that were broken, clarity rules that are open.

use commonweal_appraise::quality::raised;
use commonweal_appraise::{Finding, Group};
use commonweal_record::partnership::{self, Effect};
use maud::{Markup, html};

use crate::component::{Colour, tag};
use crate::pages::shared::{self, Look};
use crate::words;

/// Findings shown here; the others are marked in the record.
const MOST: usize = 5;

/// Findings of the fold, newest first, and clarity rules that are open.
pub(super) fn section(look: &Look<'_>, rules: &[Finding]) -> Markup {
    let findings = &look.partnership.findings;
    let (unclear, open): (Vec<&Finding>, Vec<&Finding>) =
        rules.iter().filter(|it| it.is_open()).partition(|it| it.rule.group == Group::Clarity);
    html! {
        h2 class="govuk-heading-m" { "What needs attention" }
        ul class="govuk-list cw-attention" {
            @for finding in findings.iter().rev().take(MOST) {
                li {
                    @match finding.matter.effect() {
                        Effect::SetAside => (tag(Colour::Grey, "Did not count")),
                        Effect::Flagged => (tag(Colour::Red, "Flagged")),
                    }
                    " " (in_words(look, finding)) " (" (look.proof(finding.seq))
                    @if let Some(term) = finding.matter.term() {
                        ", " a class="govuk-link" href={ (look.address("/agreement")) "#agreement-" (term.agreement) "-clause-" (term.clause) } { "the clause" }
                    }
                    ")"
                }
            }
            @for it in raised(look.partnership).iter().filter(|it| it.registered.is_none()) {
                li {
                    (tag(Colour::Red, "Risk")) " " (it.risk.because) " "
                    a class="govuk-link" href=(look.address("/risks")) { "Put the risk into the register" } "."
                }
            }
            @for it in &unclear {
                li {
                    (tag(Colour::Yellow, "Not clear")) " "
                    a class="govuk-link" href={ (look.address("/readiness")) "#" (it.rule.name) } { (it.rule.title) } ": not met yet."
                }
            }
            li {
                a class="govuk-link" href=(look.address("/readiness")) { "Readiness" } ": "
                (open_rules(open.len(), unclear.len())) "."
            }
        }
        @if findings.len() > MOST {
            p class="govuk-body-s" { "The " (words::count(findings.len() - MOST, "earlier one is", "earlier ones are")) " marked in the " a class="govuk-link" href=(look.address("/record")) { "record" } "." }
        }
    }
}

/// How many rules are open beside those that were named.
fn open_rules(open: usize, named: usize) -> String {
    match (open, named) {
        (0, 0) => "every rule is met".to_owned(),
        (0, _) => "every other rule is met".to_owned(),
        (_, 0) => words::count(open, "rule is open", "rules are open"),
        _ => words::count(open, "other rule is open", "other rules are open"),
    }
}

/// What is wrong with an entry, as a sentence; bodies by their names.
pub(in crate::pages) fn in_words(look: &Look<'_>, finding: &partnership::Finding) -> String {
    let bodies = look.partnership.members.bodies.keys();
    words::sentence(&shared::with_names(look.partnership, &finding.matter.to_string(), bodies))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_other_rules_only_where_one_was_named() {
        assert_eq!(open_rules(28, 0), "28 rules are open");
        assert_eq!(open_rules(1, 2), "1 other rule is open");
        assert_eq!(open_rules(0, 0), "every rule is met");
        assert_eq!(open_rules(0, 1), "every other rule is met");
    }
}
