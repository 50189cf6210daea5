//! Each irregularity of the input has a named answer.

use commonweal_evaluate::panel::{Duplicates, Panel, PanelBuilder, PanelError};
use commonweal_quantity::Frequency;

fn built(
    rows: &[(&str, &str, f64)],
    frequency: Option<Frequency>,
    duplicates: Duplicates,
) -> Result<Panel, PanelError> {
    let mut builder = PanelBuilder::new();
    for (unit, period, value) in rows {
        builder.push(unit, period.parse().unwrap(), *value)?;
    }
    builder.finish(frequency, duplicates)
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let rows = [("B", "2020-02", 4.0), ("A", "2020-01", 1.0), ("B", "2020-01", 3.0), ("A", "2020-02", 2.0)];
    let mut reversed = rows;
    reversed.reverse();
    let panel = built(&rows, None, Duplicates::Refuse).unwrap();
    assert_eq!(panel, built(&reversed, None, Duplicates::Refuse).unwrap());
    assert_eq!(panel.units(), ["A", "B"]);
    assert_eq!((panel.series(0), panel.series(1)), ([1.0, 2.0].as_slice(), [3.0, 4.0].as_slice()));
    assert_eq!(panel.sha256(), built(&reversed, None, Duplicates::Refuse).unwrap().sha256());
}

#[test]
fn a_ragged_panel_keeps_its_gaps_as_missing() {
    let rows = [("A", "2020-01", 1.0), ("A", "2020-03", 2.0), ("B", "2020-02", 3.0)];
    let panel = built(&rows, None, Duplicates::Refuse).unwrap();
    assert_eq!(panel.missing_cells(), 3);
    assert_eq!(panel, panel.clone());
    assert_eq!([panel.value(0, 0), panel.value(0, 1), panel.value(0, 2)], [Some(1.0), None, Some(2.0)]);
}

#[test]
fn a_second_value_for_a_unit_and_period_is_refused_or_added_up() {
    let rows = [("A", "2020-01", 1.0), ("A", "2020-01", 5.0)];
    let error = built(&rows, None, Duplicates::Refuse).unwrap_err();
    assert!(matches!(error, PanelError::Duplicate { first: 1.0, second: 5.0, .. }), "{error}");
    assert_eq!(built(&rows, None, Duplicates::Sum).unwrap().value(0, 0), Some(6.0));
}

#[test]
fn daily_counts_read_as_months_are_added_up() {
    let rows = [("A", "2020-01-03", 1.0), ("A", "2020-01-30", 5.0), ("A", "2020-02-01", 7.0)];
    let panel = built(&rows, Some(Frequency::Month), Duplicates::Sum).unwrap();
    assert_eq!((panel.frequency(), panel.series(0)), (Frequency::Month, [6.0, 7.0].as_slice()));
}

#[test]
fn values_that_are_not_finite_or_cannot_be_squared_are_refused_with_their_place() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = built(&[("A", "2020-01", value)], None, Duplicates::Refuse).unwrap_err();
        assert!(
            matches!(error, PanelError::NotFinite { .. }) && error.to_string().contains("A, 2020-01"),
            "{error}"
        );
    }
    for value in [1e200, -1e200, 1e-200] {
        let error = built(&[("A", "2020-01", value)], None, Duplicates::Refuse).unwrap_err();
        assert!(matches!(error, PanelError::OutOfRange { .. }), "{error}");
    }
    assert!(built(&[("A", "2020-01", 0.0), ("A", "2020-02", -1e100)], None, Duplicates::Refuse).is_ok());
}

#[test]
fn no_rows_and_mixed_periods_are_refused() {
    assert_eq!(built(&[], None, Duplicates::Refuse), Err(PanelError::Empty));
    let mixed = [("A", "2020-01", 1.0), ("A", "2020", 1.0)];
    let error = built(&mixed, None, Duplicates::Refuse).unwrap_err();
    assert!(matches!(error, PanelError::MixedFrequencies { .. }), "{error}");
}

#[test]
fn months_that_nobody_reports_are_counted_and_named() {
    let rows = [("A", "2020-01", 1.0), ("A", "2020-04", 2.0), ("A", "2020-05", 2.0), ("A", "2020-07", 2.0)];
    let panel = built(&rows, None, Duplicates::Refuse).unwrap();
    let month = |text: &str| text.parse().unwrap();
    let absent = panel.absent_periods(month("2020-01"), month("2020-07"), 2);
    assert_eq!((absent.count, absent.shown), (3, vec![month("2020-02"), month("2020-03")]));
    assert_eq!(panel.absent_periods(month("2020-04"), month("2020-05"), 2).count, 0);
}
