//! Find whom to work with: the upstream finder over a log of events; mirrors and unlike partners in [`likeness`].

mod calendar;
pub mod likeness;
pub mod pathways;

use commonweal_activity::{ActivityError, EventFold, EventNames, EventReport, Order, first_day, fold_events};
pub use commonweal_activity::{EventSource, Progress, day};
pub use commonweal_find::upstream::Windows;
use commonweal_find::upstream::{
    Asked, Counts, Events, Exchange, ExchangeError, Kernel, Question, UpstreamError, candidates,
};
use commonweal_quantity::nearest::{nearest, suggestion};
use commonweal_report::finding::{Found, Upstream};

/// What is asked of a log of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamQuestion {
    /// The log.
    pub source: EventSource,
    /// The service whose events are wanted less.
    pub target: String,
    /// The windows before each of them.
    pub windows: Windows,
    /// First day on which every person was under observation; the log's first day where `None`.
    pub observed_from: Option<i32>,
}

/// Why nothing was found.
#[derive(Debug, thiserror::Error)]
pub enum FindingError {
    /// The log cannot be read.
    #[error(transparent)]
    Activity(#[from] ActivityError),
    /// The log does not have the service.
    #[error("{file} has no service '{target}'; its services are: {}{}", .services.join(", "), suggestion(.nearest.as_deref()))]
    NoTarget {
        /// The file.
        file: String,
        /// What was asked for.
        target: String,
        /// The nearest that there is.
        nearest: Option<Box<str>>,
        /// Up to twenty that there are.
        services: Vec<String>,
    },
    /// No event of the service has its look-back under observation.
    #[error(
        "none of the {events} events of '{target}' has the {days} days before it under observation; shorten the window or the gap, or use a longer log"
    )]
    NoLookBack {
        /// The service.
        target: String,
        /// Its events.
        events: u64,
        /// Days that are needed.
        days: i32,
    },
    /// The windows cannot be.
    #[error(transparent)]
    Windows(#[from] UpstreamError),
    /// The log's columns do not go together.
    #[error("{file}: {source}")]
    Events {
        /// The file.
        file: String,
        /// Why.
        source: UpstreamError,
    },
}

/// What a log says.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The bodies, by their place in the rank.
    pub upstream: Upstream,
    counts: Counts,
    names: Vec<String>,
    order: Order,
}

impl Answer {
    /// What of it may leave the place where the log is.
    ///
    /// # Errors
    /// [`ExchangeError::TooFew`].
    pub fn exchange(&self, smallest: u64) -> Result<Exchange, ExchangeError> {
        let Upstream { target, gap_days, window_days, .. } = &self.upstream;
        let asked = Asked { target, gap_days: *gap_days, window_days: *window_days };
        Exchange::of(&asked, &self.counts, &self.names, smallest)
    }
}

pub use calendar::correct;

/// Most services that a message lists.
const MOST_LISTED: usize = 20;

/// The bodies that people met before events of the target service, by their place in the rank.
///
/// # Errors
/// [`FindingError`].
pub fn upstream(
    question: &UpstreamQuestion,
    progress: &mut dyn FnMut(Progress),
) -> Result<Answer, FindingError> {
    let observed_from = match question.observed_from {
        Some(day) => day,
        None => first_day(&question.source, progress)?.unwrap_or_default(),
    };
    let mut order = Order::Sorted;
    let mut counting = Counting::new(question, observed_from);
    let mut read = fold_events(&question.source, order, progress, &mut counting);
    if matches!(read, Err(ActivityError::Unsorted { .. })) && question.source.path.is_file() {
        order = Order::Any;
        counting = Counting::new(question, observed_from);
        read = fold_events(&question.source, order, progress, &mut counting);
    }
    counting.finish(&read?, order)
}

/// The counts so far.
struct Counting<'q> {
    question: &'q UpstreamQuestion,
    observed_from: i32,
    total: Counts,
    names: EventNames,
    refused: Option<UpstreamError>,
}

/// The counts of some persons; none while the target service has not been met, for none of its events can have been.
type Counted = Option<Result<Kernel, UpstreamError>>;

impl EventFold for Counting<'_> {
    type Part = Counted;

    fn begin(&self, names: &EventNames, _: u64) -> Counted {
        let target =
            names.services.find(&self.question.target).and_then(|number| u16::try_from(number).ok())?;
        let question = Question { target, windows: self.question.windows, observed_from: self.observed_from };
        Some(Ok(Kernel::new(u32::try_from(names.bodies.len()).unwrap_or(u32::MAX), question)))
    }

    fn take(&self, part: &mut Counted, events: &Events<'_>) {
        if let Some(Ok(kernel)) = part
            && let Err(refused) = kernel.take(events)
        {
            *part = Some(Err(refused));
        }
    }

    fn end(&mut self, part: Counted, names: &EventNames) {
        if (names.services.len(), names.bodies.len()) != (self.names.services.len(), self.names.bodies.len())
        {
            self.names.clone_from(names);
        }
        match part {
            Some(Ok(kernel)) => self.total.add(&kernel.finish()),
            Some(Err(refused)) => self.refused = self.refused.take().or(Some(refused)),
            None => {}
        }
    }
}

impl<'q> Counting<'q> {
    fn new(question: &'q UpstreamQuestion, observed_from: i32) -> Self {
        Self { question, observed_from, total: Counts::new(0), names: EventNames::default(), refused: None }
    }

    fn finish(self, report: &EventReport, order: Order) -> Result<Answer, FindingError> {
        let Self { question, observed_from, total, names, refused } = self;
        let UpstreamQuestion { source, target, windows, .. } = question;
        if let Some(refused) = refused {
            return Err(FindingError::Events { file: source.path.display().to_string(), source: refused });
        }
        if names.services.find(target).is_none() {
            let services = names.services.all();
            return Err(FindingError::NoTarget {
                file: source.path.display().to_string(),
                target: target.clone(),
                nearest: nearest(target, services.iter().map(String::as_str)).map(Into::into),
                services: services.iter().take(MOST_LISTED).cloned().collect(),
            });
        }
        if total.targets == 0 {
            return Err(FindingError::NoLookBack {
                target: target.clone(),
                events: total.targets_too_early,
                days: windows.look_back_days(),
            });
        }
        let found = candidates(&total).into_iter().map(|candidate| {
            let body = names.bodies.all().get(candidate.number).cloned().unwrap_or_default();
            Found { body, candidate, corrected: None }
        });
        let upstream = Upstream {
            target: target.clone(),
            gap_days: windows.gap_days(),
            window_days: windows.window_days(),
            observed_from,
            events: report.rows_read,
            events_incomplete: report.rows_incomplete,
            costs_missing: report.costs_missing,
            persons: report.persons,
            first_day: report.first_day.unwrap_or_default(),
            last_day: report.last_day.unwrap_or_default(),
            targets: total.targets,
            targets_too_early: total.targets_too_early,
            target_cost: total.target_cost,
            bodies: found.collect(),
        };
        Ok(Answer { upstream, counts: total, names: names.bodies.all().to_vec(), order })
    }
}
