use commonweal_find::upstream::{Asked, BodyCounts, Counts, Exchange, ExchangeError, together};

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
    Exchange::of(&ASKED, &counts(bodies), &names(bodies.len()), 10).unwrap()
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
    assert_eq!(Exchange::of(&ASKED, &few, &[], 10), Err(ExchangeError::TooFew { targets: 9, smallest: 10 }));
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
