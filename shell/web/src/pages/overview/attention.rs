//! What needs somebody: facts that contradict others, terms that were broken, clarity rules that are open.

use commonweal_appraise::{Finding, Group};
use commonweal_record::partnership::{self, Effect};
use maud::{Markup, html};

use crate::component::{Colour, tag};
use crate::pages::shared::Look;
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
            @for it in unclear {
                li {
                    (tag(Colour::Yellow, "Not clear")) " "
                    a class="govuk-link" href={ (look.address("/readiness")) "#" (it.rule.name) } { (it.rule.title) } ": not met yet."
                }
            }
            li {
                a class="govuk-link" href=(look.address("/readiness")) { "Readiness" } ": "
                (words::count(open.len(), "other rule is open", "other rules are open")) "."
            }
        }
        @if findings.len() > MOST {
            p class="govuk-body-s" { "The " (words::count(findings.len() - MOST, "earlier one is", "earlier ones are")) " marked in the " a class="govuk-link" href=(look.address("/record")) { "record" } "." }
        }
    }
}

/// What is wrong with an entry, as a sentence; a body at its beginning by its name.
pub(in crate::pages) fn in_words(look: &Look<'_>, finding: &partnership::Finding) -> String {
    let said = finding.matter.to_string();
    let named = said.split_once(' ').and_then(|(first, rest)| {
        let body = first.parse().ok()?;
        let known = look.partnership.members.bodies.get(&body)?;
        Some(format!("{} {rest}", known.name()))
    });
    words::sentence(&named.unwrap_or(said))
}
