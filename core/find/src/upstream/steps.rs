//! Which follows which: the directly-follows relation over the whole log, a person's events in their order.

use serde::{Deserialize, Serialize};

use super::Events;

/// Most services or bodies among which steps are counted: a table of all their pairs is held.
const MOST_NODES: u32 = 1024;

/// What a step leads from and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nodes {
    /// Services.
    #[default]
    Services,
    /// Bodies.
    Bodies,
}

/// How often the event that follows an event directly, of the same person, is of which service or body.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    nodes: u32,
    persons: u64,
    cells: Vec<Cell>,
}

/// One pair.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    times: u64,
    persons: u64,
    /// The last person counted, from 1.
    last: u64,
}

/// A step, and how often it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Number of the service or body that is left.
    pub from: u32,
    /// Number of the one that follows.
    pub to: u32,
    /// How often.
    pub times: u64,
    /// By how many persons.
    pub persons: u64,
}

impl Steps {
    /// Of nobody yet, among services or bodies numbered below `nodes`; none where these are more than 1,024.
    pub fn new(nodes: u32) -> Option<Self> {
        let cells = nodes as usize * nodes as usize;
        (nodes <= MOST_NODES).then(|| Self { nodes, persons: 0, cells: vec![Cell::default(); cells] })
    }

    /// Counts the steps of further persons: none of them may have been in an earlier call. Numbers at or above those announced are passed
    /// over.
    pub fn take(&mut self, events: &Events<'_>, of: Nodes) {
        match of {
            Nodes::Services => self.walk(events.person(), events.service()),
            Nodes::Bodies => self.walk(events.person(), events.body()),
        }
    }

    fn walk<N: Copy + Into<u32>>(&mut self, person: &[u32], node: &[N]) {
        let mut who = self.persons + 1;
        for (person, node) in person.windows(2).zip(node.windows(2)) {
            let ([before, after], [from, to]) = (person, node) else { continue };
            if before != after {
                who += 1;
                continue;
            }
            let (from, to): (u32, u32) = ((*from).into(), (*to).into());
            if from < self.nodes && to < self.nodes {
                let cell = &mut self.cells[(from * self.nodes + to) as usize];
                cell.times += 1;
                cell.persons += u64::from(cell.last != who);
                cell.last = who;
            }
        }
        self.persons = who;
    }

    /// Adds the steps of other persons; services or bodies that only they have are added at the end.
    pub fn add(&mut self, other: &Self) {
        if self.nodes < other.nodes {
            let mut wider = Self::new(other.nodes).unwrap_or_default();
            wider.add(self);
            *self = wider;
        }
        for step in other.all() {
            let cell = &mut self.cells[(step.from * self.nodes + step.to) as usize];
            cell.times += step.times;
            cell.persons += step.persons;
        }
    }

    /// Every step that was taken, the commonest first, then by number.
    pub fn all(&self) -> Vec<Step> {
        let step = |(at, cell): (u32, &Cell)| Step {
            from: at / self.nodes,
            to: at % self.nodes,
            times: cell.times,
            persons: cell.persons,
        };
        let taken = (0..).zip(&self.cells).filter(|(_, cell)| cell.times > 0);
        let mut steps: Vec<Step> = taken.map(step).collect();
        steps.sort_by_key(|step| (std::cmp::Reverse(step.times), step.from, step.to));
        steps
    }
}
