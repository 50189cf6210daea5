//! What the fictional partnership says, in order: when, which body, which kind, the payload.

pub(super) type Line = (&'static str, &'static str, &'static str, &'static str);

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
    (
        "2021-09-01T10:00:00Z",
        ACUTE,
        "benefit_stated",
        r#"{"benefit":"beds free for those who need a hospital"}"#,
    ),
    ("2021-09-01T10:20:00Z", ACUTE, "partner_joined", "{}"),
    ("2021-09-02T09:00:00Z", ACUTE, "partner_invited", r#"{"body":"saltmere-community"}"#),
    ("2021-09-02T09:05:00Z", ACUTE, "partner_invited", r#"{"body":"saltmere-minds"}"#),
    ("2021-09-06T14:00:00Z", COMMUNITY, "benefit_stated", r#"{"benefit":"visits planned and not in haste"}"#),
    (
        "2021-09-07T11:30:00Z",
        MIND,
        "benefit_stated",
        r#"{"benefit":"fewer crises after a stay in hospital"}"#,
    ),
    ("2021-09-08T09:00:00Z", COMMUNITY, "partner_joined", "{}"),
    ("2021-09-09T16:00:00Z", MIND, "partner_joined", "{}"),
];

/// When the record is opened.
pub(super) const OPENED: &str = "2021-09-01T09:00:00Z";
/// When the agreement's text is laid before the others.
pub(super) const DRAFTED: &str = "2021-09-15T10:00:00Z";
/// When each signs it.
pub(super) const SIGNED: &[(&str, &str)] =
    &[("2021-09-22T13:40:00Z", ACUTE), ("2021-09-22T13:45:00Z", COMMUNITY), ("2021-09-24T08:30:00Z", MIND)];
/// When the plan of the evaluation is locked: before the first month that it is about.
pub(super) const LOCKED: &str = "2021-09-28T15:00:00Z";
/// When the months that it needs are there, and when it is attached.
pub(super) const LOADED: &str = "2024-05-07T09:00:00Z";
pub(super) const ATTACHED: &str = "2024-05-07T09:30:00Z";
/// When it is valued, once the unit costs of 2024/25 are published, and when its benefits are claimed.
pub(super) const VALUED: &str = "2026-01-14T13:10:00Z";
pub(super) const CLAIMED: &str = "2026-01-14T13:40:00Z";

/// The text that all three sign; the record holds its salted hash, and what of it can be computed stands in the terms.
pub(super) const AGREEMENT: &str = "\
Saltmere Together: an agreement on answering falls (fictional)

Between Saltmere Acute, Saltmere Community Care and Saltmere Minds, none of which exists.

1    We answer a fall at home together, so that fewer people are admitted to hospital after one.
2    Each of us says what it gains by this, and none is held to more than it has agreed to.
3-1  We decide by majority; each body has one vote.
3-2  At least two of us must be there and free to decide.
3-3  We meet every Wednesday.
4-1  A body with a financial interest above 5,000 pounds in a decision stands aside from it.
5-1  When one of us loses funding, the loss is everybody's, in fixed shares:
5-2  a half Saltmere Acute, a third Saltmere Community Care, a sixth Saltmere Minds.
";

/// The terms of the text that can be computed; the fold applies them.
pub(super) const TERMS: &[Line] = &[
    (
        "2021-09-15T10:01:00Z",
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"3-1","term":{"rule":"majority","type":"decision_rule"},"version":1}"#,
    ),
    (
        "2021-09-15T10:02:00Z",
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"3-2","term":{"bodies":2,"type":"quorum"},"version":1}"#,
    ),
    (
        "2021-09-15T10:03:00Z",
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"3-3","term":{"every_weeks":1,"type":"meeting_schedule","weekday":"wednesday"},"version":1}"#,
    ),
    (
        "2021-09-15T10:04:00Z",
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"4-1","term":{"interest":"financial","pence":"500000","type":"interest_limit"},"version":1}"#,
    ),
    (
        "2021-09-15T10:05:00Z",
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"5-1","term":{"of":"loss","rule":"fixed","type":"share_rule"},"version":1}"#,
    ),
    (
        "2021-09-15T10:06:00Z",
        ACUTE,
        "term_set",
        r#"{"agreement":"1","clause":"5-2","term":{"of":"loss","shares":[{"body":"saltmere-acute","share":"1/2"},{"body":"saltmere-community","share":"1/3"},{"body":"saltmere-minds","share":"1/6"}],"type":"fixed_shares"},"version":1}"#,
    ),
];

/// Weekly meetings; a decision with a declared interest, too few left to decide it, proposed again and taken; a cut that becomes everybody's;
/// a neighbour in the queue.
pub(super) const LIFE: &[Line] = &[
    (
        "2021-09-29T09:00:00Z",
        ACUTE,
        "meeting_called",
        r#"{"items":[{"decision":"1","item":"a","title":"A respite ward"}],"meeting":"2021-10-06","on":"2021-10-06"}"#,
    ),
    (
        "2021-10-06T13:05:00Z",
        ACUTE,
        "decision_proposed",
        r#"{"decision":"1","options":[],"title":"Rent a respite ward from the community provider"}"#,
    ),
    (
        "2021-10-06T13:10:00Z",
        COMMUNITY,
        "interest_declared",
        r#"{"decision":"1","interest":"financial","pence":"750000"}"#,
    ),
    ("2021-10-06T13:12:00Z", COMMUNITY, "recusal_made", r#"{"decision":"1"}"#),
    ("2021-10-06T13:30:00Z", ACUTE, "vote_cast", r#"{"decision":"1","vote":"for"}"#),
    (
        "2021-10-06T13:35:00Z",
        ACUTE,
        "decision_taken",
        r#"{"counted":["saltmere-acute"],"decision":"1","outcome":"inquorate"}"#,
    ),
    (
        "2021-10-06T13:45:00Z",
        ACUTE,
        "meeting_held",
        r#"{"attendance":[{"body":"saltmere-acute","subjects":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]},{"body":"saltmere-community","subjects":["cccccccccccccccccccccccccccccccc"]}],"meeting":"2021-10-06"}"#,
    ),
    (
        "2021-10-06T13:50:00Z",
        ACUTE,
        "meeting_called",
        r#"{"items":[{"decision":"2","item":"a","title":"A respite ward, again"}],"meeting":"2021-10-13","on":"2021-10-13"}"#,
    ),
    (
        "2021-10-13T13:05:00Z",
        MIND,
        "decision_proposed",
        r#"{"decision":"2","options":[],"title":"Rent a respite ward, proposed again"}"#,
    ),
    ("2021-10-13T13:10:00Z", COMMUNITY, "recusal_made", r#"{"decision":"2"}"#),
    ("2021-10-13T13:30:00Z", ACUTE, "vote_cast", r#"{"decision":"2","vote":"for"}"#),
    ("2021-10-13T13:31:00Z", MIND, "vote_cast", r#"{"decision":"2","vote":"for"}"#),
    (
        "2021-10-13T13:35:00Z",
        MIND,
        "decision_taken",
        r#"{"counted":["saltmere-acute","saltmere-minds"],"decision":"2","outcome":"carried"}"#,
    ),
    (
        "2021-10-13T13:50:00Z",
        ACUTE,
        "meeting_held",
        r#"{"attendance":[{"body":"saltmere-acute","subjects":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]},{"body":"saltmere-community","subjects":["cccccccccccccccccccccccccccccccc"]},{"body":"saltmere-minds","subjects":["eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"]}],"meeting":"2021-10-13"}"#,
    ),
    (
        "2022-03-02T13:20:00Z",
        MIND,
        "shock_noted",
        r#"{"event":"cut-2022","struck":[{"body":"saltmere-minds","pence":"100000000"}],"title":"A grant ends","total":"100000000"}"#,
    ),
    (
        "2022-03-02T13:50:00Z",
        MIND,
        "meeting_called",
        r#"{"items":[{"decision":"our-funding","item":"a","title":"The grant that ends: our funding"}],"meeting":"2022-03-16","on":"2022-03-16"}"#,
    ),
    (
        "2022-03-16T13:05:00Z",
        MIND,
        "decision_proposed",
        r#"{"decision":"our-funding","options":[],"title":"Bear the grant that ends together, in the shares of clause 5-2"}"#,
    ),
    ("2022-03-16T13:20:00Z", ACUTE, "vote_cast", r#"{"decision":"our-funding","vote":"for"}"#),
    ("2022-03-16T13:21:00Z", COMMUNITY, "vote_cast", r#"{"decision":"our-funding","vote":"for"}"#),
    ("2022-03-16T13:22:00Z", MIND, "vote_cast", r#"{"decision":"our-funding","vote":"for"}"#),
    (
        "2022-03-16T13:25:00Z",
        MIND,
        "decision_taken",
        r#"{"counted":["saltmere-acute","saltmere-community","saltmere-minds"],"decision":"our-funding","outcome":"carried"}"#,
    ),
    (
        "2022-03-16T13:40:00Z",
        ACUTE,
        "loss_shared",
        r#"{"allocation":[{"body":"saltmere-acute","pence":"50000000"},{"body":"saltmere-community","pence":"33333333"},{"body":"saltmere-minds","pence":"16666667"}],"event":"cut-2022","rule":"fixed","total":"100000000"}"#,
    ),
    (
        "2022-03-16T13:45:00Z",
        ACUTE,
        "journal_posted",
        r#"{"journal":"cut-2022","lines":[{"account":"shared-losses","body":"saltmere-acute","pence":"50000000","side":"debit"},{"account":"partners","body":"saltmere-acute","pence":"50000000","side":"credit"},{"account":"shared-losses","body":"saltmere-community","pence":"33333333","side":"debit"},{"account":"partners","body":"saltmere-community","pence":"33333333","side":"credit"},{"account":"partners","body":"saltmere-minds","pence":"83333333","side":"debit"},{"account":"shared-losses","body":"saltmere-minds","pence":"83333333","side":"credit"}],"memo":"The grant that ended, borne together as decided on 16 March 2022"}"#,
    ),
    (
        "2022-03-16T13:50:00Z",
        ACUTE,
        "meeting_held",
        r#"{"attendance":[{"body":"saltmere-acute","subjects":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]},{"body":"saltmere-community","subjects":["cccccccccccccccccccccccccccccccc"]},{"body":"saltmere-minds","subjects":["eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"]}],"meeting":"2022-03-16"}"#,
    ),
    (
        "2022-03-30T10:00:00Z",
        MIND,
        "journal_posted",
        r#"{"journal":"cut-2022-paid","lines":[{"account":"partners","body":"saltmere-acute","pence":"50000000","side":"debit"},{"account":"bank","body":"saltmere-acute","pence":"50000000","side":"credit"},{"account":"partners","body":"saltmere-community","pence":"33333333","side":"debit"},{"account":"bank","body":"saltmere-community","pence":"33333333","side":"credit"},{"account":"bank","body":"saltmere-minds","pence":"83333333","side":"debit"},{"account":"partners","body":"saltmere-minds","pence":"83333333","side":"credit"}],"memo":"Both payments arrived: the shared loss is settled"}"#,
    ),
    ("2022-05-11T13:15:00Z", ACUTE, "partner_queued", r#"{"body":"ambershaw-care"}"#),
];
