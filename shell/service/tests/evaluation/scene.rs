//! The example with an evaluation by one quick method, whose files are at hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::{fs, sync::OnceLock};

use commonweal_record::canonical;
use commonweal_record::entry::{Instant, SubjectId};
use commonweal_record::fact::{EvaluationId, Fact, kind_of};
use commonweal_service::evaluation::again::{self, AgainError, Brought, begin};
use commonweal_service::evaluation::kept::{Beside, Key, beside};
use commonweal_service::evaluation::run;
use commonweal_service::example;
use commonweal_service::example::partnership::{self, EVALUATION, Evaluated, SLUG};
use commonweal_service::protocol_file;
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Acting, Database, KeyFile, OpenLog, Place, Surroundings};
use tempfile::TempDir;

pub(crate) const NOW: u64 = 1_800_000_000;

/// The example with an evaluation by one quick method.
pub(crate) struct Scene {
    folder: TempDir,
    pub(crate) place: Place,
    pub(crate) log: OpenLog,
    pub(crate) clock: Arc<AtomicU64>,
    pub(crate) brought: Brought,
}

/// Estimate and interval, as the record carries them.
pub(crate) fn figures() -> &'static [String; 3] {
    static FIGURES: OnceLock<[String; 3]> = OnceLock::new();
    FIGURES.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let protocol = protocol_file::read(&files(&folder)).unwrap();
        let report = run(&protocol, "", &|_| {}).unwrap();
        let estimate = report.estimates().next().unwrap();
        let interval = estimate.interval.unwrap();
        [estimate.estimate, interval.lower, interval.upper].map(|figure| format!("{figure:.1}"))
    })
}

/// Writes panel and protocol, and gives the protocol.
fn files(folder: &TempDir) -> std::path::PathBuf {
    let example = example::write(folder.path()).unwrap();
    let protocol = fs::read_to_string(&example.protocol).unwrap();
    fs::write(&example.protocol, protocol.replace("\"all\"", "\"did\"")).unwrap();
    example.protocol
}

impl Scene {
    pub(crate) fn new() -> Self {
        let [estimate, lower, upper] = figures().clone();
        Self::with_figures(estimate, lower, upper)
    }

    pub(crate) fn with_figures(estimate: String, lower: String, upper: String) -> Self {
        let folder = TempDir::new().unwrap();
        let (protocol, data) = (files(&folder), folder.path().join("admissions.csv"));
        let brought = Brought { protocol: fs::read(&protocol).unwrap(), panel: fs::read(&data).unwrap() };
        let report = protocol.clone();
        partnership::write(
            folder.path(),
            &Evaluated { estimate, lower, upper, protocol, data, report, worth: None },
        )
        .unwrap();
        let clock = Arc::new(AtomicU64::new(NOW));
        let (told, drawn) = (Arc::clone(&clock), AtomicU8::new(0));
        let surroundings = Surroundings::given(
            move || Instant::from_unix(told.load(Ordering::Relaxed)),
            move |bytes: &mut [u8]| {
                bytes.fill(drawn.fetch_add(1, Ordering::Relaxed));
                Ok(())
            },
        );
        let database = Database::Sqlite(folder.path().join("record.db"));
        let place = Place::open(database, &folder.path().join("record.host"), surroundings).unwrap();
        let log = place.log(SLUG).unwrap();
        Self { folder, place, log, clock, brought }
    }

    pub(crate) fn begin(&self, role: Role, brought: &Brought) -> Result<again::Work, AgainError> {
        begin(&self.place, &self.log, &acting(role), &falls(), brought.clone())
    }

    /// With what the evaluation found kept.
    pub(crate) fn run() -> Self {
        let scene = Self::new();
        scene.begin(Role::Lead, &scene.brought).unwrap().carry_out(&scene.place).unwrap();
        scene
    }

    /// Records a fact of the hospital's with its key, and gives what was found wrong with it.
    pub(crate) fn tell(&mut self, kind: &str, payload: &str) -> Vec<String> {
        let payload = canonical::parse(payload.as_bytes()).unwrap();
        let fact = Fact::from_payload(kind, kind_of(kind).unwrap().schema, &payload).unwrap();
        let key = KeyFile::read(&self.folder.path().join("saltmere-acute.key")).unwrap();
        let body = acting(Role::Officer).body;
        let author = self.place.author(&fact, &body, Some(&key.key)).unwrap();
        let statement = self.place.statement(&body, fact).unwrap();
        let seq = self.log.attest(&statement, author).unwrap().receipt.seq;
        let findings = &self.log.view().partnership.findings;
        findings.iter().filter(|finding| finding.seq == seq).map(|it| it.matter.to_string()).collect()
    }

    pub(crate) fn beside(&self) -> Beside {
        let recorded = &self.log.view().partnership.evidence.evaluations[&falls()].attached.fact;
        beside(&self.place, &Key::of(&self.log, &falls()), recorded).unwrap()
    }
}

pub(crate) fn acting(role: Role) -> Acting {
    Acting { body: "saltmere-acute".parse().unwrap(), role, subject: SubjectId([7; 16]) }
}

pub(crate) fn falls() -> EvaluationId {
    EVALUATION.parse().unwrap()
}
