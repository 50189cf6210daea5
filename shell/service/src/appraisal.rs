//! Appraisals: two bodies answer the same questions, each on its own, lay the answers beside each other, and say whether to start.
//!
//! An appraisal lies in a table beside the logs, sealed, and can be changed and forgotten. What each side concludes goes into the log of the
//! proposed partnership, with the salted hash of the appraisal's text, which is kept in the vault and can be erased. Who may do what is in
//! [`crate::access::policy`]. Two promises are kept here and nowhere else: neither side is given the other's answers before both have handed
//! in; and whoever comes by a link answers for one body in one appraisal and puts nothing on a record.
//!
//! | module | concept |
//! |---|---|
//! | [`opening`] | an appraisal with a candidate |
//! | [`seat`] | who sits on which side, by an account or by a link |
//! | [`answering`] | answers, respondents, handing in |
//! | [`link`] | the link by which the other body answers; taking its side over with an account |
//! | [`options`] | who might do it, and how: options written down or brought, and compared |
//! | [`withdrawing`] | taking back what was opened by mistake |
//! | [`ending`] | start, not now, no; rules set aside |
//! | [`recording`] | what of it goes into a log |
//! | [`document`] | the whole of it as a text |
//! | [`history`] | what came of earlier ones, for the next who asks |
//! | [`waiting`] | what waits for a body |

pub mod answering;
pub mod document;
pub mod ending;
mod error;
pub mod history;
mod kept;
pub mod link;
pub mod opening;
pub mod options;
pub mod recording;
pub mod seat;
pub mod waiting;
pub mod withdrawing;

use commonweal_appraise::questionnaire::Answers;
use commonweal_appraise::side_by_side::{Both, Side, Unclear, unclear};
use commonweal_find::register::Identifier;
use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::fact::Date;
use commonweal_record::fact::kinds::members::{AppraisalOutcome, Style};
use serde::{Deserialize, Serialize};

use crate::access::text::{as_text, as_text_or_none};
use kept::{as_field, as_field_or_none};

pub use error::AppraisalError;
pub use kept::KEPT_DAYS;
pub use seat::By;

/// An appraisal as one of its sides may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Appraisal {
    /// Its id, for addresses.
    pub id: String,
    /// For which side it is seen.
    pub side: Side,
    stored: Stored,
}

/// An appraisal as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    need: String,
    #[serde(with = "as_field")]
    style: Style,
    place: String,
    #[serde(with = "as_text")]
    opened: Instant,
    parties: Both<Party>,
    link: Option<Link>,
    set_aside: Vec<SetAside>,
    options: Option<options::Kept>,
    /// The log of the proposed partnership, once anything was concluded with an account.
    slug: Option<String>,
}

/// One of the two bodies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// What it is called.
    pub name: String,
    /// Its key in the register of bodies, where it is listed.
    pub key: Option<Identifier>,
    /// The body of the record for which people with accounts answer, where it is one.
    #[serde(with = "as_text_or_none")]
    pub body: Option<BodyId>,
    answers: Answers,
    respondents: Vec<Answers>,
    /// When it handed in.
    #[serde(with = "as_text_or_none")]
    pub handed_in: Option<Instant>,
    /// How it ends for this side.
    pub end: Option<End>,
}

/// How an appraisal ends for a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Start, not now, or no.
    #[serde(with = "as_field")]
    pub outcome: AppraisalOutcome,
    /// Why.
    pub reason: String,
    /// The day on which to look again, after "not now".
    #[serde(with = "as_field_or_none")]
    pub again: Option<Date>,
    /// When it was said.
    #[serde(with = "as_text")]
    pub at: Instant,
    /// The entry of the log in which it stands; none while it is on no record.
    pub entry: Option<u64>,
}

/// The link by which the other body answers, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Hash of the secret.
    hash: String,
    /// Until when it is good.
    #[serde(with = "as_text")]
    pub until: Instant,
}

/// A clarity rule that was set aside before starting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// The rule's name.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// By which of the two.
    pub by: Side,
    /// When.
    #[serde(with = "as_text")]
    pub at: Instant,
}

/// What both sides answered, once both have handed in.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    /// For the body.
    pub answers: Both<&'a Answers>,
    /// By each respondent.
    pub respondents: Both<&'a [Answers]>,
}

impl Appraisal {
    /// What is wanted more or less of, in the words of whoever asked.
    pub fn need(&self) -> &str {
        &self.stored.need
    }

    /// The style in which the other was found.
    pub fn style(&self) -> Style {
        self.stored.style
    }

    /// When it was opened.
    pub fn opened(&self) -> Instant {
        self.stored.opened
    }

    /// The place that both would serve.
    pub fn place(&self) -> &str {
        &self.stored.place
    }

    /// One of the two, without its answers.
    pub fn party(&self, side: Side) -> &Party {
        self.stored.parties.of(side)
    }

    /// The side for which it is seen.
    pub fn own(&self) -> &Party {
        self.party(self.side)
    }

    /// The other side, without its answers.
    pub fn other(&self) -> &Party {
        self.party(self.side.other())
    }

    /// The names of the two.
    pub fn names(&self) -> Both<&str> {
        self.stored.names()
    }

    /// What the side for which it is seen has answered for its body.
    pub fn answers(&self) -> &Answers {
        &self.own().answers
    }

    /// What its respondents have answered.
    pub fn respondents(&self) -> &[Answers] {
        &self.own().respondents
    }

    /// What both have answered; nothing before both have handed in.
    pub fn both(&self) -> Option<Opened<'_>> {
        self.stored.both()
    }

    /// The clarity rules that the answers do not meet and nobody has set aside; nothing before both have handed in.
    pub fn unclear(&self) -> Vec<Unclear> {
        self.stored.unclear()
    }

    /// The rules that were set aside, in order.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.stored.set_aside
    }

    /// The link by which the other body answers, if one is good.
    pub fn link(&self) -> Option<&Link> {
        self.stored.link.as_ref()
    }

    /// Whether the side for which it is seen can still take it back.
    pub fn can_be_taken_back(&self) -> bool {
        self.side == Side::Asking && self.stored.can_be_taken_back()
    }

    /// Whether both sides have said that they start.
    pub fn have_both_started(&self) -> bool {
        self.stored.have_both_started()
    }

    /// The log of the proposed partnership, once anything was concluded with an account.
    pub fn slug(&self) -> Option<&str> {
        self.stored.slug.as_deref()
    }
}

impl Stored {
    fn names(&self) -> Both<&str> {
        Both { asking: &self.parties.asking.name, asked: &self.parties.asked.name }
    }

    fn have_both_started(&self) -> bool {
        let started =
            |party: &Party| party.end.as_ref().is_some_and(|it| it.outcome == AppraisalOutcome::GoAhead);
        started(&self.parties.asking) && started(&self.parties.asked)
    }

    fn both(&self) -> Option<Opened<'_>> {
        let Both { asking, asked } = &self.parties;
        (asking.handed_in.is_some() && asked.handed_in.is_some()).then(|| Opened {
            answers: Both { asking: &asking.answers, asked: &asked.answers },
            respondents: Both { asking: &asking.respondents, asked: &asked.respondents },
        })
    }

    fn unclear(&self) -> Vec<Unclear> {
        let Some(opened) = self.both() else { return Vec::new() };
        let mut found = unclear(opened.answers, self.names());
        found.retain(|it| self.set_aside.iter().all(|aside| aside.rule != it.rule.name));
        found
    }
}

impl Party {
    fn new(name: String, key: Option<Identifier>, body: Option<BodyId>) -> Self {
        let (answers, respondents) = (Answers::default(), Vec::new());
        Self { name, key, body, answers, respondents, handed_in: None, end: None }
    }
}
