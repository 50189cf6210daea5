//! What the law asks of a pooled fund, item by item, from the agreement's typed terms and the facts.
//!
//! NHS bodies and local authorities may pool money under section 75 of the National Health Service Act 2006. Regulation 7 of the NHS Bodies and Local
//! Authorities Partnership Arrangements Regulations 2000 (S.I. 2000/617) says what the agreement must specify, who answers for the fund, and what is
//! reported. An [`Item`] is one thing that it asks for. What a lawyer must judge (whether the words are good enough, whether the functions may be
//! delegated) is not judged here: an item is met where the record says *something* about it.

pub mod period;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::agreement::Term;
use commonweal_record::fact::kinds::log::LeadRole;
use commonweal_record::fact::kinds::members::LegalForm;
use commonweal_record::fact::kinds::money::FundSubject;
use commonweal_record::partnership::{AgreementVersion, Partnership};

use crate::language::{latest, settings};
use crate::rule::{Case, Missing, Standing};
use period::{FundPeriod, Month};

/// One thing that the regulation asks for.
#[derive(Debug)]
pub struct Item {
    /// Where it stands in the regulations.
    pub place: &'static str,
    /// What is asked, as a statement that is true when it is met.
    pub title: &'static str,
    judge: fn(&Fund<'_>) -> Standing,
}

/// How a fund stands by one item.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The item.
    pub item: &'static Item,
    /// How it stands.
    pub standing: Standing,
}

/// A pooled fund, as the latest version of an agreement has it.
#[derive(Debug, Clone, Copy)]
pub struct Fund<'p> {
    /// The partner that hosts it.
    pub host: &'p BodyId,
    partnership: &'p Partnership,
    version: &'p AgreementVersion,
    today: Option<Month>,
}

const fn clause(place: &'static str, title: &'static str, judge: fn(&Fund<'_>) -> Standing) -> Item {
    Item { place, title, judge }
}

/// Every item, in the order of the regulation.
pub const ITEMS: &[Item] = &[
    clause("reg. 2(1)", "NHS bodies and local authorities are partners", parties),
    clause("reg. 7(2)", "Commissioners consent where an NHS trust is a partner", consent),
    clause("reg. 7(3)", "The agreement is in writing, and every partner has signed it", in_writing),
    clause("reg. 7(3)(a)", "It states the agreed aims and outcomes", |it| it.says(FundSubject::Aims)),
    clause("reg. 7(3)(b)", "It states what each partner contributes", contributions),
    clause("reg. 7(3)(b)", "It states how contributions may be varied", |it| it.says(FundSubject::Variation)),
    clause("reg. 7(3)(c)", "It names the NHS functions", |it| it.says(FundSubject::NhsFunctions)),
    clause("reg. 7(3)(c)", "It names the health-related functions", |it| {
        it.says(FundSubject::HealthRelatedFunctions)
    }),
    clause("reg. 7(3)(d)", "It says for which persons, and for which kinds of services", |it| {
        it.says(FundSubject::Services)
    }),
    clause("reg. 7(3)(e)", "It says which staff, goods, services or accommodation partners provide", |it| {
        it.says(FundSubject::Provided)
    }),
    clause("reg. 7(3)(f)", "It says how long it lasts", |it| it.says(FundSubject::Duration)),
    clause("reg. 7(3)(f)", "It provides for review, variation or termination", ending),
    clause("reg. 7(3)(g)", "It says how the fund is managed and monitored", |it| {
        it.says(FundSubject::Management)
    }),
    clause(
        "reg. 7(3)(g) and (4)",
        "One partner hosts the fund, and answers for its accounts and audit",
        hosted,
    ),
    clause("reg. 7(4)", "The host has appointed the pool manager", managed),
    clause("reg. 7(4)(b)", "Every quarter that has ended is reported on", |it| it.reported(Kind::Quarters)),
    clause("reg. 7(4)(b)", "Every financial year that has ended has its annual return", |it| {
        it.reported(Kind::Years)
    }),
];

/// Reports of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Quarters,
    Years,
}

/// The fund of a partnership, where an agreement that is not over has one.
pub fn fund<'p>(case: &Case<'p>) -> Option<Fund<'p>> {
    let today = case.today.map(|day| Month::of(day.year_and_month()));
    case.partnership.agreements.values().filter_map(latest).find_map(|version| {
        let (host, _) = hosts(version).next()?;
        Some(Fund { host, partnership: case.partnership, version, today })
    })
}

/// The hosts that a version names, each with its entry.
fn hosts(version: &AgreementVersion) -> impl Iterator<Item = (&BodyId, u64)> {
    settings(version).filter_map(|(entry, _, term)| match term {
        Term::PooledFund { host } => Some((host, entry)),
        _ => None,
    })
}

/// Every item, put to a fund.
pub fn check(fund: &Fund<'_>) -> Vec<Checked> {
    ITEMS.iter().map(|item| Checked { item, standing: (item.judge)(fund) }).collect()
}

impl<'p> Fund<'p> {
    /// What each partner is to put in, in a financial year, in pence.
    pub fn agreed(&self) -> impl Iterator<Item = (&'p BodyId, i64)> + use<'p> {
        settings(self.version).filter_map(|(_, _, term)| match term {
            Term::FundContribution { body, pence } => Some((body, pence.0)),
            _ => None,
        })
    }

    /// The month in which the last partner signed; none while one has not.
    pub fn since(&self) -> Option<Month> {
        let signed = &self.version.signed;
        let mut last = None;
        for body in self.partnership.members.current() {
            let day = signed.get(body)?.at.date();
            last = last.max(Some(Month::of((day.year(), day.month()))));
        }
        last
    }

    /// Every period of a kind that has ended since the fund began, and whether it is reported on, by which entry.
    fn due(&self, kind: Kind) -> Vec<(FundPeriod, Option<u64>)> {
        let (Some(since), Some(today)) = (self.since(), self.today) else { return Vec::new() };
        let first = match kind {
            Kind::Quarters => FundPeriod::quarter_of(since),
            Kind::Years => FundPeriod::year_of(since),
        };
        let ended = |period: &FundPeriod| period.bounds().1 < today;
        let periods = std::iter::successors(Some(first), |period| Some(period.next())).take_while(ended);
        periods.map(|period| (period, self.report_on(period))).collect()
    }

    /// The quarters and financial years that have ended since the fund began, each with the entry that reports on it, if one does.
    pub fn periods(&self) -> Vec<(FundPeriod, Option<u64>)> {
        let mut periods = self.due(Kind::Quarters);
        periods.extend(self.due(Kind::Years));
        periods
    }

    fn report_on(&self, period: FundPeriod) -> Option<u64> {
        let reports = self.partnership.ledgers.reports.iter();
        let mut on = reports.filter(|told| told.fact.period.as_str().parse() == Ok(period));
        on.next().map(|told| told.seq)
    }

    fn says(&self, subject: FundSubject) -> Standing {
        let set = settings(self.version)
            .filter(|(_, _, term)| matches!(term, Term::FundClause { about, .. } if *about == subject));
        let entries: Vec<u64> = set.map(|(entry, _, _)| entry).collect();
        if entries.is_empty() {
            let what = format!("no clause on the pooled fund is about {}", subject.phrase());
            return Standing::open(Missing::new("term_set", what));
        }
        Standing::met(entries)
    }

    fn reported(&self, kind: Kind) -> Standing {
        let due = self.due(kind);
        if due.is_empty() {
            return Standing::NotApplicable { why: "no such period has ended since every partner signed" };
        }
        let missing = due.iter().filter(|(_, entry)| entry.is_none()).map(|(period, _)| {
            let what = format!("{} ({period}) is not reported on", period.in_words());
            Missing::from_body(self.host, "fund_reported", what)
        });
        Standing::unless(missing.collect(), due.iter().filter_map(|(_, entry)| *entry))
    }

    fn name_of<'b>(&'b self, body: &'b BodyId) -> &'b str {
        self.partnership.members.bodies.get(body).map_or(body.as_str(), |known| known.name())
    }

    /// The entries by which partners of these legal forms joined.
    fn joined(&self, forms: &[LegalForm]) -> Vec<u64> {
        let members = &self.partnership.members;
        let form =
            |body: &BodyId| members.bodies.get(body).map(commonweal_record::partnership::Body::legal_form);
        let of = members.current().filter(|body| form(body).is_some_and(|form| forms.contains(&form)));
        of.filter_map(|body| members.partners.get(body)?.last().map(|spell| spell.joined.seq)).collect()
    }
}

/// NHS bodies that may be partners, as section 275 of the Act has them.
const NHS_BODIES: [LegalForm; 3] =
    [LegalForm::NhsTrust, LegalForm::FoundationTrust, LegalForm::IntegratedCareBoard];

fn parties(fund: &Fund<'_>) -> Standing {
    let (nhs, councils) = (fund.joined(&NHS_BODIES), fund.joined(&[LegalForm::Council]));
    let mut missing = Vec::new();
    for (there, what) in [(&nhs, "no partner is an NHS body"), (&councils, "no partner is a local authority")]
    {
        if there.is_empty() {
            missing.push(Missing::new("partner_invited", what));
        }
    }
    Standing::unless(missing, nhs.into_iter().chain(councils))
}

fn consent(fund: &Fund<'_>) -> Standing {
    if fund.joined(&[LegalForm::NhsTrust]).is_empty() {
        return Standing::NotApplicable { why: "no partner is an NHS trust" };
    }
    fund.says(FundSubject::Consent)
}

fn in_writing(fund: &Fund<'_>) -> Standing {
    let (mut proof, mut missing) = (vec![fund.version.drafted.seq], Vec::new());
    for body in fund.partnership.members.current() {
        if let Some(told) = fund.version.signed.get(body) {
            proof.push(told.seq);
        } else {
            let what = format!("{} has not signed it", fund.name_of(body));
            missing.push(Missing::from_body(body, "agreement_signed", what));
        }
    }
    Standing::unless(missing, proof)
}

fn contributions(fund: &Fund<'_>) -> Standing {
    let (mut proof, mut missing) = (Vec::new(), Vec::new());
    for partner in fund.partnership.members.current() {
        let stated = settings(fund.version)
            .find(|(_, _, term)| matches!(term, Term::FundContribution { body, .. } if body == partner));
        if let Some((entry, _, _)) = stated {
            proof.push(entry);
        } else {
            let what = format!("no clause says what {} contributes", fund.name_of(partner));
            missing.push(Missing::new("term_set", what));
        }
    }
    Standing::unless(missing, proof)
}

fn ending(fund: &Fund<'_>) -> Standing {
    let typed = settings(fund.version)
        .filter(|(_, _, term)| matches!(term, Term::ReviewEvery { .. } | Term::NoticePeriod { .. }));
    let entries: Vec<u64> = typed.map(|(entry, _, _)| entry).collect();
    if entries.is_empty() { fund.says(FundSubject::Ending) } else { Standing::met(entries) }
}

fn hosted(fund: &Fund<'_>) -> Standing {
    let named: Vec<_> = hosts(fund.version).collect();
    if named.len() > 1 {
        let what = "more than one clause names a host; the fund has one";
        return Standing::Open {
            missing: vec![Missing::new("term_set", what)],
            because: named.iter().map(|(_, entry)| *entry).collect(),
        };
    }
    if !fund.partnership.members.is_partner(fund.host) {
        let what = format!("{} is named as host and is no partner", fund.name_of(fund.host));
        return Standing::open(Missing::from_body(fund.host, "partner_joined", what));
    }
    Standing::met(named.iter().map(|(_, entry)| *entry))
}

fn managed(fund: &Fund<'_>) -> Standing {
    let leads = fund.partnership.members.leads.iter();
    let managers = leads.filter(|lead| {
        let named = &lead.named;
        lead.stood_down.is_none() && named.body == *fund.host && named.fact.role == LeadRole::PoolManager
    });
    let entries: Vec<u64> = managers.map(|lead| lead.named.seq).collect();
    if entries.is_empty() {
        let what = format!("{} has appointed nobody", fund.name_of(fund.host));
        let missing = Missing::from_body(fund.host, "lead_named", what);
        return Standing::open(missing.with("role", LeadRole::PoolManager.word()));
    }
    Standing::met(entries)
}
