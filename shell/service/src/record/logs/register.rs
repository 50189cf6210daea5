//! The partnerships of a place, a line each: a projection of all logs, with a snapshot beside them for the next start.
//!
//! Where anything was appended, by this process or another, is one small question to the store ([`Store::extent`]); only the logs that have
//! grown since are looked at again. The snapshot is taken up at the first look, as far as its lines rest on the entries that the store has
//! (their number, and the leaf hash of the last); the others are folded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use commonweal_record::entry::Origin;
use commonweal_store::Extent;

use super::Logs;
use super::snapshot;
use crate::record::place::slug_of;
use crate::record::summary::Summary;
use crate::record::{REGISTER, RecordError, View};

/// The partnerships by slug.
pub type Summaries = BTreeMap<String, Arc<Summary>>;

/// What is known of all logs together.
#[derive(Default)]
pub(super) struct Register {
    held: RwLock<Option<Held>>,
    /// Whoever brings it up to date.
    turn: Mutex<()>,
    /// Origins of the lines that the snapshot does not have.
    unkept: Mutex<BTreeSet<Origin>>,
}

#[derive(Clone)]
struct Held {
    extent: Extent,
    summaries: Arc<Summaries>,
}

/// A log whose line is to be made.
struct Grown {
    slug: String,
    origin: Origin,
    size: u64,
}

impl Logs {
    /// Every partnership in a line, as the logs stand now.
    ///
    /// # Errors
    /// [`RecordError::Damaged`], and what the store says.
    pub fn summaries(&self) -> Result<Arc<Summaries>, RecordError> {
        let extent = self.place.store.extent()?;
        if let Some(summaries) = self.register.at(extent) {
            return Ok(summaries);
        }
        let _turn = lock(&self.register.turn);
        // Somebody else may have done it while this one waited.
        if let Some(summaries) = self.register.at(extent) {
            return Ok(summaries);
        }
        let known = match self.register.held() {
            Some(held) => held.summaries,
            None => Arc::new(snapshot::read(&self.place)?),
        };
        let (summaries, made) = self.brought_up(known)?;
        lock(&self.register.unkept).extend(made);
        let summaries = Arc::new(summaries);
        let held = Held { extent, summaries: Arc::clone(&summaries) };
        *self.register.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
        Ok(summaries)
    }

    /// Writes the lines that are new since the last time into the snapshot; gives their number.
    ///
    /// # Errors
    /// What the store says: they are then written the next time.
    pub fn keep_summaries(&self) -> Result<usize, RecordError> {
        let Some(held) = self.register.held() else { return Ok(0) };
        let origins = std::mem::take(&mut *lock(&self.register.unkept));
        let line = |origin: &Origin| Some((origin.clone(), Arc::clone(held.summaries.get(slug_of(origin))?)));
        let lines: Vec<(Origin, Arc<Summary>)> = origins.iter().filter_map(line).collect();
        match snapshot::write(&self.place, &lines) {
            Ok(()) => Ok(lines.len()),
            Err(error) => {
                lock(&self.register.unkept).extend(origins);
                Err(error)
            }
        }
    }

    /// The lines with those of the logs that have grown made anew, and whose these are.
    fn brought_up(&self, known: Arc<Summaries>) -> Result<(Summaries, Vec<Origin>), RecordError> {
        let heads = self.place.heads()?;
        self.learn(&heads);
        let is_new = |grown: &Grown| {
            let line = known.get(&grown.slug).map(|known| &known.line);
            line.is_none_or(|line| line.size != grown.size || line.origin != grown.origin.as_str())
        };
        let logs = heads.into_iter().map(|(slug, (origin, size))| Grown { slug, origin, size });
        let grown: Vec<Grown> = logs.filter(|log| log.slug != REGISTER && is_new(log)).collect();
        let made = self.summed_up(&grown)?;
        let mut summaries = Arc::unwrap_or_clone(known);
        summaries.extend(made);
        Ok((summaries, grown.into_iter().map(|grown| grown.origin).collect()))
    }

    /// The lines of these logs, made on all processors.
    fn summed_up(&self, grown: &[Grown]) -> Result<Vec<(String, Arc<Summary>)>, RecordError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(grown.len()).max(1);
        let share = |first: usize| {
            grown.iter().skip(first).step_by(threads).map(|grown| self.summed_up_one(grown)).collect()
        };
        if threads == 1 {
            return share(0);
        }
        std::thread::scope(|scope| {
            let share = &share;
            let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || share(first))).collect();
            let mut made = Vec::with_capacity(grown.len());
            for worker in workers {
                let lines: Result<Vec<_>, RecordError> = worker.join().map_err(|_| RecordError::Machine {
                    what: "thread",
                    reason: "it broke off while the register was made".to_owned(),
                })?;
                made.extend(lines?);
            }
            Ok(made)
        })
    }

    /// Of a log that is open anyway; another is folded for this and let go.
    fn summed_up_one(&self, grown: &Grown) -> Result<(String, Arc<Summary>), RecordError> {
        let Grown { slug, origin, size } = grown;
        let summary = if self.is_open(origin) {
            self.look_at(origin.clone(), *size, |log| Summary::of(log.view()))?
        } else {
            let mut view = View::new(origin.clone());
            view.catch_up(self.place.store.as_ref())?;
            Summary::of(&view)
        };
        Ok((slug.clone(), Arc::new(summary)))
    }
}

impl Register {
    /// The lines, if nothing was appended since.
    fn at(&self, extent: Extent) -> Option<Arc<Summaries>> {
        self.held().filter(|held| held.extent == extent).map(|held| held.summaries)
    }

    fn held(&self) -> Option<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
