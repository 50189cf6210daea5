//! The upstream finder on the 100,000-event log with planted causes: every column of every body, from `shared/goldens/upstream` (made by
//! `upstream.sql` on `DuckDB`, `DataFusion` and PostgreSQL, which agree).
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use commonweal_activity::{EventFold, EventNames, EventSource, Order, fold_events};
use commonweal_find::upstream::{Candidate, Counts, Events, Kernel, Question, Windows, candidates};
use commonweal_validation::{records, shared};

fn source(path: std::path::PathBuf) -> EventSource {
    EventSource {
        path,
        person: "person".to_owned(),
        at: "ts".to_owned(),
        service: "service".to_owned(),
        body: "org".to_owned(),
        cost: Some("cost".to_owned()),
        delimiter: None,
    }
}

struct Counting<'t> {
    target: &'t str,
    windows: Windows,
    total: Counts,
    names: EventNames,
}

impl EventFold for Counting<'_> {
    type Part = Kernel;

    fn begin(&self, names: &EventNames, _: u64) -> Kernel {
        let target = u16::try_from(names.services.find(self.target).unwrap()).unwrap();
        let question = Question { target, windows: self.windows, observed_from: 0 };
        Kernel::new(u32::try_from(names.bodies.len()).unwrap(), question)
    }

    fn take(&self, kernel: &mut Kernel, events: &Events<'_>) {
        kernel.take(events).unwrap();
    }

    fn end(&mut self, kernel: Kernel, names: &EventNames) {
        self.total.add(&kernel.finish());
        self.names = names.clone();
    }
}

fn found(source: &EventSource, order: Order, target: &str, windows: Windows) -> BTreeMap<String, Candidate> {
    let mut counting = Counting { target, windows, total: Counts::new(0), names: EventNames::default() };
    fold_events(source, order, &mut |_| (), &mut counting).unwrap();
    let Counting { total, names, .. } = counting;
    let name = |candidate: &Candidate| names.bodies.all()[candidate.number].clone();
    candidates(&total).into_iter().map(|candidate| (name(&candidate), candidate)).collect()
}

#[test]
fn every_column_of_every_body_equals_the_sql() {
    let (Some(log), Some(golden)) =
        (shared("goldens/upstream/log_100k.parquet"), shared("goldens/upstream/golden_upstream_100k.csv"))
    else {
        return;
    };
    let rows = records(&golden, b',').unwrap();
    for order in [Order::Sorted, Order::Any] {
        let found = found(&source(log.clone()), order, "0", Windows::new(1, 90).unwrap());
        assert_eq!((found.len(), rows.len()), (398, 398));
        equal(&found, &rows);
    }
}

fn equal(found: &BTreeMap<String, Candidate>, rows: &[Vec<String>]) {
    for row in rows {
        let ours = &found[&row[0]];
        let optional = |value: Option<f64>| value.unwrap_or(f64::NAN);
        let columns = [
            ours.reach as f64,
            ours.expected as f64,
            ours.share_of_targets,
            optional(ours.lift),
            ours.n10 as f64,
            ours.n01 as f64,
            optional(ours.matched_or),
            ours.excess_events as f64,
            ours.se_events,
            ours.reach_cost,
            ours.excess_cost,
            ours.se_cost,
            ours.excess_cost_lo,
            ours.additive_cost,
        ];
        for (at, (ours, theirs)) in columns.iter().zip(&row[1..]).enumerate() {
            let theirs: f64 = theirs.parse().unwrap_or(f64::NAN);
            let same =
                (ours.is_nan() && theirs.is_nan()) || (ours - theirs).abs() <= 1e-9 * (1.0 + theirs.abs());
            assert!(same, "body {}, column {}: {ours} is not {theirs}", row[0], at + 1);
        }
    }
}

#[test]
fn the_hand_worked_log_gives_the_hand_worked_numbers() {
    let (Some(log), Some(golden)) = (
        shared("goldens/upstream/mini_upstream_events.csv"),
        shared("goldens/upstream/goldens_upstream.csv"),
    ) else {
        return;
    };
    let mut source = source(log);
    "unit".clone_into(&mut source.service);
    "unit".clone_into(&mut source.body);
    let found = found(&source, Order::Any, "T", Windows::new(1, 10).unwrap());
    for row in records(&golden, b',').unwrap().iter().filter(|row| row[0] == "mini_upstream_g1_w10") {
        let (body, measure) = row[1].split_once('.').unwrap();
        let body = &found[body];
        let ours = match measure {
            "reach" => body.reach as f64,
            "exp" => body.expected as f64,
            "n10" => body.n10 as f64,
            "n01" => body.n01 as f64,
            "rc" => body.reach_cost,
            "xc" => body.excess_cost,
            "add" | "shapley_coverage" => body.additive_cost,
            other => unreachable!("{other}"),
        };
        assert_eq!(ours, row[2].parse::<f64>().unwrap(), "{}", row[1]);
    }
}
