//! The record of the example place's partnership: fictional bodies, told the same every time. Its keys follow from a counter and are public.

mod story;
mod years;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use commonweal_record::canonical;
use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::fact::{Fact, kind_of};
use commonweal_record::partnership::terms_hash;
use commonweal_record::tree::Hash;

use crate::record::bundle::{Documents, Needed};
use crate::record::payload::Given;
use crate::record::{Database, KeyFile, OpenLog, Place, RecordError, Surroundings};
use crate::valuation::claims::{Claimable, beneficiary};
use crate::valuation::worth::{Figures, Worth};
use story::{
    ACUTE, AGREEMENT, ATTACHED, BEGINNING, BODIES, CLAIMED, COMMUNITY, DRAFTED, LIFE, LOADED, LOCKED, Line,
    OPENED, PROPOSAL, SIGNED, TERMS, VALUED,
};
use years::{AFTERWARDS, YEARS};

/// The log's name.
pub const SLUG: &str = "saltmere";

/// The name of its evaluation, and of what it is worth.
pub const EVALUATION: &str = "falls";

/// What an evaluation found, and the files of what it read and wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// The effect, as a decimal.
    pub estimate: String,
    /// The lower end of its interval.
    pub lower: String,
    /// The upper end.
    pub upper: String,
    /// The protocol's file.
    pub protocol: PathBuf,
    /// The data's file.
    pub data: PathBuf,
    /// The report's file.
    pub report: PathBuf,
    /// What it is worth, where it was valued.
    pub worth: Option<Worth>,
}

/// Where the record was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleRecord {
    /// The database.
    pub database: PathBuf,
    /// The bundle.
    pub bundle: PathBuf,
    /// Entries of the partnership's log.
    pub entries: u64,
}

/// Writes the record of the example's partnership into `folder`, in place of an earlier one, and exports it.
///
/// # Errors
/// [`RecordError`].
pub fn write(folder: &Path, evaluated: &Evaluated) -> Result<ExampleRecord, RecordError> {
    let (database, host) = (folder.join("record.db"), folder.join("record.host"));
    let bundle = folder.join("saltmere.bundle");
    clear(folder)?;
    let clock = Clock::at(OPENED)?;
    let place = Place::init(
        Database::Sqlite(database.clone()),
        &host,
        "record.saltmere.example",
        surroundings(&clock),
    )?;
    let mut keys = BTreeMap::new();
    for (id, payload) in BODIES {
        if let Fact::BodyRegistered(registered) = fact("body_registered", payload)? {
            let path = folder.join(format!("{id}.key"));
            place.add_body(registered)?;
            place.new_key(&id.parse()?, &path, None)?;
            keys.insert(*id, KeyFile::read(&path)?);
        }
    }
    let (log, _) = place.propose(SLUG, &ACUTE.parse()?, fact("partnership_proposed", PROPOSAL)?, None)?;
    let mut teller = Teller { place: &place, log, keys, clock };
    teller.tell_all(BEGINNING)?;
    teller.draft(&folder.join("agreement.txt"))?;
    teller.tell_all(TERMS)?;
    teller.sign()?;
    let found = Found::read(evaluated)?;
    teller.tell((LOCKED, ACUTE, "protocol_locked", &found.locked()))?;
    teller.tell_all(LIFE)?;
    teller.tell_all(YEARS)?;
    teller.tell((LOADED, ACUTE, "outcomes_loaded", &found.loaded()))?;
    teller.tell((ATTACHED, ACUTE, "evaluation_attached", &found.attached(evaluated)))?;
    teller.tell_all(AFTERWARDS)?;
    if let Some(worth) = &evaluated.worth {
        teller.value(worth)?;
    }
    let exported = place.export(SLUG, &bundle, Needed::AsRecorded, Documents::LeftOut)?;
    Ok(ExampleRecord { database, bundle, entries: exported.entries })
}

/// Takes an earlier example away: files of these names and no others.
fn clear(folder: &Path) -> Result<(), RecordError> {
    let mut names: Vec<String> = BODIES.iter().map(|(id, _)| format!("{id}.key")).collect();
    names.extend(["", "-wal", "-shm", ".keys", ".keys-journal"].map(|end| format!("record.db{end}")));
    names.push("record.host/host.key".to_owned());
    let mut paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    if let Ok(floors) = fs::read_dir(folder.join("record.host/floors")) {
        paths.extend(floors.flatten().map(|floor| floor.path()));
    }
    for path in paths {
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(RecordError::File { path, source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The clock of the story, which stands still until it is set.
#[derive(Clone)]
struct Clock(Arc<Mutex<Instant>>);

impl Clock {
    fn at(instant: &str) -> Result<Self, RecordError> {
        Ok(Self(Arc::new(Mutex::new(instant.parse()?))))
    }

    fn set(&self, instant: &str) -> Result<(), RecordError> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = instant.parse()?;
        Ok(())
    }

    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The clock of the story, and "random" bytes that are hashes of a counter.
fn surroundings(clock: &Clock) -> Surroundings {
    let (clock, draws) = (clock.clone(), AtomicU64::new(0));
    let entropy = move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(32) {
            let draw = draws.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            let hash = Hash::of_parts(&[b"commonweal demo: these keys are public", &draw]);
            chunk.copy_from_slice(&hash.0[..chunk.len()]);
        }
        Ok(())
    };
    Surroundings::given(move || Some(clock.now()), entropy)
}

fn fact(kind: &str, payload: &str) -> Result<Fact, RecordError> {
    let value = canonical::parse(payload.as_bytes())
        .map_err(|source| RecordError::Payload { path: PathBuf::from(kind), source })?;
    Ok(Fact::from_payload(kind, kind_of(kind).map_or(1, |kind| kind.schema), &value)?)
}

struct Teller<'a> {
    place: &'a Place,
    log: OpenLog,
    keys: BTreeMap<&'static str, KeyFile>,
    clock: Clock,
}

impl Teller<'_> {
    fn tell_all(&mut self, lines: &[Line]) -> Result<(), RecordError> {
        lines.iter().try_for_each(|line| self.tell(*line))
    }

    /// Bodies sign for themselves; who is invited or queued is made known in the log first.
    fn tell(&mut self, (at, body, kind, payload): (&str, &str, &str, &str)) -> Result<(), RecordError> {
        self.clock.set(at)?;
        let fact = fact(kind, payload)?;
        let concerned = match &fact {
            Fact::PartnerInvited(invited) => Some(invited.body.clone()),
            Fact::PartnerQueued(queued) => Some(queued.body.clone()),
            _ => None,
        };
        if let Some(concerned) = concerned {
            self.place.introduce(&mut self.log, &concerned)?;
        }
        self.attest(body, fact)
    }

    fn attest(&mut self, body: &str, fact: Fact) -> Result<(), RecordError> {
        let id: BodyId = body.parse()?;
        let author = self.place.author(&fact, &id, self.keys.get(body).map(|file| &file.key))?;
        let statement = self.place.statement(&id, fact)?;
        self.log.attest(&statement, author).map(|_| ())
    }

    /// The one who pays has it valued; those for whom something is left claim it, line by line.
    fn value(&mut self, worth: &Worth) -> Result<(), RecordError> {
        self.tell((VALUED, COMMUNITY, "valuation_attached", &valued(worth)))?;
        for (number, claim) in (1..).zip(&worth.claims) {
            let body = beneficiary(&self.log.view().partnership, &claim.pocket).cloned();
            if let Some(body) = body {
                self.tell((CLAIMED, ACUTE, "benefit_claimed", &claimed(number, claim, &body)))?;
            }
        }
        Ok(())
    }

    /// Writes the agreement's text, keeps it in the vault, and lays it before the others.
    fn draft(&mut self, path: &Path) -> Result<(), RecordError> {
        self.clock.set(DRAFTED)?;
        fs::write(path, AGREEMENT).map_err(RecordError::file(path))?;
        let document = format!("@{}", path.display());
        let given =
            [Given::new("agreement", "1"), Given::new("document", document), Given::new("version", "1")];
        let (drafted, documents) = self.place.fact("agreement_drafted", &given)?;
        self.place.keep(&documents)?;
        self.attest(ACUTE, drafted)
    }

    /// All three sign the text and the terms that the log holds.
    fn sign(&mut self) -> Result<(), RecordError> {
        let agreements = self.log.view().partnership.agreements.values();
        let Some(version) = agreements.flat_map(|agreement| agreement.versions.values()).next() else {
            return Ok(());
        };
        let payload = format!(
            r#"{{"agreement":"1","document":"{}","terms":"{}","version":1}}"#,
            version.drafted.fact.document,
            terms_hash(&version.terms())
        );
        SIGNED.iter().try_for_each(|(at, body)| self.tell((at, body, "agreement_signed", &payload)))
    }
}

/// The files of an evaluation, by their hashes.
struct Found {
    protocol: Hash,
    data: Hash,
    report: Hash,
}

impl Found {
    fn read(evaluated: &Evaluated) -> Result<Self, RecordError> {
        let hash =
            |path: &Path| fs::read(path).map(|bytes| Hash::of(&bytes)).map_err(RecordError::file(path));
        let Evaluated { protocol, data, report, .. } = evaluated;
        Ok(Self { protocol: hash(protocol)?, data: hash(data)?, report: hash(report)? })
    }

    fn locked(&self) -> String {
        format!(r#"{{"outcome":"emergency admissions after a fall","protocol":"{}"}}"#, self.protocol)
    }

    fn loaded(&self) -> String {
        format!(r#"{{"data":"{}","protocol":"{}"}}"#, self.data, self.protocol)
    }

    fn attached(&self, evaluated: &Evaluated) -> String {
        let Self { protocol, data, report } = self;
        let Evaluated { estimate, lower, upper, .. } = evaluated;
        format!(
            r#"{{"data":"{data}","estimate":"{estimate}","evaluation":"{EVALUATION}","level_percent":95,"lower":"{lower}","protocol":"{protocol}","report":"{report}","unit":"admissions a month","upper":"{upper}"}}"#
        )
    }
}

fn valued(worth: &Worth) -> String {
    let Worth { plan_sha256, figures, .. } = worth;
    let Figures { npsv, lower, upper, level_percent, probability_percent, base_year, horizon_years } =
        figures;
    format!(
        r#"{{"base_year":"{base_year}","evaluation":"{EVALUATION}","horizon_years":{horizon_years},"level_percent":{level_percent},"lower":"{lower}","npsv":"{npsv}","plan":"{plan_sha256}","probability_percent":{probability_percent},"upper":"{upper}","valuation":"{EVALUATION}"}}"#
    )
}

fn claimed(number: usize, claim: &Claimable, body: &BodyId) -> String {
    let counts = claim.counts.iter().map(|counted| {
        let share = counted.share.as_ref().map_or(String::new(), |share| format!(r#","share":"{share}""#));
        format!(r#"{{"event":"{}","link":"{}"{share}}}"#, counted.event, counted.link)
    });
    let counts: Vec<String> = counts.collect();
    format!(
        r#"{{"beneficiary":"{body}","claim":"falls-{number}","counts":[{}],"evaluation":"{EVALUATION}","pence":"{}","sort":"{}","title":"{}","valuation":"{EVALUATION}"}}"#,
        counts.join(","),
        claim.pence,
        claim.sort,
        claim.title
    )
}

#[cfg(test)]
mod tests;
