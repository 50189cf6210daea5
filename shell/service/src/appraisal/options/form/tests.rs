use commonweal_quantity::Pence;
use proptest::prelude::*;

use super::*;

fn given(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const FRAME: [(&str, &str); 9] = [
    ("prices", "2024/25"),
    ("years", " 3 "),
    ("budgets", "Saltmere Council\r\n\r\nPeople and families\r\n"),
    ("gates", "The law allows it"),
    ("criterion_1", "Trusted"),
    ("weight_1", "60 %"),
    ("criterion_3", "Soon there"),
    ("weight_3", "40"),
    ("least_3", "30"),
];

const OPTION: [(&str, &str); 14] = [
    ("name", "Volunteers"),
    ("kind", "least"),
    ("delivered_by", "charity"),
    ("gate_1", "no"),
    ("gate_1_why", "Nobody has asked"),
    ("score_1", "70"),
    ("score_1_low", "50"),
    ("score_1_high", "80"),
    ("line_2_what", "Training"),
    ("line_2_sort", "cost"),
    ("line_2_budget", "Saltmere Council"),
    ("line_2_amount", "£10k"),
    ("line_2_years", "1"),
    ("line_2_source", "A quotation"),
];

/// The fields, with one set or, where nothing is given, taken out.
fn with(fields: &[(&str, &str)], field: &str, value: &str) -> Vec<(String, String)> {
    let mut given: Vec<_> = given(fields).into_iter().filter(|(name, _)| name != field).collect();
    given.push((field.to_owned(), value.to_owned()));
    given
}

fn right_frame() -> Frame {
    super::frame(&with(&FRAME, "most_3", "50")).unwrap()
}

fn wrong<T: std::fmt::Debug>(read: Result<T, Vec<Wrong>>) -> Vec<(String, String)> {
    read.unwrap_err().into_iter().map(|wrong| (wrong.field, wrong.says)).collect()
}

#[test]
fn a_frame_is_read_from_its_fields() {
    let frame = right_frame();
    assert_eq!((frame.years, frame.prices.to_string().as_str()), (3, "2024/25"));
    assert_eq!(frame.budgets, ["Saltmere Council", "People and families"]);
    let weights: Vec<(f64, Option<[f64; 2]>)> =
        frame.criteria.iter().map(|it| (it.percent, it.range)).collect();
    assert_eq!(weights, [(60.0, None), (40.0, Some([30.0, 50.0]))]);
}

#[test]
fn an_option_is_read_from_its_fields() {
    let option = super::option(&right_frame(), &["As it is"], &given(&OPTION)).unwrap();
    assert_eq!(option.kind, OptionKind::DoMinimum);
    assert_eq!(option.gates["The law allows it"], Verdict::NotMet("Nobody has asked".to_owned()));
    assert_eq!(option.scores["Trusted"], Estimate { likely: 70.0, range: Some([50.0, 80.0]) });
    assert_eq!(option.scores.len(), 1, "a score that nobody gave was made up");
    let line = &option.lines[0];
    assert_eq!((line.a_year.likely, line.from_year, line.years), (Pence(1_000_000), 1, Some(1)));
}

#[test]
fn each_wrong_value_of_a_frame_is_told_at_its_field() {
    let cases = [
        ("prices", "soon", "Write the year in whose prices you count, such as 2024/25."),
        ("years", "0", "Write a whole number of years, from 1 to 60."),
        ("years", "61", "Write a whole number of years, from 1 to 60."),
        ("budgets", " \n ", "Write at least one budget, a line for each."),
        ("budgets", "A\nA", "Write each once."),
        ("gates", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", "Write at most 10 lines."),
        ("criterion_3", "Trusted", "Write each once."),
        ("criterion_3", "", "Say what this weight is of, or take the weight away."),
        ("weight_3", "forty", "Write a percentage from 0 to 100."),
        ("weight_3", "NaN", "Write a percentage from 0 to 100."),
        ("weight_1", "61", "Agree on weights that add up to 100: these come to 101.0."),
        ("weight_1", "59.9", "Agree on weights that add up to 100: these come to 99.9."),
        ("weight_3", "", "Agree on a weight, in percent of all."),
        (
            "least_3",
            "45",
            "Write the least and the most that anybody would give it, around the agreed weight.",
        ),
    ];
    for (field, value, says) in cases {
        let mut given = with(&FRAME, "most_3", "50");
        given.push((field.to_owned(), value.to_owned()));
        let found = wrong(super::frame(&given));
        assert!(found.contains(&(field.to_owned(), says.to_owned())), "{field} = {value}: {found:?}");
    }
    let found = wrong(super::frame(&given(&FRAME)));
    assert_eq!(found[0].0, "least_3", "one end of a range went through: {found:?}");
}

#[test]
fn each_wrong_value_of_an_option_is_told_at_its_field() {
    let says_score = "Score from 0, the worst, to 100, the best.";
    let says_ends =
        "Write the lowest and the highest that it can be, with what is most likely between them, or neither.";
    let says_money = "Write an amount of money a year, such as £12,500.";
    let cases = [
        ("name", "", "name", "Give the option a name."),
        ("name", "As it is", "name", "Another option has this name: give each its own."),
        ("kind", "best", "kind", "Choose what part it plays."),
        ("delivered_by", "", "delivered_by", "Say who would deliver it: no sector is taken for granted."),
        ("gate_1", "perhaps", "gate_1", "Choose yes or no."),
        ("gate_1_why", "", "gate_1_why", "Say why it does not meet this."),
        ("score_1", "", "score_1", "Say what is most likely between the two."),
        ("score_1", "101", "score_1_low", says_ends),
        ("score_1_high", "101", "score_1", says_score),
        ("score_1_low", "-1", "score_1", says_score),
        ("score_1", "NaN", "score_1_low", says_ends),
        ("score_1_low", "71", "score_1_low", says_ends),
        ("score_1_high", "", "score_1_low", says_ends),
        ("line_2_what", "", "line_2_what", "Say what this amount is for."),
        ("line_2_sort", "", "line_2_sort", "Choose what this amount is."),
        ("line_2_budget", "Saltmere", "line_2_budget", "Choose whose budget it is."),
        ("line_2_amount", "much", "line_2_amount", says_money),
        ("line_2_amount", "", "line_2_amount", says_money),
        ("line_2_low", "£9k", "line_2_low", says_ends),
        (
            "line_2_amount",
            "-£5",
            "line_2_amount",
            "Write an amount from £0 to £1bn: a cost and a benefit are told apart by what the amount is.",
        ),
        ("line_2_from", "4", "line_2_from", "Let it begin in a year from 1 to 3."),
        ("line_2_from", "18446744073709551615", "line_2_from", "Let it begin in a year from 1 to 3."),
        (
            "line_2_years",
            "4",
            "line_2_years",
            "Write a number of years from 1 to 3, or nothing for 'to the end'.",
        ),
        (
            "line_2_source",
            "",
            "line_2_source",
            "Say where the figure comes from: a ledger, a quotation, somebody's judgement.",
        ),
    ];
    for (field, value, at, says) in cases {
        let found = wrong(super::option(&right_frame(), &["As it is"], &with(&OPTION, field, value)));
        assert!(found.contains(&(at.to_owned(), says.to_owned())), "{field} = {value}: {found:?}");
    }
    let long = "x".repeat(MOST_CHARACTERS + 1);
    let found = wrong(super::option(&right_frame(), &[], &with(&OPTION, "name", &long)));
    assert_eq!(found, [("name".to_owned(), "Shorten it to 200 characters.".to_owned())]);
}

proptest! {
    #[test]
    fn a_form_that_is_filled_in_with_what_is_kept_reads_the_same(
        likely in 0i64..100_000_000_000, spread in proptest::option::of(1i64..1000), years in proptest::option::of(1usize..=2),
        score in proptest::option::of(0.0..=100.0), sort in 0usize..4, is_met in proptest::option::of(any::<bool>()),
    ) {
        let frame = right_frame();
        prop_assert_eq!(super::frame(&filled::frame(&frame)), Ok(frame.clone()));
        let mut option = super::option(&frame, &[], &given(&OPTION)).unwrap();
        let low = Pence(likely.saturating_sub(spread.unwrap_or(0)).max(0));
        option.lines[0].a_year = Estimate { likely: Pence(likely), range: spread.map(|spread| [low, Pence((likely + spread).min(MOST_PENCE.0))]) };
        option.lines[0].years = years;
        option.lines[0].from_year = 2;
        option.lines[0].sort = SORTS[sort].1;
        option.scores = score.into_iter().map(|likely| ("Soon there".to_owned(), Estimate { likely, range: None })).collect();
        option.gates = is_met.into_iter().map(|is_met| (frame.gates[0].clone(), if is_met { Verdict::Met } else { Verdict::NotMet("It does not".to_owned()) })).collect();
        prop_assert_eq!(super::option(&frame, &[], &filled::option(&frame, &option)), Ok(option));
    }

    #[test]
    fn no_fields_make_the_reader_panic(fields in proptest::collection::vec(("(name|kind|prices|years|budgets|gates|(criterion|weight|least|most|gate|score)_[1-3](_why|_low|_high)?|line_[1-3]_(what|sort|budget|amount|low|high|from|years|source))", "(\\PC{0,12}|[0-9£.,%-]{0,12})"), 0..30)) {
        let _ = super::frame(&fields);
        let _ = super::option(&right_frame(), &[], &fields);
    }
}
