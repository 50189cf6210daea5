//! Events from a Parquet file: row groups decoded side by side, and put together in their order.

use std::fs::File;

use rayon::prelude::*;

use super::batch::{EventBatch, EventReport};
use super::group::{Group, RowFault};
use super::names::{EventNames, Names};
use super::person::Pseudonym;
use super::{EventSource, OnBatches};
use crate::error::{ActivityError, Place};
use crate::parquet_table::ParquetFile;
use crate::source::{Progress, Stage};

pub(super) fn read(
    file: File,
    source: &EventSource,
    progress: &mut dyn FnMut(Progress),
    take: &mut OnBatches<'_>,
) -> Result<EventReport, ActivityError> {
    let table = source.table();
    let file = ParquetFile::open(file, table.file_name())?;
    let groups: Vec<usize> = (0..file.group_rows().len()).collect();
    let mut together = Together::default();
    for wave in groups.chunks(rayon::current_num_threads()) {
        let decoded = wave.par_iter().map(|index| decode(*index, source));
        let groups = decoded.collect::<Result<Vec<Group>, _>>()?;
        let batches = together.take(groups, source)?;
        take(&batches, &together.names);
        let rows = together.report.rows_read;
        let (bytes, total_bytes) = file.share_of_bytes(rows);
        progress(Progress { stage: Stage::Reading, bytes, total_bytes, rows });
    }
    if together.report.rows_read == 0 {
        return Err(ActivityError::NoRows { file: table.file_name() });
    }
    if let Some(last) = together.carried.take() {
        take(&[last.events], &together.names);
    }
    Ok(together.report)
}

/// A row group, through a file of its own: threads that share one share its position.
fn decode(index: usize, source: &EventSource) -> Result<Group, ActivityError> {
    let table = source.table();
    let name = table.file_name();
    let file = File::open(&source.path)
        .map_err(|error| ActivityError::Unreadable { file: name.clone(), source: error })?;
    let file = ParquetFile::open(file, name)?;
    let (columns, rows) = file.read_group(index, &table)?;
    let before: usize = file.group_rows().iter().take(index).sum();
    let in_file = |(row, fault): (usize, RowFault)| {
        fault.in_file(&table.file_name(), (before + row) as u64 + 1, &table.names())
    };
    Group::of(columns, rows).map_err(in_file)
}

/// The events of the last person seen, of whom the next row group may have more.
struct Carried {
    pseudonym: Pseudonym,
    events: EventBatch,
}

/// Puts row groups together in their order.
#[derive(Default)]
struct Together {
    names: EventNames,
    report: EventReport,
    carried: Option<Carried>,
}

impl Together {
    /// The events of whole persons in these row groups.
    fn take(&mut self, groups: Vec<Group>, source: &EventSource) -> Result<Vec<EventBatch>, ActivityError> {
        let file = || source.path.display().to_string();
        let mut numbered = Vec::with_capacity(groups.len());
        for mut group in groups {
            let services = numbers(group.service_names(), &mut self.names.services);
            let services: Result<Vec<u16>, _> = services.into_iter().map(u16::try_from).collect();
            let services = services.map_err(|_| ActivityError::TooManyServices {
                file: file(),
                column: source.service.clone(),
            })?;
            let bodies = numbers(group.body_names(), &mut self.names.bodies);
            let first_row = self.report.rows_read + 1;
            self.report.rows_read += group.rows_read;
            self.report.rows_incomplete += group.rows_incomplete;
            self.report.costs_missing += group.costs_missing;
            self.report.persons += group.persons();
            if let Some(ends) = group.ends.take() {
                numbered.push((first_row, ends, group, services, bodies));
            }
        }
        let batches = numbered.into_par_iter().map(|(first_row, ends, group, services, bodies)| {
            (first_row, ends, group.into_batch(&services, &bodies))
        });
        let mut whole = Vec::new();
        for (first_row, ends, batch) in batches.collect::<Vec<_>>() {
            self.report.see_days(&batch.day);
            self.join(ends, batch, &mut whole)
                .map_err(|()| ActivityError::Unsorted { file: file(), place: Place::Row(first_row) })?;
        }
        Ok(whole)
    }

    /// Adds a row group's events to `whole`, but for its last person's, whose events may go on.
    fn join(
        &mut self,
        (first, last): (Pseudonym, Pseudonym),
        mut events: EventBatch,
        whole: &mut Vec<EventBatch>,
    ) -> Result<(), ()> {
        if let Some(mut carried) = self.carried.take() {
            if carried.pseudonym > first {
                return Err(());
            }
            if carried.pseudonym == first {
                if carried.events.day.last() > events.day.first() {
                    return Err(());
                }
                self.report.persons -= 1;
                let number = events.person.first().copied().unwrap_or_default();
                let rest = events.split_off(events.person.partition_point(|person| *person <= number));
                carried.events.append_to_person(&events);
                events = rest;
            }
            if events.is_empty() {
                self.carried = Some(carried);
                return Ok(());
            }
            whole.push(carried.events);
        }
        let number = events.person.last().copied().unwrap_or_default();
        let own = events.split_off(events.person.partition_point(|person| *person < number));
        whole.push(events);
        self.carried = Some(Carried { pseudonym: last, events: own });
        Ok(())
    }
}

fn numbers(own: &[String], names: &mut Names) -> Vec<u32> {
    own.iter().map(|name| names.number(name)).collect()
}
