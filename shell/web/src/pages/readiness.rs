//! Each rule of clarity and readiness: met, open or set aside, with what proves it and what is next.

use commonweal_appraise::{
    Case, Character, Finding, Gate, Group, Missing, Standing, appraise, character, gate,
};
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, Column, details, inset, table, tag, warning};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// How ready the partnership is, by its record.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Readiness", |look| {
        let findings = of(look);
        Ok(html! {
            p class="govuk-body-l" { "What makes working together likely to succeed, and what is still to be done. All of it is computed from the record." }
            (verdict(&findings))
            (counts(&findings))
            (csv::links(look.slug, &["readiness"]))
            @for group in Group::ALL { (section(look, group, &findings)) }
        })
    })
}

/// Every rule, put to the partnership on the day on which the page is looked at.
pub(super) fn of(look: &Look<'_>) -> Vec<Finding> {
    appraise(&Case { partnership: look.partnership, today: look.today })
}

/// What the clarity rules make of it.
pub(super) fn verdict(findings: &[Finding]) -> Markup {
    let name = character(findings);
    html! {
        @match gate(findings) {
            Gate::Refused => (warning("This cannot go on as a partnership yet: at least two bodies must each say what they gain. Until then no agreement is signed and no phase begins.")),
            Gate::Warned => (inset(&html! { "Something here is not clear yet. The open rules of the first group say what." })),
            Gate::Clear => {}
        }
        @if name == Character::PlanningAndNetworking {
            (inset(&html! { (tag(Colour::Yellow, "Planning and networking")) " It is called so until something is recorded as done together." }))
        }
    }
}

fn state(standing: &Standing) -> (Colour, &'static str) {
    match standing {
        Standing::Met { .. } => (Colour::Green, "Met"),
        Standing::Open { .. } => (Colour::Yellow, "Open"),
        Standing::Overridden { .. } => (Colour::Blue, "Set aside"),
        Standing::NotApplicable { .. } => (Colour::Grey, "Not asked"),
    }
}

fn counts(findings: &[Finding]) -> Markup {
    let columns = [
        Column::Text("About"),
        Column::Count("Met"),
        Column::Count("Open"),
        Column::Count("Set aside"),
        Column::Count("Not asked"),
    ];
    let rows = Group::ALL.into_iter().map(|group| {
        let words = ["Met", "Open", "Set aside", "Not asked"];
        let count = |word: &str| {
            findings.iter().filter(|it| it.rule.group == group && state(&it.standing).1 == word).count()
        };
        let heading = html! { a class="govuk-link" href={ "#" (anchor(group)) } { (group.title()) } };
        std::iter::once(heading).chain(words.map(|word| html! { (count(word)) })).collect()
    });
    table("Rules by how they stand", &columns, rows)
}

fn anchor(group: Group) -> &'static str {
    match group {
        Group::Clarity => "clarity",
        Group::Considerations => "considerations",
        Group::Leads => "leads",
        Group::Groundwork => "groundwork",
        Group::Agreement => "agreement",
        Group::Evidence => "evidence",
        Group::Upstream => "upstream",
    }
}

/// A group: what is open, in full; what is settled, folded away.
fn section(look: &Look<'_>, group: Group, findings: &[Finding]) -> Markup {
    let of_group = findings.iter().filter(|finding| finding.rule.group == group);
    let (open, settled): (Vec<&Finding>, Vec<&Finding>) = of_group.partition(|finding| finding.is_open());
    html! {
        section aria-labelledby=(anchor(group)) {
            h2 class="govuk-heading-m" id=(anchor(group)) { (group.title()) }
            @for finding in &open { (rule(look, finding)) }
            @if !settled.is_empty() {
                (details(&settled_in_words(&settled), &html! { @for finding in &settled { (rule(look, finding)) } }))
            }
        }
    }
}

/// "4 met, 1 set aside".
fn settled_in_words(settled: &[&Finding]) -> String {
    let words = [("Met", "met"), ("Set aside", "set aside"), ("Not asked", "not asked of this partnership")];
    let counts = words.into_iter().filter_map(|(state_word, said)| {
        let count = settled.iter().filter(|it| state(&it.standing).1 == state_word).count();
        (count > 0).then(|| format!("{count} {said}"))
    });
    counts.collect::<Vec<_>>().join(", ")
}

fn rule(look: &Look<'_>, finding: &Finding) -> Markup {
    let (colour, word) = state(&finding.standing);
    html! {
        div class="cw-rule" id=(finding.rule.name) {
            h3 class="govuk-heading-s cw-rule__title" { (finding.rule.title) " " (tag(colour, word)) }
            p class="govuk-hint" { (finding.rule.reason) }
            @match &finding.standing {
                Standing::Met { proof } => p class="govuk-body-s" { "Shown by " (entries(look, proof)) "." },
                Standing::Open { missing, because } => (open(look, finding.rule.name, missing, because)),
                Standing::Overridden { reason, by, entry } => p class="govuk-body" {
                    (look.name_of(by)) " set this rule aside: “" (reason) "” (" (look.proof(*entry)) ")"
                },
                Standing::NotApplicable { why } => p class="govuk-body-s" { (why) },
            }
        }
    }
}

fn open(look: &Look<'_>, rule: &str, missing: &[Missing], because: &[u64]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for it in missing {
                li {
                    (words::capital(&it.what))
                    @if look.may_record(it.kind) {
                        ": " (look.record_link(it.kind, &prefill(it), &html! { (to_do(it.kind)) span class="govuk-visually-hidden" { ", as " (it.what) } }))
                    }
                }
            }
        }
        @if !because.is_empty() { p class="govuk-body-s" { "Because of " (entries(look, because)) "." } }
        @if look.may_record("rule_overridden") {
            p class="govuk-body-s" {
                (look.record_link("rule_overridden", &format!("?rule={rule}"), &html! { "Set this rule aside, with a reason" span class="govuk-visually-hidden" { ": " (rule) } }))
            }
        }
    }
}

/// What the form for the fact that settles it is filled with.
fn prefill(missing: &Missing) -> String {
    missing.field.map_or(String::new(), |(name, value)| format!("?{name}={value}"))
}

/// What a link to the form of a kind says.
fn to_do(kind: &str) -> &'static str {
    match kind {
        "agreement_signed" => "sign it",
        "appraisal_concluded" => "record its appraisal",
        "benefit_stated" => "state a benefit",
        "competition_checked" => "record a competition check",
        "contribution_made" => "record a contribution",
        "cooperation_noted" => "record what is done together",
        "groundwork_done" => "record it as done",
        "invariant_reported" => "report on it",
        "lead_named" => "name a lead",
        "lead_stood_down" => "record who stands down",
        "lesson_recorded" => "record a lesson",
        "partner_joined" => "join",
        "partnership_proposed" => "propose it in other words",
        "protocol_locked" => "lock a protocol",
        "review_promised" => "promise a review",
        "review_published" => "publish the review",
        "rivalry_noted" => "note rivalry",
        "rule_overridden" => "give the reason",
        "term_set" => "set a clause",
        _ => "record it",
    }
}

fn entries(look: &Look<'_>, entries: &[u64]) -> Markup {
    let last = entries.len().saturating_sub(1);
    html! {
        @for (place, entry) in entries.iter().enumerate() {
            @if place > 0 { @if place == last { " and " } @else { ", " } }
            (look.proof(*entry))
        }
    }
}
