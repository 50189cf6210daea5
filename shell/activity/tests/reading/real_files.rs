//! Real files as their publishers write them; skipped where the shared data is absent.

use crate::common::{filter, shared, value};
use commonweal_activity::{ActivityError, Delimiter, PanelSource, read_panel};
use commonweal_evaluate::panel::Duplicates;
use commonweal_quantity::Frequency;

#[test]
fn the_trust_panel_gives_monthly_attendances() {
    let Some(path) = shared("data/panel/nhs_trust_panel.csv") else { return };
    let mut source = PanelSource::new(path, "org_code", "period", "value");
    source.filters = vec![filter("metric", "ae_attendances_total")];
    source.since = Some("2013-07".parse().unwrap());
    source.until = Some("2018-03".parse().unwrap());
    let loaded = read_panel(&source, &mut |_| {}).unwrap();
    assert_eq!(loaded.panel.frequency(), Frequency::Month);
    assert_eq!(loaded.panel.periods().len(), 57);
    assert!(loaded.panel.unit_position("RJL").is_some());
    let dropped: u64 = loaded.report.dropped.iter().map(|dropped| dropped.count).sum();
    assert_eq!(loaded.report.rows_read, loaded.report.rows_kept + dropped);
}

#[test]
fn california_is_divided_by_semicolons() {
    let Some(path) = shared("data/causal/california_prop99.csv") else { return };
    let loaded = read_panel(&PanelSource::new(path, "State", "Year", "PacksPerCapita"), &mut |_| {}).unwrap();
    assert_eq!(loaded.report.delimiter, Some(Delimiter::Guessed(';')));
    assert_eq!(
        (loaded.panel.units().len(), loaded.panel.periods().len(), loaded.panel.missing_cells()),
        (39, 31, 0)
    );
    assert_eq!(value(&loaded.panel, "Alabama", "1970"), Some(89.800_003_05));
}

#[test]
fn kansas_has_quarters_written_as_decimals() {
    let Some(path) = shared("data/causal/kansas.csv") else { return };
    let loaded = read_panel(&PanelSource::new(path, "state", "year_qtr", "gdp"), &mut |_| {}).unwrap();
    assert_eq!(loaded.panel.frequency(), Frequency::Quarter);
    assert_eq!(value(&loaded.panel, "Alabama", "1990-Q1"), Some(71_610.0));
    assert_eq!(value(&loaded.panel, "Alabama", "1990-Q2"), Some(72_718.25));
    assert!(loaded.panel.periods().windows(2).all(|pair| pair[0].plus(1) == pair[1]), "a quarter is absent");
}

#[test]
fn an_event_log_in_parquet_gives_the_events_of_each_body_by_step() {
    let Some(path) = shared("goldens/upstream/log_100k.parquet") else { return };
    let mut source = PanelSource::new(path, "org", "ts", "cost");
    assert!(matches!(read_panel(&source, &mut |_| {}), Err(ActivityError::Panel { .. })));
    source.duplicates = Duplicates::Sum;
    let loaded = read_panel(&source, &mut |_| {}).unwrap();
    assert_eq!(loaded.panel.frequency(), Frequency::Step);
    let dropped: u64 = loaded.report.dropped.iter().map(|dropped| dropped.count).sum();
    assert_eq!(loaded.report.rows_read, loaded.report.rows_kept + dropped);
    assert!(loaded.panel.units().len() > 390, "{}", loaded.panel.units().len());
}
