//! Rules, groups, and what a rule can answer.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::Date;
use commonweal_record::partnership::Partnership;

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What the record says.
    pub partnership: &'a Partnership,
    /// The day of the question; without one nothing is overdue.
    pub today: Option<Date>,
}

/// What a rule is about, in the order in which partners come to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What is, and what is not, a collaboration.
    Clarity,
    /// What to consider before starting.
    Considerations,
    /// Who leads.
    Leads,
    /// What each body prepares.
    Groundwork,
    /// What the agreement says, and who signed it.
    Agreement,
    /// How it will be known what the work changed.
    Evidence,
    /// What working together upstream must not do.
    Upstream,
}

impl Group {
    /// Every group, in order.
    pub const ALL: [Self; 7] = [
        Self::Clarity,
        Self::Considerations,
        Self::Leads,
        Self::Groundwork,
        Self::Agreement,
        Self::Evidence,
        Self::Upstream,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Clarity => "Is this a collaboration?",
            Self::Considerations => "What to consider early",
            Self::Leads => "Who leads",
            Self::Groundwork => "Groundwork in each body",
            Self::Agreement => "The agreement",
            Self::Evidence => "Evidence and review",
            Self::Upstream => "What working upstream must not do",
        }
    }

    /// A rule of this group that, while it is open, asks for what is still to be done.
    pub(crate) const fn asks(
        self,
        name: &'static str,
        title: &'static str,
        reason: &'static str,
        judge: fn(&Case<'_>) -> Standing,
    ) -> Rule {
        Rule { name, group: self, title, reason, weight: Weight::Asks, judge }
    }
}

/// What an open rule does to a partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The partnership does not pass.
    Refuses,
    /// The partners are warned.
    Warns,
    /// It is planning and networking, and is called so.
    Relabels,
    /// Something is still to be done.
    Asks,
}

/// A rule of clarity or readiness.
#[derive(Debug)]
pub struct Rule {
    /// The name by which `rule_overridden` sets it aside. It never changes.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// What it asks, as a statement that is true when it is met.
    pub title: &'static str,
    /// Why it matters.
    pub reason: &'static str,
    /// What it does while it is open.
    pub weight: Weight,
    /// The rule itself. It does not know of overrides.
    pub(crate) judge: fn(&Case<'_>) -> Standing,
}

/// Something that a rule misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What is missing, as a sentence without its full stop.
    pub what: String,
    /// The body that it waits for, where it waits for one.
    pub body: Option<BodyId>,
    /// The kind of fact that settles it.
    pub kind: &'static str,
    /// A field of that fact and its value, where the rule determines it.
    pub field: Option<(&'static str, &'static str)>,
}

impl Missing {
    /// Something that any body can settle.
    pub(crate) fn new(kind: &'static str, what: impl Into<String>) -> Self {
        Self { what: what.into(), body: None, kind, field: None }
    }

    /// Something that waits for one body.
    pub(crate) fn from_body(body: &BodyId, kind: &'static str, what: impl Into<String>) -> Self {
        Self { what: what.into(), body: Some(body.clone()), kind, field: None }
    }

    /// With a field that is known.
    pub(crate) fn with(self, field: &'static str, value: &'static str) -> Self {
        Self { field: Some((field, value)), ..self }
    }
}

/// How a partnership stands by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Met.
    Met {
        /// The entries that prove it, in ascending order.
        proof: Vec<u64>,
    },
    /// Not met yet.
    Open {
        /// What is missing; never empty.
        missing: Vec<Missing>,
        /// The entries because of which it is open, in ascending order; empty where something was not told yet.
        because: Vec<u64>,
    },
    /// Not met, and knowingly so.
    Overridden {
        /// The reason given.
        reason: String,
        /// The body that gave it.
        by: BodyId,
        /// The entry.
        entry: u64,
    },
    /// The rule does not ask anything here.
    NotApplicable {
        /// Why not.
        why: &'static str,
    },
}

impl Standing {
    /// Met by these entries.
    pub(crate) fn met(proof: impl IntoIterator<Item = u64>) -> Self {
        Self::Met { proof: ascending(proof) }
    }

    /// Open with one thing missing that no entry says.
    pub(crate) fn open(missing: Missing) -> Self {
        Self::Open { missing: vec![missing], because: Vec::new() }
    }

    /// Met by `proof` where nothing is missing.
    pub(crate) fn unless(missing: Vec<Missing>, proof: impl IntoIterator<Item = u64>) -> Self {
        if missing.is_empty() { Self::met(proof) } else { Self::Open { missing, because: Vec::new() } }
    }
}

/// Each once, in ascending order.
pub(crate) fn ascending(entries: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut entries: Vec<u64> = entries.into_iter().collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}
