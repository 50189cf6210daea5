//! What the fictional partnership says, in order: body, kind, payload.

pub(super) type Line = (&'static str, &'static str, &'static str);

pub(super) const ACUTE: &str = "saltmere-acute";
pub(super) const COMMUNITY: &str = "saltmere-community";
pub(super) const MIND: &str = "saltmere-minds";

pub(super) const BODIES: &[(&str, &str)] = &[
    (
        ACUTE,
        r#"{"body":"saltmere-acute","legal_form":"nhs_trust","name":"Saltmere Acute (fictional)","purpose":"hospital care"}"#,
    ),
    (
        COMMUNITY,
        r#"{"body":"saltmere-community","legal_form":"community_interest_company","name":"Saltmere Community Care (fictional)","purpose":"care at home"}"#,
    ),
    (
        MIND,
        r#"{"body":"saltmere-minds","legal_form":"foundation_trust","name":"Saltmere Minds (fictional)","purpose":"mental health care"}"#,
    ),
    (
        "ambershaw-care",
        r#"{"body":"ambershaw-care","legal_form":"charity","name":"Ambershaw Care (fictional)","purpose":"care in the next place"}"#,
    ),
];

pub(super) const PROPOSAL: &str = r#"{"aims":["fewer admissions after a fall"],"name":"Saltmere Together (fictional)","place":"Saltmere","style":"integration"}"#;

pub(super) const BEGINNING: &[Line] = &[
    (ACUTE, "benefit_stated", r#"{"benefit":"beds free for those who need a hospital"}"#),
    (ACUTE, "partner_joined", "{}"),
    (ACUTE, "partner_invited", r#"{"body":"saltmere-community"}"#),
    (ACUTE, "partner_invited", r#"{"body":"saltmere-minds"}"#),
    (COMMUNITY, "benefit_stated", r#"{"benefit":"visits planned and not in haste"}"#),
    (MIND, "benefit_stated", r#"{"benefit":"fewer crises after a stay in hospital"}"#),
    (COMMUNITY, "partner_joined", "{}"),
    (MIND, "partner_joined", "{}"),
];

/// The agreement's text is an invention, and so is its hash; its terms are applied by the fold.
pub(super) const TERMS: &[Line] = &[
    (
        ACUTE,
        "agreement_drafted",
        r#"{"agreement":"1","document":"3b0b5b5f1a4c4bb54de5cd3e4cf7f0c7c2b1f1a6a7a0c0b9d3b1d0f6c7e8a9b0","version":1}"#,
    ),
    (
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"3-1","term":{"rule":"majority","type":"decision_rule"},"version":1}"#,
    ),
    (
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"3-2","term":{"bodies":2,"type":"quorum"},"version":1}"#,
    ),
    (
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"3-3","term":{"every_weeks":1,"type":"meeting_schedule","weekday":"wednesday"},"version":1}"#,
    ),
    (
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"4-1","term":{"interest":"financial","pence":"500000","type":"interest_limit"},"version":1}"#,
    ),
    (
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"5-1","term":{"of":"loss","rule":"fixed","type":"share_rule"},"version":1}"#,
    ),
    (
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"5-2","term":{"of":"loss","shares":[{"body":"saltmere-acute","share":"1/2"},{"body":"saltmere-community","share":"1/3"},{"body":"saltmere-minds","share":"1/6"}],"type":"fixed_shares"},"version":1}"#,
    ),
];

/// Weekly meetings; a decision with a declared interest, too few left to decide it, proposed again and taken; a cut that becomes everybody's;
/// a neighbour in the queue.
pub(super) const LIFE: &[Line] = &[
    (
        ACUTE,
        "meeting_called",
        r#"{"items":[{"decision":"1","item":"a","title":"A respite ward"}],"meeting":"2021-10-06","on":"2021-10-06"}"#,
    ),
    (
        ACUTE,
        "decision_proposed",
        r#"{"decision":"1","options":[],"title":"Rent a respite ward from the community provider"}"#,
    ),
    (COMMUNITY, "interest_declared", r#"{"decision":"1","interest":"financial","pence":"750000"}"#),
    (COMMUNITY, "recusal_made", r#"{"decision":"1"}"#),
    (ACUTE, "vote_cast", r#"{"decision":"1","vote":"for"}"#),
    (ACUTE, "decision_taken", r#"{"counted":["saltmere-acute"],"decision":"1","outcome":"inquorate"}"#),
    (
        ACUTE,
        "meeting_called",
        r#"{"items":[{"decision":"2","item":"a","title":"A respite ward, again"}],"meeting":"2021-10-13","on":"2021-10-13"}"#,
    ),
    (
        MIND,
        "decision_proposed",
        r#"{"decision":"2","options":[],"title":"Rent a respite ward, proposed again"}"#,
    ),
    (COMMUNITY, "recusal_made", r#"{"decision":"2"}"#),
    (ACUTE, "vote_cast", r#"{"decision":"2","vote":"for"}"#),
    (MIND, "vote_cast", r#"{"decision":"2","vote":"for"}"#),
    (
        MIND,
        "decision_taken",
        r#"{"counted":["saltmere-acute","saltmere-minds"],"decision":"2","outcome":"carried"}"#,
    ),
    (
        MIND,
        "shock_noted",
        r#"{"event":"cut-2022","struck":[{"body":"saltmere-minds","pence":"100000000"}],"title":"A grant ends","total":"100000000"}"#,
    ),
    (
        ACUTE,
        "loss_shared",
        r#"{"allocation":[{"body":"saltmere-acute","pence":"50000000"},{"body":"saltmere-community","pence":"33333333"},{"body":"saltmere-minds","pence":"16666667"}],"event":"cut-2022","rule":"fixed","total":"100000000"}"#,
    ),
    (ACUTE, "partner_queued", r#"{"body":"ambershaw-care"}"#),
];
