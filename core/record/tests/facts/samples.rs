//! One payload of every kind and schema ever written; the golden corpus is made from them. Everything in them is invented.

use commonweal_record::canonical::{self, Value};
use commonweal_record::entry::Instant;
use commonweal_record::fact::Fact;

/// The public key of the seed of 32 ones, of no use outside tests.
const KEY: &str = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=";

/// Kind, schema, payload.
pub(crate) type Sample = (&'static str, u64, &'static str);

/// In payloads: `%a` stands for a hash of that digit, `~a` for a 32-digit id, `^` for a public key.
pub(crate) const SAMPLES: &[Sample] = &[
    (
        "log_opened",
        1,
        r#"{"host_key":"^","name":"Northdown Together","origin":"record.example/northdown/2-0123456789abcdef","previous":{"origin":"record.example/northdown/1-fedcba9876543210","root":"%1","size":40}}"#,
    ),
    ("key_added", 1, r#"{"key":"^","key_id":"~2","of":"northdown-acute"}"#),
    (
        "key_added",
        1,
        r#"{"key":"Ax4YUy/UdUwC8wQdnHXOszuD/9gax85P6ILMscmLxYlu","key_id":"~3","of":"northdown-acute","rp_id":"record.example"}"#,
    ),
    ("key_revoked", 1, r#"{"key_id":"~2","reason":"the token was replaced"}"#),
    ("witness_named", 1, r#"{"key":"^","name":"witness.example/northdown"}"#),
    ("witness_dropped", 1, r#"{"name":"witness.example/northdown"}"#),
    ("witness_policy_set", 1, r#"{"needed":2}"#),
    ("state_attested", 1, r#"{"fold_version":1,"size":12,"state_hash":"%3"}"#),
    ("tombstone", 1, r#"{"blob":"%4","reason":"request"}"#),
    (
        "rule_overridden",
        1,
        r#"{"reason":"the second body states its benefit next week","rule":"two_benefits"}"#,
    ),
    (
        "body_registered",
        1,
        r#"{"body":"northdown-acute","legal_form":"foundation_trust","name":"Northdown Acute","purpose":"hospital care for Northdown"}"#,
    ),
    (
        "body_amended",
        1,
        r#"{"body":"northdown-acute","legal_form":"nhs_trust","name":"Northdown Hospitals"}"#,
    ),
    (
        "partnership_proposed",
        1,
        r#"{"aims":["fewer nights in hospital","care nearer home"],"name":"Northdown Together","place":"Northdown","style":"upstream"}"#,
    ),
    ("appraisal_concluded", 1, r#"{"outcome":"no"}"#),
    ("benefit_stated", 1, r#"{"benefit":"beds free by noon"}"#),
    ("partner_invited", 1, r#"{"body":"northdown-acute"}"#),
    ("partner_joined", 1, "{}"),
    ("partner_queued", 1, r#"{"body":"northdown-acute"}"#),
    ("partner_admitted", 1, r#"{"body":"northdown-acute","decision":"1"}"#),
    ("partner_left", 1, r#"{"leaves_on":"2027-04-01","notice_on":"2027-01-01","settlement":"%5"}"#),
    ("lead_named", 1, r#"{"role":"finance","subject":"~6"}"#),
    ("lead_stood_down", 1, r#"{"role":"finance","subject":"~6"}"#),
    (
        "cooperation_noted",
        1,
        r#"{"what":"one front door for frail people","with":["northdown-community","northdown-minds"]}"#,
    ),
    ("groundwork_done", 1, r#"{"document":"%7","what":"terms_of_reference"}"#),
    ("agreement_drafted", 1, r#"{"agreement":"1","document":"%a","version":1}"#),
    (
        "term_set",
        1,
        r#"{"agreement":"1","clause":"4-1","term":{"interest":"financial","pence":"500000","type":"interest_limit"},"version":1}"#,
    ),
    ("agreement_signed", 1, r#"{"agreement":"1","document":"%a","terms":"%b","version":1}"#),
    ("agreement_amended", 1, r#"{"agreement":"1","decision":"1","from":1,"to":2}"#),
    ("agreement_ended", 1, r#"{"agreement":"1","reason":"fulfilled"}"#),
    (
        "meeting_called",
        1,
        r#"{"items":[{"decision":"1","item":"a","title":"Respite ward"},{"item":"b","title":"Winter"}],"meeting":"2026-10-07","on":"2026-10-07"}"#,
    ),
    (
        "meeting_held",
        1,
        r#"{"attendance":[{"body":"northdown-acute","subjects":["~6","~7"]},{"body":"northdown-minds","subjects":["~8"]}],"meeting":"2026-10-07"}"#,
    ),
    ("minute_approved", 1, r#"{"document":"%c","meeting":"2026-10-07"}"#),
    ("interest_declared", 1, r#"{"decision":"1","interest":"indirect","pence":"750000","subject":"~6"}"#),
    ("recusal_made", 1, r#"{"decision":"1"}"#),
    (
        "decision_proposed",
        1,
        r#"{"decision":"1","options":[{"option":"a","title":"open a ward"},{"option":"b","title":"visit at home"}],"reserved_to":"northdown-minds","rule":"two_thirds","title":"How to give respite"}"#,
    ),
    ("vote_cast", 1, r#"{"decision":"1","option":"b","reason":"%d","vote":"for"}"#),
    ("decision_reserved", 1, r#"{"decision":"1","to":"northdown-acute"}"#),
    ("decision_released", 1, r#"{"decision":"1"}"#),
    (
        "decision_taken",
        1,
        r#"{"counted":["northdown-acute","northdown-minds"],"decision":"1","option":"b","outcome":"carried"}"#,
    ),
    (
        "duty_considered",
        1,
        r#"{"decision":"1","finding":"met","legal_duty":"duty to the wider system","wider_effect":"fewer people wait at home alone"}"#,
    ),
    ("equity_noted", 1, r#"{"decision":"1","deprivation_quintile":1,"effect":"gains"}"#),
    ("gate_passed", 1, r#"{"decision":"1","phase":"build_capacity"}"#),
    ("phase_entered", 1, r#"{"phase":"understand"}"#),
    ("publication_decided", 1, r#"{"audience":"public","decision":"1","document":"%e"}"#),
    ("risk_raised", 1, r#"{"impact":4,"likelihood":2,"risk":"1","title":"the ward opens late"}"#),
    (
        "risk_allocated",
        1,
        r#"{"after":[{"body":"northdown-acute","share":"1/2"},{"body":"northdown-minds","share":"1/2"}],"before":[{"body":"northdown-minds","share":"1/1"}],"risk":"1"}"#,
    ),
    ("barrier_noted", 1, r#"{"source":"policy","what":"two regulators ask for two plans"}"#),
    ("incentive_noted", 1, r#"{"source":"financial","what":"a grant for joint work"}"#),
    ("rivalry_noted", 1, r#"{"between":["northdown-acute","northdown-community"],"over":"the same nurses"}"#),
    (
        "rating_published",
        1,
        r#"{"body":"northdown-minds","by":"Northdown Inspectorate","on":"2026-10-14","rating":"requires_improvement"}"#,
    ),
    ("competition_checked", 1, r#"{"decision":"1","finding":"safeguards"}"#),
    ("promise_made", 1, r#"{"due":"2026-12-01","promise":"1","what":"a nurse at the front door"}"#),
    ("promise_kept", 1, r#"{"promise":"1"}"#),
    ("promise_broken", 1, r#"{"promise":"1","reason":"the post stayed empty"}"#),
    ("contribution_made", 1, r#"{"hours":3,"of":"time"}"#),
    ("contribution_made", 1, r#"{"of":"money","pence":"125000"}"#),
    ("contribution_made", 1, r#"{"form":"premises","of":"energy"}"#),
    ("contribution_made", 2, r#"{"contribution":{"minutes":90,"type":"time"}}"#),
    (
        "benefit_claimed",
        1,
        r#"{"beneficiary":"northdown-acute","claim":"1","pence":"4500000","sort":"capacity_freed","title":"bed days"}"#,
    ),
    (
        "benefit_claimed",
        1,
        r#"{"beneficiary":"northdown-acute","claim":"2","counts":[{"event":"falls","link":"admission","share":"9/20"},{"event":"falls","link":"bed-day"}],"evaluation":"1","pence":"4500000","sort":"capacity_freed","title":"Long stays avoided","valuation":"1"}"#,
    ),
    (
        "shock_noted",
        1,
        r#"{"event":"cut-2026","struck":[{"body":"northdown-minds","pence":"100000000"}],"title":"Grant ends","total":"100000000"}"#,
    ),
    (
        "loss_shared",
        1,
        r#"{"allocation":[{"body":"northdown-acute","pence":"50000000"},{"body":"northdown-minds","pence":"50000000"}],"event":"cut-2026","rule":"equal","total":"100000000"}"#,
    ),
    (
        "gain_shared",
        1,
        r#"{"allocation":[{"body":"northdown-acute","pence":"101"},{"body":"northdown-minds","pence":"100"}],"event":"saving-2027","rule":"equal","total":"201"}"#,
    ),
    (
        "journal_posted",
        1,
        r#"{"journal":"1","lines":[{"account":"pool","body":"northdown-acute","pence":"50000000","side":"credit"},{"account":"pool","body":"northdown-minds","pence":"50000000","side":"debit"}],"memo":"Our cut, shared"}"#,
    ),
    ("fund_reported", 1, r#"{"document":"%f","period":"2026-Q4"}"#),
    ("protocol_locked", 1, r#"{"outcome":"bed days","protocol":"%c"}"#),
    ("outcomes_loaded", 1, r#"{"data":"%d","protocol":"%c"}"#),
    (
        "evaluation_attached",
        1,
        r#"{"data":"%d","estimate":"-12.5","evaluation":"1","level_percent":95,"lower":"-20.0","protocol":"%c","report":"%e","unit":"bed days a month","upper":"-5.0"}"#,
    ),
    (
        "valuation_attached",
        1,
        r#"{"base_year":"2024/25","evaluation":"1","horizon_years":5,"level_percent":95,"lower":"-1200050","npsv":"4500000","plan":"%f","probability_percent":93,"upper":"9900000","valuation":"1"}"#,
    ),
    ("invariant_reported", 1, r#"{"invariant":"no_lost_jobs","status":"kept"}"#),
    ("survey_opened", 1, r#"{"closes":"2027-02-28","instrument":"%1","minimum_group":10,"survey":"1"}"#),
    (
        "survey_closed",
        1,
        r#"{"aggregates":[{"about":"northdown-minds","answers":14,"mean":"3.9","of":"northdown-acute","question":"trust"},{"answers":31,"mean":"4.1","question":"joined-up"}],"batch_root":"%2","minimum_group":10,"survey":"1"}"#,
    ),
    ("lesson_recorded", 1, r#"{"document":"%3","title":"meet at the front door first"}"#),
    ("review_promised", 1, r#"{"publish_by":"2027-06-30","review":"1","title":"The first year"}"#),
    ("review_published", 1, r#"{"document":"%4","review":"1"}"#),
    (
        "term_set",
        1,
        r#"{"agreement":"1","clause":"7-1","term":{"host":"northdown-council","type":"pooled_fund"},"version":1}"#,
    ),
    (
        "term_set",
        1,
        r#"{"agreement":"1","clause":"7-2","term":{"body":"northdown-acute","pence":"120000000","type":"fund_contribution"},"version":1}"#,
    ),
    (
        "term_set",
        1,
        r#"{"agreement":"1","clause":"7-3","term":{"about":"nhs_functions","type":"fund_clause","words":"community nursing"},"version":1}"#,
    ),
    ("lead_named", 1, r#"{"role":"pool_manager","subject":"~6"}"#),
    (
        "role_taken",
        1,
        r#"{"gives":"one and a half million pounds over three years, for respite beds","role":"funder"}"#,
    ),
    ("role_ended", 1, r#"{"role":"funder"}"#),
    ("department_noted", 1, r#"{"department":"northdown-housing","of":"northdown-council"}"#),
    (
        "action_opened",
        1,
        r#"{"action":"winter-week","agencies":["Northdown Ambulance Station","Northdown Food Bank"],"aims":["find out why people wait in corridors","get everybody home who can go"],"closes_on":"2027-01-15","opens_on":"2027-01-11","place":"Northdown","title":"Winter week"}"#,
    ),
    ("action_joined", 1, r#"{"action":"winter-week","brings":"two nurses and a van"}"#),
    (
        "action_found",
        1,
        r#"{"action":"winter-week","aim":1,"document":"%5","finding":"one in three waited for medicines to take home"}"#,
    ),
    (
        "action_closed",
        1,
        r#"{"action":"winter-week","conclusion":"the pharmacy opens at seven from now on","document":"%6"}"#,
    ),
];

/// The payload with its abbreviations written out.
pub(crate) fn payload(text: &str) -> Value {
    let mut full = text.replace('^', KEY);
    for digit in "123456789abcdef".chars() {
        full = full.replace(&format!("%{digit}"), &digit.to_string().repeat(64));
        full = full.replace(&format!("~{digit}"), &digit.to_string().repeat(32));
    }
    canonical::parse(full.as_bytes()).unwrap_or_else(|error| panic!("{full}: {error}"))
}

/// The sample as a line of the corpus.
pub(crate) fn line((kind, schema, text): &Sample) -> String {
    let payload = payload(text);
    let fact = Fact::from_payload(kind, *schema, &payload).unwrap_or_else(|error| panic!("{error}"));
    let words =
        fact.in_words(&"northdown-acute".parse().unwrap(), Instant::from_unix(1_791_000_000).unwrap());
    let line = Value::object([
        ("kind", Value::text(*kind)),
        ("newest", fact.to_payload()),
        ("payload", payload),
        ("schema", Value::Integer(i64::try_from(*schema).unwrap())),
        ("words", Value::Text(words)),
    ]);
    String::from_utf8(canonical::to_bytes(&line)).unwrap()
}
