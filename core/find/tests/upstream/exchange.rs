use commonweal_find::upstream::{
    Asked, BodyCounts, Counts, Exchange, ExchangeError, LagBin, Lags, NamedStep, Nodes, ToldSteps, together,
};

const ASKED: Asked<'static> = Asked { target: "Fall", gap_days: 1, window_days: 90 };

fn body(n10: u64, n01: u64, both: u64) -> BodyCounts {
    BodyCounts { reach: n10 + both, expected: n01 + both, n10, n01, ..BodyCounts::default() }
}

fn counts(bodies: &[BodyCounts]) -> Counts {
    Counts { targets: 500, target_cost: 9_000.0, bodies: bodies.to_vec(), ..Counts::new(0) }
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("body {at}")).collect()
}

fn told(bodies: &[BodyCounts]) -> Exchange {
    Exchange::of(&ASKED, &counts(bodies), &names(bodies.len()), &ToldSteps::default(), 10).unwrap()
}

#[test]
fn no_small_number_leaves_the_place_not_even_as_a_remainder() {
    let bodies =
        [body(30, 20, 15), body(9, 20, 15), body(30, 9, 15), body(30, 20, 9), body(30, 20, 0), body(0, 0, 0)];
    let told = told(&bodies);
    let names: Vec<&str> = told.bodies.keys().map(String::as_str).collect();
    assert_eq!((names, told.suppressed), (vec!["body 0", "body 4"], 3));
    for body in told.bodies.values() {
        for count in [body.reach, body.expected, body.n10, body.n01, body.reach - body.n10] {
            assert!(count == 0 || count >= 10, "{body:?}");
        }
    }
}

#[test]
fn of_too_few_target_events_nothing_is_told() {
    let few = Counts { targets: 9, ..counts(&[]) };
    assert_eq!(
        Exchange::of(&ASKED, &few, &[], &ToldSteps::default(), 10),
        Err(ExchangeError::TooFew { targets: 9, smallest: 10 })
    );
}

#[test]
fn two_places_add_up_by_the_names_of_bodies() {
    let one = told(&[body(30, 20, 15), body(40, 40, 10)]);
    let mut other = told(&[body(50, 30, 20)]);
    other.bodies.insert("elsewhere".to_owned(), body(11, 12, 13));
    let (sum, names) = together(&[one, other]).unwrap();
    assert_eq!((sum.targets, sum.target_cost), (1_000, 18_000.0));
    assert_eq!(names, ["body 0", "body 1", "elsewhere"]);
    assert_eq!(sum.bodies, [body(80, 50, 35), body(40, 40, 10), body(11, 12, 13)]);
}

#[test]
fn answers_to_two_questions_do_not_add_up() {
    let one = told(&[]);
    let other = Exchange { window_days: 60, ..one.clone() };
    let said = together(&[one, other]).unwrap_err().to_string();
    assert!(said.contains("window 90") && said.contains("window 60"), "{said}");
    assert_eq!(together(&[]), Err(ExchangeError::None));
}

#[test]
fn counts_that_no_log_gives_are_refused_by_name() {
    let with = |wrong: BodyCounts| {
        let mut file = told(&[]);
        file.bodies.insert("North".to_owned(), wrong);
        file.check().unwrap_err().to_string()
    };
    assert!(with(body(501, 1, 0)).contains("'North'"));
    assert!(with(BodyCounts { n10: 40, ..body(30, 20, 5) }).contains("n10"));
    assert!(with(BodyCounts { reach: 31, ..body(30, 20, 0) }).contains("n10"));
    assert!(with(BodyCounts { additive_cost: f64::NAN, ..body(30, 20, 0) }).contains("finite"));
    assert!(with(BodyCounts { lag_days: u64::MAX, ..body(30, 20, 0) }).contains("2^53"));
    let other = Exchange { form: "other".to_owned(), ..told(&[]) };
    assert!(matches!(other.check(), Err(ExchangeError::Form { .. })));
    let endless = Exchange { targets: u64::MAX, ..told(&[]) };
    assert!(matches!(endless.check(), Err(ExchangeError::Counts { .. })));
}

fn bin(until_days: u32, events: u64) -> LagBin {
    LagBin { until_days, events }
}

fn with_lags(bins: &[LagBin]) -> Exchange {
    let reach: u64 = bins.iter().map(|bin| bin.events).sum();
    let mut counts = counts(&[body(reach - 10, 20, 10)]);
    counts.lags = vec![bins.iter().copied().collect::<Lags>()];
    Exchange::of(&ASKED, &counts, &names(1), &ToldSteps::default(), 10).unwrap()
}

#[test]
fn days_before_are_told_in_weeks_joined_until_none_is_of_few() {
    let told = with_lags(&[bin(1, 12), bin(8, 3), bin(10, 7), bin(16, 30), bin(80, 3)]);
    // The last 3 are too few for a bin, and so the one before it goes to the window's end.
    assert_eq!(told.lags["body 0"], [bin(7, 12), bin(14, 10), bin(90, 33)]);
}

#[test]
fn days_of_two_places_are_added_where_both_end_a_bin() {
    let one = with_lags(&[bin(7, 12), bin(14, 11), bin(90, 20)]);
    let other = with_lags(&[bin(14, 30), bin(90, 10)]);
    let (sum, _) = together(&[one.clone(), other]).unwrap();
    assert_eq!(sum.lags[0], [bin(14, 53), bin(90, 30)].into_iter().collect());
    let silent = Exchange { lags: [].into(), ..one.clone() };
    let (sum, _) = together(&[one, silent]).unwrap();
    assert_eq!(sum.lags[0].events(), 0, "what one place does not tell is not known of both");
}

#[test]
fn days_that_do_not_sum_to_the_reach_are_refused() {
    let mut file = with_lags(&[bin(7, 12), bin(90, 20)]);
    for wrong in
        [vec![bin(7, 12), bin(90, 19)], vec![bin(90, 20), bin(7, 12)], vec![bin(7, u64::MAX), bin(90, 33)]]
    {
        file.lags.insert("body 0".to_owned(), wrong);
        assert!(file.check().unwrap_err().to_string().contains("days"));
    }
}

fn step(from: &str, to: &str, persons: u64, times: Option<u64>) -> NamedStep {
    NamedStep { from: from.to_owned(), to: to.to_owned(), persons, times }
}

fn steps(steps: Vec<NamedStep>) -> ToldSteps {
    ToldSteps { of: Nodes::Services, steps, suppressed: 0 }
}

#[test]
fn steps_of_few_persons_are_not_told_nor_how_often_a_few_took_one_again() {
    let all = steps(vec![
        step("GP", "GP", 40, Some(80)),
        step("GP", "Fall", 30, Some(39)),
        step("Fall", "GP", 30, Some(30)),
        step("Fall", "Fall", 9, Some(90)),
    ]);
    let told = all.without_small(10);
    let expected =
        [step("GP", "GP", 40, Some(80)), step("GP", "Fall", 30, None), step("Fall", "GP", 30, Some(30))];
    assert_eq!((told.steps.as_slice(), told.suppressed), (expected.as_slice(), 1));
}

#[test]
fn steps_of_two_places_add_up_by_name_as_far_as_both_tell() {
    let one = steps(vec![step("GP", "Fall", 30, Some(45)), step("GP", "GP", 20, Some(40))]);
    let other = steps(vec![step("GP", "Fall", 10, None), step("Fall", "GP", 50, Some(50))]);
    let sum = ToldSteps::together([&one, &other]);
    let expected =
        [step("Fall", "GP", 50, Some(50)), step("GP", "Fall", 40, None), step("GP", "GP", 20, Some(40))];
    assert_eq!(sum.steps, expected);
    let of_bodies = ToldSteps { of: Nodes::Bodies, ..other };
    assert_eq!(ToldSteps::together([&one, &of_bodies]).steps.len(), 2);
}
