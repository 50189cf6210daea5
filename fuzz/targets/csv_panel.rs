//! Any bytes, read as a CSV panel in several ways, give a panel or a message.
#![no_main]

use commonweal_activity::{PanelSource, read_csv};
use commonweal_evaluate::protocol::ColumnFilter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((&ways, text)) = input.split_first() else { return };
    let mut source = PanelSource::new("f.csv", "unit", "when", "n");
    if ways & 1 != 0 {
        source.population = Some("people".to_owned());
    }
    if ways & 2 != 0 {
        source.filters = vec![ColumnFilter { column: "metric".to_owned(), value: "x".to_owned() }];
    }
    if ways & 4 != 0 {
        source.since = "2015".parse().ok();
    }
    if ways & 8 != 0 {
        source.frequency = "month".parse().ok();
    }
    if ways & 16 != 0 {
        source.duplicates = commonweal_evaluate::panel::Duplicates::Sum;
    }
    if ways & 32 != 0 {
        source.delimiter = Some(b';');
    }
    match read_csv(text, text.len() as u64, &source, &mut |_| {}) {
        Ok(loaded) => {
            let dropped: u64 = loaded.report.dropped.iter().map(|dropped| dropped.count).sum();
            assert_eq!(loaded.report.rows_read, loaded.report.rows_kept + dropped);
            assert!(!loaded.panel.units().is_empty() && !loaded.panel.periods().is_empty());
        }
        Err(error) => assert!(error.to_string().starts_with(char::is_alphanumeric)),
    }
});
