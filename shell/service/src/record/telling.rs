//! Facts in words, and as JSON for other programs.

use commonweal_record::canonical::Value;
use commonweal_record::entry::{Attest, Entry};
use commonweal_record::fact::Fact;
use commonweal_record::partnership::Partnership;

use commonweal_store::Row;

use super::view::for_each_row;
use super::{OpenLog, Place, RecordError, View};

/// One entry, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The entry.
    pub entry: Entry,
    /// What it says.
    pub words: String,
    /// What the fold found wrong with it.
    pub findings: Vec<String>,
}

impl Place {
    /// Tells the entries of a log from `since` on, one after another.
    ///
    /// # Errors
    /// [`RecordError::NoLog`], [`RecordError::Damaged`], and whatever `each` says.
    pub fn tell<E: From<RecordError>>(
        &self,
        slug: &str,
        since: u64,
        mut each: impl FnMut(Told) -> Result<(), E>,
    ) -> Result<View, E> {
        let origin = self.origin(slug)?;
        let mut view = View::new(origin.clone());
        for_each_row(self.store.as_ref(), origin.as_str(), 0, |row| -> Result<(), Stopped<E>> {
            let damaged = |what| RecordError::Damaged { log: origin.to_string(), seq: row.seq, what };
            let before = view.partnership.findings.len();
            view.follow(row).map_err(damaged)?;
            if row.seq < since {
                return Ok(());
            }
            let entry = Entry::from_bytes(&row.bytes).map_err(|error| damaged(error.to_string()))?;
            let findings = view.partnership.findings.iter().skip(before);
            let findings = findings.map(|finding| finding.matter.to_string()).collect();
            each(Told { words: words(&entry), entry, findings }).map_err(Stopped::Caller)
        })
        .map_err(Stopped::into_caller)?;
        Ok(view)
    }
}

impl OpenLog {
    /// Tells up to `limit` entries from `from` on, as far as the log was followed.
    ///
    /// # Errors
    /// [`RecordError::Damaged`], and what the store says.
    pub fn told(&self, from: u64, limit: usize) -> Result<Vec<Told>, RecordError> {
        let known = &self.view().log;
        let limit = usize::try_from(known.size().saturating_sub(from)).map_or(limit, |left| left.min(limit));
        let rows = self.rows(from, limit)?;
        let tell = |row: &Row| {
            let entry = Entry::from_bytes(&row.bytes).map_err(|error| RecordError::Damaged {
                log: known.origin().to_string(),
                seq: row.seq,
                what: error.to_string(),
            })?;
            let findings = self.view().partnership.findings.iter().filter(|finding| finding.seq == row.seq);
            let findings = findings.map(|finding| finding.matter.to_string()).collect();
            Ok(Told { words: words(&entry), entry, findings })
        };
        rows.iter().map(tell).collect()
    }
}

enum Stopped<E> {
    Record(Box<RecordError>),
    Caller(E),
}

impl<E: From<RecordError>> Stopped<E> {
    fn into_caller(self) -> E {
        match self {
            Self::Record(error) => (*error).into(),
            Self::Caller(error) => error,
        }
    }
}

impl<E> From<RecordError> for Stopped<E> {
    fn from(error: RecordError) -> Self {
        Self::Record(Box::new(error))
    }
}

impl<E> From<commonweal_store::StoreError> for Stopped<E> {
    fn from(error: commonweal_store::StoreError) -> Self {
        RecordError::from(error).into()
    }
}

fn words(entry: &Entry) -> String {
    let intent = &entry.intent;
    match Fact::from_payload(&intent.kind, intent.schema, &intent.payload) {
        Ok(fact) => fact.in_words(&intent.body, entry.admission.at),
        Err(error) => format!("{} attested something that this program cannot read: {error}.", intent.body),
    }
}

impl Told {
    /// As JSON: what is stored, with the words and the findings.
    pub fn to_json(&self) -> Value {
        let intent = &self.entry.intent;
        let count = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let findings = self.findings.iter().map(|finding| Value::text(finding.as_str()));
        Value::object([
            ("at", Value::text(self.entry.admission.at.to_string())),
            ("attest", Value::text(intent.attest.as_str())),
            ("body", Value::text(intent.body.as_str())),
            ("findings", Value::List(findings.collect())),
            ("key", Value::text(self.entry.signature.key.to_string())),
            ("kind", Value::text(intent.kind.as_str())),
            ("payload", intent.payload.clone()),
            ("schema", count(intent.schema)),
            ("seq", count(self.entry.admission.seq)),
            ("stream", Value::text(intent.stream.as_str())),
            ("words", Value::text(self.words.as_str())),
        ])
    }
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let by = match self.entry.intent.attest {
            Attest::Body => "",
            Attest::Host => " [attested by the host]",
        };
        write!(f, "{:>4}  {}{by}", self.entry.admission.seq, self.words)?;
        self.findings.iter().try_for_each(|finding| write!(f, "\n      ! {finding}"))
    }
}

/// How a partnership stands, a line each.
pub fn summary(partnership: &Partnership) -> Vec<String> {
    let members = &partnership.members;
    let mut lines = Vec::new();
    if let Some(proposed) = members.proposed.last().map(|told| &told.fact) {
        lines.push(format!("{}, in {}", proposed.name, proposed.place));
        lines.extend(proposed.aims.iter().map(|aim| format!("  aim: {aim}")));
    }
    let name = |body: &commonweal_record::entry::BodyId| {
        members
            .bodies
            .get(body)
            .map_or_else(|| body.to_string(), |known| format!("{} ({body})", known.name()))
    };
    let list = |title: &str, names: Vec<String>| {
        let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        format!("{title}: {names}")
    };
    lines.push(list("partners", members.current().map(name).collect()));
    lines.push(list("queue", members.queue.iter().map(|told| name(&told.fact.body)).collect()));
    let agreements = partnership.agreements.iter().map(|(id, agreement)| {
        agreement.in_force.map_or_else(
            || format!("{id} (not in force)"),
            |version| format!("{id} (version {version} in force)"),
        )
    });
    lines.push(list("agreements", agreements.collect()));
    let decisions = partnership.decisions.iter().map(|(id, decision)| {
        let how = match (&decision.taken, decision.stands()) {
            (None, _) => "open".to_owned(),
            (Some(_), true) => "stands".to_owned(),
            (Some(taken), false) => taken.tally.outcome().phrase().to_owned(),
        };
        format!("{id} '{}' ({how})", decision.proposed.fact.title)
    });
    lines.push(list("decisions", decisions.collect()));
    lines.push(format!("findings: {}", partnership.findings.len()));
    lines.push(format!("state: {} after {} entries", partnership.state_hash(), partnership.size));
    lines
}
