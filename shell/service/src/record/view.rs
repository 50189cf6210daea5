//! What is known of one log after following its entries.

use commonweal_record::entry::{Attest, Entry, Intent, Origin, Seen};
use commonweal_record::log_state::{LogState, Signatures};
use commonweal_record::partnership::Partnership;
use commonweal_record::tree::leaf_hash;
use commonweal_store::{Row, Store};

use super::RecordError;
use super::open_log::{Statement, stream_of};

/// Entries read at a time.
const PAGE: usize = 2_000;

/// A log as far as it was followed: what the next entry is checked against, and what the facts say.
#[derive(Debug, Clone)]
pub struct View {
    /// For admission.
    pub log: LogState,
    /// The state of the partnership.
    pub partnership: Partnership,
}

impl View {
    /// Of a log of which nothing was read yet.
    pub fn new(origin: Origin) -> Self {
        Self { log: LogState::new(origin), partnership: Partnership::default() }
    }

    /// The intent of a statement as things stand, ready to be signed.
    ///
    /// # Errors
    /// [`RecordError::Id`].
    pub fn intent(&self, statement: &Statement, attest: Attest) -> Result<Intent, RecordError> {
        let stream = stream_of(&statement.fact)?;
        Ok(Intent {
            actor: statement.actor,
            attest,
            body: statement.body.clone(),
            expected: self.log.version_of(&stream),
            id: statement.id,
            kind: statement.fact.kind().to_owned(),
            log: self.log.origin().clone(),
            payload: statement.fact.to_payload(),
            schema: statement.fact.schema(),
            seen: Seen { root: self.log.root(), size: self.log.size() },
            stream,
        })
    }

    /// Takes the next stored entry in. Its signature was checked when it was admitted.
    ///
    /// # Errors
    /// A sentence that says why it does not fit.
    pub fn follow(&mut self, row: &Row) -> Result<(), String> {
        let entry = Entry::from_bytes(&row.bytes).map_err(|error| error.to_string())?;
        self.log.check(&entry, Signatures::Trust).map_err(|error| error.to_string())?;
        self.log.push(&entry, leaf_hash(&row.bytes));
        self.partnership.apply(&entry);
        Ok(())
    }

    /// Reads what was added since.
    ///
    /// # Errors
    /// [`RecordError::Damaged`], and what the store says.
    pub fn catch_up(&mut self, store: &dyn Store) -> Result<(), RecordError> {
        let origin = self.log.origin().to_string();
        for_each_row(store, &origin, self.log.size(), |row| {
            self.follow(row).map_err(|what| RecordError::Damaged { log: origin.clone(), seq: row.seq, what })
        })
    }
}

/// Calls `each` with every row from `from` on, a page in memory at a time.
///
/// # Errors
/// What the store says, and what `each` says first.
pub(crate) fn for_each_row<E: From<commonweal_store::StoreError>>(
    store: &dyn Store,
    origin: &str,
    mut from: u64,
    mut each: impl FnMut(&Row) -> Result<(), E>,
) -> Result<(), E> {
    loop {
        let rows = store.read(origin, from, PAGE)?;
        let Some(last) = rows.last() else { return Ok(()) };
        from = last.seq + 1;
        rows.iter().try_for_each(&mut each)?;
    }
}
