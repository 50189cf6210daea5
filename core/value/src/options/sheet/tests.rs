use super::*;
use crate::options::{OptionsFile, appraise};
use crate::parameters::Parameters;

fn frame() -> Frame {
    let weight = |title: &str, percent, range| Weight { title: title.to_owned(), percent, range };
    Frame {
        prices: "2024/25".parse().unwrap(),
        years: 2,
        budgets: vec!["Saltmere Ambulance (fictional)".to_owned(), "Saltmere Council (fictional)".to_owned()],
        gates: vec!["The law allows it".to_owned(), "Nobody waits \"longer\" than today".to_owned()],
        criteria: vec![weight("Trusted", 60.0, Some([50.0, 70.0])), weight("Soon there", 40.0, None)],
    }
}

fn sure<T>(likely: T) -> Estimate<T> {
    Estimate { likely, range: None }
}

fn amount(name: &str, sort: AmountSort, pounds: i64) -> Amount {
    Amount {
        name: name.to_owned(),
        sort,
        budget: "Saltmere Council (fictional)".to_owned(),
        a_year: sure(Pence(pounds * 100)),
        from_year: 1,
        years: None,
        source: "Invented for the test".to_owned(),
    }
}

fn option(name: &str, kind: OptionKind, lines: Vec<Amount>) -> Draft {
    Draft {
        name: name.to_owned(),
        kind,
        delivered_by: "charity".to_owned(),
        gates: frame().gates.into_iter().map(|gate| (gate, Verdict::Met)).collect(),
        scores: frame().criteria.into_iter().map(|weight| (weight.title, sure(50.0))).collect(),
        lines,
    }
}

fn sheet() -> Sheet {
    let team = amount("Team", AmountSort::Cost, 45_000);
    let mut later = amount("Up sooner", AmountSort::Benefit(Sort::Social), 60_000);
    later.from_year = 2;
    let mut unsure = amount("Team", AmountSort::Cost, 9_000);
    unsure.a_year.range = Some([Pence(700_000), Pence(1_100_000)]);
    unsure.years = Some(1);
    Sheet {
        frame: Some(frame()),
        options: vec![
            option("As it is", OptionKind::BusinessAsUsual, vec![]),
            option("Volunteers", OptionKind::DoMinimum, vec![unsure]),
            option("Team of both", OptionKind::Change, vec![team, later]),
        ],
    }
}

fn found(sheet: &Sheet) -> crate::options::OptionsAppraisal {
    let text = sheet.to_toml("Falls").unwrap();
    let file = OptionsFile::from_toml(&text).unwrap();
    appraise(&file.build(&text, &Parameters::published().unwrap(), &BTreeMap::new()).unwrap())
}

/// £45,000 × (1 + 1/1.035) = £88,478.26; £60,000 of the second year are £57,971.01; £9,000 are paid once.
#[test]
fn what_was_written_in_a_form_is_worth_what_its_file_is_worth() {
    assert_eq!(sheet().lacks(), []);
    let net: Vec<i64> = found(&sheet()).options.iter().map(|it| it.central.npsv_pence).collect();
    assert_eq!(net, [0, -900_000, -8_847_826 + 5_797_101]);
    let volunteers = found(&sheet()).options[1].npsv;
    assert!(volunteers.lower < -9_500.0 && volunteers.upper > -8_500.0, "the ends were lost: {volunteers:?}");
}

#[test]
fn every_amount_keeps_its_source_in_the_file() {
    let sources = found(&sheet()).figures.into_iter().map(|it| (it.line, it.provenance.source));
    let lines = ["Team of both: Team", "Team of both: Up sooner", "Volunteers: Team"];
    let wanted = lines.map(|line| (line.to_owned(), "Invented for the test".to_owned()));
    assert_eq!(sources.collect::<std::collections::BTreeSet<_>>(), wanted.into());
}

#[test]
fn weights_and_scores_and_gates_come_through() {
    let mut sheet = sheet();
    let gate = frame().gates[1].clone();
    sheet.options[2].gates.insert(gate.clone(), Verdict::NotMet("Nights are not covered".to_owned()));
    sheet.options[1].scores.insert("Trusted".to_owned(), sure(80.0));
    let found = found(&sheet);
    assert_eq!(found.options[2].failed[0].gate, gate);
    assert_eq!(found.options[2].failed[0].reason, "Nights are not covered");
    assert!((found.options[1].score.as_ref().unwrap().mean - 0.6 * 80.0 - 0.4 * 50.0).abs() < 1e-9);
    let trusted = found.criteria.iter().find(|it| it.title == "Trusted").unwrap();
    assert_eq!([trusted.least, trusted.weight, trusted.most], [0.5, 0.6, 0.7]);
}

#[test]
fn an_unfinished_sheet_says_all_that_it_lacks() {
    assert_eq!(
        Sheet::default().lacks(),
        [Lack::Frame, Lack::TooFew, Lack::BusinessAsUsual { found: 0 }, Lack::DoMinimum]
    );
    assert_eq!(Sheet::default().to_toml("Falls"), None);
    let mut sheet = sheet();
    let option = "Volunteers".to_owned();
    let volunteers = &mut sheet.options[1];
    volunteers.gates.remove("The law allows it");
    volunteers.scores.remove("Trusted");
    volunteers.lines[0].budget = "Gone".to_owned();
    let wanted = [
        Lack::Gate { option: option.clone(), gate: "The law allows it".to_owned() },
        Lack::Score { option: option.clone(), criterion: "Trusted".to_owned() },
        Lack::Budget { option: option.clone(), line: "Team".to_owned(), budget: "Gone".to_owned() },
    ];
    assert_eq!(sheet.lacks(), wanted);
    sheet.options[1] = self::option("Volunteers", OptionKind::DoMinimum, vec![]);
    sheet.options[2].lines[1].from_year = 3;
    let late =
        |line: &str| Lack::TooLate { option: "Team of both".to_owned(), line: line.to_owned(), years: 2 };
    assert_eq!(sheet.lacks(), [Lack::Amounts { option: option.clone() }, late("Up sooner")]);
    sheet.options[2].lines[1].from_year = 2;
    sheet.options[2].lines[0].years = Some(2);
    assert_eq!(sheet.lacks(), [Lack::Amounts { option: option.clone() }], "two of two years are within them");
    sheet.options[2].lines[0].years = Some(3);
    assert_eq!(sheet.lacks(), [Lack::Amounts { option }, late("Team")], "it is paid when all is over");
}
