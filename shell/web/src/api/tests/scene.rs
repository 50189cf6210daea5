//! The example place, asked by programs.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use commonweal_record::canonical;
use commonweal_record::entry::{Attest, Instant, SubjectId};
use commonweal_record::fact::{Fact, kind_of};
use commonweal_service::access::api_token::ApiToken;
use commonweal_service::example::partnership::{self, Evaluated};
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Database, KeyFile, Place, Surroundings};
use serde_json::Value;
use tempfile::TempDir;

use super::super::call::Call;
use super::super::fault::Fault;
use super::super::operation::Operation;
use crate::app::App;

pub(super) const SLUG: &str = partnership::SLUG;
pub(super) const ACUTE: &str = "saltmere-acute";
pub(super) const MIND: &str = "saltmere-minds";

/// The example place in a folder of its own.
pub(super) struct Scene {
    folder: TempDir,
    app: App,
}

impl Scene {
    pub(super) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let any = folder.path().join("any");
        fs::write(&any, "any").unwrap();
        let number = |text: &str| text.to_owned();
        let evaluated = Evaluated {
            worth: None,
            estimate: number("-12.5"),
            lower: number("-20"),
            upper: number("-5"),
            protocol: any.clone(),
            data: any.clone(),
            report: any,
        };
        partnership::write(folder.path(), &evaluated).unwrap();
        let drawn = AtomicU8::new(100);
        let entropy = move |bytes: &mut [u8]| {
            bytes.fill(drawn.fetch_add(1, Ordering::Relaxed));
            Ok(())
        };
        let surroundings = Surroundings::given(|| "2022-10-10T09:00:00Z".parse().ok(), entropy);
        let database = Database::Sqlite(folder.path().join("record.db"));
        let place = Place::open(database, &folder.path().join("record.host"), surroundings).unwrap();
        let app = App::new(Arc::new(place), "https://record.saltmere.example").unwrap();
        Self { folder, app }
    }

    /// What a server needs, with the folder to be kept as long as it serves.
    pub(super) fn into_app(self) -> (App, TempDir) {
        (self.app, self.folder)
    }

    /// Entries in its record.
    pub(super) fn size(&self) -> u64 {
        self.app.logs.look(SLUG, |log| log.view().log.size()).unwrap()
    }

    /// The root over them.
    pub(super) fn root(&self) -> String {
        self.app.logs.look(SLUG, |log| log.view().log.root().to_string()).unwrap()
    }

    /// Another partnership, with nothing but its proposal.
    pub(super) fn propose(&self, slug: &str) {
        let payload = r#"{"aims":["fewer falls"],"name":"Northdown (fictional)","place":"Northdown","style":"upstream"}"#;
        let fact = fact("partnership_proposed", payload);
        self.app.logs.place().propose(slug, &ACUTE.parse().unwrap(), fact, None).unwrap();
    }

    /// A fact as the body's own key signs it.
    pub(super) fn signed(&self, body: &str, kind: &str, payload: &Value) -> Value {
        let key = KeyFile::read(&self.folder.path().join(format!("{body}.key"))).unwrap();
        let fact = fact(kind, &payload.to_string());
        let statement = self.app.logs.place().statement(&body.parse().unwrap(), fact).unwrap();
        let intent = self.app.logs.look(SLUG, |log| log.intent(&statement, Attest::Body)).unwrap().unwrap();
        serde_json::from_slice(&intent.sign(&key.key).to_bytes()).unwrap()
    }

    /// What a reading operation answers.
    pub(super) fn read(
        &self,
        operation: &'static Operation,
        query: &[(&'static str, &str)],
    ) -> Result<Value, Fault> {
        let query = query.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.ask(operation, query, None, None, Vec::new())
    }

    /// What a writing operation answers to a body with a token.
    pub(super) fn with_token(
        &self,
        operation: &'static Operation,
        of: &str,
        role: Role,
        key: Option<&str>,
        body: &Value,
    ) -> Result<Value, Fault> {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let token = ApiToken {
            id: "any".to_owned(),
            body: of.parse().unwrap(),
            role,
            label: "nightly figures".to_owned(),
            by: SubjectId([7; 16]),
            made: at("2022-10-01T09:00:00Z"),
            until: at("2022-11-01T09:00:00Z"),
            last_used: None,
        };
        self.ask(operation, BTreeMap::new(), Some(token), key, body.to_string().into_bytes())
    }

    fn ask(
        &self,
        operation: &'static Operation,
        query: BTreeMap<&'static str, String>,
        token: Option<ApiToken>,
        key: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Value, Fault> {
        let parts = BTreeMap::from([("slug".to_owned(), SLUG.to_owned())]);
        let key = key.map(|key| key.parse().unwrap());
        let answer =
            (operation.handler)(&Call { app: &self.app, parts, operation, query, token, key, body })?;
        Ok(serde_json::from_str(&answer.said()).unwrap())
    }
}

fn fact(kind: &str, payload: &str) -> Fact {
    let payload = canonical::parse(payload.as_bytes()).unwrap();
    Fact::from_payload(kind, kind_of(kind).unwrap().schema, &payload).unwrap()
}
