//! Risks, what helps and what hinders, promises.

use std::collections::BTreeSet;

use commonweal_quantity::Share;

use crate::entry::BodyId;

use crate::fact::control;
use crate::fact::shape::{choice, fact};
use crate::fact::words::bodies;
use crate::fact::{Date, DecisionId, FieldError, PerBody, PromiseId, RiskId, Sentence, Title, Whole};

fact! {
    /// A risk enters the shared register.
    "risk_raised" 1 Either => pub struct RiskRaised {
        /// The risk.
        risk: RiskId as control::new::<RiskId>,
        /// What may happen.
        title: Title,
        /// How likely, from 1 (rare) to 5 (almost certain).
        likelihood: Whole<1, 5>,
        /// How bad, from 1 to 5.
        impact: Whole<1, 5>,
    } says fact {
        format!("raised risk {}, '{}', likelihood {} and impact {} of 5", fact.risk, fact.title, fact.likelihood, fact.impact)
    }
}

fact! {
    /// Who bears a risk without the partnership's arrangement, and who with it. Both sum to the whole.
    "risk_allocated" 1 Either => pub struct RiskAllocated {
        /// The risk.
        risk: RiskId,
        /// The bearers before.
        before: PerBody<Share>,
        /// The bearers after.
        after: PerBody<Share>,
    } says fact {
        format!("moved risk {} from {} to {}", fact.risk, bearers(&fact.before), bearers(&fact.after))
    } check bearers_are_whole
}

fn bearers(shares: &PerBody<Share>) -> String {
    let shares: Vec<String> = shares.0.iter().map(|(body, share)| format!("{body} {share}")).collect();
    shares.join(", ")
}

fn bearers_are_whole(fact: &RiskAllocated) -> Result<(), FieldError> {
    fact.before.must_be_whole().map_err(|error| error.within("before"))?;
    fact.after.must_be_whole().map_err(|error| error.within("after"))
}

choice! {
    /// Where something that helps or hinders comes from.
    pub enum Source {
        /// National or local policy.
        Policy = "policy", "policy";
        /// The law.
        Legal = "legal", "law";
        /// Money and payment rules.
        Financial = "financial", "money";
        /// Habits and beliefs.
        Cultural = "cultural", "culture";
        /// Systems and data.
        Technical = "technical", "systems";
        /// People and skills.
        Workforce = "workforce", "workforce";
    }
}

fact! {
    /// Something that stands in the way.
    "barrier_noted" 1 Either => pub struct BarrierNoted {
        /// Where it comes from.
        source: Source,
        /// What it is.
        what: Sentence,
    } says fact { format!("noted a barrier in {}: {}", fact.source.phrase(), fact.what) }
}

fact! {
    /// Something that draws bodies towards or away from working together.
    "incentive_noted" 1 Either => pub struct IncentiveNoted {
        /// Where it comes from.
        source: Source,
        /// What it is.
        what: Sentence,
    } says fact { format!("noted an incentive in {}: {}", fact.source.phrase(), fact.what) }
}

fact! {
    /// Bodies that compete.
    "rivalry_noted" 1 Either => pub struct RivalryNoted {
        /// Which.
        between: BTreeSet<BodyId>,
        /// Over what.
        over: Sentence,
    } says fact { format!("noted rivalry between {} over: {}", bodies(&fact.between), fact.over) }
}

choice! {
    /// How good a regulator finds a body. Not every regulator gives every one of them.
    pub enum Rating {
        /// The worst.
        Inadequate = "inadequate", "inadequate";
        /// Not yet good enough.
        RequiresImprovement = "requires_improvement", "requires improvement";
        /// Good enough.
        Adequate = "adequate", "adequate";
        /// Good.
        Good = "good", "good";
        /// The best.
        Outstanding = "outstanding", "outstanding";
    }
}

fact! {
    /// A regulator published how good it finds a body. Where that is worse than before, or low, it raises a risk for whoever works with it.
    "rating_published" 1 Either => pub struct RatingPublished {
        /// Which body was rated.
        body: BodyId,
        /// As what.
        rating: Rating,
        /// By whom.
        by: Title,
        /// On which day it was published.
        on: Date,
    } says fact { format!("noted that {} rated {} {} on {}", fact.by, fact.body, fact.rating.phrase(), fact.on.in_words()) }
}

choice! {
    /// What a competition-law check found.
    pub enum CompetitionFinding {
        /// Nothing against it.
        Clear = "clear", "nothing against it";
        /// Allowed with safeguards.
        Safeguards = "safeguards", "that it needs safeguards";
        /// To be taken to a lawyer.
        Advice = "advice", "that it needs legal advice";
    }
}

fact! {
    /// A decision was checked against competition law.
    "competition_checked" 1 Either => pub struct CompetitionChecked {
        /// The decision.
        decision: DecisionId,
        /// What was found.
        finding: CompetitionFinding,
    } says fact { format!("checked decision {} against competition law and found {}", fact.decision, fact.finding.phrase()) }
}

fact! {
    /// The attesting body promises something.
    "promise_made" 1 Either => pub struct PromiseMade {
        /// The promise.
        promise: PromiseId as control::new::<PromiseId>,
        /// What is promised.
        what: Sentence,
        /// By when.
        due: Date,
    } says fact { format!("promised by {} ({}): {}", fact.due.in_words(), fact.promise, fact.what) }
}

fact! {
    /// A promise was kept.
    "promise_kept" 1 Either => pub struct PromiseKept {
        /// The promise.
        promise: PromiseId,
    } says fact { format!("recorded that promise {} was kept", fact.promise) }
}

fact! {
    /// A promise was not kept.
    "promise_broken" 1 Either => pub struct PromiseBroken {
        /// The promise.
        promise: PromiseId,
        /// Why.
        reason: Sentence,
    } says fact { format!("recorded that promise {} was broken: {}", fact.promise, fact.reason) }
}
