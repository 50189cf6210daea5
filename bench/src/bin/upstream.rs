//! Our side of `bench/upstream.py`: the upstream finder over a log of fictional events in Parquet.
//!
//! Usage: `upstream file LOG BODIES.csv`, which answers and writes the bodies' figures as CSV; `upstream memory LOG BODIES.csv REPEATS`, which
//! does the same from columns in memory, by turns with their being summed; `upstream decode LOG`, which reads the columns and sums them; `upstream stream`,
//! which sums a gibibyte. Each prints one JSON object: CPU seconds of all threads, seconds by the clock, and a sum.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use commonweal_activity::{EventFold, EventNames, Order, fold_events};
use commonweal_find::upstream::{BodyCounts, Counts, EventBatch, Events, Question, count};
use commonweal_report::finding::to_csv;
use commonweal_service::finding::{EventSource, Nodes, UpstreamQuestion, Windows, upstream};
use cpu_time::ProcessTime;
use rayon::prelude::*;
use serde_json::json;

/// The service that is wanted less, as the script names it.
const TARGET: &str = "0";
const STREAM_BYTES: usize = 1 << 30;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["file", log, bodies] => from_file(log, bodies),
        ["memory", log, bodies, repeats] => in_memory(log, bodies, repeats.parse()?),
        ["decode", log] => decode(log),
        ["stream"] => stream(),
        _ => Err("say file LOG BODIES.csv, memory LOG BODIES.csv REPEATS, decode LOG, or stream".into()),
    }
}

fn source(log: &str) -> EventSource {
    let column = str::to_owned;
    EventSource {
        path: log.into(),
        person: column("person"),
        at: column("day"),
        service: column("service"),
        body: column("body"),
        cost: Some(column("cost")),
        delimiter: None,
    }
}

fn from_file(log: &str, bodies: &str) -> Result<(), Box<dyn Error>> {
    let windows = Windows::new(1, 90)?;
    let question = UpstreamQuestion {
        source: source(log),
        target: TARGET.to_owned(),
        windows,
        observed_from: None,
        steps_of: Nodes::Services,
    };
    let answer = timed(|| Ok(upstream(&question, &mut |_| ())?), |answer| answer.upstream.targets as f64)?;
    std::fs::write(bodies, to_csv(&answer.upstream))?;
    Ok(())
}

fn in_memory(log: &str, bodies: &str, repeats: usize) -> Result<(), Box<dyn Error>> {
    let mut whole = Whole::default();
    let report = fold_events(&source(log), Order::Sorted, &mut |_| (), &mut whole)?;
    let Whole { events, names } = &whole;
    let target = names.services.find(TARGET).and_then(|number| u16::try_from(number).ok());
    let question = Question {
        target: target.ok_or("the log lacks the target service")?,
        windows: Windows::new(1, 90)?,
        observed_from: report.first_day.unwrap_or_default(),
    };
    let number = u32::try_from(names.bodies.len())?;
    for _ in 0..repeats {
        let counted = || Ok(count(&events.events(..)?, number, &question)?);
        let counts: Counts = timed(counted, |counts: &Counts| counts.targets as f64)?;
        std::fs::write(bodies, table(&counts, names))?;
    }
    Ok(())
}

fn table(counts: &Counts, names: &EventNames) -> String {
    let row = |(name, it): (&String, &BodyCounts)| {
        format!("{name},{},{},{},{}\n", it.reach, it.expected, it.n10, it.n01)
    };
    let rows = names.bodies.all().iter().zip(&counts.bodies).map(row);
    std::iter::once("body,reach,expected,n10,n01\n".to_owned()).chain(rows).collect()
}

fn decode(log: &str) -> Result<(), Box<dyn Error>> {
    let summed = || {
        let mut sums = Sums(0.0);
        fold_events(&source(log), Order::Sorted, &mut |_| (), &mut sums)?;
        Ok(sums.0)
    };
    timed(summed, |sum| *sum).map(drop)
}

fn stream() -> Result<(), Box<dyn Error>> {
    let words: Vec<u64> = (0..).take(STREAM_BYTES / 8).collect();
    let sum = || {
        Ok(black_box(&words)
            .par_chunks(1 << 16)
            .map(|words| words.iter().copied().fold(0, u64::wrapping_add))
            .sum::<u64>())
    };
    timed(sum, |sum: &u64| *sum as f64).map(drop)
}

/// Does the work, prints what it took, and gives what came of it.
fn timed<T>(
    work: impl FnOnce() -> Result<T, Box<dyn Error>>,
    sum: impl FnOnce(&T) -> f64,
) -> Result<T, Box<dyn Error>> {
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let done = work()?;
    let (cpu, wall) = (cpu.elapsed().as_secs_f64(), wall.elapsed().as_secs_f64());
    println!("{}", json!({ "cpu_seconds": cpu, "wall_seconds": wall, "sum": sum(&done) }));
    Ok(done)
}

/// The events of a whole log, in its order.
#[derive(Default)]
struct Whole {
    events: EventBatch,
    names: EventNames,
}

impl EventFold for Whole {
    type Part = EventBatch;

    fn begin(&self, _: &EventNames, _: u64) -> EventBatch {
        EventBatch::default()
    }

    fn take(&self, part: &mut EventBatch, events: &Events<'_>) {
        append(part, events);
    }

    fn end(&mut self, part: EventBatch, names: &EventNames) {
        if let Ok(events) = part.events(..) {
            append(&mut self.events, &events);
        }
        self.names.clone_from(names);
    }
}

/// Adds events of further persons, who are numbered from where those before ended.
fn append(batch: &mut EventBatch, events: &Events<'_>) {
    let from = batch.person.last().map_or(0, |last| last + 1);
    let first = events.person().first().copied().unwrap_or_default();
    batch.person.extend(events.person().iter().map(|person| person - first + from));
    batch.day.extend_from_slice(events.day());
    batch.service.extend_from_slice(events.service());
    batch.body.extend_from_slice(events.body());
    batch.cost.extend_from_slice(events.cost());
}

/// The sum of all that is read.
struct Sums(f64);

impl EventFold for Sums {
    type Part = f64;

    fn begin(&self, _: &EventNames, _: u64) -> f64 {
        0.0
    }

    fn take(&self, part: &mut f64, events: &Events<'_>) {
        let person: u64 = events.person().iter().map(|person| u64::from(*person)).sum();
        let day: i64 = events.day().iter().map(|day| i64::from(*day)).sum();
        let service: u64 = events.service().iter().map(|service| u64::from(*service)).sum();
        let body: u64 = events.body().iter().map(|body| u64::from(*body)).sum();
        *part += (person + service + body) as f64 + day as f64 + events.cost().iter().sum::<f64>();
    }

    fn end(&mut self, part: f64, _: &EventNames) {
        self.0 += part;
    }
}
