//! Who leads.

use std::collections::BTreeSet;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::log::LeadRole;
use commonweal_record::partnership::Lead;

use super::{called, each_partner};
use crate::rule::{Case, Group, Missing, Rule, Standing, Weight};

/// Fewest and most leads of a body.
const LEADS: std::ops::RangeInclusive<usize> = 3..=4;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "boards_linked",
        group: Group::Leads,
        title: "Each partner has a lead at board level",
        reason: "Leaders who know one another and can work together carry a partnership over what would end it.",
        weight: Weight::Asks,
        judge: boards_linked,
    },
    Rule {
        name: "three_to_four_leads",
        group: Group::Leads,
        title: "Each partner has three to four named leads",
        reason: "With fewer it ends when one person leaves; with more nobody leads.",
        weight: Weight::Asks,
        judge: three_to_four_leads,
    },
    Rule {
        name: "culture_carriers",
        group: Group::Leads,
        title: "Each partner has somebody who carries the culture",
        reason: "How partners behave is passed on by people whom others watch, more than by any document.",
        weight: Weight::Asks,
        judge: culture_carriers,
    },
];

/// The leads of a body who have not stood down.
fn leads<'c>(case: &Case<'c>, body: &BodyId) -> Vec<&'c Lead> {
    let leads = case.partnership.members.leads.iter();
    leads.filter(|lead| lead.stood_down.is_none() && lead.named.body == *body && leads_it(lead)).collect()
}

/// Who manages a pooled fund does so for all partners, and is no lead of one.
fn leads_it(lead: &Lead) -> bool {
    lead.named.fact.role != LeadRole::PoolManager
}

fn each_has(case: &Case<'_>, role: LeadRole) -> Standing {
    each_partner(case, |body| {
        let held = leads(case, body).into_iter().filter(|lead| lead.named.fact.role == role);
        let entries: Vec<u64> = held.map(|lead| lead.named.seq).collect();
        if entries.is_empty() {
            let what = format!("{} has no {}", called(case, body), role.phrase());
            return Err(Missing::from_body(body, "lead_named", what).with("role", role.word()));
        }
        Ok(entries)
    })
}

fn boards_linked(case: &Case<'_>) -> Standing {
    each_has(case, LeadRole::Board)
}

fn culture_carriers(case: &Case<'_>) -> Standing {
    each_has(case, LeadRole::Culture)
}

fn three_to_four_leads(case: &Case<'_>) -> Standing {
    each_partner(case, |body| {
        let leads = leads(case, body);
        let people: BTreeSet<_> = leads.iter().map(|lead| lead.named.fact.subject).collect();
        if LEADS.contains(&people.len()) {
            return Ok(leads.iter().map(|lead| lead.named.seq).collect());
        }
        let kind = if people.len() < *LEADS.start() { "lead_named" } else { "lead_stood_down" };
        let what = match people.len() {
            0 => format!("{} has named nobody", called(case, body)),
            1 => format!("{} has named one person", called(case, body)),
            many => format!("{} has named {many} people", called(case, body)),
        };
        Err(Missing::from_body(body, kind, what))
    })
}
