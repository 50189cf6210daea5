//! Evidence: protocols, evaluations, surveys, lessons, reviews.

use std::cmp::Ordering;

use commonweal_quantity::Pence;

use crate::entry::BodyId;

use crate::fact::control;
use crate::fact::shape::{choice, fact, record};
use crate::fact::words::short;
use crate::fact::{
    Cause, Count, Date, Decimal, EvaluationId, FieldError, QuestionId, ReviewId, Sentence, SurveyId, Title,
    ValuationId, Whole,
};
use crate::tree::Hash;

fact! {
    /// What will be evaluated and how, fixed before its outcomes are loaded.
    "protocol_locked" 1 Either => pub struct ProtocolLocked {
        /// Hash of the protocol.
        protocol: Hash as control::fingerprint,
        /// The outcome.
        outcome: Title,
    } says fact { format!("locked protocol {} for '{}'", short(fact.protocol), fact.outcome) }
}

fact! {
    /// The outcomes of a protocol were loaded: from here on they may have been seen.
    "outcomes_loaded" 1 Either => pub struct OutcomesLoaded {
        /// The protocol.
        protocol: Hash as control::fingerprint,
        /// Hash of the data.
        data: Hash as control::fingerprint,
    } says fact { format!("loaded the outcomes {} of protocol {}", short(fact.data), short(fact.protocol)) }
}

fact! {
    /// An evaluation, by the hashes of what it read and wrote.
    "evaluation_attached" 1 Either => pub struct EvaluationAttached {
        /// The evaluation.
        evaluation: EvaluationId as control::new::<EvaluationId>,
        /// Hash of the protocol that it followed.
        protocol: Hash as control::fingerprint,
        /// Hash of the data.
        data: Hash as control::fingerprint,
        /// Hash of the report.
        report: Hash as control::fingerprint,
        /// The effect.
        estimate: Decimal,
        /// The lower end of its interval.
        lower: Decimal,
        /// The upper end of its interval.
        upper: Decimal,
        /// How sure the interval is, in per cent.
        level_percent: Whole<50, 99>,
        /// Of what: "A&E attendances a month".
        unit: Title,
    } says fact {
        format!(
            "attached evaluation {} under protocol {} with data {} and report {}: an effect of {} {} ({}% interval {} to {})",
            fact.evaluation, short(fact.protocol), short(fact.data), short(fact.report), fact.estimate, fact.unit, fact.level_percent, fact.lower,
            fact.upper
        )
    } check interval_holds_estimate
}

fn interval_holds_estimate(fact: &EvaluationAttached) -> Result<(), FieldError> {
    let below = fact.lower.compare(&fact.estimate) == Ordering::Greater;
    let above = fact.upper.compare(&fact.estimate) == Ordering::Less;
    if below || above {
        let words = "lies outside its interval; check which of estimate, lower and upper were exchanged";
        return Err(FieldError::at("estimate", Cause::Contradicts(words)));
    }
    Ok(())
}

fact! {
    /// What an evaluated effect is worth, by the hash of the plan that says so and its figures.
    "valuation_attached" 1 Either => pub struct ValuationAttached {
        /// The valuation.
        valuation: ValuationId as control::new::<ValuationId>,
        /// The evaluation whose effect it values.
        evaluation: EvaluationId,
        /// Hash of the plan.
        plan: Hash as control::fingerprint,
        /// The year in whose prices it is: "2024/25".
        base_year: Title,
        /// Years that it looks at.
        horizon_years: Whole<1, 300>,
        /// Benefits less costs at present value.
        npsv: Pence,
        /// The lower end of its interval.
        lower: Pence,
        /// The upper end of its interval.
        upper: Pence,
        /// How sure the interval is, in per cent.
        level_percent: Whole<50, 99>,
        /// How probable it is that benefits exceed costs, in per cent.
        probability_percent: Whole<0, 100>,
    } says fact {
        let worth = if fact.npsv.0 < 0 {
            format!("costing {} more than it is worth", Pence(fact.npsv.0.saturating_neg()))
        } else {
            format!("worth {} more than it costs", fact.npsv)
        };
        let probability = match fact.probability_percent.get() {
            ..=0 => "less than 1%".to_owned(),
            100.. => "more than 99%".to_owned(),
            percent => format!("{percent}%"),
        };
        format!(
            "attached valuation {} of evaluation {} by plan {}: {worth}, over {} years at present value in {} prices ({}% interval {} to {}; benefits exceed costs with a probability of {probability})",
            fact.valuation, fact.evaluation, short(fact.plan), fact.horizon_years, fact.base_year, fact.level_percent, fact.lower, fact.upper
        )
    } check ends_in_order
}

fn ends_in_order(fact: &ValuationAttached) -> Result<(), FieldError> {
    if fact.lower.0 <= fact.upper.0 {
        return Ok(());
    }
    let words = "is above the upper end of the interval; check whether the two were exchanged";
    Err(FieldError::at("lower", Cause::Contradicts(words)))
}

choice! {
    /// What working together upstream must not do.
    pub enum Invariant {
        /// No merger.
        NoMerger = "no_merger", "no merger";
        /// No transfer of staff.
        NoTransferOfStaff = "no_transfer_of_staff", "no transfer of staff";
        /// No job lost.
        NoLostJobs = "no_lost_jobs", "no lost jobs";
        /// No job moved against the will of who holds it.
        NoUnwillingMoves = "no_unwilling_moves", "no unwilling moves";
    }
}

choice! {
    /// Kept or broken.
    pub enum Kept {
        /// Kept.
        Kept = "kept", "kept";
        /// Broken.
        Broken = "broken", "broken";
    }
}

fact! {
    /// Whether an invariant held in the attesting body.
    "invariant_reported" 1 Either => pub struct InvariantReported {
        /// Which.
        invariant: Invariant,
        /// Whether it held.
        status: Kept,
    } says fact { format!("reported '{}' as {}", fact.invariant.phrase(), fact.status.phrase()) }
}

fact! {
    /// A survey opens.
    "survey_opened" 1 Either => pub struct SurveyOpened {
        /// The survey.
        survey: SurveyId as control::new::<SurveyId>,
        /// Hash of its questions.
        instrument: Hash,
        /// The fewest answers behind a figure.
        minimum_group: Whole<5, 9_999>,
        /// Its last day.
        closes: Date,
    } says fact {
        format!(
            "opened survey {} with questions {} until {}, showing no group below {}",
            fact.survey, short(fact.instrument), fact.closes.in_words(), fact.minimum_group
        )
    }
}

record! {
    /// A figure of a survey.
    pub struct Aggregate {
        /// The question.
        question: QuestionId as control::new::<QuestionId>,
        /// The body whose people answered; all where absent.
        of: Option<BodyId>,
        /// The body that was asked about.
        about: Option<BodyId>,
        /// How many answered.
        answers: Count,
        /// Their mean.
        mean: Decimal,
    }
}

fact! {
    /// A survey closes with figures of groups that are large enough; single answers never enter the log.
    "survey_closed" 1 Either => pub struct SurveyClosed {
        /// The survey.
        survey: SurveyId,
        /// The fewest answers behind any of the figures below.
        minimum_group: Whole<5, 9_999>,
        /// The figures.
        aggregates: Vec<Aggregate>,
        /// Salted root over the shuffled batch of answers.
        batch_root: Hash as control::fingerprint,
    } says fact {
        format!(
            "closed survey {} with {} figures, each of at least {} answers, batch {}",
            fact.survey, fact.aggregates.len(), fact.minimum_group, short(fact.batch_root)
        )
    } check groups_are_large_enough
}

fn groups_are_large_enough(fact: &SurveyClosed) -> Result<(), FieldError> {
    let least = fact.minimum_group.get();
    match fact.aggregates.iter().enumerate().find(|(_, figure)| figure.answers.get() < least) {
        None => Ok(()),
        Some((at, figure)) => {
            let found = figure.answers.get();
            let cause = Cause::OutOfRange { what: "a group of", found, least, most: 999_999_999 };
            Err(FieldError::at(&format!("aggregates[{at}].answers"), cause))
        }
    }
}

fact! {
    /// Something learnt, for others.
    "lesson_recorded" 1 Either => pub struct LessonRecorded {
        /// What was learnt.
        title: Sentence,
        /// Hash of the longer account.
        document: Option<Hash>,
    } says fact { format!("recorded a lesson: {}", fact.title) }
}

fact! {
    /// An independent review is promised, with the day by which it is published.
    "review_promised" 1 Either => pub struct ReviewPromised {
        /// The review.
        review: ReviewId as control::new::<ReviewId>,
        /// What it will look at.
        title: Title,
        /// When it is published at the latest.
        publish_by: Date,
    } says fact { format!("promised review {}, '{}', to be published by {}", fact.review, fact.title, fact.publish_by.in_words()) }
}

fact! {
    /// A review is published.
    "review_published" 1 Either => pub struct ReviewPublished {
        /// The review.
        review: ReviewId,
        /// Hash of the review.
        document: Hash,
    } says fact { format!("published review {} as {}", fact.review, short(fact.document)) }
}
