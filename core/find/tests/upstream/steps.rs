//! Which follows which, beside a slow reading of it.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_find::upstream::{Events, Nodes, Step, Steps};
use proptest::prelude::*;

use crate::log::{Row, sorted};

const NODES: u32 = 4;

fn counted(pieces: &[&[Row]], of: Nodes) -> Vec<Step> {
    let mut total = Steps::new(1).unwrap();
    for rows in pieces {
        let person: Vec<u32> = rows.iter().map(|row| row.person).collect();
        let day: Vec<i32> = rows.iter().map(|row| row.day).collect();
        let service: Vec<u16> = rows.iter().map(|row| row.service).collect();
        let body: Vec<u32> = rows.iter().map(|row| row.body).collect();
        let cost = vec![0.0; rows.len()];
        let mut steps = Steps::new(NODES).unwrap();
        steps.take(&Events::new(&person, &day, &service, &body, &cost).unwrap(), of);
        total.add(&steps);
    }
    total.all()
}

/// Every event against every other of the same person, with none between them.
fn slowly(rows: &[Row], of: Nodes) -> BTreeMap<(u32, u32), (u64, u64)> {
    let node = |row: &Row| match of {
        Nodes::Services => u32::from(row.service),
        Nodes::Bodies => row.body,
    };
    let mut taken: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for one in 0..rows.len() {
        for other in one + 1..rows.len() {
            let between = (one + 1..other).any(|at| rows[at].person == rows[one].person);
            if rows[one].person == rows[other].person && !between {
                taken.entry((node(&rows[one]), node(&rows[other]))).or_default().push(rows[one].person);
            }
        }
    }
    let sum =
        |persons: Vec<u32>| (persons.len() as u64, persons.iter().collect::<BTreeSet<_>>().len() as u64);
    taken.into_iter().map(|(step, persons)| (step, sum(persons))).collect()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_u32..6, 0_i32..20, 0_u16..4, 0..NODES).prop_map(|(person, day, service, body)| Row {
        person,
        day,
        service,
        body,
        cost: 0.0,
    });
    prop::collection::vec(row, 0..80).prop_map(sorted)
}

proptest! {
    #[test]
    fn the_pass_gives_what_the_definition_gives_whole_or_in_parts(rows in rows(), cut in 0_u32..6) {
        for of in [Nodes::Services, Nodes::Bodies] {
            let found = counted(&[rows.as_slice()], of);
            let told = found.iter().map(|step| ((step.from, step.to), (step.times, step.persons))).collect();
            prop_assert_eq!(slowly(&rows, of), told);
            let (early, late) = rows.split_at(rows.partition_point(|row| row.person < cut));
            prop_assert_eq!(&found, &counted(&[early, late], of));
        }
    }
}

#[test]
fn among_too_many_services_no_steps_are_counted() {
    assert!(Steps::new(1_024).is_some());
    assert!(Steps::new(1_025).is_none());
}
