//! The co-operation agreement: drafts, typed terms, signatures.

use commonweal_quantity::{Pence, Share};

use crate::entry::BodyId;

use super::meeting::InterestKind;
use super::money::FundSubject;
use crate::fact::control;
use crate::fact::shape::{choice, fact, tagged};
use crate::fact::words::{counted, every, short};
use crate::fact::{AgreementId, ClauseId, DecisionId, PerBody, Sentence, Whole};
use crate::tree::Hash;

choice! {
    /// How votes make a decision. Abstentions count for the quorum and for neither side.
    pub enum DecisionRule {
        /// At least one for, none against.
        Unanimous = "unanimous", "unanimity";
        /// More for than against.
        Majority = "majority", "a majority";
        /// At least two thirds of those for or against are for.
        TwoThirds = "two_thirds", "two thirds";
        /// At least three quarters of those for or against are for.
        ThreeQuarters = "three_quarters", "three quarters";
    }
}

choice! {
    /// How a gain or loss is divided.
    pub enum ShareRule {
        /// The same for each.
        Equal = "equal", "equally";
        /// In fixed shares.
        Fixed = "fixed", "in fixed shares";
        /// By what each put in.
        ByContribution = "by_contribution", "by contribution";
        /// By what each gains.
        ByBenefit = "by_benefit", "by benefit";
        /// By the need of those whom each serves.
        ByNeed = "by_need", "by need";
        /// The Shapley value.
        Shapley = "shapley", "by the Shapley value";
        /// The nucleolus.
        Nucleolus = "nucleolus", "by the nucleolus";
        /// In proportion to claims.
        Proportional = "proportional", "in proportion to claims";
        /// Constrained equal awards.
        EqualAwards = "equal_awards", "by constrained equal awards";
        /// Constrained equal losses.
        EqualLosses = "equal_losses", "by constrained equal losses";
        /// The rule of the contested garment.
        Talmud = "talmud", "by the Talmud rule";
    }
}

choice! {
    /// What a term about sharing applies to.
    pub enum Shared {
        /// Losses.
        Loss = "loss", "losses";
        /// Gains.
        Gain = "gain", "gains";
    }
}

choice! {
    /// Who must agree before something is published.
    pub enum PublicationRule {
        /// The partners decide together.
        JointDecision = "joint_decision", "by joint decision";
        /// Every body that it concerns agrees.
        EachBodyConcerned = "each_body_concerned", "with each body concerned";
    }
}

choice! {
    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        Monday = "monday", "Monday";
        /// Tuesday.
        Tuesday = "tuesday", "Tuesday";
        /// Wednesday.
        Wednesday = "wednesday", "Wednesday";
        /// Thursday.
        Thursday = "thursday", "Thursday";
        /// Friday.
        Friday = "friday", "Friday";
        /// Saturday.
        Saturday = "saturday", "Saturday";
        /// Sunday.
        Sunday = "sunday", "Sunday";
    }
}

choice! {
    /// What a clause in plain words is about.
    pub enum PlainSubject {
        /// The common public benefit.
        CommonBenefit = "common_benefit", "the common public benefit";
        /// A commitment beyond own interest.
        Commitment = "commitment", "a commitment beyond own interest";
        /// Why the bodies need each other.
        MutualNeed = "mutual_need", "mutual need";
        /// Statutory duties that stay with each.
        StatutoryDuties = "statutory_duties", "statutory duties";
        /// Support by boards, managers and staff.
        BuyIn = "buy_in", "support within each body";
        /// What happens when one leaves.
        Leaving = "leaving", "leaving";
        /// Anything else.
        Other = "other", "other matters";
    }
}

tagged! {
    /// A term that the programme applies.
    pub enum Term {
        /// How decisions are made.
        DecisionRule = "decision_rule" {
            /// The rule.
            rule: DecisionRule,
        }
        /// How many bodies must take part, recusals deducted.
        Quorum = "quorum" {
            /// That many bodies.
            bodies: Whole<1, 9_999>,
        }
        /// How a gain or loss is divided.
        ShareRule = "share_rule" {
            /// Which of the two.
            of: Shared,
            /// The rule.
            rule: ShareRule,
        }
        /// Fixed shares, which sum to the whole.
        FixedShares = "fixed_shares" {
            /// Gains or losses.
            of: Shared,
            /// The shares.
            shares: PerBody<Share>,
        }
        /// The most that falls to a body in one event.
        Cap = "cap" {
            /// Gains or losses.
            of: Shared,
            /// The body.
            body: BodyId,
            /// The most.
            pence: Pence,
        }
        /// The least that falls to a body in one event.
        Floor = "floor" {
            /// Gains or losses.
            of: Shared,
            /// The body.
            body: BodyId,
            /// The least.
            pence: Pence,
        }
        /// Above this value of an interest of this kind a body takes no part in the decision.
        InterestLimit = "interest_limit" {
            /// The kind of interest.
            interest: InterestKind,
            /// The value above which it must stand aside.
            pence: Pence,
        }
        /// Notice of leaving.
        NoticePeriod = "notice_period_days" {
            /// Whole days.
            days: Whole<0, 3_660>,
        }
        /// The fewest answers behind a published survey figure.
        MinimumSurveyGroup = "minimum_survey_group" {
            /// People; never below five.
            people: Whole<5, 9_999>,
        }
        /// How something comes to be published.
        PublicationRule = "publication_rule" {
            /// The rule.
            rule: PublicationRule,
        }
        /// How often the agreement is reviewed.
        ReviewEvery = "review_every" {
            /// Months.
            months: Whole<1, 120>,
        }
        /// When the partners meet.
        MeetingSchedule = "meeting_schedule" {
            /// The day.
            weekday: Weekday,
            /// Weeks from one meeting to the next.
            every_weeks: Whole<1, 52>,
        }
        /// The partners pool money in a fund (section 75 of the National Health Service Act 2006).
        PooledFund = "pooled_fund" {
            /// The partner that hosts it and answers for its accounts and audit.
            host: BodyId,
        }
        /// What a partner puts into the pooled fund in a year.
        FundContribution = "fund_contribution" {
            /// The partner.
            body: BodyId,
            /// The amount for each financial year.
            pence: Pence,
        }
        /// A clause on the pooled fund in plain words.
        FundClause = "fund_clause" {
            /// What it is about.
            about: FundSubject,
            /// The words.
            words: Sentence,
        }
        /// A clause in plain words.
        Plain = "plain" {
            /// What it is about.
            about: PlainSubject,
            /// The words.
            words: Sentence,
        }
    }
}

impl Term {
    /// What it says, after "that" or a colon.
    pub fn in_words(&self) -> String {
        match self {
            Self::DecisionRule { rule } => format!("decisions need {}", rule.phrase()),
            Self::Quorum { bodies } => format!("the quorum is {}", counted(bodies.get(), "body", "bodies")),
            Self::ShareRule { of, rule } => format!("{} are divided {}", of.phrase(), rule.phrase()),
            Self::FixedShares { of, shares } => {
                let shares: Vec<String> =
                    shares.0.iter().map(|(body, share)| format!("{body} {share}")).collect();
                format!("{} fall in fixed shares ({})", of.phrase(), shares.join(", "))
            }
            Self::Cap { of, body, pence } => {
                format!("{} of {body} are at most {pence} in one event", of.phrase())
            }
            Self::Floor { of, body, pence } => {
                format!("{} of {body} are at least {pence} in one event", of.phrase())
            }
            Self::InterestLimit { interest, pence } => {
                format!("a body with {} above {pence} takes no part", interest.phrase())
            }
            Self::NoticePeriod { days } => {
                format!("a body leaves with {} notice", counted(days.get(), "day's", "days'"))
            }
            Self::MinimumSurveyGroup { people } => {
                format!("survey figures rest on at least {people} answers")
            }
            Self::PublicationRule { rule } => format!("results are published {}", rule.phrase()),
            Self::ReviewEvery { months } => {
                format!("the agreement is reviewed every {}", every(months.get(), "month", "months"))
            }
            Self::MeetingSchedule { weekday, every_weeks } => {
                let every = every(every_weeks.get(), "week", "weeks");
                format!("the partners meet on a {} every {every}", weekday.phrase())
            }
            Self::PooledFund { host } => format!("money is pooled in a fund that {host} hosts"),
            Self::FundContribution { body, pence } => {
                format!("{body} puts {pence} a year into the pooled fund")
            }
            Self::FundClause { about, words } => format!("on the pooled fund, {}: {words}", about.phrase()),
            Self::Plain { about, words } => format!("on {}: {words}", about.phrase()),
        }
    }
}

/// A version of an agreement.
pub type Version = Whole<1, 9_999>;

fact! {
    /// The text of a version.
    "agreement_drafted" 1 Either => pub struct AgreementDrafted {
        /// The agreement.
        agreement: AgreementId as control::new::<AgreementId>,
        /// The version.
        version: Version,
        /// Hash of the text.
        document: Hash,
    } says fact { format!("drafted version {} of agreement {} with text {}", fact.version, fact.agreement, short(fact.document)) }
}

fact! {
    /// A typed term of a version. Set before anybody signs it; the latest setting of a clause counts.
    "term_set" 1 Either => pub struct TermSet {
        /// The agreement.
        agreement: AgreementId,
        /// The version.
        version: Version,
        /// The clause that says it.
        clause: ClauseId as control::new::<ClauseId>,
        /// The term.
        term: Term,
    } says fact {
        format!("set clause {} of agreement {} version {}: {}", fact.clause, fact.agreement, fact.version, fact.term.in_words())
    } check shares_are_whole
}

fn shares_are_whole(fact: &TermSet) -> Result<(), crate::fact::FieldError> {
    match &fact.term {
        Term::FixedShares { shares, .. } => {
            shares.must_be_whole().map_err(|error| error.within("shares").within("term"))
        }
        _ => Ok(()),
    }
}

fact! {
    /// The attesting body signs one text with one set of terms.
    "agreement_signed" 1 Body => pub struct AgreementSigned {
        /// The agreement.
        agreement: AgreementId,
        /// The version.
        version: Version,
        /// Hash of the text that was signed.
        document: Hash as control::fingerprint,
        /// Hash of the terms that were signed (see "Hash of terms").
        terms: Hash as control::fingerprint,
    } says fact {
        format!("signed version {} of agreement {}, text {}, terms {}", fact.version, fact.agreement, short(fact.document), short(fact.terms))
    }
}

fact! {
    /// The attesting body agrees that a later version takes the place of an earlier one.
    "agreement_amended" 1 Body => pub struct AgreementAmended {
        /// The agreement.
        agreement: AgreementId,
        /// The version that is replaced.
        from: Version,
        /// The version in its place.
        to: Version,
        /// The decision behind it.
        decision: Option<DecisionId>,
    } says fact {
        let by = fact.decision.as_ref().map_or(String::new(), |decision| format!(" by decision {decision}"));
        format!("put version {} of agreement {} in place of version {}{by}", fact.to, fact.agreement, fact.from)
    }
}

choice! {
    /// Why an agreement ends.
    pub enum EndReason {
        /// What it was for is done.
        Fulfilled = "fulfilled", "because what it was for is done";
        /// Its time is over.
        Expired = "expired", "because its time is over";
        /// The parties agreed to end it.
        Agreed = "agreed", "because the parties agreed so";
        /// A party broke it.
        Broken = "broken", "because it was broken";
    }
}

fact! {
    /// The attesting party ends the agreement; it is over once every partner that signed the version in force has said so.
    "agreement_ended" 1 Body => pub struct AgreementEnded {
        /// The agreement.
        agreement: AgreementId,
        /// Why.
        reason: EndReason,
    } says fact { format!("ended agreement {} {}", fact.agreement, fact.reason.phrase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(every_weeks: i64) -> String {
        let every_weeks = Whole::new(every_weeks).unwrap();
        Term::MeetingSchedule { weekday: Weekday::Wednesday, every_weeks }.in_words()
    }

    #[test]
    fn one_week_is_not_counted_and_two_are() {
        assert_eq!(met(1), "the partners meet on a Wednesday every week");
        assert_eq!(met(2), "the partners meet on a Wednesday every 2 weeks");
    }

    #[test]
    fn one_of_something_is_said_in_the_singular() {
        let notice = |days| Term::NoticePeriod { days: Whole::new(days).unwrap() }.in_words();
        assert_eq!(notice(1), "a body leaves with 1 day's notice");
        assert_eq!(notice(90), "a body leaves with 90 days' notice");
    }
}
