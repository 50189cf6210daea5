//! A place with three bodies, whose clock stands until it is moved.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use commonweal_appraise::questionnaire::{Form, Need, Question, Section, questions};
use commonweal_record::canonical;
use commonweal_record::entry::{Instant, SubjectId};
use commonweal_record::fact::kinds::members::{AppraisalOutcome, Style};
use commonweal_record::fact::{Fact, kind_of};
use commonweal_record::partnership::Partnership;
use commonweal_service::appraisal::answering::{Part, hand_in, save};
use commonweal_service::appraisal::ending::{Ending, end};
use commonweal_service::appraisal::opening::{Opening, open};
use commonweal_service::appraisal::seat::read;
use commonweal_service::appraisal::{Appraisal, AppraisalError, By, link};
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Acting, Database, Logs, Place, Surroundings};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// 2026-11-22T00:00:00Z.
const START: u64 = 1_795_305_600;
pub(crate) const DAY: u64 = 24 * 60 * 60;
/// A candidate that no record knows.
pub(crate) const STRANGER: &str = "Northdown Footcare (fictional)";

pub(crate) struct Scene {
    pub(crate) logs: Logs,
    clock: Arc<AtomicU64>,
    _folder: tempfile::TempDir,
}

pub(crate) fn acting(body: &str, role: Role) -> Acting {
    Acting { body: body.parse().unwrap(), role, subject: SubjectId([7; 16]) }
}

pub(crate) fn acute() -> [Acting; 1] {
    [acting("acute", Role::Lead)]
}

pub(crate) fn council() -> [Acting; 1] {
    [acting("council", Role::Lead)]
}

fn fact(kind: &str, payload: &str) -> Fact {
    let payload = canonical::parse(payload.as_bytes()).unwrap();
    Fact::from_payload(kind, kind_of(kind).unwrap().schema, &payload).unwrap()
}

/// What a question is answered with here: what makes a collaboration clear.
fn clear(question: &Question) -> String {
    match (question.id, question.form) {
        ("own_benefit", _) => "beds free by noon".to_owned(),
        (_, Form::Text(_) | Form::Sentence) => format!("our words on {}", question.id),
        (_, Form::Scale(..)) => "4".to_owned(),
        (_, Form::Choice(choices)) => choices[0].word.to_owned(),
    }
}

impl Scene {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicU64::new(START));
        let (time, random) = (Arc::clone(&clock), Mutex::new(ChaCha8Rng::seed_from_u64(1)));
        let surroundings = Surroundings::given(
            move || Instant::from_unix(time.load(Ordering::Relaxed)),
            move |bytes| {
                random.lock().unwrap().fill(bytes);
                Ok(())
            },
        );
        let database = Database::Sqlite(folder.path().join("record.db"));
        let place =
            Place::init(database, &folder.path().join("host"), "record.example", surroundings).unwrap();
        for (body, form, name) in [
            ("acute", "nhs_trust", "Northdown Acute (fictional)"),
            ("council", "council", "Northdown Council (fictional)"),
            ("feet", "charity", "Northdown Feet (fictional)"),
        ] {
            let payload =
                format!(r#"{{"body":"{body}","legal_form":"{form}","name":"{name}","purpose":"care"}}"#);
            let Fact::BodyRegistered(registered) = fact("body_registered", &payload) else { unreachable!() };
            place.add_body(registered).unwrap();
        }
        Self { logs: Logs::new(Arc::new(place)), clock, _folder: folder }
    }

    pub(crate) fn place(&self) -> &Place {
        self.logs.place()
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn try_open(&self, by: &Acting, candidate: &str) -> Result<String, AppraisalError> {
        let opening = Opening {
            need: "fewer people wait in A&E".to_owned(),
            style: Style::Upstream,
            place: "Northdown".to_owned(),
            key: None,
            candidate: candidate.to_owned(),
            candidate_key: None,
        };
        open(self.place(), by, &opening)
    }

    /// An appraisal of the hospital with the council, which has accounts.
    pub(crate) fn opened(&self) -> String {
        self.try_open(&acute()[0], "Northdown Council (fictional)").unwrap()
    }

    /// An appraisal of the hospital with a stranger, and the secret of the link.
    pub(crate) fn opened_with_stranger(&self) -> (String, String) {
        let id = self.try_open(&acute()[0], STRANGER).unwrap();
        let made = link::make(self.place(), By::Account(&id, &acute())).unwrap();
        let secret = made.path.reveal().rsplit('/').next().unwrap().to_owned();
        (id, secret)
    }

    pub(crate) fn read(&self, by: By<'_>) -> Appraisal {
        read(self.place(), by).unwrap()
    }

    /// Everything answered clearly, but for what is given.
    pub(crate) fn fill(&self, by: By<'_>, otherwise: &[(&str, &str)]) {
        for section in Section::ALL {
            let asked = questions().filter(|it| it.section == section && it.need == Need::Must);
            let mut given: Vec<(String, String)> =
                asked.map(|question| (question.id.to_owned(), clear(question))).collect();
            given.extend(otherwise.iter().map(|(id, answer)| ((*id).to_owned(), (*answer).to_owned())));
            let wrong = save(self.place(), by, Part { section, respondent: 0 }, &given).unwrap();
            assert_eq!(wrong, []);
        }
    }

    pub(crate) fn hand_in(&self, by: By<'_>, otherwise: &[(&str, &str)]) {
        self.fill(by, otherwise);
        hand_in(self.place(), by).unwrap();
    }

    pub(crate) fn end(&self, by: By<'_>, outcome: AppraisalOutcome) -> Result<(), AppraisalError> {
        let again = (outcome == AppraisalOutcome::NotYet)
            .then(|| self.place().surroundings().today().unwrap().after_days(30).unwrap());
        end(self.place(), by, &Ending { outcome, reason: "so we think".to_owned(), again })
    }

    /// What the record of the proposed partnership says.
    pub(crate) fn partnership<T>(&self, slug: &str, look: impl FnOnce(&Partnership) -> T) -> T {
        self.logs.look(slug, |log| look(&log.view().partnership)).unwrap()
    }
}
