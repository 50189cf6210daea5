//! Events from a Parquet file: row groups folded side by side, and put together in their order.

use std::fs::File;

use rayon::prelude::*;

use super::EventSource;
use super::columns::Opened;
use super::fold::EventFold;
use super::names::{EventNames, Names};
use super::report::EventReport;
use super::row_group::{FoldedGroup, fold_group};
use super::seams::Seams;
use crate::error::{ActivityError, Place};
use crate::parquet_table::ParquetFile;
use crate::source::{Progress, Stage};

/// Row groups that a thread deals with before names are numbered again.
const GROUPS_A_THREAD: usize = 2;

pub(super) fn fold_file<F: EventFold>(
    file: File,
    source: &EventSource,
    progress: &mut dyn FnMut(Progress),
    fold: &mut F,
) -> Result<EventReport, ActivityError> {
    let table = source.table();
    let file = ParquetFile::open(file, table.file_name())?;
    let groups: Vec<usize> = (0..file.group_rows().len()).collect();
    let mut together = Together::default();
    for wave in groups.chunks(rayon::current_num_threads() * GROUPS_A_THREAD) {
        let opened = wave.par_iter().map(|index| Opened::new(&open(source)?, *index, source));
        let opened = opened.collect::<Result<Vec<Opened>, _>>()?;
        together.take(opened, source, fold)?;
        let rows = together.report.rows_read;
        let (bytes, total_bytes) = file.share_of_bytes(rows);
        progress(Progress { stage: Stage::Reading, bytes, total_bytes, rows });
    }
    if together.report.rows_read == 0 {
        return Err(ActivityError::NoRows { file: table.file_name() });
    }
    Ok(together.finish(fold))
}

/// The file anew: threads that share one share its position.
fn open(source: &EventSource) -> Result<ParquetFile, ActivityError> {
    let name = source.table().file_name();
    let file = File::open(&source.path)
        .map_err(|error| ActivityError::Unreadable { file: name.clone(), source: error })?;
    ParquetFile::open(file, name)
}

/// Puts row groups together in their order.
#[derive(Default)]
struct Together {
    names: EventNames,
    report: EventReport,
    seams: Seams,
}

impl Together {
    /// Folds these row groups, and the persons who stand where two of them meet.
    fn take<F: EventFold>(
        &mut self,
        opened: Vec<Opened>,
        source: &EventSource,
        fold: &mut F,
    ) -> Result<(), ActivityError> {
        let file = || source.path.display().to_string();
        let mut numbered = Vec::with_capacity(opened.len());
        for group in opened {
            let services = numbers(group.service_names(), &mut self.names.services);
            if self.names.services.len() > usize::from(u16::MAX) {
                return Err(ActivityError::TooManyServices { file: file(), column: source.service.clone() });
            }
            let bodies = numbers(group.body_names(), &mut self.names.bodies);
            numbered.push((group, services, bodies));
        }
        let (names, folding) = (&self.names, &*fold);
        let folded = numbered.into_par_iter().map(|(group, services, bodies)| {
            let (rows, rows_before) = (group.rows, group.rows_before);
            let columns = group.numbered(&services, &bodies)?;
            let folded = fold_group(columns, rows, rows_before, names, folding);
            folded.map_err(|fault| fault.in_file(source, rows_before))
        });
        let folded = folded.collect::<Result<Vec<FoldedGroup<F::Part>>, _>>()?;
        let mut between = fold.begin(&self.names, self.report.rows_read);
        for group in folded {
            let place = Place::Row(self.report.rows_read + 1);
            let unsorted = || ActivityError::Unsorted { file: file(), place };
            self.report.add(&group.report);
            let Some(ends) = group.ends else { continue };
            for person in &self.seams.join(ends, group.head, group.tail).ok_or_else(unsorted)? {
                fold.take(&mut between, &person.events(..).map_err(|_| unsorted())?);
            }
            fold.end(group.part, &self.names);
        }
        fold.end(between, &self.names);
        Ok(())
    }

    /// Folds the last person.
    fn finish<F: EventFold>(mut self, fold: &mut F) -> EventReport {
        if let Some(last) = self.seams.finish()
            && let Ok(events) = last.events(..)
        {
            let mut part = fold.begin(&self.names, self.report.rows_read);
            fold.take(&mut part, &events);
            fold.end(part, &self.names);
        }
        self.report.persons -= self.seams.joined;
        self.report
    }
}

fn numbers(own: &[String], names: &mut Names) -> Vec<u32> {
    own.iter().map(|name| names.number(name)).collect()
}
