//! An appraisal of the example place that has come to its end: a hospital that would start, a charity next door that says "not now".
//!
//! It is made through the same use cases as anybody's. Everything in it is fictional.

mod options;

use commonweal_appraise::questionnaire::{Asks, Section};
use commonweal_record::entry::SubjectId;
use commonweal_record::fact::kinds::members::{AppraisalOutcome, Style};

use crate::appraisal::answering::{Part, hand_in, save};
use crate::appraisal::ending::{Ending, end};
use crate::appraisal::opening::{Opening, open};
use crate::appraisal::{AppraisalError, By};
use crate::record::policy::Role;
use crate::record::{Acting, Place, RecordError};

const HOSPITAL: (&str, u8) = ("saltmere-acute", 0xaa);
const CHARITY: (&str, u8) = ("ambershaw-care", 0xbb);

/// Days after which the charity looks again.
const AGAIN_AFTER_DAYS: i64 = 120;

type Told = (&'static str, &'static str);

const HOSPITAL_SAYS: &[Told] = &[
    (
        "public_gain",
        "Somebody who falls at the border of the two places would get the same help on either side of it.",
    ),
    ("right_here", "yes"),
    ("sought", "sought"),
    ("own_benefit", "fewer people from Ambershaw waiting in our emergency department"),
    ("paying", "nobody"),
    ("changes", "days"),
    ("plans", "read"),
    ("brings", "A falls nurse for two days a week, and our numbers by street."),
    ("expects", "Volunteers who visit after a fall. We have said so to their director."),
    ("room", "room"),
    ("competitors", "None that we know of."),
    ("conflicts", "none"),
    ("leaders", "4"),
    ("past", "Saltmere Together, sought, with two neighbours: fewer admissions after a fall."),
    ("heard", "That they are stretched. Nobody has asked them."),
    ("comfort_size", "5"),
    ("comfort_sector", "4"),
    ("own_role", "leader"),
    ("their_role", "follower"),
    ("listening", "3"),
    ("other_ways", "4"),
    ("negotiating", "3"),
    ("conflict", "2"),
    ("shared_evidence", "5"),
    ("each_other_s_money", "3"),
    ("leading_without_authority", "3"),
    ("sharing_credit", "4"),
    ("bringing_staff_along", "3"),
    ("letting_go", "2"),
    ("assumption_1", "Charities cannot work at night."),
    ("challenge_1", "We asked: two of their teams do."),
    ("assumption_2", "Voluntary sector staff leave after a year."),
    ("quality_means", "Nobody falls twice for want of a visit."),
    ("quality_shown", "Second falls within 90 days, by month."),
    ("own_rating", "good"),
    ("their_rating", "not_known"),
    ("rating_watch", "the head of quality"),
];

const CHARITY_SAYS: &[Told] = &[
    ("public_gain", "People would be visited before they fall again, whichever hospital they went to."),
    ("right_here", "not_as_it_stands"),
    ("sought", "sought"),
    ("own_benefit", "our visits would reach people before their second fall"),
    ("paying", "nobody"),
    ("changes", "one_side"),
    ("plans", "not_read"),
    ("brings", "Six trained visitors on weekdays."),
    ("expects", "A name to ring when a visitor is worried. We have not said it yet."),
    ("room", "full"),
    ("competitors", "None."),
    ("conflicts", "none"),
    ("leaders", "2"),
    ("past", "A winter scheme that was asked of us and ended with its grant."),
    ("comfort_size", "2"),
    ("comfort_sector", "3"),
    ("threat", "That our name disappears into theirs."),
    ("own_role", "equal"),
    ("their_role", "leader"),
    ("listening", "4"),
    ("other_ways", "4"),
    ("negotiating", "2"),
    ("conflict", "3"),
    ("shared_evidence", "2"),
    ("each_other_s_money", "2"),
    ("leading_without_authority", "4"),
    ("sharing_credit", "5"),
    ("bringing_staff_along", "4"),
    ("letting_go", "4"),
    ("quality_means", "That the same face comes again."),
    ("quality_shown", "What people tell us at the third visit."),
    ("own_rating", "not_rated"),
    ("their_rating", "good"),
];

/// Points of five respondents to the questions of [`Section::Alignment`], in their order.
const HOSPITAL_PEOPLE: [&str; 5] =
    ["3234455545233", "2335445544324", "3324555453225", "3235454544234", "2224445555323"];
const CHARITY_PEOPLE: [&str; 5] =
    ["4554545543243", "5445454534132", "5454555443244", "4554445553133", "5545454542244"];

/// Opens it, answers for both, weighs options, and ends it.
///
/// # Errors
/// [`AppraisalError`].
pub fn write(place: &Place) -> Result<(), AppraisalError> {
    let (hospital, charity) = ([acting(HOSPITAL)?], [acting(CHARITY)?]);
    let opening = Opening {
        need: "fewer people come to A&E after a fall".to_owned(),
        style: Style::Mirror,
        place: "Saltmere and Ambershaw".to_owned(),
        key: "EXAMPLE/1".parse().ok(),
        candidate: "Ambershaw Care (fictional)".to_owned(),
        candidate_key: None,
    };
    let id = open(place, &hospital[0], &opening)?;
    let (ours, theirs) = (By::Account(&id, &hospital), By::Account(&id, &charity));
    answer(place, ours, HOSPITAL_SAYS, &HOSPITAL_PEOPLE)?;
    answer(place, theirs, CHARITY_SAYS, &CHARITY_PEOPLE)?;
    options::write(place, ours, theirs)?;
    let again = place.surroundings().today().and_then(|today| today.after_days(AGAIN_AFTER_DAYS));
    let reason = "Both gain, and somebody has to begin with the border.".to_owned();
    end(place, ours, &Ending { outcome: AppraisalOutcome::GoAhead, reason, again: None })?;
    let reason =
        "We have not read their plan, and two other schemes end in spring. Then we have people for it.";
    let reason = reason.to_owned();
    end(place, theirs, &Ending { outcome: AppraisalOutcome::NotYet, reason, again })
}

fn acting((body, subject): (&str, u8)) -> Result<Acting, AppraisalError> {
    let body = body.parse().map_err(RecordError::from)?;
    Ok(Acting { body, role: Role::Officer, subject: SubjectId([subject; 16]) })
}

fn answer(place: &Place, by: By<'_>, says: &[Told], people: &[&str]) -> Result<(), AppraisalError> {
    let given: Vec<(String, String)> =
        says.iter().map(|(id, answer)| ((*id).to_owned(), (*answer).to_owned())).collect();
    for section in Section::ALL.into_iter().filter(|section| section.asks() == Asks::TheBody) {
        taken(save(place, by, Part { section, respondent: 0 }, &given)?)?;
    }
    let section = Section::Alignment;
    for (respondent, points) in people.iter().enumerate() {
        let points = section.questions().zip(points.chars());
        let given: Vec<(String, String)> =
            points.map(|(question, point)| (question.id.to_owned(), point.to_string())).collect();
        taken(save(place, by, Part { section, respondent }, &given)?)?;
    }
    hand_in(place, by)
}

fn taken(wrong: Vec<commonweal_appraise::questionnaire::AnswerError>) -> Result<(), AppraisalError> {
    wrong.into_iter().next().map_or(Ok(()), |error| Err(error.into()))
}
