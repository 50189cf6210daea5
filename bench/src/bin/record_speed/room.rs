//! Room for a database: a folder, and for PostgreSQL a schema, that are gone when the measurement is.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use commonweal_service::record::{Database, Place, Surroundings};
use postgres::{Client, NoTls};
use tempfile::TempDir;

use crate::Failure;

/// Names the server, as the store's tests have it.
const VARIABLE: &str = "COMMONWEAL_TEST_POSTGRES";

static COUNT: AtomicU32 = AtomicU32::new(0);

pub(crate) struct Room {
    folder: TempDir,
    schema: Option<Schema>,
}

struct Schema {
    server: String,
    name: String,
}

impl Room {
    pub(crate) fn sqlite() -> Result<Self, Failure> {
        Ok(Self { folder: tempfile::tempdir()?, schema: None })
    }

    /// None, said aloud, without a server.
    pub(crate) fn postgres() -> Result<Option<Self>, Failure> {
        let Ok(server) = std::env::var(VARIABLE) else {
            println!("PostgreSQL: not measured; let {VARIABLE} name a server");
            return Ok(None);
        };
        let name = format!("speed_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Client::connect(&server, NoTls)?.batch_execute(&format!("CREATE SCHEMA {name}"))?;
        Ok(Some(Self { folder: tempfile::tempdir()?, schema: Some(Schema { server, name }) }))
    }

    pub(crate) fn name(&self) -> &'static str {
        if self.schema.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> Database {
        match &self.schema {
            None => Database::Sqlite(self.path().join("record.sqlite")),
            Some(schema) => Database::Postgres(schema.address()),
        }
    }

    /// A new place in it, of a host of its own.
    pub(crate) fn place(&self) -> Result<Place, Failure> {
        let host = self.path().join("host");
        Ok(Place::init(self.database(), &host, "speed.example", Surroundings::of_this_machine())?)
    }

    /// A connection past the store, to a server.
    pub(crate) fn client(&self) -> Result<Option<Client>, Failure> {
        Ok(self.schema.as_ref().map(|schema| Client::connect(&schema.address(), NoTls)).transpose()?)
    }
}

impl Schema {
    fn address(&self) -> String {
        let Self { server, name } = self;
        if server.starts_with("postgres") {
            let mark = if server.contains('?') { '&' } else { '?' };
            return format!("{server}{mark}options=-csearch_path%3D{name}");
        }
        format!("{server} options='-c search_path={name}'")
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if let Ok(mut client) = Client::connect(&self.server, NoTls) {
            client.batch_execute(&format!("DROP SCHEMA {} CASCADE", self.name)).ok();
        }
    }
}
