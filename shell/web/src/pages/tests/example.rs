//! The example place, opened on a day of its story, to which more can be told.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use commonweal_record::canonical;
use commonweal_record::entry::{Instant, SubjectId};
use commonweal_record::fact::kinds::members::Style;
use commonweal_record::fact::{Fact, kind_of};
use commonweal_record::partnership::{Partnership, terms_hash};
use commonweal_service::access::{self, Account, AccountState, Authentication, Level, Membership, Session};
use commonweal_service::appraisal::opening::{Opening, open};
use commonweal_service::appraisal::{By, link};
use commonweal_service::example::partnership::{self, Evaluated, SLUG};
use commonweal_service::record::payload::Given;
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Acting, Database, KeyFile, Place, Surroundings};
use tempfile::TempDir;

use crate::answer::Answer;
use crate::app::App;
use crate::routes::Handler;
use crate::visit::{Person, Visit};

pub(crate) const ACUTE: &str = "saltmere-acute";
pub(crate) const COMMUNITY: &str = "saltmere-community";
pub(crate) const MIND: &str = "saltmere-minds";
/// Any document's hash.
pub(crate) const DOCUMENT: &str = "3b0b5b5f1a4c4bb54de5cd3e4cf7f0c7c2b1f1a6a7a0c0b9d3b1d0f6c7e8a9b0";

const NOW: &str = "2021-10-10T09:00:00Z";

/// The example place in a folder of its own.
pub(crate) struct Example {
    folder: TempDir,
    app: Arc<App>,
    /// Who looks at the pages.
    pub(crate) person: Option<Person>,
    /// The files of the forms that are sent.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Example {
    /// Looked at on 10 October 2021, though its story goes on.
    pub(crate) fn new() -> Self {
        Self::evaluated(["-12.5", "-20.0", "-5.0"], |name| name.into())
    }

    /// With an estimate and its interval, of a protocol, data and a report with this content.
    pub(crate) fn evaluated(figures: [&str; 3], content: impl Fn(&str) -> Vec<u8>) -> Self {
        let folder = TempDir::new().unwrap();
        let file = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, content(name)).unwrap();
            path
        };
        let [estimate, lower, upper] = figures.map(str::to_owned);
        let (protocol, data, report) = (file("protocol"), file("data"), file("report"));
        let evaluated = Evaluated { estimate, lower, upper, protocol, data, report, worth: None };
        partnership::write(folder.path(), &evaluated).unwrap();
        let drawn = AtomicU16::new(0);
        let entropy = move |bytes: &mut [u8]| {
            let draw = drawn.fetch_add(1, Ordering::Relaxed).to_le_bytes();
            bytes.iter_mut().zip(draw.iter().cycle()).for_each(|(byte, drawn)| *byte = *drawn);
            Ok(())
        };
        let surroundings = Surroundings::given(|| NOW.parse().ok(), entropy);
        let database = Database::Sqlite(folder.path().join("record.db"));
        let place = Place::open(database, &folder.path().join("record.host"), surroundings).unwrap();
        let app = App::new(Arc::new(place), "https://record.saltmere.example").unwrap();
        Self { folder, app: Arc::new(app), person: None, files: Vec::new() }
    }

    /// Looked at by somebody of a body.
    pub(crate) fn read_by(mut self, body: &str, role: Role) -> Self {
        let acting = vec![Acting { body: body.parse().unwrap(), role, subject: SubjectId([7; 16]) }];
        self.person = Some(Person { acting });
        self
    }

    /// As whom they come.
    pub(crate) fn authentication(&self) -> Authentication {
        self.person.as_ref().map_or(Authentication::Nobody, signed_in)
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// What a router needs.
    pub(crate) fn shared(&self) -> Arc<App> {
        Arc::clone(&self.app)
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn place(&self) -> &Place {
        self.app.logs.place()
    }

    /// The same database, opened as another process opens it.
    pub(super) fn elsewhere(&self) -> Place {
        let database = Database::Sqlite(self.folder.path().join("record.db"));
        let host = self.folder.path().join("record.host");
        Place::open(database, &host, Surroundings::of_this_machine()).unwrap()
    }

    pub(crate) fn key(&self, body: &str) -> KeyFile {
        KeyFile::read(&self.folder.path().join(format!("{body}.key"))).unwrap()
    }

    /// A partnership with nothing but its proposal.
    pub(crate) fn propose(&self, slug: &str, payload: &str) {
        let fact = fact("partnership_proposed", payload);
        self.place().propose(slug, &ACUTE.parse().unwrap(), fact, None).unwrap();
    }

    /// An appraisal of the hospital with a candidate, opened by one of its officers; gives its id.
    pub(crate) fn appraise(&self, candidate: &str) -> String {
        let opening = Opening {
            need: "fewer falls".to_owned(),
            style: Style::Upstream,
            place: "Saltmere".to_owned(),
            key: None,
            candidate: candidate.to_owned(),
            candidate_key: None,
        };
        open(self.place(), &officer(ACUTE), &opening).unwrap()
    }

    /// The secret of the link by which the candidate answers.
    pub(crate) fn appraisal_link(&self, id: &str) -> String {
        let made = link::make(self.place(), By::Account(id, &[officer(ACUTE)])).unwrap();
        made.path.reveal().rsplit('/').next().unwrap().to_owned()
    }

    /// Records a fact with the body's key and gives its entry.
    pub(crate) fn tell(&self, body: &str, kind: &str, payload: &str) -> u64 {
        let (fact, key) = (fact(kind, payload), self.key(body));
        let body = body.parse().unwrap();
        let statement = self.place().statement(&body, fact.clone()).unwrap();
        let author = self.place().author(&fact, &body, Some(&key.key)).unwrap();
        self.app.logs.work(SLUG, |log| log.attest(&statement, author)).unwrap().receipt.seq
    }

    /// Keeps a document in the vault, and gives the hash that names it.
    pub(crate) fn keep(&self, text: &str) -> String {
        let file = self.folder.path().join("document");
        fs::write(&file, text).unwrap();
        let given = [Given::new("document", format!("@{}", file.display())), Given::new("title", "any")];
        let (fact, documents) = self.place().fact("lesson_recorded", &given).unwrap();
        self.place().keep(&documents).unwrap();
        match fact {
            Fact::LessonRecorded(lesson) => lesson.document.unwrap().to_string(),
            other => panic!("not a lesson: {other:?}"),
        }
    }

    /// What the record says.
    pub(crate) fn state<T>(&self, look: impl FnOnce(&Partnership) -> T) -> T {
        self.app.logs.look(SLUG, |log| look(&log.view().partnership)).unwrap()
    }

    /// Hash of the terms of the latest version.
    pub(crate) fn terms(&self) -> String {
        self.state(|state| {
            let agreement = state.agreements.values().next().unwrap();
            terms_hash(&agreement.versions.values().next_back().unwrap().terms()).to_string()
        })
    }

    /// The page that a handler gives of the example's partnership.
    pub(crate) fn page(&self, handler: Handler, path: &str) -> String {
        self.page_of(SLUG, handler, path)
    }

    /// The page of one partnership; `path` is what follows its address, with a query.
    pub(crate) fn page_of(&self, slug: &str, handler: Handler, path: &str) -> String {
        self.answer(slug, handler, path, &[]).said()
    }

    /// What a handler answers to a form; the part after `/attest/` is the kind.
    pub(crate) fn answer(
        &self,
        slug: &str,
        handler: Handler,
        path: &str,
        form: &[(String, String)],
    ) -> Answer {
        let kind = path.strip_prefix("/attest/").unwrap_or("");
        let kind = kind.split('?').next().unwrap_or("");
        self.visited(handler, &format!("/partnerships/{slug}{path}"), &[("slug", slug), ("kind", kind)], form)
    }

    /// What a handler answers at a path with its named parts.
    pub(crate) fn visited(
        &self,
        handler: Handler,
        path: &str,
        parts: &[(&str, &str)],
        form: &[(String, String)],
    ) -> Answer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let visit = Visit {
            app: &self.app,
            path,
            parts: parts.iter().map(|(name, part)| ((*name).to_owned(), (*part).to_owned())).collect(),
            query: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            form: form.to_vec(),
            files: self.files.clone(),
            client: "192.0.2.1".to_owned(),
            token: None,
            tie: None,
            who: self.authentication(),
            person: self.person.clone(),
        };
        handler(&visit).unwrap()
    }
}

pub(crate) fn officer(body: &str) -> Acting {
    Acting { body: body.parse().unwrap(), role: Role::Officer, subject: SubjectId([7; 16]) }
}

/// Somebody fictional, who signed in as the clock of the example stands.
fn signed_in(person: &Person) -> Authentication {
    let now: Instant = NOW.parse().unwrap();
    let memberships = person.acting.iter().map(|it| Membership { body: it.body.clone(), role: it.role });
    let account = Account {
        subject: person.acting[0].subject,
        name: "Sam Example".parse().unwrap(),
        email: "sam@saltmere.example".parse().unwrap(),
        memberships: memberships.collect(),
        is_host: false,
        created: now,
        state: AccountState::Active,
    };
    let level = Level::Passkey;
    let session = Session { id: "1".to_owned(), begun: now, authenticated: now, seen: now, level };
    Authentication::Person(Box::new(access::Person { account, session }))
}

pub(crate) fn fact(kind: &str, payload: &str) -> Fact {
    let payload = canonical::parse(payload.as_bytes()).unwrap();
    Fact::from_payload(kind, kind_of(kind).unwrap().schema, &payload).unwrap()
}
