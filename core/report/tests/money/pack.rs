//! The board pack answers who paid, who gained, whether it is cash, how sure it is, and what each body owes.

use commonweal_record::fact::Date;
use commonweal_report::accounts::{Sureness, sureness};
use commonweal_report::document::{to_pdf, to_text};
use commonweal_report::pack::board_pack;

use crate::teller::Teller;

const HASH: &str = "3b0b5b5f1a4c4bb54de5cd3e4cf7f0c7c2b1f1a6a7a0c0b9d3b1d0f6c7e8a9b0";

/// The trust puts in £1,000.00; £1,250.00 of beds are claimed for the charity, on an effect of −12.5 with these ends.
fn claimed(lower: &str, upper: &str) -> Teller {
    let mut teller = Teller::three_partners();
    teller.tell("trust", "contribution_made", r#"{"contribution":{"pence":"100000","type":"money"}}"#);
    teller.tell("trust", "protocol_locked", &format!(r#"{{"outcome":"falls","protocol":"{HASH}"}}"#));
    let attached = format!(
        r#"{{"data":"{HASH}","estimate":"-12.5","evaluation":"falls","level_percent":95,"lower":"{lower}","protocol":"{HASH}","report":"{HASH}","unit":"falls a month","upper":"{upper}"}}"#
    );
    teller.tell("trust", "evaluation_attached", &attached);
    teller.tell(
        "charity",
        "benefit_claimed",
        r#"{"beneficiary":"charity","claim":"beds","evaluation":"falls","pence":"125000","sort":"capacity_freed","title":"beds"}"#,
    );
    teller
}

fn said(teller: &Teller) -> String {
    let text = to_text(&board_pack(&teller.state, "saltmere", Date::new("2026-08-15").unwrap()));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(teller: &Teller, words: &str) {
    let text = said(teller);
    assert!(text.contains(words), "'{words}' is not in: {text}");
}

#[test]
fn who_paid_who_gained_and_that_it_is_not_cash_are_in_one_table() {
    let teller = claimed("-20.0", "-5.0");
    says(&teller, "Body Put in Gains in cash Capacity freed Social value");
    says(&teller, "The charity (fictional) – – £1,250.00 –");
    says(&teller, "The trust (fictional) £1,000.00 – – –");
    says(&teller, "Together £1,000.00 – £1,250.00 –");
    says(&teller, "The trust (fictional) has put in £1,000.00 more than is claimed for its own budget");
}

/// 1250 × 5 / 12.5 = 500 and 1250 × 20 / 12.5 = 2000.
#[test]
fn how_sure_a_claim_is_follows_the_two_ends_of_the_interval() {
    says(&claimed("-20.0", "-5.0"), "Between £500.00 and £2,000.00, if it goes up and down with the effect.");
    says(&claimed("-20.0", "5.0"), "The effect cannot be told from none, so it may be nothing.");
    let mut teller = claimed("-20.0", "-5.0");
    teller.tell(
        "charity",
        "benefit_claimed",
        r#"{"beneficiary":"charity","claim":"hope","pence":"1","sort":"social_value","title":"hope"}"#,
    );
    says(&teller, "Nothing evaluated it: nobody knows how sure it is.");
}

#[test]
fn an_interval_that_begins_at_nought_cannot_be_told_from_none() {
    let teller = claimed("-20.0", "0.0");
    let claim = &teller.state.ledgers.claims.values().next().unwrap().fact;
    assert_eq!(sureness(&teller.state, claim), Sureness::MayBeNothing);
}

#[test]
fn what_each_body_owes_is_what_the_journals_leave_between_the_partners() {
    let mut teller = claimed("-20.0", "-5.0");
    says(&teller, "Nothing was ever posted between the partners.");
    let lines = [
        ("trust", "partners", "debit", 700),
        ("trust", "shared-losses", "credit", 700),
        ("council", "shared-losses", "debit", 700),
        ("council", "partners", "credit", 700),
    ];
    teller.post("cut", "shared", &lines);
    says(
        &teller,
        "By the journals, still to be paid: - The council (fictional) pays The trust (fictional) £7.00",
    );
    let paid = lines.map(|(body, account, side, pence)| {
        (body, account, if side == "debit" { "credit" } else { "debit" }, pence)
    });
    teller.post("paid", "settled", &paid);
    says(&teller, "Nobody owes anybody anything: all that was posted is paid.");
}

#[test]
fn a_decision_waits_for_those_who_have_not_voted_and_a_taken_one_has_its_votes() {
    let mut teller = claimed("-20.0", "-5.0");
    teller.tell("trust", "decision_proposed", r#"{"decision":"1","options":[],"title":"Rent a ward"}"#);
    teller.tell("trust", "vote_cast", r#"{"decision":"1","vote":"for"}"#);
    says(&teller, "Rent a ward. Has not voted: The charity (fictional) and The council (fictional).");
    teller.tell("council", "vote_cast", r#"{"decision":"1","vote":"for"}"#);
    teller.tell(
        "trust",
        "decision_taken",
        r#"{"counted":["council","trust"],"decision":"1","outcome":"carried"}"#,
    );
    says(&teller, "No decision is open.");
    says(&teller, "Rent a ward Carried 2 0 1 April 2026");
}

#[test]
fn evidence_says_whether_its_plan_came_first_and_strength_is_left_out() {
    let teller = claimed("-20.0", "-5.0");
    says(
        &teller,
        "−12.5 falls a month (95% interval −20.0 to −5.0). The interval leaves nought out. Its plan was locked before",
    );
    assert!(!said(&teller).to_lowercase().contains("strength"));
}

#[test]
fn an_empty_partnership_has_a_pack_too() {
    let empty = commonweal_record::partnership::Partnership::default();
    let pack = board_pack(&empty, "new", Date::new("2026-08-15").unwrap());
    assert_eq!(pack.title, "new");
    assert!(to_pdf(&pack).unwrap().starts_with(b"%PDF-"));
}

/// Letters that the font does not have are no reason to refuse a pack.
#[test]
fn names_in_any_script_are_written() {
    let mut teller = claimed("-20.0", "-5.0");
    teller.tell("trust", "lesson_recorded", r#"{"title":"Dŵr, Ŷnys, Łódź, Ελλάδα, 東京, 🙂"}"#);
    teller.tell("trust", "benefit_stated", r#"{"benefit":"Dŵr, Łódź, 東京 🙂 fi fl"}"#);
    let pack = board_pack(&teller.state, "saltmere", Date::new("2026-08-15").unwrap());
    assert!(to_pdf(&pack).unwrap().starts_with(b"%PDF-"));
}
