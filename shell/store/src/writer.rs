//! Group commit: one thread appends for all callers, each of whom waits for the outcome of its own request alone.
//!
//! While one commit is on its way to the disk the next requests gather, and go together: so the more callers there are, the fewer flushes
//! an entry costs. A commit whose answer is lost is not a "no": the writer forgets its state, follows the log anew and asks again with the same ids,
//! which finds what was stored. A batch that fails for one request's sake is asked again one by one.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::append::{self, Batch, Outcome, Proposal};
use crate::floor::{FloorError, Floors, ReadOnly, Standing};
use crate::row::{LogHead, Receipt, Row};
use crate::{Store, StoreError};

/// Most entries of a commit.
const MOST_TOGETHER: usize = 256;
/// Most requests that may wait.
const LONGEST_QUEUE: usize = 4_096;
/// How often a batch is tried before its callers hear of the failure: with doubling pauses, about a second and a quarter.
const ATTEMPTS: u32 = 7;
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// The pure decision of what a log admits, and the state it rests on, which follows the log.
pub trait Host: Send + 'static {
    /// What a caller asks to have recorded.
    type Request: Send + 'static;
    /// Why it is not admitted.
    type Refusal: Send + 'static;

    /// How many entries the state has followed.
    fn size(&self) -> u64;
    /// Back to the state of an empty log.
    fn forget(&mut self);
    /// Takes entry number [`size`](Host::size) into the state.
    ///
    /// # Errors
    /// A sentence that says why the row does not fit.
    fn follow(&mut self, row: &Row) -> Result<(), String>;
    /// Id, stream and version of a request.
    fn proposal(&self, request: &Self::Request) -> Proposal;
    /// Whether the stored entry is what the request asks for, rather than another under the same id.
    fn is_same(&self, request: &Self::Request, stored: &Row) -> bool;
    /// The bytes of the request as entry number `head.size`; the state does not change until they are followed.
    ///
    /// # Errors
    /// Why the log does not admit it.
    fn entry(&mut self, request: &Self::Request, head: &LogHead) -> Result<Vec<u8>, Self::Refusal>;
}

/// What was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Now.
    Now(Receipt),
    /// By an earlier request with the same id and content.
    Before(Receipt),
}

impl Written {
    /// Where the entry is.
    pub fn receipt(self) -> Receipt {
        match self {
            Self::Now(receipt) | Self::Before(receipt) => receipt,
        }
    }
}

/// Why a request was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten<R> {
    /// The log does not admit it.
    #[error("the log does not admit the entry")]
    Refused(R),
    /// The id belongs to another entry.
    #[error("the id of this request belongs to another entry, number {}: use a fresh id for a new request", stored.seq)]
    Conflict {
        /// Where that entry is.
        stored: Receipt,
    },
    /// The stream has moved on.
    #[error("the stream has {next} entries: look at what was added, and sign the request anew")]
    StreamMoved {
        /// The stream's next version.
        next: u64,
    },
    /// Too many requests wait already.
    #[error("{waiting} requests wait to be recorded and no more are taken: try again in a moment")]
    QueueFull {
        /// The queue's length.
        waiting: usize,
    },
    /// The writer has ended.
    #[error("the writer has ended: open the log again")]
    Stopped,
    /// The store failed. Whether the entry is stored is known only where the error says so; the same request again settles it.
    #[error(transparent)]
    Store(Arc<StoreError>),
}

/// Why a log cannot be opened for writing.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// The floor forbids it.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// The floor cannot be read.
    #[error(transparent)]
    Floor(#[from] FloorError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a caller hears.
type Answer<H> = Result<Written, Unwritten<<H as Host>::Refusal>>;

struct Job<H: Host> {
    request: H::Request,
    answer: SyncSender<Answer<H>>,
}

/// Appends to one log for any number of threads.
#[derive(Debug)]
pub struct Writer<H: Host> {
    queue: Option<SyncSender<Job<H>>>,
    longest_queue: usize,
    thread: Option<JoinHandle<()>>,
}

impl<H: Host> Writer<H> {
    /// Opens a log for writing, which its floor must allow, and follows it to its head.
    ///
    /// # Errors
    /// [`Unwritable`].
    pub fn open(store: Arc<dyn Store>, origin: &str, floors: &Floors, host: H) -> Result<Self, Unwritable> {
        Self::open_with_queue(store, origin, floors, host, LONGEST_QUEUE)
    }

    /// As [`open`](Self::open), with a queue of another length.
    ///
    /// # Errors
    /// [`Unwritable`].
    pub fn open_with_queue(
        store: Arc<dyn Store>,
        origin: &str,
        floors: &Floors,
        host: H,
        longest_queue: usize,
    ) -> Result<Self, Unwritable> {
        if let Standing::ReadOnly(reason) = floors.standing(store.as_ref(), origin)? {
            return Err(reason.into());
        }
        let (queue, jobs) = sync_channel(longest_queue);
        let mut appender = Appender { store, origin: origin.to_owned(), host };
        appender.catch_up()?;
        let thread = thread::spawn(move || appender.run(&jobs));
        Ok(Self { queue: Some(queue), longest_queue, thread: Some(thread) })
    }

    /// Has a request recorded, and waits until that is settled.
    ///
    /// # Errors
    /// [`Unwritten`].
    pub fn write(&self, request: H::Request) -> Result<Written, Unwritten<H::Refusal>> {
        let (answer, answered) = sync_channel(1);
        let queue = self.queue.as_ref().ok_or(Unwritten::Stopped)?;
        queue.try_send(Job { request, answer }).map_err(|error| match error {
            TrySendError::Full(_) => Unwritten::QueueFull { waiting: self.longest_queue },
            TrySendError::Disconnected(_) => Unwritten::Stopped,
        })?;
        answered.recv().unwrap_or(Err(Unwritten::Stopped))
    }
}

impl<H: Host> Drop for Writer<H> {
    /// Lets the thread finish what was asked for.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

struct Appender<H: Host> {
    store: Arc<dyn Store>,
    origin: String,
    host: H,
}

impl<H: Host> Appender<H> {
    fn run(mut self, queue: &Receiver<Job<H>>) {
        while let Ok(first) = queue.recv() {
            let jobs: Vec<_> =
                std::iter::once(first).chain(queue.try_iter().take(MOST_TOGETHER - 1)).collect();
            self.settle(jobs, ATTEMPTS);
        }
    }

    /// Sees jobs through to an answer each.
    fn settle(&mut self, jobs: Vec<Job<H>>, attempts: u32) {
        let mut pause = FIRST_PAUSE;
        let mut attempt = 1;
        let error = loop {
            match self.append(&jobs) {
                Ok(answers) => {
                    for (job, answer) in jobs.into_iter().zip(answers) {
                        // Who has gone away can ask again with the same id.
                        job.answer.send(answer).ok();
                    }
                    return;
                }
                Err(error) if attempt == attempts || !may_pass(&error) => break error,
                Err(_) => thread::sleep(pause),
            }
            attempt += 1;
            pause *= 2;
        };
        if jobs.len() > 1 && may_be_one_request(&error) {
            for job in jobs {
                self.settle(vec![job], 1);
            }
            return;
        }
        let error = Arc::new(error);
        for job in jobs {
            job.answer.send(Err(Unwritten::Store(Arc::clone(&error)))).ok();
        }
    }

    /// One attempt; after an error the state may have followed rows that are not stored, and is forgotten.
    fn append(&mut self, jobs: &[Job<H>]) -> Result<Vec<Answer<H>>, StoreError> {
        if self.host.size() == 0 {
            self.catch_up()?;
        }
        let mut together = Together::new(&mut self.host, jobs.iter().map(|job| &job.request).collect());
        match self.store.append(&self.origin, &mut together) {
            Ok(outcomes) => Ok(together.answers(outcomes)),
            Err(error) => {
                self.host.forget();
                Err(error)
            }
        }
    }

    /// Follows the log outside the lock, so that little is left to follow inside it.
    fn catch_up(&mut self) -> Result<(), StoreError> {
        let head = self.store.head(&self.origin)?;
        let caught_up =
            append::catch_up(&head, &mut Together::new(&mut self.host, Vec::new()), |from, limit| {
                self.store.read(&self.origin, from, limit)
            });
        if caught_up.is_err() {
            self.host.forget();
        }
        caught_up
    }
}

/// Whether the same again may succeed.
fn may_pass(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::CommitUnknown { .. }
            | StoreError::Database { .. }
            | StoreError::Unreachable { .. }
            | StoreError::Busy { .. }
    )
}

/// Whether the failure may be the fault of one request among several.
fn may_be_one_request(error: &StoreError) -> bool {
    may_pass(error) || matches!(error, StoreError::NotFollowed { .. })
}

/// The requests of one commit.
struct Together<'a, H: Host> {
    host: &'a mut H,
    requests: Vec<&'a H::Request>,
    proposals: Vec<Proposal>,
    refusals: Vec<Option<H::Refusal>>,
}

impl<'a, H: Host> Together<'a, H> {
    fn new(host: &'a mut H, requests: Vec<&'a H::Request>) -> Self {
        let proposals = requests.iter().map(|request| host.proposal(request)).collect();
        let refusals = requests.iter().map(|_| None).collect();
        Self { host, requests, proposals, refusals }
    }

    fn answers(self, outcomes: Vec<Outcome>) -> Vec<Answer<H>> {
        let answer = |(outcome, refusal): (Outcome, Option<H::Refusal>)| match (outcome, refusal) {
            (_, Some(refusal)) => Err(Unwritten::Refused(refusal)),
            (Outcome::Appended(receipt), _) => Ok(Written::Now(receipt)),
            (Outcome::Already(receipt), _) => Ok(Written::Before(receipt)),
            (Outcome::Conflict { stored }, _) => Err(Unwritten::Conflict { stored }),
            (Outcome::StreamMoved { next }, _) => Err(Unwritten::StreamMoved { next }),
            // A refusal is always kept with its reason.
            (Outcome::Refused, None) => Err(Unwritten::Stopped),
        };
        outcomes.into_iter().zip(self.refusals).map(answer).collect()
    }
}

impl<H: Host> Batch for Together<'_, H> {
    fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    fn known_size(&self) -> u64 {
        self.host.size()
    }

    fn follow(&mut self, row: &Row) -> Result<(), String> {
        self.host.follow(row)
    }

    fn is_same(&self, index: usize, stored: &Row) -> bool {
        self.requests.get(index).is_some_and(|request| self.host.is_same(request, stored))
    }

    fn bytes(&mut self, index: usize, head: &LogHead) -> Option<Vec<u8>> {
        match self.host.entry(self.requests.get(index)?, head) {
            Ok(bytes) => Some(bytes),
            Err(refusal) => {
                self.refusals[index] = Some(refusal);
                None
            }
        }
    }
}
