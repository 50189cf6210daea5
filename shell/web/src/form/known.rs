//! What a form can offer: bodies by name, what the record has by title, people by what they do.

use std::collections::BTreeSet;

use commonweal_record::entry::BodyId;
use commonweal_record::partnership::Partnership;
use commonweal_service::record::Acting;
use commonweal_service::record::policy::Standing;

use super::Asked;
use crate::pages::shared;

/// What a form is made beside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'p> {
    /// The record.
    pub(crate) partnership: &'p Partnership,
    /// Bodies that the register of the place has and this record has not.
    pub(crate) elsewhere: &'p [(BodyId, String)],
    /// Which bodies of the record are offered.
    pub(crate) among: Among,
    /// Who fills it in.
    pub(crate) acting: &'p Acting,
}

/// Which bodies of the record a form offers, beside the one that fills it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Among {
    /// All.
    Everybody,
    /// Partners; until anybody has joined, those that may join.
    Partners,
    /// Partners and those that have left, who settle yet.
    PartnersAndThoseWhoLeft,
}

impl Among {
    fn offers(self, standing: Standing, has_partners: bool) -> bool {
        match standing {
            Standing::Partner => true,
            Standing::Invited => self == Self::Everybody || !has_partners,
            Standing::Left => self != Self::Partners,
            Standing::Queued | Standing::Observer | Standing::Unknown => self == Self::Everybody,
        }
    }
}

/// A value and what people call it.
pub(super) type Offer = (String, String);

impl Known<'_> {
    /// Bodies that are offered: partners first, then others of the record, then those of the register.
    pub(super) fn bodies(&self) -> Vec<Offer> {
        let members = &self.partnership.members;
        let offer = |body: &BodyId| (body.to_string(), shared::body_name(self.partnership, body).to_owned());
        let has_partners = members.current().next().is_some();
        let offered = |body: &&BodyId| {
            **body == self.acting.body
                || self.among.offers(Standing::of(body, self.partnership), has_partners)
        };
        let others = members.bodies.keys().filter(|body| !members.is_partner(body)).filter(offered);
        let elsewhere = self
            .elsewhere
            .iter()
            .map(|(body, name)| (body.to_string(), format!("{name} (not in this record yet)")));
        members.current().map(offer).chain(others.map(offer)).chain(elsewhere).collect()
    }

    /// A body's name.
    pub(super) fn body_name(&self, body: &str) -> String {
        let elsewhere = self.elsewhere.iter().find(|(id, _)| id.as_str() == body);
        let here = || body.parse().map(|body| shared::body_name(self.partnership, &body).to_owned());
        elsewhere.map_or_else(|| here().unwrap_or_else(|_| body.to_owned()), |(_, name)| name.clone())
    }

    /// People: the one who fills the form in, then the leads of the bodies. `of` narrows it to one body's.
    pub(super) fn people(&self, of: Option<&str>) -> Vec<Offer> {
        let you = (self.acting.subject.to_string(), "You".to_owned());
        let is_of = |body: &BodyId| of.is_none_or(|of| body.as_str() == of);
        let mut people: Vec<Offer> = if is_of(&self.acting.body) { vec![you] } else { Vec::new() };
        let leads = self
            .partnership
            .members
            .leads
            .iter()
            .filter(|lead| lead.stood_down.is_none() && is_of(&lead.named.body));
        for lead in leads {
            let id = lead.named.fact.subject.to_string();
            let body = shared::body_name(self.partnership, &lead.named.body);
            let role = lead.named.fact.role.phrase();
            match people.iter_mut().find(|(known, _)| *known == id) {
                Some((_, called)) => *called = format!("{called}, {role} of {body}"),
                None => people
                    .push((id, format!("{}, {role} of {body}", short(&lead.named.fact.subject.to_string())))),
            }
        }
        people
    }

    /// What the record has of a sort, with titles.
    pub(super) fn ids(&self, of: &str) -> Vec<Offer> {
        let it = self.partnership;
        let titled = |id: &dyn std::fmt::Display, title: &str| (id.to_string(), format!("{title} ({id})"));
        match of {
            "decision" => {
                it.decisions.iter().map(|(id, at)| titled(id, at.proposed.fact.title.as_str())).collect()
            }
            "meeting" => {
                it.meetings.iter().map(|(id, at)| titled(id, &at.called.fact.on.in_words())).collect()
            }
            "risk" => {
                it.programme.risks.iter().map(|(id, at)| titled(id, at.raised.fact.title.as_str())).collect()
            }
            "action" => it.actions.iter().map(|(id, at)| titled(id, at.opened.fact.title.as_str())).collect(),
            "promise" => {
                it.programme.promises.iter().map(|(id, at)| titled(id, at.made.fact.what.as_str())).collect()
            }
            "agreement" => it.agreements.keys().map(|id| titled(id, "Agreement")).collect(),
            "benefit claim" => {
                it.ledgers.claims.iter().map(|(id, at)| titled(id, at.fact.title.as_str())).collect()
            }
            "shared event" => it
                .ledgers
                .events
                .iter()
                .map(|(id, at)| titled(id, at.shock.as_ref().map_or("Event", |it| it.fact.title.as_str())))
                .collect(),
            "evaluation" => it
                .evidence
                .evaluations
                .iter()
                .map(|(id, at)| titled(id, at.attached.fact.unit.as_str()))
                .collect(),
            "valuation" => it
                .evidence
                .valuations
                .iter()
                .map(|(id, told)| titled(id, &format!("Worth of evaluation {}", told.fact.evaluation)))
                .collect(),
            "survey" => it.evidence.surveys.keys().map(|id| titled(id, "Survey")).collect(),
            "review" => it
                .evidence
                .reviews
                .iter()
                .map(|(id, at)| titled(id, at.promised.fact.title.as_str()))
                .collect(),
            "journal" => it.ledgers.journals.keys().map(|id| titled(id, "Journal")).collect(),
            "clause of an agreement" => self.clauses(),
            "option of a decision" => self.options(""),
            _ => Vec::new(),
        }
    }

    fn clauses(&self) -> Vec<Offer> {
        let versions = self.partnership.agreements.values().flat_map(|agreement| agreement.versions.values());
        let clauses: BTreeSet<String> =
            versions.flat_map(|version| version.terms().into_keys().map(ToString::to_string)).collect();
        clauses.into_iter().map(|clause| (clause.clone(), format!("Clause {clause}"))).collect()
    }

    /// As [`ids`](Self::ids), narrowed by what else was sent: the options of the decision that was chosen.
    pub(super) fn ids_beside(&self, of: &str, asked: &Asked) -> Vec<Offer> {
        if of == "option of a decision" { self.options(asked.one("decision")) } else { self.ids(of) }
    }

    /// Options of the open decisions, or of one.
    fn options(&self, of: &str) -> Vec<Offer> {
        let decisions = self.partnership.decisions.iter();
        let asked =
            decisions.filter(
                |(id, decision)| if of.is_empty() { decision.taken.is_none() } else { id.as_str() == of },
            );
        let of = asked
            .flat_map(|(id, decision)| decision.proposed.fact.options.iter().map(move |option| (id, option)));
        of.map(|(id, option)| {
            (option.option.to_string(), format!("{} (decision {id}, option {})", option.title, option.option))
        })
        .collect()
    }

    /// Whether an identifier is used already by something that can be made known only once.
    pub(super) fn is_taken(&self, of: &str, id: &str) -> bool {
        let repeats =
            matches!(of, "agreement" | "shared event" | "clause of an agreement" | "option of a decision");
        !repeats && self.ids(of).iter().any(|(known, _)| known == id)
    }
}

fn short(id: &str) -> String {
    format!("Person {}", id.get(..8).unwrap_or(id))
}
