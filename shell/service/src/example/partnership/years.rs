//! What the partners do in the years after they began, and after they know what it changed: so that every page has something to show.

use super::story::{ACUTE, COMMUNITY, Line, MIND};

/// Leads and groundwork, phases, a risk that is shared, promises kept, broken and overdue, what each puts in, what hinders, how a partner is rated.
pub(super) const YEARS: &[Line] = &[
    (
        "2022-05-18T13:05:00Z",
        ACUTE,
        "lead_named",
        r#"{"role":"board","subject":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
    ),
    (
        "2022-05-18T13:06:00Z",
        ACUTE,
        "lead_named",
        r#"{"role":"programme","subject":"abababababababababababababababab"}"#,
    ),
    (
        "2022-05-18T13:07:00Z",
        COMMUNITY,
        "lead_named",
        r#"{"role":"board","subject":"cccccccccccccccccccccccccccccccc"}"#,
    ),
    (
        "2022-05-18T13:08:00Z",
        MIND,
        "lead_named",
        r#"{"role":"board","subject":"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"}"#,
    ),
    (
        "2022-05-18T13:20:00Z",
        ACUTE,
        "cooperation_noted",
        r#"{"what":"one rota for calls after a fall at home","with":["saltmere-community","saltmere-minds"]}"#,
    ),
    ("2022-05-25T13:05:00Z", ACUTE, "groundwork_done", r#"{"what":"terms_of_reference"}"#),
    ("2022-05-25T13:06:00Z", COMMUNITY, "groundwork_done", r#"{"what":"terms_of_reference"}"#),
    ("2022-05-25T13:07:00Z", MIND, "groundwork_done", r#"{"what":"terms_of_reference"}"#),
    ("2022-05-25T13:08:00Z", ACUTE, "groundwork_done", r#"{"what":"board_buy_in"}"#),
    ("2022-05-25T13:09:00Z", COMMUNITY, "groundwork_done", r#"{"what":"board_buy_in"}"#),
    ("2022-05-25T13:10:00Z", MIND, "groundwork_done", r#"{"what":"legal_check"}"#),
    ("2022-05-25T13:30:00Z", ACUTE, "phase_entered", r#"{"phase":"understand"}"#),
    (
        "2022-06-08T13:10:00Z",
        ACUTE,
        "risk_raised",
        r#"{"impact":4,"likelihood":4,"risk":"winter","title":"Winter demand takes the beds that were freed"}"#,
    ),
    (
        "2022-06-08T13:15:00Z",
        ACUTE,
        "risk_allocated",
        r#"{"after":[{"body":"saltmere-acute","share":"1/2"},{"body":"saltmere-community","share":"1/3"},{"body":"saltmere-minds","share":"1/6"}],"before":[{"body":"saltmere-acute","share":"1/1"}],"risk":"winter"}"#,
    ),
    (
        "2022-06-15T13:05:00Z",
        COMMUNITY,
        "promise_made",
        r#"{"due":"2022-09-30","promise":"rota","what":"a falls team on call seven days a week"}"#,
    ),
    (
        "2022-06-15T13:06:00Z",
        MIND,
        "promise_made",
        r#"{"due":"2022-12-31","promise":"training","what":"forty ward staff trained in crisis care"}"#,
    ),
    (
        "2022-06-15T13:07:00Z",
        ACUTE,
        "promise_made",
        r#"{"due":"2024-09-30","promise":"letters","what":"discharge letters shared within a day"}"#,
    ),
    (
        "2022-06-29T10:00:00Z",
        ACUTE,
        "contribution_made",
        r#"{"contribution":{"pence":"12000000","type":"money"}}"#,
    ),
    (
        "2022-06-29T10:05:00Z",
        COMMUNITY,
        "contribution_made",
        r#"{"contribution":{"minutes":48000,"type":"time"}}"#,
    ),
    (
        "2022-06-29T10:07:00Z",
        COMMUNITY,
        "contribution_made",
        r#"{"contribution":{"pence":"61000000","type":"money"}}"#,
    ),
    (
        "2022-06-29T10:10:00Z",
        MIND,
        "contribution_made",
        r#"{"contribution":{"form":"skills","type":"energy"}}"#,
    ),
    (
        "2022-07-06T13:20:00Z",
        ACUTE,
        "barrier_noted",
        r#"{"source":"financial","what":"payment for each admission rewards those that we prevent"}"#,
    ),
    (
        "2022-07-06T13:25:00Z",
        COMMUNITY,
        "incentive_noted",
        r#"{"source":"workforce","what":"nurses stay longer where they see people recover at home"}"#,
    ),
    (
        "2022-09-07T13:05:00Z",
        ACUTE,
        "rating_published",
        r#"{"body":"saltmere-community","by":"Care inspectorate (fictional)","on":"2022-09-01","rating":"good"}"#,
    ),
    ("2022-09-14T13:10:00Z", COMMUNITY, "promise_kept", r#"{"promise":"rota"}"#),
    (
        "2023-01-11T13:15:00Z",
        MIND,
        "promise_broken",
        r#"{"promise":"training","reason":"twenty were trained before the trainer left"}"#,
    ),
    (
        "2023-06-28T10:00:00Z",
        COMMUNITY,
        "contribution_made",
        r#"{"contribution":{"pence":"52000000","type":"money"}}"#,
    ),
    (
        "2023-10-04T13:30:00Z",
        ACUTE,
        "review_promised",
        r#"{"publish_by":"2025-10-01","review":"four-years","title":"Four years of answering falls together"}"#,
    ),
];

/// Once the effect is known.
pub(super) const AFTERWARDS: &[Line] = &[
    (
        "2024-05-15T13:10:00Z",
        COMMUNITY,
        "lesson_recorded",
        r#"{"title":"Begin with one rota: sharing who is called came before sharing a budget"}"#,
    ),
    (
        "2024-05-15T13:12:00Z",
        MIND,
        "lesson_recorded",
        r#"{"title":"Say aloud who loses first when a grant ends, while no grant is ending"}"#,
    ),
    ("2024-05-22T09:00:00Z", ACUTE, "action_opened", JUNE_WEEK),
    (
        "2024-06-03T09:00:00Z",
        COMMUNITY,
        "action_joined",
        r#"{"action":"june-week","brings":"twelve nurses who visit at home, and the list of who lives alone"}"#,
    ),
    (
        "2024-06-14T15:00:00Z",
        ACUTE,
        "action_found",
        r#"{"action":"june-week","aim":1,"finding":"of 61 people who could have gone home, 23 waited for medicines and 17 for a key safe"}"#,
    ),
    (
        "2024-06-14T15:10:00Z",
        COMMUNITY,
        "action_found",
        r#"{"action":"june-week","aim":2,"finding":"188 of 240 were visited; half had never met any of the agencies before"}"#,
    ),
    (
        "2024-06-19T13:00:00Z",
        ACUTE,
        "action_closed",
        r#"{"action":"june-week","conclusion":"The fire service fits key safes from July, and the pharmacy opens at seven"}"#,
    ),
    (
        "2024-06-26T13:05:00Z",
        COMMUNITY,
        "rating_published",
        r#"{"body":"saltmere-community","by":"Care inspectorate (fictional)","on":"2024-06-21","rating":"requires_improvement"}"#,
    ),
];

/// An action of 42 agencies.
const JUNE_WEEK: &str = r#"{"action":"june-week","agencies":["Saltmere Ambulance Station","Saltmere Police","Saltmere Fire and Rescue","Saltmere Coastguard","Saltmere General Practice East","Saltmere General Practice West","Saltmere Out-of-Hours Doctors","Saltmere Pharmacies","Saltmere Hospital Transport","Saltmere Patients' Council","Saltmere Carers' Centre","Saltmere Housing Advice","Saltmere Tenants' Line","Saltmere Homes","Saltmere Warm Homes","Saltmere Benefits Office","Saltmere Job Centre","Saltmere Food Bank","Saltmere Night Shelter","Saltmere Street Pastors","Saltmere Domestic Abuse Helpline","Saltmere Alcohol Service","Saltmere Drugs Service","Saltmere Crisis Line","Saltmere Youth Service","Saltmere Schools Together","Saltmere Library","Saltmere Adult Learning","Saltmere Public Health","Saltmere Social Care Access","Saltmere Reablement","Saltmere Home Care North","Saltmere Home Care South","Saltmere Care Homes Forum","Saltmere Hospice","Saltmere Befriending","Saltmere Lunch Clubs","Saltmere Faith Forum","Saltmere Volunteer Drivers","Saltmere Bus Company","Saltmere Energy Advice","Saltmere Town Council"],"aims":["find out what keeps people in hospital who could be at home","reach everybody over eighty who lives alone and came to A&E twice last winter"],"closes_on":"2024-06-14","opens_on":"2024-06-10","place":"Saltmere","title":"A week for Saltmere"}"#;
