//! The options that the two of the example weigh. Every figure is invented.

use commonweal_value::options::sheet::Frame;

use crate::appraisal::options::form::Wrong;
use crate::appraisal::options::form::filled::Filled;
use crate::appraisal::options::{stamp, write_frame, write_option};
use crate::appraisal::{AppraisalError, By};
use crate::record::Place;

type Field = (&'static str, &'static str);

const FRAME: &[Field] = &[
    ("prices", "2024/25"),
    ("years", "3"),
    ("budgets", "Saltmere Acute (fictional)\nAmbershaw Care (fictional)\nPeople and families"),
    ("gates", "The law allows it\nNobody waits longer after a fall than today"),
    ("criterion_1", "Trusted by those who fall"),
    ("weight_1", "60"),
    ("least_1", "50"),
    ("most_1", "70"),
    ("criterion_2", "How soon somebody comes"),
    ("weight_2", "40"),
    ("least_2", "30"),
    ("most_2", "50"),
];

const HOSPITAL: &str = "Saltmere Acute (fictional)";
const CHARITY: &str = "Ambershaw Care (fictional)";
const PEOPLE: &str = "People and families";
const INVENTED: &str = "Invented for the example";

const AS_IT_IS: &[Field] = &[
    ("name", "Each for itself, as now"),
    ("kind", "usual"),
    ("delivered_by", "the hospital and the charity, each on its side of the border"),
    ("gate_1", "yes"),
    ("gate_2", "yes"),
    ("score_1", "45"),
    ("score_2", "40"),
    ("line_1_what", "People who come back after a second fall"),
    ("line_1_sort", "cost"),
    ("line_1_budget", HOSPITAL),
    ("line_1_amount", "£180,000"),
    ("line_1_low", "£140,000"),
    ("line_1_high", "£230,000"),
    ("line_1_source", INVENTED),
];

const LEAST: &[Field] = &[
    ("name", "A number to ring, both sides of the border"),
    ("kind", "least"),
    ("delivered_by", "charity"),
    ("gate_1", "yes"),
    ("gate_2", "yes"),
    ("score_1", "55"),
    ("score_2", "55"),
    ("line_1_what", "People who come back after a second fall"),
    ("line_1_sort", "cost"),
    ("line_1_budget", HOSPITAL),
    ("line_1_amount", "£165,000"),
    ("line_1_low", "£125,000"),
    ("line_1_high", "£215,000"),
    ("line_1_source", INVENTED),
    ("line_2_what", "Somebody who answers"),
    ("line_2_sort", "cost"),
    ("line_2_budget", CHARITY),
    ("line_2_amount", "£12,000"),
    ("line_2_source", INVENTED),
];

const TOGETHER: &[Field] = &[
    ("name", "Visitors and a falls nurse together"),
    ("kind", "change"),
    ("delivered_by", "charity and hospital together"),
    ("gate_1", "yes"),
    ("gate_2", "yes"),
    ("score_1", "80"),
    ("score_1_low", "70"),
    ("score_1_high", "85"),
    ("score_2", "75"),
    ("line_1_what", "People who come back after a second fall"),
    ("line_1_sort", "cost"),
    ("line_1_budget", HOSPITAL),
    ("line_1_amount", "£120,000"),
    ("line_1_low", "£80,000"),
    ("line_1_high", "£175,000"),
    ("line_1_source", INVENTED),
    ("line_2_what", "Visitors"),
    ("line_2_sort", "cost"),
    ("line_2_budget", CHARITY),
    ("line_2_amount", "£24,000"),
    ("line_2_source", INVENTED),
    ("line_3_what", "A falls nurse for two days a week"),
    ("line_3_sort", "cost"),
    ("line_3_budget", HOSPITAL),
    ("line_3_amount", "£21,000"),
    ("line_3_source", INVENTED),
    ("line_4_what", "A visit within the week"),
    ("line_4_sort", "social"),
    ("line_4_budget", PEOPLE),
    ("line_4_amount", "£30,000"),
    ("line_4_low", "£10,000"),
    ("line_4_high", "£45,000"),
    ("line_4_from", "2"),
    ("line_4_source", INVENTED),
];

const BOUGHT: &[Field] = &[
    ("name", "A company with alarms"),
    ("kind", "change"),
    ("delivered_by", "company"),
    ("gate_1", "yes"),
    ("gate_2", "no"),
    ("gate_2_why", "Whoever has no alarm would wait longer than today"),
    ("score_1", "30"),
    ("score_2", "85"),
    ("line_1_what", "Alarms"),
    ("line_1_sort", "cost"),
    ("line_1_budget", HOSPITAL),
    ("line_1_amount", "£95,000"),
    ("line_1_source", INVENTED),
];

/// Writes them down: the hospital says on what they are weighed and adds most, the charity adds the least that would do.
pub(super) fn write(place: &Place, hospital: By<'_>, charity: By<'_>) -> Result<(), AppraisalError> {
    refused(&write_frame(place, hospital, &stamp(&None::<Frame>), &filled(FRAME))?)?;
    for (by, option) in [(hospital, AS_IT_IS), (charity, LEAST), (hospital, TOGETHER), (hospital, BOUGHT)] {
        refused(&write_option(place, by, "", &filled(option))?)?;
    }
    Ok(())
}

fn filled(fields: &[Field]) -> Filled {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn refused(wrong: &[Wrong]) -> Result<(), AppraisalError> {
    wrong.first().map_or(Ok(()), |wrong| Err(AppraisalError::Field(wrong.clone())))
}
