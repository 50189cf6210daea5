//! A log opened for reading and, where its floor allows, for writing.

mod erasing;
mod gate;
mod intake;
mod stream;

use std::sync::Arc;

use commonweal_record::entry::{Attest, BodyId, Intent, IntentId, Origin, SignedIntent, SubjectId};
use commonweal_record::fact::Fact;
use commonweal_record::key::SecretKey;
use commonweal_record::log_state::AdmissionError;
use commonweal_store::floor::Floors;
use commonweal_store::{Receipt, Row, Store, Unwritten, Writer, Written};

pub(crate) use gate::{Gate, Submission};
pub use intake::Intake;
pub(crate) use stream::stream_of;

use super::policy::{self, Permit, Relation, Role, Standing, action_of, relation_of};
use super::refusal::Refusal;
use super::{RecordError, Surroundings, View};

/// How often a lost race is run again.
const ATTEMPTS: u32 = 20;

/// What a body says.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The idempotency key, made once and kept over retries.
    pub id: IntentId,
    /// The body for which it is said.
    pub body: BodyId,
    /// The person who acts, by an opaque id.
    pub actor: Option<SubjectId>,
    /// The fact.
    pub fact: Fact,
}

/// Who signs.
#[derive(Debug, Clone, Copy)]
pub enum Author<'a> {
    /// An officer of the body, with its key; asked again when the intent has to be made again.
    Officer(&'a SecretKey),
    /// The host, on the word of a member of the body.
    Host(&'a SecretKey),
}

impl Author<'_> {
    fn attest(self) -> Attest {
        match self {
            Self::Officer(_) => Attest::Body,
            Self::Host(_) => Attest::Host,
        }
    }

    /// As what, and for whom: who holds a body's key file is its officer.
    pub(crate) fn acts(self) -> (Role, Relation) {
        match self {
            Self::Officer(_) => (Role::Officer, Relation::Own),
            Self::Host(_) => (Role::Host, Relation::Vouched),
        }
    }

    fn key(&self) -> &SecretKey {
        match self {
            Self::Officer(key) | Self::Host(key) => key,
        }
    }
}

/// What was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Where it stands.
    pub receipt: Receipt,
    /// Whether it was there already, from an earlier request with the same id.
    pub before: bool,
}

/// A log, followed once and then kept up.
pub struct OpenLog {
    store: Arc<dyn Store>,
    floors: Floors,
    surroundings: Surroundings,
    view: View,
    writer: Option<Writer<Gate>>,
}

impl OpenLog {
    /// Follows a log to its head.
    ///
    /// # Errors
    /// [`RecordError::Damaged`], and what the store says.
    pub(crate) fn open(
        store: Arc<dyn Store>,
        origin: Origin,
        floors: Floors,
        surroundings: Surroundings,
    ) -> Result<Self, RecordError> {
        let mut view = View::new(origin);
        view.catch_up(store.as_ref())?;
        Ok(Self { store, floors, surroundings, view, writer: None })
    }

    /// What is known of it.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Reads what others have added.
    ///
    /// # Errors
    /// As for opening.
    pub fn refresh(&mut self) -> Result<&View, RecordError> {
        self.view.catch_up(self.store.as_ref())?;
        Ok(&self.view)
    }

    /// Stored entries, as they are.
    pub(crate) fn rows(&self, from: u64, limit: usize) -> Result<Vec<Row>, RecordError> {
        Ok(self.store.read(self.view.log.origin().as_str(), from, limit)?)
    }

    /// The entry that an intent became, where it was recorded.
    ///
    /// # Errors
    /// What the store says.
    pub fn recorded(&self, id: IntentId) -> Result<Option<u64>, RecordError> {
        Ok(self.store.find(self.view.log.origin().as_str(), id.0)?.map(|row| row.seq))
    }

    /// Whether `role` may record `fact` for `body` as things stand.
    ///
    /// # Errors
    /// [`RecordError::Denied`].
    pub fn authorise(
        &self,
        fact: &Fact,
        body: &BodyId,
        role: Role,
        relation: Relation,
    ) -> Result<Permit, RecordError> {
        let standing = Standing::of(body, &self.view.partnership);
        let relation = relation_of(fact, body, relation);
        Ok(policy::permit(action_of(fact), role, relation, standing, body.as_str())?)
    }

    /// The intent of a statement as things stand, ready to be signed.
    ///
    /// # Errors
    /// [`RecordError::Id`].
    pub fn intent(&self, statement: &Statement, attest: Attest) -> Result<Intent, RecordError> {
        self.view.intent(statement, attest)
    }

    /// Records a statement. Where somebody else was quicker, the intent is made and signed again, with the same id.
    ///
    /// # Errors
    /// [`RecordError::Denied`], [`RecordError::Refused`], [`RecordError::ReadOnly`], and what the store says.
    pub fn attest(&mut self, statement: &Statement, author: Author<'_>) -> Result<Recorded, RecordError> {
        let (role, relation) = author.acts();
        self.say(statement, author, role, relation)
    }

    /// Records a statement with an author's key, for somebody of this role and relation.
    pub(super) fn say(
        &mut self,
        statement: &Statement,
        author: Author<'_>,
        role: Role,
        relation: Relation,
    ) -> Result<Recorded, RecordError> {
        for _ in 0..ATTEMPTS {
            let permit = self.authorise(&statement.fact, &statement.body, role, relation)?;
            let signed = self.intent(statement, author.attest())?.sign(author.key());
            match self.write(&permit, Submission { signed, role, relation }) {
                Err(RecordError::TooLate { .. }) => {
                    self.refresh()?;
                }
                other => return other,
            }
        }
        Err(RecordError::AlwaysLate { times: ATTEMPTS })
    }

    /// Records an intent that was signed elsewhere, by a key of the body.
    ///
    /// # Errors
    /// As for [`attest`](Self::attest), and [`RecordError::TooLate`]: only the signer can make it again.
    pub fn submit(&mut self, signed: SignedIntent) -> Result<Recorded, RecordError> {
        let intent = &signed.intent;
        let fact = Fact::from_payload(&intent.kind, intent.schema, &intent.payload)?;
        let (role, relation) = (Role::Officer, Relation::Own);
        let permit = self.authorise(&fact, &intent.body, role, relation)?;
        self.write(&permit, Submission { signed, role, relation })
    }

    /// Lets many threads submit to the log at once.
    ///
    /// # Errors
    /// [`RecordError::ReadOnly`], and what the store says.
    pub fn intake(mut self) -> Result<Intake, RecordError> {
        self.writer()?;
        let Self { store, floors, surroundings, view, writer } = self;
        let log = view.log.origin().clone();
        let writer = writer.ok_or_else(|| RecordError::Unwritten(Box::new(Unwritten::Stopped)))?;
        Ok(Intake { store, floors, surroundings, log, writer })
    }

    /// Appends, which takes a permit; a document whose erasure is recorded is erased.
    fn write(&mut self, _: &Permit, submission: Submission) -> Result<Recorded, RecordError> {
        let origin = self.view.log.origin().to_string();
        let stream = submission.signed.intent.stream.to_string();
        let intent = &submission.signed.intent;
        let fact = Fact::from_payload(&intent.kind, intent.schema, &intent.payload)?;
        if let Fact::Tombstone(tombstone) = &fact {
            self.may_be_erased(tombstone.blob, intent.id)?;
        }
        let outcome = self.writer()?.write(submission);
        let written = outcome.map_err(|error| not_recorded(error, origin, stream))?;
        if let Fact::Tombstone(tombstone) = fact {
            self.store.erase_blob(&tombstone.blob.to_string())?;
        }
        self.refresh()?;
        Ok(Recorded { receipt: written.receipt(), before: matches!(written, Written::Before(_)) })
    }

    fn writer(&mut self) -> Result<&Writer<Gate>, RecordError> {
        let writer = if let Some(writer) = self.writer.take() {
            writer
        } else {
            let gate = Gate::new(self.view.clone(), self.surroundings.clone());
            let origin = self.view.log.origin().to_string();
            Writer::open(Arc::clone(&self.store), &origin, &self.floors, gate)?
        };
        Ok(self.writer.insert(writer))
    }
}

/// Why an intent was not recorded, in the words of a use case.
fn not_recorded(error: Unwritten<Refusal>, log: String, stream: String) -> RecordError {
    match error {
        Unwritten::Refused(Refusal::Denied(denied)) => RecordError::Denied(denied),
        Unwritten::Refused(Refusal::Fact(error)) => RecordError::Fact(error),
        Unwritten::Refused(Refusal::Admission(AdmissionError::WrongVersion { version, .. })) => {
            RecordError::TooLate { log, stream, next: version }
        }
        Unwritten::Refused(Refusal::Admission(source)) => {
            RecordError::Refused { log, source: Box::new(source) }
        }
        Unwritten::Refused(Refusal::Imposed) => RecordError::Imposed { log },
        Unwritten::Refused(Refusal::WitnessPolicy(matter)) => RecordError::WitnessPolicy { log, matter },
        Unwritten::StreamMoved { next } => RecordError::TooLate { log, stream, next },
        other => RecordError::Unwritten(Box::new(other)),
    }
}

impl std::fmt::Debug for OpenLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenLog({}, {} entries)", self.view.log.origin(), self.view.log.size())
    }
}
