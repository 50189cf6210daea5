//! What bodies put in, gain, lose and owe.

use commonweal_quantity::{Pence, Share};

use crate::entry::BodyId;

use super::agreement::ShareRule;
use crate::fact::control;
use crate::fact::shape::{choice, fact, record, tagged};
use crate::fact::words::short;
use crate::fact::{
    AccountId, Cause, ClaimId, EvaluationId, EventId, FieldError, JournalId, PerBody, Sentence, Title,
    ValuationId, Whole,
};
use crate::tree::Hash;

choice! {
    /// A contribution that is neither money nor counted time.
    pub enum Energy {
        /// Leading.
        Leadership = "leadership", "leadership";
        /// Rooms and buildings.
        Premises = "premises", "premises";
        /// Equipment.
        Equipment = "equipment", "equipment";
        /// Data and analysis.
        Data = "data", "data";
        /// Bringing people together.
        Convening = "convening", "bringing people together";
        /// Volunteers.
        Volunteers = "volunteers", "volunteers";
        /// Skills and training.
        Skills = "skills", "skills";
    }
}

tagged! {
    /// What a body puts in.
    pub enum Contribution {
        /// Money.
        Money = "money" {
            /// How much.
            pence: Pence,
        }
        /// Time of its people.
        Time = "time" {
            /// Minutes, all people together.
            minutes: Whole<1, 999_999_999>,
        }
        /// Energy.
        Energy = "energy" {
            /// Which.
            form: Energy,
        }
    }
}

fact! {
    /// The attesting body puts something in.
    "contribution_made" 2 Either => pub struct ContributionMade {
        /// What.
        contribution: Contribution,
    } says fact {
        match &fact.contribution {
            Contribution::Money { pence } => format!("contributed {pence}"),
            Contribution::Time { minutes } => format!("contributed {}", time(minutes.get())),
            Contribution::Energy { form } => format!("contributed {}", form.phrase()),
        }
    } check something_put_in
}

fn time(minutes: i64) -> String {
    let some = |count: i64, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let parts: Vec<String> =
        [some(minutes / 60, "hour"), some(minutes % 60, "minute")].into_iter().flatten().collect();
    parts.join(" and ")
}

fn something_put_in(fact: &ContributionMade) -> Result<(), FieldError> {
    match &fact.contribution {
        Contribution::Money { pence } => {
            positive(*pence, "pence").map_err(|error| error.within("contribution"))
        }
        _ => Ok(()),
    }
}

/// Refuses money of nought or less.
fn positive(pence: Pence, path: &str) -> Result<(), FieldError> {
    if pence.0 > 0 {
        return Ok(());
    }
    let cause = Cause::OutOfRange { what: "the pence", found: pence.0, least: 1, most: i64::MAX };
    Err(FieldError::at(path, cause))
}

choice! {
    /// What sort of benefit.
    pub enum BenefitSort {
        /// Money that a budget no longer spends.
        CashReleasing = "cash_releasing", "cash released";
        /// Capacity that is free for others.
        CapacityFreed = "capacity_freed", "capacity freed";
        /// Worth to people and place.
        SocialValue = "social_value", "social value";
    }
}

record! {
    /// A link of an event's chain that a claim counts: the admission of a fall.
    pub struct LinkCounted {
        /// The event: "falls".
        event: Title,
        /// The link: "admission".
        link: Title,
        /// The share of it that is counted; all of it where absent.
        share: Option<Share>,
    }
}

fact! {
    /// A benefit is claimed for one body, once.
    "benefit_claimed" 1 Either => pub struct BenefitClaimed {
        /// The claim.
        claim: ClaimId as control::new::<ClaimId>,
        /// What is claimed.
        title: Title,
        /// What sort.
        sort: BenefitSort,
        /// Whose it is.
        beneficiary: BodyId,
        /// Its worth.
        pence: Pence,
        /// The evaluation that it rests on.
        evaluation: Option<EvaluationId>,
        /// The valuation that it is a line of.
        valuation: Option<ValuationId>,
        /// The links that it counts, each of which is counted once.
        counts: Option<Vec<LinkCounted>>,
    } says fact {
        let basis = fact.evaluation.as_ref().map_or("resting on no evaluation".to_owned(), |id| format!("resting on evaluation {id}"));
        let valued = fact.valuation.as_ref().map_or(String::new(), |id| format!(" and valuation {id}"));
        let links: Vec<String> = fact.counts.iter().flatten().map(|it| format!("the {} of {}", it.link, it.event)).collect();
        let counting = if links.is_empty() { String::new() } else { format!(", counting {}", links.join(", ")) };
        format!(
            "claimed {} of {} for {} ({}, '{}'), {basis}{valued}{counting}",
            fact.pence, fact.sort.phrase(), fact.beneficiary, fact.claim, fact.title
        )
    } check names_each_link_once
}

fn names_each_link_once(fact: &BenefitClaimed) -> Result<(), FieldError> {
    let mut named: Vec<(&Title, &Title)> = Vec::new();
    for (at, counted) in fact.counts.iter().flatten().enumerate() {
        let link = (&counted.event, &counted.link);
        if named.contains(&link) {
            let words =
                "names a link of an event that stands above already; name it once, with its whole share";
            return Err(FieldError::at(&format!("counts[{at}].link"), Cause::Contradicts(words)));
        }
        named.push(link);
    }
    Ok(())
}

fact! {
    /// A shock that struck one or some is made everybody's: "our funding".
    "shock_noted" 1 Either => pub struct ShockNoted {
        /// The event.
        event: EventId as control::new::<EventId>,
        /// What happened.
        title: Title,
        /// What it takes from whom.
        struck: PerBody<Pence>,
        /// All of it.
        total: Pence,
    } says fact { format!("noted a shock of {} ({}, '{}')", fact.total, fact.event, fact.title) }
    check struck_sums
}

fn struck_sums(fact: &ShockNoted) -> Result<(), FieldError> {
    fact.struck.must_sum_to(fact.total).map_err(|error| error.within("struck"))
}

fact! {
    /// A loss is divided; what falls to the bodies sums to it to the penny.
    "loss_shared" 1 Body => pub struct LossShared {
        /// The event.
        event: EventId as control::new::<EventId>,
        /// The loss.
        total: Pence,
        /// The rule.
        rule: ShareRule,
        /// What falls to each.
        allocation: PerBody<Pence>,
    } says fact { divided("the loss", fact.total, &fact.event, fact.rule, &fact.allocation) }
    check loss_sums
}

fn loss_sums(fact: &LossShared) -> Result<(), FieldError> {
    fact.allocation.must_sum_to(fact.total).map_err(|error| error.within("allocation"))
}

fact! {
    /// A gain is divided; what falls to the bodies sums to it to the penny.
    "gain_shared" 1 Body => pub struct GainShared {
        /// The event.
        event: EventId as control::new::<EventId>,
        /// The gain.
        total: Pence,
        /// The rule.
        rule: ShareRule,
        /// What falls to each.
        allocation: PerBody<Pence>,
    } says fact { divided("the gain", fact.total, &fact.event, fact.rule, &fact.allocation) }
    check gain_sums
}

fn gain_sums(fact: &GainShared) -> Result<(), FieldError> {
    fact.allocation.must_sum_to(fact.total).map_err(|error| error.within("allocation"))
}

fn divided(
    what: &str,
    total: Pence,
    event: &EventId,
    rule: ShareRule,
    allocation: &PerBody<Pence>,
) -> String {
    let parts: Vec<String> = allocation.0.iter().map(|(body, pence)| format!("{body} {pence}")).collect();
    format!("divided {what} of {total} ({event}) {}: {}", rule.phrase(), parts.join(", "))
}

choice! {
    /// A side of an account.
    pub enum Side {
        /// Left.
        Debit = "debit", "debit";
        /// Right.
        Credit = "credit", "credit";
    }
}

record! {
    /// One line of a journal.
    pub struct JournalLine {
        /// Whose ledger.
        body: BodyId,
        /// Which account.
        account: AccountId as control::new::<AccountId>,
        /// Which side.
        side: Side,
        /// How much, above nought.
        pence: Pence,
    }
}

fact! {
    /// A double entry across the ledgers of bodies; debits equal credits.
    "journal_posted" 1 Body => pub struct JournalPosted {
        /// The journal.
        journal: JournalId as control::new::<JournalId>,
        /// What it is for.
        memo: Sentence,
        /// Its lines.
        lines: Vec<JournalLine>,
    } says fact {
        let lines = fact.lines.iter();
        let lines: Vec<String> =
            lines.map(|line| format!("{} {} {} {}", line.side.phrase(), line.body, line.account, line.pence)).collect();
        format!("posted journal {} ({}): {}", fact.journal, fact.memo, lines.join(", "))
    } check balances
}

fn balances(fact: &JournalPosted) -> Result<(), FieldError> {
    let (mut debits, mut credits) = (0_i64, 0_i64);
    for (at, line) in fact.lines.iter().enumerate() {
        positive(line.pence, "pence").map_err(|error| error.within(&format!("lines[{at}]")))?;
        let sum = match line.side {
            Side::Debit => &mut debits,
            Side::Credit => &mut credits,
        };
        *sum = sum.checked_add(line.pence.0).ok_or_else(|| FieldError::at("lines", Cause::Overflow))?;
    }
    if debits == credits {
        return Ok(());
    }
    let (sum, whole) = (format!("{} of debits", Pence(debits)), format!("{} of credits", Pence(credits)));
    Err(FieldError::at("lines", Cause::DoesNotSum { sum, whole }))
}

choice! {
    /// What a clause on a pooled fund is about (S.I. 2000/617, regulation 7).
    pub enum FundSubject {
        /// Its agreed aims and outcomes.
        Aims = "aims", "aims and outcomes";
        /// How contributions may be varied.
        Variation = "variation", "how contributions are varied";
        /// The functions of the NHS bodies that it is for.
        NhsFunctions = "nhs_functions", "NHS functions";
        /// The functions of the local authorities that it is for.
        HealthRelatedFunctions = "health_related_functions", "health-related functions";
        /// For which persons, and which kinds of services.
        Services = "services", "persons and services";
        /// The staff, goods, services or accommodation that partners provide.
        Provided = "provided", "staff, goods, services and accommodation";
        /// How long it lasts.
        Duration = "duration", "duration";
        /// How it is reviewed, varied or ended.
        Ending = "ending", "review, variation and termination";
        /// How it is managed and monitored.
        Management = "management", "management and monitoring";
        /// The consent that an NHS trust needs.
        Consent = "consent", "the consent of commissioners";
    }
}

fact! {
    /// A quarterly or annual report on a pooled fund.
    "fund_reported" 1 Either => pub struct FundReported {
        /// A quarter such as 2026-Q2, April to June 2026, or a financial year such as 2026-27.
        period: Title,
        /// Hash of the report.
        document: Hash,
    } says fact { format!("reported on the pooled fund for {} in {}", fact.period, short(fact.document)) }
}
