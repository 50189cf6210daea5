//! The one pass: from each target event backwards over the same person's events, until the look-back ends.
//!
//! Cost is O(events) to find the target events and O(contacts in their look-backs) for the rest; memory is O(bodies).

use rayon::prelude::*;

use super::{Counts, Events, Question, UpstreamError};

/// Events in a piece: large beside what a piece costs to begin, small beside the memory.
const PIECE: usize = 1 << 20;

/// The counts of `events`, on all cores. The same events give the same bits on any number of them: pieces are cut by events, not by
/// threads, and added up in their order.
///
/// # Errors
/// [`UpstreamError::Body`].
pub fn count(events: &Events<'_>, bodies: u32, question: &Question) -> Result<Counts, UpstreamError> {
    let mut total = Counts::new(bodies);
    for pieces in events.pieces(PIECE).chunks(rayon::current_num_threads()) {
        let counted: Vec<Counts> =
            pieces.par_iter().map(|piece| count_piece(piece, bodies, question)).collect::<Result<_, _>>()?;
        for counts in &counted {
            total.add(counts);
        }
    }
    Ok(total)
}

fn count_piece(events: &Events<'_>, bodies: u32, question: &Question) -> Result<Counts, UpstreamError> {
    let mut kernel = Kernel::new(bodies, *question);
    kernel.take(events)?;
    Ok(kernel.finish())
}

/// Events whose target events are gathered before any of them is looked at.
const BLOCK: usize = 1 << 13;

/// Events before a target event whose part of the columns is fetched together with it: most look-backs end within so many.
const EARLIER: usize = 8;

/// A target event.
#[derive(Debug, Clone, Copy)]
struct Target {
    at: usize,
    person: u32,
    day: i32,
    cost: f64,
}

/// Gathers the target events that stand in `range`. Few of a column's values are needed, far from one another: their places are found first,
/// without a branch, so that the values are then fetched from memory side by side and not one after the other.
fn targets_in(events: &Events<'_>, range: std::ops::Range<usize>, target: u16, targets: &mut Vec<Target>) {
    let (person, day, body, cost) = (events.person(), events.day(), events.body(), events.cost());
    let start = range.start;
    let mut places = [0_u16; BLOCK];
    let mut found = 0;
    for (place, service) in (0..).zip(&events.service()[range]) {
        places[found] = place;
        found += usize::from(*service == target);
    }
    targets.extend(places[..found].iter().map(|place| {
        let at = start + usize::from(*place);
        // What is asked for later is fetched now, with the others: bodies, and the person's events before.
        let before = at.saturating_sub(EARLIER);
        std::hint::black_box((body[at], body[before], day[before], person[before]));
        Target { at, person: person[at], day: day[at], cost: cost[at] }
    }));
}

const HAZARD: u8 = 1;
const CONTROL: u8 = 2;

/// What the target event at hand, and its person so far, have of one body.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    /// Windows of the target event at hand with a contact.
    windows: u8,
    /// Whether `excess` and `excess_cost` hold something of the person at hand.
    by_person: bool,
    /// Days since the last contact in the hazard window.
    lag_days: i32,
    /// Σ(H − C) of the person's target events so far.
    excess: i64,
    /// Σ cost·(H − C) of the same, pounds.
    excess_cost: f64,
}

/// Counts events as they come, whole persons at a time.
#[derive(Debug)]
pub struct Kernel {
    question: Question,
    counts: Counts,
    met: Vec<Met>,
    /// Bodies of the target event at hand.
    by_event: Vec<u32>,
    /// Bodies of the person at hand.
    by_person: Vec<u32>,
}

impl Kernel {
    /// Of no event yet, for bodies numbered below `bodies`.
    pub fn new(bodies: u32, question: Question) -> Self {
        let met = vec![Met::default(); bodies as usize];
        Self { question, counts: Counts::new(bodies), met, by_event: Vec::new(), by_person: Vec::new() }
    }

    /// Counts the events of further persons: none of them may have been in an earlier call.
    ///
    /// # Errors
    /// [`UpstreamError::Body`].
    pub fn take(&mut self, events: &Events<'_>) -> Result<(), UpstreamError> {
        let first_day = self.question.first_day();
        let mut person = None;
        let mut targets = Vec::new();
        let mut from = 0;
        while from < events.len() {
            let to = events.len().min(from + BLOCK);
            targets_in(events, from..to, self.question.target, &mut targets);
            from = to;
            for target in targets.drain(..) {
                if target.day < first_day {
                    self.counts.targets_too_early += 1;
                    continue;
                }
                if person.replace(target.person) != Some(target.person) {
                    self.end_person();
                }
                self.look_back(events, target.at)?;
                self.end_event(target.cost);
            }
        }
        self.end_person();
        Ok(())
    }

    /// The counts.
    pub fn finish(self) -> Counts {
        self.counts
    }

    /// Notes which bodies the person of the target event at `at` met, and in which windows.
    fn look_back(&mut self, events: &Events<'_>, at: usize) -> Result<(), UpstreamError> {
        let (person, day, service, body) = (events.person(), events.day(), events.service(), events.body());
        let windows = self.question.windows;
        let (gap, control_from, end) = (windows.gap_days(), windows.control_from(), windows.end());
        let (who, when) = (person[at], day[at]);
        // Without a gap, contacts of the same day count, and some may stand after the target event.
        let same_day = |at: &usize| gap == 0 && person[*at] == who && day[*at] == when;
        let last = (at + 1..person.len()).take_while(same_day).last().unwrap_or(at);
        let mut begins_within = true;
        for before in (0..=last).rev() {
            let lag = when.wrapping_sub(day[before]);
            if person[before] != who || lag >= end || lag < 0 {
                begins_within = person[before] != who;
                break;
            }
            if lag < gap || service[before] == self.question.target {
                continue;
            }
            let bodies = self.counts.bodies.len();
            let met = self.met.get_mut(body[before] as usize).ok_or(UpstreamError::Body {
                at: before,
                body: body[before],
                bodies: u32::try_from(bodies).unwrap_or(u32::MAX),
            })?;
            if met.windows == 0 {
                self.by_event.push(body[before]);
            }
            if lag >= control_from {
                met.windows |= CONTROL;
            } else if met.windows & HAZARD == 0 {
                met.windows |= HAZARD;
                met.lag_days = lag;
            }
        }
        self.counts.targets_begun_within += u64::from(begins_within);
        Ok(())
    }

    /// Adds the target event at hand, which cost so many pounds, to the counts.
    fn end_event(&mut self, cost: f64) {
        self.counts.targets += 1;
        self.counts.target_cost += cost;
        let reached =
            self.by_event.iter().filter(|body| self.met[**body as usize].windows & HAZARD != 0).count();
        let (each, part) = (cost / reached as f64, 1.0 / reached as f64);
        for body in self.by_event.drain(..) {
            let (met, counts) = (&mut self.met[body as usize], &mut self.counts.bodies[body as usize]);
            let windows = std::mem::take(&mut met.windows);
            let (hazard, control) = (windows & HAZARD != 0, windows & CONTROL != 0);
            if hazard {
                counts.reach += 1;
                counts.reach_cost += cost;
                counts.additive_cost += each;
                counts.additive_events += part;
                counts.lag_days += u64::from(met.lag_days.unsigned_abs());
                self.counts.lags[body as usize].count(met.lag_days.unsigned_abs(), 1);
            }
            counts.expected += u64::from(control);
            if hazard == control {
                continue;
            }
            let sign = if hazard { 1 } else { -1 };
            counts.n10 += u64::from(hazard);
            counts.n01 += u64::from(control);
            met.excess += sign;
            met.excess_cost += if hazard { cost } else { -cost };
            if !std::mem::replace(&mut met.by_person, true) {
                self.by_person.push(body);
            }
        }
    }

    /// Adds the squares of the person at hand.
    fn end_person(&mut self) {
        for body in self.by_person.drain(..) {
            let met = std::mem::take(&mut self.met[body as usize]);
            let counts = &mut self.counts.bodies[body as usize];
            counts.excess_squares += met.excess.unsigned_abs().pow(2);
            counts.excess_cost += met.excess_cost;
            counts.excess_cost_squares += met.excess_cost * met.excess_cost;
        }
    }
}
