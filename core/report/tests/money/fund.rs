//! A quarter and a year of a pooled fund, added up by hand.

use commonweal_appraise::pooled_fund::period::FundPeriod;
use commonweal_quantity::Pence;
use commonweal_record::fact::Date;
use commonweal_record::partnership::terms_hash;
use commonweal_report::document::{Block, Document, to_pdf, to_text};
use commonweal_report::fund::{FundError, FundReport, contents, document, report, to_json};

use crate::teller::Teller;

const DOCUMENT: &str = "3b0b5b5f1a4c4bb54de5cd3e4cf7f0c7c2b1f1a6a7a0c0b9d3b1d0f6c7e8a9b0";

/// Signed in April 2026. £300 in and £100 out from April to June, £60 out and £10 back in July.
fn pooled() -> Teller {
    let mut teller = Teller::three_partners();
    teller.tell(
        "trust",
        "agreement_drafted",
        &format!(r#"{{"agreement":"1","document":"{DOCUMENT}","version":1}}"#),
    );
    for (clause, term) in [
        ("1", r#"{"host":"council","type":"pooled_fund"}"#),
        ("2", r#"{"body":"council","pence":"40000","type":"fund_contribution"}"#),
        ("3", r#"{"body":"trust","pence":"20000","type":"fund_contribution"}"#),
    ] {
        let set = format!(r#"{{"agreement":"1","clause":"{clause}","term":{term},"version":1}}"#);
        teller.tell("trust", "term_set", &set);
    }
    let terms = teller.state.agreements.values().next().unwrap().versions.values().next().unwrap().terms();
    let terms = terms_hash(&terms);
    for body in ["trust", "council", "charity"] {
        let signed = format!(r#"{{"agreement":"1","document":"{DOCUMENT}","terms":"{terms}","version":1}}"#);
        teller.tell(body, "agreement_signed", &signed);
    }
    let manager = r#"{"role":"pool_manager","subject":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#;
    teller.tell("council", "lead_named", manager);
    teller.on("2026-04-20").post(
        "in-1",
        "Contributions",
        &[
            ("council", "fund-bank", "debit", 30_000),
            ("council", "fund-income-council", "credit", 20_000),
            ("council", "fund-income-trust", "credit", 10_000),
            ("trust", "fund-contribution", "debit", 10_000),
            ("trust", "bank", "credit", 10_000),
        ],
    );
    teller.on("2026-06-30").post(
        "out-1",
        "Visits",
        &[
            ("council", "fund-spending-home-visits", "debit", 10_000),
            ("council", "fund-bank", "credit", 10_000),
        ],
    );
    teller.on("2026-07-01").post(
        "out-2",
        "A van, and some of it back",
        &[
            ("council", "fund-spending-van", "debit", 6_000),
            ("council", "fund-spending-van", "credit", 1_000),
            ("council", "fund-bank", "credit", 5_000),
        ],
    );
    teller
}

fn day(text: &str) -> Date {
    Date::new(text).unwrap()
}

fn on(teller: &Teller, period: &str) -> FundReport {
    seen(teller, period, "2026-08-15")
}

fn seen(teller: &Teller, period: &str, today: &str) -> FundReport {
    report(&teller.state, period.parse::<FundPeriod>().unwrap(), day(today)).unwrap()
}

#[test]
fn the_first_quarter_has_what_came_in_and_went_out_in_its_three_months() {
    let report = on(&pooled(), "2026-Q2");
    let income: Vec<_> = report
        .income
        .iter()
        .map(|line| (line.of.as_str(), line.in_period_pence.0, line.agreed_pence.map(|pence| pence.0)))
        .collect();
    assert_eq!(
        income,
        [("The council (fictional)", 20_000, Some(40_000)), ("The trust (fictional)", 10_000, Some(20_000))]
    );
    let spent: Vec<_> =
        report.expenditure.iter().map(|line| (line.of.as_str(), line.in_period_pence.0)).collect();
    assert_eq!(spent, [("home visits", 10_000), ("van", 0)]);
    assert_eq!((report.opening_pence, report.closing_pence), (Pence(0), Pence(20_000)));
    assert_eq!((report.host.as_str(), report.ended), ("The council (fictional)", true));
    assert_eq!(report.pool_managers, ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]);
}

/// £100 in 3 of 12 months is £400 in a year; £600 are agreed.
#[test]
fn the_forecast_goes_on_as_the_year_began() {
    let forecast = on(&pooled(), "2026-Q2").forecast.unwrap();
    assert_eq!((forecast.months_gone, forecast.months), (3, 12));
    assert_eq!((forecast.expenditure_pence, forecast.left_pence), (Pence(40_000), Pence(20_000)));
}

/// £150 in the 4 whole months before 15 August is £450 in a year; what August has brought so far does not count.
#[test]
fn a_period_that_goes_on_is_forecast_from_its_whole_months() {
    let mut teller = pooled();
    teller.on("2026-08-03").post(
        "out-3",
        "August's visits",
        &[("council", "fund-spending-home-visits", "debit", 900), ("council", "fund-bank", "credit", 900)],
    );
    for period in ["2026-Q3", "2026-27"] {
        let forecast = on(&teller, period).forecast.unwrap();
        assert_eq!((forecast.months_gone, forecast.expenditure_pence), (4, Pence(45_000)), "{period}");
    }
    assert_eq!(seen(&teller, "2026-Q2", "2026-04-30").forecast, None);
    let text = to_text(&document(&on(&teller, "2026-27"), "Saltmere Together", day("2026-08-15")));
    assert!(text.contains("Now") && !text.contains("When the period ended"), "{text}");
}

#[test]
fn the_second_quarter_begins_with_what_the_first_left_and_takes_money_back_off_what_was_spent() {
    let report = on(&pooled(), "2026-Q3");
    let van = report.expenditure.iter().find(|line| line.of == "van").unwrap();
    assert_eq!((van.in_period_pence, van.year_to_date_pence), (Pence(5_000), Pence(5_000)));
    assert_eq!((report.opening_pence, report.closing_pence), (Pence(20_000), Pence(15_000)));
    assert!(!report.ended);
}

#[test]
fn the_annual_return_has_the_whole_year_and_nothing_to_forecast() {
    let report = seen(&pooled(), "2026-27", "2027-05-01");
    let spent: i64 = report.expenditure.iter().map(|line| line.in_period_pence.0).sum();
    assert_eq!((spent, report.closing_pence, report.forecast), (15_000, Pence(15_000), None));
    let text = to_text(&document(&report, "Saltmere Together", day("2027-05-01")));
    assert!(text.contains("Pooled fund: annual return, April 2026 to March 2027"), "{text}");
}

#[test]
fn income_from_elsewhere_is_named_by_its_account() {
    let mut teller = pooled();
    teller.post(
        "gift",
        "A gift",
        &[("council", "fund-bank", "debit", 500), ("council", "fund-income-a-legacy", "credit", 500)],
    );
    let report = on(&teller, "2026-Q3");
    let legacy = report.income.iter().find(|line| line.of == "a legacy").unwrap();
    assert_eq!((legacy.in_period_pence, legacy.agreed_pence), (Pence(500), None));
}

#[test]
fn by_what_its_effectiveness_can_be_seen_is_told() {
    let mut teller = pooled();
    teller.tell("trust", "promise_made", r#"{"due":"2026-09-30","promise":"rota","what":"a rota"}"#);
    teller.tell("trust", "promise_kept", r#"{"promise":"rota"}"#);
    assert_eq!(on(&teller, "2026-Q3").effectiveness, ["1 promise kept and 0 promises broken in the period."]);
    assert_eq!(on(&teller, "2026-Q2").effectiveness, Vec::<String>::new());
}

#[test]
fn without_a_fund_there_is_no_report_and_it_is_said_how_there_comes_to_be_one() {
    let teller = Teller::three_partners();
    let refused = report(&teller.state, "2026-Q2".parse().unwrap(), day("2026-08-15")).unwrap_err();
    assert_eq!(refused, FundError::NoFund);
    assert!(refused.to_string().contains("set a term of the type 'pooled_fund'"));
}

fn words(document: &Document) -> String {
    to_text(document)
}

#[test]
fn the_contents_say_of_each_item_how_it_stands() {
    let made = contents(&pooled().state, "Saltmere Together", day("2026-08-15")).unwrap();
    let Block::Table(table) = &made.blocks[1] else { panic!("{made:?}") };
    assert_eq!(table.rows.len(), commonweal_appraise::pooled_fund::ITEMS.len());
    let text = words(&made);
    assert!(
        text.contains("No clause says what The charity (fictional) contributes")
            || text.contains("Open: no clause says what The charity (fictional) contributes"),
        "{text}"
    );
    assert!(text.contains("April to June 2026 (2026-Q2) is not reported on"), "{text}");
}

#[test]
fn each_document_is_a_pdf_and_json_has_whole_pence() {
    let report = on(&pooled(), "2026-Q2");
    let made = document(&report, "Saltmere Together", day("2026-08-15"));
    let pdf = to_pdf(&made).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf, to_pdf(&made).unwrap());
    let json: serde_json::Value = serde_json::from_str(&to_json(&report)).unwrap();
    assert_eq!(json["closing_pence"], 20_000);
}
