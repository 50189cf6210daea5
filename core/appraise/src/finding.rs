//! Putting the rules to a partnership; overrides; the gate.

use commonweal_record::partnership::Partnership;

use crate::rule::{Case, Group, Rule, Standing, Weight};
use crate::rules;

/// How a partnership stands by one rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How it stands.
    pub standing: Standing,
}

impl Finding {
    /// Whether something is missing and was not set aside.
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open { .. })
    }
}

/// What the clarity rules make of a partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// It may not go on as it is.
    Refused,
    /// It may go on; something about it is not clear.
    Warned,
    /// It may go on.
    Clear,
}

/// What a partnership may call itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Character {
    /// A collaboration.
    Collaboration,
    /// Planning and networking: it meets, and nobody's day is known to have changed.
    PlanningAndNetworking,
}

/// Every rule, put to a partnership, in the order of the groups.
pub fn appraise(case: &Case<'_>) -> Vec<Finding> {
    rules::all().map(|rule| Finding { rule, standing: stands(rule, case) }).collect()
}

/// A rule that is open may be set aside by a partner, with a reason; the latest reason counts. While nobody has joined, any body may.
fn stands(rule: &Rule, case: &Case<'_>) -> Standing {
    let standing = (rule.judge)(case);
    match standing {
        Standing::Open { .. } => overridden(rule, case.partnership).unwrap_or(standing),
        other => other,
    }
}

fn overridden(rule: &Rule, partnership: &Partnership) -> Option<Standing> {
    let members = &partnership.members;
    let nobody_in = members.current().next().is_none();
    let told =
        partnership.log.overridden.iter().rev().find(|told| {
            told.fact.rule.as_str() == rule.name && (nobody_in || members.is_partner(&told.body))
        })?;
    let (reason, by, entry) = (told.fact.reason.to_string(), told.body.clone(), told.seq);
    Some(Standing::Overridden { reason, by, entry })
}

/// What the clarity rules make of it. A rule that was set aside, with its reason on the record, holds nothing up.
pub fn gate(findings: &[Finding]) -> Gate {
    let open = |weights: &[Weight]| {
        let mut clarity = findings.iter().filter(|finding| finding.rule.group == Group::Clarity);
        clarity.any(|finding| finding.is_open() && weights.contains(&finding.rule.weight))
    };
    if open(&[Weight::Refuses]) {
        Gate::Refused
    } else if open(&[Weight::Warns, Weight::Relabels]) {
        Gate::Warned
    } else {
        Gate::Clear
    }
}

/// What it may call itself.
pub fn character(findings: &[Finding]) -> Character {
    if findings.iter().any(|finding| finding.is_open() && finding.rule.weight == Weight::Relabels) {
        Character::PlanningAndNetworking
    } else {
        Character::Collaboration
    }
}
