//! What the record says of money is in the sheets, the workbook and the journal, and nothing else is.

use std::io::Read as _;

use commonweal_quantity::Pence;
use commonweal_report::accounts::{Value, owed, sheets, to_hledger, workbook};

use crate::teller::Teller;

/// The council loses £90.00; the trust bears £60.00 of it and the charity £10.01; the trust has paid.
fn cut_shared_and_partly_paid() -> Teller {
    let mut teller = Teller::three_partners();
    teller.on("2026-05-01").tell(
        "council",
        "shock_noted",
        r#"{"event":"cut","struck":[{"body":"council","pence":"9000"}],"title":"A grant ends","total":"9000"}"#,
    );
    teller.on("2026-05-06").tell(
        "council",
        "loss_shared",
        r#"{"allocation":[{"body":"charity","pence":"1001"},{"body":"council","pence":"1999"},{"body":"trust","pence":"6000"}],"event":"cut","rule":"by_need","total":"9000"}"#,
    );
    teller.post(
        "cut",
        "The grant; borne together",
        &[
            ("council", "partners", "debit", 7001),
            ("council", "shared-losses", "credit", 7001),
            ("trust", "shared-losses", "debit", 6000),
            ("trust", "partners", "credit", 6000),
            ("charity", "shared-losses", "debit", 1001),
            ("charity", "partners", "credit", 1001),
        ],
    );
    teller.on("2026-06-03").post(
        "cut-paid",
        "The trust paid",
        &[
            ("trust", "partners", "debit", 6000),
            ("trust", "bank", "credit", 6000),
            ("council", "bank", "debit", 6000),
            ("council", "partners", "credit", 6000),
        ],
    );
    teller.tell("charity", "contribution_made", r#"{"contribution":{"minutes":90,"type":"time"}}"#);
    teller
}

fn csv(teller: &Teller, name: &str) -> String {
    sheets(&teller.state).into_iter().find(|sheet| sheet.name == name).unwrap().to_csv()
}

#[test]
fn the_journal_has_a_line_for_each_posting_with_its_side_day_and_entry() {
    let csv = csv(&cut_shared_and_partly_paid(), "Journal");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "journal,day,body,name,account,debit,credit,memo,entry");
    assert_eq!(lines.len(), 11);
    assert_eq!(
        lines[1],
        "cut,2026-05-06,council,The council (fictional),partners,70.01,,The grant; borne together,9"
    );
    assert_eq!(lines[8], "cut-paid,2026-06-03,trust,The trust (fictional),bank,,60.00,The trust paid,10");
}

#[test]
fn debits_are_credits_in_the_balances_too() {
    let sheets = sheets(&cut_shared_and_partly_paid().state);
    let balances = sheets.iter().find(|sheet| sheet.name == "Balances").unwrap();
    let sum = |column: &str| {
        let at = balances.columns.iter().position(|name| *name == column).unwrap();
        let of = |row: &Vec<Value>| if let Value::Money(pence) = row[at] { pence.0 } else { 0 };
        balances.rows.iter().map(of).sum::<i64>()
    };
    assert_eq!((sum("debit"), sum("credit")), (1001 + 7001 + 6000, 1001 + 7001 + 6000));
}

#[test]
fn what_was_agreed_to_be_paid_and_what_is_still_owed_are_told_apart() {
    let teller = cut_shared_and_partly_paid();
    let names =
        ["charity,The charity (fictional)", "trust,The trust (fictional)", "council,The council (fictional)"];
    let [charity, trust, council] = names;
    let expected = [
        "what,from,from name,to,to name,amount".to_owned(),
        format!("agreed: A grant ends,{trust},{council},60.00"),
        format!("agreed: A grant ends,{charity},{council},10.01"),
        format!("still to be paid,{charity},{council},10.01"),
    ];
    assert_eq!(csv(&teller, "Settlement").lines().collect::<Vec<_>>(), expected);
    let owed = owed(&teller.state);
    assert_eq!(
        owed.balances["trust".parse::<commonweal_record::entry::BodyId>().as_ref().unwrap()],
        Pence(0)
    );
    assert_eq!(owed.payments.unwrap().len(), 1);
}

#[test]
fn the_journal_for_accounting_tools_declares_each_account_and_names_each_journal() {
    let text = to_hledger(&cut_shared_and_partly_paid().state);
    assert!(text.contains("account charity:partners\n"), "{text}");
    assert!(
        text.contains("\n2026-05-06 (cut) The grant borne together\n    council:partners  £70.01\n"),
        "{text}"
    );
    assert!(text.contains("    trust:bank  -£60.00\n"), "{text}");
    assert_eq!(text.matches("\n2026-").count(), 2);
}

#[test]
fn a_text_that_a_spreadsheet_would_compute_is_written_as_text() {
    let mut teller = Teller::three_partners();
    teller.tell(
        "trust",
        "benefit_claimed",
        r#"{"beneficiary":"trust","claim":"beds","pence":"-5","sort":"capacity_freed","title":"=1+1"}"#,
    );
    let csv = csv(&teller, "Benefits");
    assert!(csv.contains("beds,'=1+1,trust,The trust (fictional),capacity freed,-0.05,,"), "{csv}");
}

/// The text of a file in a ZIP archive, found by the archive's directory.
fn unzipped(archive: &[u8], wanted: &str) -> String {
    let number = |from: usize, bytes: usize| {
        archive[from..from + bytes].iter().rev().fold(0, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let starts = |sign: &[u8]| archive.windows(4).rposition(|window| window == sign).unwrap();
    let mut at = number(starts(b"PK\x05\x06") + 16, 4);
    while archive[at..].starts_with(b"PK\x01\x02") {
        let (packed, name, local) = (number(at + 20, 4), number(at + 28, 2), number(at + 42, 4));
        if &archive[at + 46..at + 46 + name] == wanted.as_bytes() {
            let begins = local + 30 + number(local + 26, 2) + number(local + 28, 2);
            let content = &archive[begins..begins + packed];
            let mut text = String::new();
            flate2::read::DeflateDecoder::new(content).read_to_string(&mut text).unwrap();
            return text;
        }
        at += 46 + name + number(at + 30, 2) + number(at + 32, 2);
    }
    panic!("no {wanted} in the archive");
}

#[test]
fn amounts_are_numbers_and_days_are_days_in_the_workbook() {
    let bytes = workbook(&cut_shared_and_partly_paid().state, "Saltmere Together").unwrap();
    let journal = unzipped(&bytes, "xl/worksheets/sheet1.xml");
    assert!(journal.contains("<v>70.01</v>") && journal.contains("<v>60</v>"), "{journal}");
    // 6 May 2026 is day 46,148 of the calendar that begins with 1900.
    assert!(journal.contains("<v>46148</v>"), "{journal}");
    let names = unzipped(&bytes, "xl/workbook.xml");
    for name in ["Journal", "Balances", "Contributions", "Benefits", "Shared gains and losses", "Settlement"]
    {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name}: {names}");
    }
}

#[test]
fn the_same_record_gives_the_same_workbook() {
    let teller = cut_shared_and_partly_paid();
    let first = workbook(&teller.state, "Saltmere Together").unwrap();
    assert_eq!(first, workbook(&teller.state, "Saltmere Together").unwrap());
}
