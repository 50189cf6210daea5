//! A pooled fund meets each item of the regulation by what the record says, and by nothing else.

use commonweal_appraise::Standing;
use commonweal_appraise::pooled_fund::{ITEMS, fund};

use crate::teller::{DOCUMENT, Teller};

/// An NHS trust and a council with an agreement that has everything.
const CLAUSES: [(&str, &str); 13] = [
    ("1", r#"{"host":"council","type":"pooled_fund"}"#),
    ("2", r#"{"about":"aims","type":"fund_clause","words":"fewer falls"}"#),
    ("3-1", r#"{"body":"council","pence":"120000","type":"fund_contribution"}"#),
    ("3-2", r#"{"body":"hospital","pence":"240000","type":"fund_contribution"}"#),
    ("4", r#"{"about":"variation","type":"fund_clause","words":"by a decision of both"}"#),
    ("5", r#"{"about":"nhs_functions","type":"fund_clause","words":"community nursing"}"#),
    ("6", r#"{"about":"health_related_functions","type":"fund_clause","words":"care at home"}"#),
    ("7", r#"{"about":"services","type":"fund_clause","words":"people over 65 who fell"}"#),
    ("8", r#"{"about":"provided","type":"fund_clause","words":"two nurses and a van"}"#),
    ("9", r#"{"about":"duration","type":"fund_clause","words":"three years"}"#),
    ("10", r#"{"months":12,"type":"review_every"}"#),
    ("11", r#"{"about":"management","type":"fund_clause","words":"by a joint board each month"}"#),
    ("12", r#"{"about":"consent","type":"fund_clause","words":"given by the board of commissioners"}"#),
];

/// The scene without one clause, and without what `leave_out` names.
fn without(clause: &str, leave_out: &[&str]) -> Teller {
    let mut teller = Teller::default();
    teller.propose("Saltmere Together", "integration", "fewer falls");
    teller.join_as("hospital", "nhs_trust");
    let form = if leave_out.contains(&"council") { "charity" } else { "council" };
    teller.join_as("council", form);
    teller.draft(1);
    for (number, term) in CLAUSES.iter().filter(|(number, _)| *number != clause) {
        teller.term(1, number, term);
    }
    let signed =
        format!(r#"{{"agreement":"1","document":"{DOCUMENT}","terms":"{}","version":1}}"#, teller.terms(1));
    teller.tell("hospital", "agreement_signed", &signed);
    if !leave_out.contains(&"signature") {
        teller.tell("council", "agreement_signed", &signed);
    }
    if !leave_out.contains(&"manager") {
        let manager = r#"{"role":"pool_manager","subject":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#;
        teller.tell("council", "lead_named", manager);
    }
    teller
}

/// Which items are open, by their place and title.
fn open(teller: &Teller, today: Option<&str>) -> Vec<(&'static str, &'static str)> {
    let checked = teller.pooled_fund(today);
    let open = checked.iter().filter(|it| matches!(it.standing, Standing::Open { .. }));
    open.map(|it| (it.item.place, it.item.title)).collect()
}

#[test]
fn an_agreement_with_everything_leaves_nothing_open() {
    let teller = without("", &[]);
    assert_eq!(open(&teller, None), []);
    assert_eq!(teller.pooled_fund(None).len(), ITEMS.len());
}

#[test]
fn each_clause_is_missed_by_its_item_and_by_no_other() {
    for (clause, place) in [
        ("2", "reg. 7(3)(a)"),
        ("3-1", "reg. 7(3)(b)"),
        ("3-2", "reg. 7(3)(b)"),
        ("4", "reg. 7(3)(b)"),
        ("5", "reg. 7(3)(c)"),
        ("6", "reg. 7(3)(c)"),
        ("7", "reg. 7(3)(d)"),
        ("8", "reg. 7(3)(e)"),
        ("9", "reg. 7(3)(f)"),
        ("10", "reg. 7(3)(f)"),
        ("11", "reg. 7(3)(g)"),
        ("12", "reg. 7(2)"),
    ] {
        let missed = open(&without(clause, &[]), None);
        assert_eq!(missed.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [place], "clause {clause}");
    }
}

#[test]
fn without_a_term_that_names_the_host_there_is_no_fund() {
    without("1", &[]).case(None, |case| assert!(fund(case).is_none()));
}

#[test]
fn a_council_a_signature_and_a_pool_manager_are_each_missed() {
    for (leave_out, place) in [("council", "reg. 2(1)"), ("signature", "reg. 7(3)"), ("manager", "reg. 7(4)")]
    {
        let missed = open(&without("", &[leave_out]), None);
        assert_eq!(missed.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [place]);
    }
}

#[test]
fn a_host_that_has_left_or_a_second_host_is_no_host() {
    let mut teller = without("", &[]);
    teller.tell("council", "partner_left", r#"{"leaves_on":"2021-12-31","notice_on":"2021-10-31"}"#);
    assert!(open(&teller, None).iter().any(|(place, _)| *place == "reg. 7(3)(g) and (4)"));

    let mut two = Teller::default();
    two.propose("Saltmere Together", "integration", "fewer falls");
    two.join_as("council", "council");
    two.draft(1);
    for (clause, host) in [("1", "council"), ("2", "hospital")] {
        two.term(1, clause, &format!(r#"{{"host":"{host}","type":"pooled_fund"}}"#));
    }
    assert!(open(&two, None).iter().any(|(place, _)| *place == "reg. 7(3)(g) and (4)"));
}

#[test]
fn consent_is_asked_for_an_nhs_trust_alone() {
    let mut teller = Teller::default();
    teller.propose("Saltmere Together", "integration", "fewer falls");
    teller.join_as("hospital", "foundation_trust");
    teller.join_as("council", "council");
    teller.draft(1);
    teller.term(1, "1", CLAUSES[0].1);
    let checked = teller.pooled_fund(None);
    let consent = checked.iter().find(|it| it.item.place == "reg. 7(2)").unwrap();
    assert!(matches!(consent.standing, Standing::NotApplicable { .. }), "{consent:?}");
}

/// Signed in September 2021; the story's clock stands there.
#[test]
fn each_quarter_and_year_that_has_ended_since_the_signing_is_due_until_it_is_reported_on() {
    let titles = |today: &str| open(&without("", &[]), Some(today)).len();
    assert_eq!(titles("2021-09-30"), 0, "the quarter has not ended");
    assert_eq!(titles("2021-10-01"), 1, "July to September is due");
    assert_eq!(titles("2022-04-01"), 2, "so is the year");

    let mut teller = without("", &[]);
    for period in ["2021-Q3", "2021-Q4", "2022-Q1"] {
        let payload = format!(r#"{{"document":"{DOCUMENT}","period":"{period}"}}"#);
        teller.tell("council", "fund_reported", &payload);
    }
    assert_eq!(
        open(&teller, Some("2022-04-01")),
        [("reg. 7(4)(b)", "Every financial year that has ended has its annual return")]
    );
    let payload = format!(r#"{{"document":"{DOCUMENT}","period":"2021-22"}}"#);
    teller.tell("council", "fund_reported", &payload);
    assert_eq!(open(&teller, Some("2022-04-01")), []);
    assert_eq!(open(&teller, Some("2022-07-01")).len(), 1, "and then the next quarter");
}
