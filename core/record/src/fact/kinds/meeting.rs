//! Meetings, interests, decisions and duties.

use std::collections::BTreeSet;

use commonweal_quantity::Pence;

use crate::entry::{BodyId, SubjectId};

use super::agreement::DecisionRule;
use crate::fact::control;
use crate::fact::shape::{choice, fact, record};
use crate::fact::words::{bodies, listed, short};
use crate::fact::{Date, DecisionId, ItemId, MeetingId, OptionId, PerBody, Sentence, Title};
use crate::tree::Hash;

record! {
    /// A point of an agenda.
    pub struct AgendaItem {
        /// The item.
        item: ItemId as control::new::<ItemId>,
        /// What it is about.
        title: Title,
        /// The decision that it prepares.
        decision: Option<DecisionId>,
    }
}

fact! {
    /// A meeting is called.
    "meeting_called" 1 Either => pub struct MeetingCalled {
        /// The meeting.
        meeting: MeetingId as control::new::<MeetingId>,
        /// Its day.
        on: Date,
        /// Its agenda.
        items: Vec<AgendaItem>,
    } says fact {
        let titles: Vec<&str> = fact.items.iter().map(|item| item.title.as_str()).collect();
        format!("called meeting {} on {} about: {}", fact.meeting, fact.on.in_words(), listed(&titles))
    }
}

fact! {
    /// A meeting took place.
    "meeting_held" 1 Either => pub struct MeetingHeld {
        /// The meeting.
        meeting: MeetingId,
        /// Who came, by body.
        attendance: PerBody<BTreeSet<SubjectId>>,
    } says fact {
        let came = fact.attendance.0.iter().map(|(body, subjects)| format!("{body} ({})", subjects.len()));
        let came: Vec<String> = came.collect();
        let came: Vec<&str> = came.iter().map(String::as_str).collect();
        format!("recorded that meeting {} was held with {}", fact.meeting, listed(&came))
    }
}

fact! {
    /// The attesting body approves the minutes.
    "minute_approved" 1 Either => pub struct MinuteApproved {
        /// The meeting.
        meeting: MeetingId,
        /// Hash of the minutes.
        document: Hash,
    } says fact { format!("approved the minutes {} of meeting {}", short(fact.document), fact.meeting) }
}

choice! {
    /// What sort of interest.
    pub enum InterestKind {
        /// Money.
        Financial = "financial", "a financial interest";
        /// Standing or work.
        Professional = "professional", "a professional interest";
        /// Personal ties.
        Personal = "personal", "a personal interest";
        /// Through somebody close.
        Indirect = "indirect", "an indirect interest";
    }
}

fact! {
    /// The attesting body declares an interest of its own or of one of its people; without a decision it stands for all.
    "interest_declared" 1 Either => pub struct InterestDeclared {
        /// The kind.
        interest: InterestKind,
        /// The decision that it touches.
        decision: Option<DecisionId>,
        /// The person, by opaque id.
        subject: Option<SubjectId>,
        /// Its value, where it has one.
        pence: Option<Pence>,
    } says fact {
        let on = fact.decision.as_ref().map_or("in every decision".to_owned(), |decision| format!("in decision {decision}"));
        let whose = fact.subject.as_ref().map_or(String::new(), |subject| format!(" of {subject}"));
        let value = fact.pence.map_or(String::new(), |pence| format!(" worth {pence}"));
        format!("declared {}{whose}{value} {on}", fact.interest.phrase())
    }
}

fact! {
    /// The attesting body stands aside from a decision: it neither votes nor counts for the quorum.
    "recusal_made" 1 Body => pub struct RecusalMade {
        /// The decision.
        decision: DecisionId,
    } says fact { format!("stood aside from decision {}", fact.decision) }
}

record! {
    /// One way to decide.
    pub struct DecisionOption {
        /// The option.
        option: OptionId as control::new::<OptionId>,
        /// What it is.
        title: Title,
    }
}

fact! {
    /// A decision is put to the partners.
    "decision_proposed" 1 Either => pub struct DecisionProposed {
        /// The decision.
        decision: DecisionId as control::new::<DecisionId>,
        /// What is to be decided.
        title: Title,
        /// The options; empty where it is yes or no.
        options: Vec<DecisionOption>,
        /// The rule that it needs, where stricter or other than the agreement's.
        rule: Option<DecisionRule>,
        /// The one body whose board must release it.
        reserved_to: Option<BodyId>,
    } says fact {
        let titles: Vec<&str> = fact.options.iter().map(|option| option.title.as_str()).collect();
        let options = if titles.is_empty() { String::new() } else { format!(", with the options {}", listed(&titles)) };
        let rule = fact.rule.map_or(String::new(), |rule| format!(", needing {}", rule.phrase()));
        let board = fact.reserved_to.as_ref().map_or(String::new(), |body| format!(", reserved to the board of {body}"));
        format!("proposed decision {}, '{}'{options}{rule}{board}", fact.decision, fact.title)
    }
}

choice! {
    /// A vote.
    pub enum Vote {
        /// For.
        For = "for", "for";
        /// Against.
        Against = "against", "against";
        /// Neither.
        Abstain = "abstain", "neither for nor against";
    }
}

fact! {
    /// The attesting body votes; its latest vote counts.
    "vote_cast" 1 Body => pub struct VoteCast {
        /// The decision.
        decision: DecisionId,
        /// Its vote.
        vote: Vote,
        /// The option that it favours.
        option: Option<OptionId>,
        /// Hash of its reasons.
        reason: Option<Hash>,
    } says fact {
        let option = fact.option.as_ref().map_or(String::new(), |option| format!(", favouring option {option}"));
        let reason = fact.reason.map_or(String::new(), |hash| format!(", with reasons {}", short(hash)));
        format!("voted {} decision {}{option}{reason}", fact.vote.phrase(), fact.decision)
    }
}

fact! {
    /// A decision waits for the board of one body.
    "decision_reserved" 1 Body => pub struct DecisionReserved {
        /// The decision.
        decision: DecisionId,
        /// The body whose board must release it.
        to: BodyId,
    } says fact { format!("reserved decision {} to the board of {}", fact.decision, fact.to) }
}

fact! {
    /// The attesting body's board releases a decision that waited for it.
    "decision_released" 1 Body => pub struct DecisionReleased {
        /// The decision.
        decision: DecisionId,
    } says fact { format!("released decision {} on behalf of its board", fact.decision) }
}

choice! {
    /// How a decision ended.
    pub enum Outcome {
        /// It passed.
        Carried = "carried", "carried";
        /// It did not pass.
        NotCarried = "not_carried", "not carried";
        /// Too few bodies were left to decide.
        Inquorate = "inquorate", "inquorate";
        /// It was taken back.
        Withdrawn = "withdrawn", "withdrawn";
    }
}

fact! {
    /// A decision is concluded. Whom the quorum counted is recomputed from the votes and recusals before this entry.
    "decision_taken" 1 Either => pub struct DecisionTaken {
        /// The decision.
        decision: DecisionId,
        /// How it ended.
        outcome: Outcome,
        /// The option that was chosen.
        option: Option<OptionId>,
        /// The bodies that counted for the quorum.
        counted: BTreeSet<BodyId>,
    } says fact {
        let option = fact.option.as_ref().map_or(String::new(), |option| format!(" with option {option}"));
        format!("recorded decision {} as {}{option}, counting {}", fact.decision, fact.outcome.phrase(), bodies(&fact.counted))
    }
}

choice! {
    /// What a body found when it tested a decision against a duty.
    pub enum DutyFinding {
        /// In keeping with it.
        Met = "met", "met";
        /// Against it.
        NotMet = "not_met", "not met";
        /// For its own board to say.
        ForTheBoard = "for_the_board", "for its board to say";
        /// The duty does not arise.
        NotEngaged = "not_engaged", "not engaged";
    }
}

fact! {
    /// The attesting body tests a decision against a legal duty of its own, and against its effect on others.
    "duty_considered" 1 Either => pub struct DutyConsidered {
        /// The decision.
        decision: DecisionId,
        /// The duty.
        legal_duty: Title,
        /// Its wider effect: on others, on place, on need.
        wider_effect: Sentence,
        /// What was found.
        finding: DutyFinding,
    } says fact {
        format!(
            "tested decision {} against its duty '{}' and found it {}; wider effect: {}",
            fact.decision, fact.legal_duty, fact.finding.phrase(), fact.wider_effect
        )
    }
}

choice! {
    /// What a decision does for a group.
    pub enum EquityEffect {
        /// The group gains.
        Gains = "gains", "gain";
        /// The group loses.
        Loses = "loses", "lose";
        /// Neither.
        Unchanged = "unchanged", "neither gain nor lose";
    }
}

fact! {
    /// Who gains by a decision, by deprivation.
    "equity_noted" 1 Either => pub struct EquityNoted {
        /// The decision.
        decision: DecisionId,
        /// The fifth of the population by deprivation; 1 is the most deprived.
        deprivation_quintile: crate::fact::Whole<1, 5>,
        /// What it does for that fifth.
        effect: EquityEffect,
    } says fact {
        format!(
            "noted that people in deprivation fifth {} (1 is the most deprived) would {} by decision {}",
            fact.deprivation_quintile, fact.effect.phrase(), fact.decision
        )
    }
}

choice! {
    /// A phase of the programme, in order.
    pub enum Phase {
        /// Understand.
        Understand = "understand", "'understand'";
        /// Build capacity.
        BuildCapacity = "build_capacity", "'build capacity'";
        /// Owned by the community.
        CommunityOwned = "community_owned", "'community-owned'";
    }
}

fact! {
    /// The gate before a phase has passed, by decision.
    "gate_passed" 1 Either => pub struct GatePassed {
        /// The phase behind the gate.
        phase: Phase,
        /// The decision.
        decision: DecisionId,
    } says fact { format!("recorded that the gate to {} passed by decision {}", fact.phase.phrase(), fact.decision) }
}

fact! {
    /// The programme enters a phase.
    "phase_entered" 1 Either => pub struct PhaseEntered {
        /// The phase.
        phase: Phase,
    } says fact { format!("entered the phase {}", fact.phase.phrase()) }
}

choice! {
    /// Who may read a publication.
    pub enum Audience {
        /// The partners.
        Partners = "partners", "the partners";
        /// Everybody.
        Public = "public", "the public";
    }
}

fact! {
    /// Something is to be published, by decision.
    "publication_decided" 1 Either => pub struct PublicationDecided {
        /// The decision.
        decision: DecisionId,
        /// Hash of what is published.
        document: Hash,
        /// Who may read it.
        audience: Audience,
    } says fact {
        format!("decided to publish {} to {} by decision {}", short(fact.document), fact.audience.phrase(), fact.decision)
    }
}
