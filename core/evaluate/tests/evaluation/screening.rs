//! Who may stand as comparison, and why not.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_evaluate::design::{Design, DesignError, DesignOptions, UnbalancedDesign};
use commonweal_evaluate::evaluation::Dropped;
use commonweal_evaluate::scale::Scale;

use crate::{month_after, panel};

const GAP: f64 = f64::NAN;

fn options() -> DesignOptions {
    DesignOptions {
        treated: vec!["Saltmere".to_owned()],
        from: month_after(3),
        since: None,
        until: None,
        exclude: BTreeMap::new(),
        keep: BTreeSet::new(),
        max_jump: None,
        scale: Scale::Level,
    }
}

const SALTMERE: (&str, &[f64]) = ("Saltmere", &[5.0, 6.0, 5.0, 4.0]);
const AMBERSHAW: (&str, &[f64]) = ("Ambershaw", &[7.0, 8.0, 7.0, 8.0]);

fn reasons(dropped: &[Dropped]) -> Vec<(&str, &str)> {
    dropped.iter().map(|unit| (unit.unit.as_str(), unit.reason.as_str())).collect()
}

#[test]
fn donors_come_first_and_treated_last_with_the_start_between_the_periods() {
    let panel = panel(&[SALTMERE, AMBERSHAW, ("Zephyrholm", &[1.0, 2.0, 3.0, 4.0])]);
    let design = Design::new(&panel, None, &options()).unwrap();
    assert_eq!(
        (design.donors.as_slice(), design.treated.as_slice()),
        (&["Ambershaw".to_owned(), "Zephyrholm".to_owned()][..], &["Saltmere".to_owned()][..])
    );
    assert_eq!((design.pre_periods, design.post_periods()), (3, 1));
    assert_eq!(design.outcomes.row(0), AMBERSHAW.1);
    assert_eq!(design.outcomes.row(2), SALTMERE.1);
}

#[test]
fn incomplete_excluded_and_jumping_units_leave_with_their_reasons() {
    let panel = panel(&[
        SALTMERE,
        AMBERSHAW,
        ("Gappy", &[1.0, GAP, 3.0, 4.0]),
        ("Merged", &[4.0, 4.0, 9.0, 9.0]),
        ("Named", &[2.0, 2.0, 2.0, 2.0]),
    ]);
    let named = BTreeMap::from([("Named".to_owned(), "shares our ambulances".to_owned())]);
    let options = DesignOptions { exclude: named, max_jump: Some(1.0), ..options() };
    let design = Design::new(&panel, None, &options).unwrap();
    assert_eq!(design.donors, ["Ambershaw"]);
    let expected = [
        ("Gappy", "incomplete series"),
        ("Merged", "break in the series"),
        ("Named", "shares our ambulances"),
    ];
    assert_eq!(reasons(&design.dropped), expected);
    assert_eq!(design.dropped[0].detail.as_deref(), Some("1 of 4 periods have no value, the first 2020-02"));
}

#[test]
fn a_jump_is_only_screened_when_asked_for_and_is_otherwise_pointed_out() {
    let panel = panel(&[SALTMERE, AMBERSHAW, ("Merged", &[4.0, 4.0, 9.0, 9.0])]);
    let design = Design::new(&panel, None, &options()).unwrap();
    assert_eq!(design.donors, ["Ambershaw", "Merged"]);
    assert!(
        design.warnings.iter().any(|warning| warning.contains("Merged (2020-03)")),
        "{:?}",
        design.warnings
    );
    let exactly = DesignOptions { max_jump: Some(1.25), ..options() };
    assert_eq!(Design::new(&panel, None, &exactly).unwrap().donors.len(), 2);
    let below = DesignOptions { max_jump: Some(1.24), ..options() };
    assert_eq!(Design::new(&panel, None, &below).unwrap().donors.len(), 1);
}

#[test]
fn a_total_among_its_parts_is_no_donor_unless_kept() {
    let part = |level: f64| -> [f64; 4] { [level, level + 1.0, level, level + 1.0] };
    let parts: Vec<[f64; 4]> = (0..5).map(|i| part(6.0 + f64::from(i))).collect();
    let total: Vec<f64> =
        (0..4).map(|month| parts.iter().map(|p| p[month]).sum::<f64>() + SALTMERE.1[month]).collect();
    let names = ["Ambershaw", "Brackenhythe", "Corvendale", "Dunmarrow", "Elderwyke"];
    let mut rows: Vec<(&str, &[f64])> = names.iter().copied().zip(parts.iter().map(|p| &p[..])).collect();
    rows.extend([SALTMERE, ("Whole", &total)]);
    let panel = panel(&rows);
    let design = Design::new(&panel, None, &options()).unwrap();
    assert_eq!(reasons(&design.dropped), [("Whole", "looks like a total of the other units")]);
    let keep = BTreeSet::from(["Whole".to_owned()]);
    assert_eq!(Design::new(&panel, None, &DesignOptions { keep, ..options() }).unwrap().donors.len(), 6);
}

#[test]
fn the_log_of_a_donors_zero_drops_the_donor_and_of_a_treated_zero_is_an_error() {
    let panel = panel(&[SALTMERE, AMBERSHAW, ("Quiet", &[0.0, 1.0, 1.0, 1.0])]);
    let options = DesignOptions { scale: Scale::Log, ..options() };
    let design = Design::new(&panel, None, &options).unwrap();
    assert_eq!(reasons(&design.dropped), [("Quiet", "no value on this scale")]);
    assert_eq!(design.outcomes.at(0, 0), 7.0_f64.ln());
    let quiet = DesignOptions { treated: vec!["Quiet".to_owned()], ..options };
    assert!(matches!(Design::new(&panel, None, &quiet), Err(DesignError::NoLogarithm { value: 0.0, .. })));
}

#[test]
fn a_rate_divides_by_the_population_of_the_unit_and_period() {
    let values = panel(&[SALTMERE, AMBERSHAW]);
    let people = panel(&[("Saltmere", &[100.0, 200.0, 100.0, 100.0]), ("Ambershaw", &[1000.0; 4])]);
    let options = DesignOptions { scale: Scale::Rate { per: 1000.0 }, ..options() };
    let design = Design::new(&values, Some(&people), &options).unwrap();
    assert_eq!(design.outcomes.row(1), [50.0, 30.0, 50.0, 40.0]);
    assert_eq!(design.outcomes.row(0), [7.0, 8.0, 7.0, 8.0]);
    assert_eq!(Design::new(&values, None, &options), Err(DesignError::NoPopulation));
}

#[test]
fn each_impossible_question_has_its_own_error() {
    let panel = panel(&[SALTMERE, AMBERSHAW, ("Gappy", &[1.0, GAP, 3.0, 4.0])]);
    let ask = |options: DesignOptions| Design::new(&panel, None, &options).unwrap_err();
    let treated = |unit: &str| DesignOptions { treated: vec![unit.to_owned()], ..options() };
    assert!(
        matches!(ask(treated("saltmere")), DesignError::UnknownTreated { nearest: Some(name), .. } if name == "Saltmere")
    );
    assert!(matches!(ask(treated("Gappy")), DesignError::TreatedIncomplete { missing: 1, of: 4, .. }));
    assert!(matches!(ask(DesignOptions { treated: Vec::new(), ..options() }), DesignError::NoTreated));
    let early = DesignOptions { from: month_after(1), ..options() };
    assert!(matches!(ask(early), DesignError::ShortPrePeriod { pre_periods: 1, .. }));
    let late = DesignOptions { from: month_after(4), ..options() };
    assert!(matches!(ask(late), DesignError::NoPostPeriod { .. }));
    let nowhere = DesignOptions { since: Some(month_after(9)), ..options() };
    assert!(matches!(ask(nowhere), DesignError::EmptyWindow { .. }));
    let everyone = ["Ambershaw", "Gappy"].map(|unit| (unit.to_owned(), "neighbour".to_owned()));
    let nobody = DesignOptions { exclude: BTreeMap::from(everyone), ..options() };
    assert!(matches!(ask(nobody), DesignError::NoDonors { dropped: 2, .. }));
    let both = BTreeMap::from([("Saltmere".to_owned(), String::new())]);
    assert!(matches!(ask(DesignOptions { exclude: both, ..options() }), DesignError::TreatedExcluded { .. }));
    let step = DesignOptions { from: "7".parse().unwrap(), ..options() };
    assert!(matches!(ask(step), DesignError::Period { option: "from", .. }));
}

#[test]
fn the_window_is_read_at_the_frequency_of_the_panel() {
    let two_years: Vec<f64> = (0..24).map(f64::from).collect();
    let panel = panel(&[("Saltmere", &two_years), ("Ambershaw", &two_years)]);
    let options = DesignOptions {
        since: Some("2020-03-15".parse().unwrap()),
        from: "2021".parse().unwrap(),
        until: Some("2021".parse().unwrap()),
        ..options()
    };
    let design = Design::new(&panel, None, &options).unwrap();
    assert_eq!((design.pre_periods, design.post_periods()), (10, 12));
    assert_eq!((design.periods[0], design.periods[21]), (month_after(2), month_after(23)));
}

#[test]
fn the_placebo_in_time_never_sees_the_real_post_period() {
    let panel =
        panel(&[("Saltmere", &[1.0, 2.0, 3.0, 4.0, 99.0]), ("Ambershaw", &[1.0, 2.0, 3.0, 4.0, 98.0])]);
    let design = Design::new(&panel, None, &DesignOptions { from: month_after(4), ..options() }).unwrap();
    let earlier = design.placebo_in_time(2);
    assert_eq!((earlier.pre_periods, earlier.post_periods(), earlier.outcomes.columns()), (2, 2, 4));
    assert!((0..2).all(|row| earlier.outcomes.row(row).iter().all(|&value| value < 90.0)));
}

#[test]
fn the_unbalanced_design_keeps_incomplete_units_but_not_excluded_ones() {
    let panel = panel(&[SALTMERE, AMBERSHAW, ("Gappy", &[1.0, GAP, 3.0, 4.0]), ("Empty", &[GAP; 4])]);
    let design = UnbalancedDesign::new(&panel, None, &options()).unwrap();
    assert_eq!(design.treated_rows(), [false, false, true]);
    assert_eq!(design.donors, ["Ambershaw", "Gappy"]);
    assert_eq!(reasons(&design.dropped), [("Empty", "incomplete series")]);
    assert_eq!(design.outcomes.iter().filter(|value| value.is_nan()).count(), 1);
}
