//! Bodies, the proposal, and who is in, waiting or gone.

use std::collections::BTreeSet;

use crate::entry::BodyId;

use crate::fact::control;
use crate::fact::shape::{choice, fact};
use crate::fact::words::short;
use crate::fact::{Date, DecisionId, Sentence, Title};
use crate::tree::Hash;

choice! {
    /// The law under which a body exists, on which its duties rest.
    pub enum LegalForm {
        /// An NHS trust.
        NhsTrust = "nhs_trust", "an NHS trust";
        /// An NHS foundation trust.
        FoundationTrust = "foundation_trust", "a foundation trust";
        /// An integrated care board.
        IntegratedCareBoard = "integrated_care_board", "an integrated care board";
        /// A local authority.
        Council = "council", "a council";
        /// A police force or police authority.
        Police = "police", "a police body";
        /// A fire and rescue authority.
        Fire = "fire", "a fire authority";
        /// A registered charity of any form.
        Charity = "charity", "a charity";
        /// A community interest company.
        CommunityInterestCompany = "community_interest_company", "a community interest company";
        /// A community benefit society.
        CommunityBenefitSociety = "community_benefit_society", "a community benefit society";
        /// A company that is none of these.
        Company = "company", "a company";
        /// Any other form, or none.
        Other = "other", "a body of another form";
    }
}

fact! {
    /// A body becomes known to the record.
    "body_registered" 1 Either => pub struct BodyRegistered {
        /// The body.
        body: BodyId as control::new::<BodyId>,
        /// Its public name.
        name: Title,
        /// Its legal form.
        legal_form: LegalForm,
        /// What it exists for.
        purpose: Sentence,
    } says fact {
        format!("registered {} ({}), {}, which exists for: {}", fact.name, fact.body, fact.legal_form.phrase(), fact.purpose)
    }
}

fact! {
    /// What is known of a body changes; absent fields stay as they were.
    "body_amended" 1 Either => pub struct BodyAmended {
        /// The body.
        body: BodyId,
        /// Its new name.
        name: Option<Title>,
        /// Its new legal form.
        legal_form: Option<LegalForm>,
        /// Its new purpose.
        purpose: Option<Sentence>,
    } says fact {
        let mut changes = Vec::new();
        changes.extend(fact.name.as_ref().map(|name| format!("its name is now {name}")));
        changes.extend(fact.legal_form.map(|form| format!("it is now {}", form.phrase())));
        changes.extend(fact.purpose.as_ref().map(|purpose| format!("it now exists for: {purpose}")));
        let changes = if changes.is_empty() { "nothing changes".to_owned() } else { changes.join("; ") };
        format!("amended what is known of {}: {changes}", fact.body)
    }
}

choice! {
    /// What sort of collaboration it is.
    pub enum Style {
        /// Bodies of the same kind that do the same.
        Mirror = "mirror", "mirror";
        /// Unlike bodies that serve the same people or place.
        Integration = "integration", "integration";
        /// With those who can make the need smaller before it arises.
        Upstream = "upstream", "upstream";
    }
}

fact! {
    /// A partnership is proposed.
    "partnership_proposed" 1 Either => pub struct PartnershipProposed {
        /// Its name.
        name: Title,
        /// Its style.
        style: Style,
        /// The place that it serves.
        place: Title,
        /// What it is for.
        aims: Vec<Sentence>,
    } says fact {
        let aims: Vec<&str> = fact.aims.iter().map(Sentence::as_str).collect();
        format!("proposed {}, {} partnership in {}, to: {}", fact.name, article(fact.style), fact.place, aims.join("; "))
    }
}

fn article(style: Style) -> &'static str {
    match style {
        Style::Mirror => "a mirror",
        Style::Integration => "an integration",
        Style::Upstream => "an upstream",
    }
}

fact! {
    /// A body says what it would gain, in its own words: two such statements tell a partnership that is sought from one that is imposed.
    "benefit_stated" 1 Either => pub struct BenefitStated {
        /// The benefit.
        benefit: Sentence,
    } says fact { format!("stated its benefit: {}", fact.benefit) }
}

choice! {
    /// A clarity about a possible partnership.
    pub enum AppraisalOutcome {
        /// Better value for the public.
        GoAhead = "go_ahead", "to go ahead";
        /// Not as it stands.
        NotYet = "not_yet", "not to go ahead yet";
        /// No.
        No = "no", "that collaboration is not right here";
    }
}

fact! {
    /// A body's answer to whether collaboration is right here at all; "no" is a valid one.
    "appraisal_concluded" 1 Either => pub struct AppraisalConcluded {
        /// The answer.
        outcome: AppraisalOutcome,
        /// Hash of the appraisal.
        document: Option<Hash>,
    } says fact { format!("concluded {}", fact.outcome.phrase()) }
}

fact! {
    /// A body is asked to join.
    "partner_invited" 1 Either => pub struct PartnerInvited {
        /// The body.
        body: BodyId,
    } says fact { format!("invited {}", fact.body) }
}

fact! {
    /// The attesting body joins.
    "partner_joined" 1 Body => pub struct PartnerJoined {} says _fact { "joined the partnership".to_owned() }
}

fact! {
    /// A body waits to be admitted, behind those who wait already.
    "partner_queued" 1 Either => pub struct PartnerQueued {
        /// The body.
        body: BodyId,
    } says fact { format!("put {} in the queue to join", fact.body) }
}

fact! {
    /// The partners have decided to admit a body from the queue; it is a partner once it joins.
    "partner_admitted" 1 Either => pub struct PartnerAdmitted {
        /// The body.
        body: BodyId,
        /// The decision that admits it.
        decision: DecisionId,
    } says fact { format!("recorded that {} was admitted by decision {}", fact.body, fact.decision) }
}

fact! {
    /// The attesting body leaves.
    "partner_left" 1 Body => pub struct PartnerLeft {
        /// When it gave notice.
        notice_on: Date,
        /// When its part ends.
        leaves_on: Date,
        /// Hash of the settlement.
        settlement: Option<Hash>,
    } says fact {
        let settlement = fact.settlement.map_or("no settlement".to_owned(), |hash| format!("settlement {}", short(hash)));
        format!("left with effect from {}, on notice of {}, with {settlement}", fact.leaves_on.in_words(), fact.notice_on.in_words())
    }
}

fact! {
    /// Something the bodies do together before, or without, an agreement.
    "cooperation_noted" 1 Either => pub struct CooperationNoted {
        /// With whom.
        with: BTreeSet<BodyId>,
        /// What is done together.
        what: Sentence,
    } says fact { format!("noted working with {}: {}", crate::fact::words::bodies(&fact.with), fact.what) }
}

choice! {
    /// Groundwork that a partnership should have done.
    pub enum Groundwork {
        /// Terms of reference, approved by the body's board.
        TermsOfReference = "terms_of_reference", "terms of reference";
        /// How the partners behave.
        TermsOfEngagement = "terms_of_engagement", "terms of engagement";
        /// How areas of work are chosen.
        ChoiceOfAreas = "choice_of_areas", "how areas of work are chosen";
        /// What will be measured.
        Measures = "measures", "measures";
        /// Why this project.
        Rationale = "rationale", "a rationale";
        /// Who tells whom what.
        Communications = "communications", "communications";
        /// The legal check.
        LegalCheck = "legal_check", "the legal check";
        /// The political check.
        PoliticalCheck = "political_check", "the political check";
        /// The board is behind it.
        BoardBuyIn = "board_buy_in", "the board's support";
        /// Managers are behind it.
        ManagerBuyIn = "manager_buy_in", "managers' support";
        /// Staff are behind it.
        StaffBuyIn = "staff_buy_in", "staff's support";
    }
}

fact! {
    /// A piece of groundwork is done in the attesting body.
    "groundwork_done" 1 Either => pub struct GroundworkDone {
        /// Which.
        what: Groundwork,
        /// Hash of the document that shows it.
        document: Option<Hash>,
    } says fact { format!("finished {}", fact.what.phrase()) }
}
