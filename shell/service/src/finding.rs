//! Find whom to work with: the upstream finder over a log of events; mirrors and unlike partners in [`likeness`].

mod calendar;
pub mod likeness;
pub mod pathways;

use commonweal_activity::{
    ActivityError, EventFold, EventNames, EventReport, Names, Order, first_day, fold_events,
};
pub use commonweal_activity::{EventSource, Progress, day};
use commonweal_find::upstream::{
    Asked, Counts, Events, Exchange, ExchangeError, Kernel, Question, Steps, ToldSteps, UpstreamError,
    candidates,
};
pub use commonweal_find::upstream::{Nodes, Windows};
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
    /// Whether steps from service to service are counted beside, or from body to body.
    pub steps_of: Nodes,
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
        let steps = self.upstream.steps.clone().unwrap_or_default();
        Exchange::of(&asked, &self.counts, &self.names, &steps, smallest)
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
    steps: Option<Steps>,
    names: EventNames,
    refused: Option<UpstreamError>,
}

/// The counts of some persons.
struct Counted {
    /// None while the target service has not been met: none of its events can have been.
    kernel: Option<Kernel>,
    /// None where there are too many services or bodies.
    steps: Option<Steps>,
    refused: Option<UpstreamError>,
}

impl EventFold for Counting<'_> {
    type Part = Counted;

    fn begin(&self, names: &EventNames, _: u64) -> Counted {
        let UpstreamQuestion { target, windows, steps_of, .. } = self.question;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let target = names.services.find(target).and_then(|number| u16::try_from(number).ok());
        let question = |target| Question { target, windows: *windows, observed_from: self.observed_from };
        let kernel = target.map(|target| Kernel::new(number(names.bodies.len()), question(target)));
        let nodes = nodes(*steps_of, names).len();
        Counted { kernel, steps: Steps::new(number(nodes)), refused: None }
    }

    fn take(&self, part: &mut Counted, events: &Events<'_>) {
        if let Some(steps) = &mut part.steps {
            steps.take(events, self.question.steps_of);
        }
        if let Some(Err(refused)) = part.kernel.as_mut().map(|kernel| kernel.take(events)) {
            part.refused.get_or_insert(refused);
        }
    }

    fn end(&mut self, part: Counted, names: &EventNames) {
        if (names.services.len(), names.bodies.len()) != (self.names.services.len(), self.names.bodies.len())
        {
            self.names.clone_from(names);
        }
        if let Some(kernel) = part.kernel {
            self.total.add(&kernel.finish());
        }
        self.steps = self.steps.take().zip(part.steps).map(|(mut all, more)| {
            all.add(&more);
            all
        });
        self.refused = self.refused.take().or(part.refused);
    }
}

/// What steps lead from and to.
fn nodes(of: Nodes, names: &EventNames) -> &Names {
    match of {
        Nodes::Services => &names.services,
        Nodes::Bodies => &names.bodies,
    }
}

impl<'q> Counting<'q> {
    fn new(question: &'q UpstreamQuestion, observed_from: i32) -> Self {
        let (total, steps) = (Counts::new(0), Steps::new(0));
        Self { question, observed_from, total, steps, names: EventNames::default(), refused: None }
    }

    fn finish(self, report: &EventReport, order: Order) -> Result<Answer, FindingError> {
        let Self { question, observed_from, total, steps, names, refused } = self;
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
            targets_begun_within: total.targets_begun_within,
            target_cost: total.target_cost,
            bodies: found.collect(),
            steps: steps.map(|steps| {
                ToldSteps::new(&steps, question.steps_of, nodes(question.steps_of, &names).all())
            }),
        };
        Ok(Answer { upstream, counts: total, names: names.bodies.all().to_vec(), order })
    }
}
