//! Connections that keep their promises, lent one at a time, and naming what went wrong on one.

use std::error::Error;
use std::sync::{Mutex, PoisonError};

use postgres::error::SqlState;
use postgres::{Client, Config, Statement};

use crate::StoreError;
use crate::error::Cause;
use crate::postgres::encryption;

/// Says what failed; a full disk has an error of its own, because there the caller can do something.
pub(super) fn failed(doing: &'static str) -> impl Fn(postgres::Error) -> StoreError {
    move |error| match error.code() {
        Some(&SqlState::DISK_FULL) => StoreError::Full { source: in_full(error) },
        Some(&SqlState::LOCK_NOT_AVAILABLE) => StoreError::Busy { doing },
        _ => StoreError::Database { doing, source: in_full(error) },
    }
}

/// The library's sentence names the sort of the error alone; what happened is its cause.
pub(super) fn in_full(error: postgres::Error) -> Cause {
    match error.source() {
        Some(cause) => format!("{error}: {cause}").into(),
        None => error.into(),
    }
}

/// Host and database, without the password.
pub(super) fn place(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(postgres::config::Host::Tcp(name)) => name.clone(),
        Some(postgres::config::Host::Unix(path)) => path.display().to_string(),
        None => "this machine".to_owned(),
    };
    format!("the database '{}' on {host}", config.get_dbname().unwrap_or("postgres"))
}

/// A connection and the statements prepared on it.
pub(super) struct Connection {
    pub(super) client: Client,
    prepared: Vec<(&'static str, Statement)>,
}

impl Connection {
    /// The prepared statement of a query; prepared at its first use.
    pub(super) fn prepare(&mut self, query: &'static str) -> Result<Statement, StoreError> {
        if let Some((_, statement)) = self.prepared.iter().find(|(known, _)| *known == query) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(query).map_err(failed("preparing a statement"))?;
        self.prepared.push((query, statement.clone()));
        Ok(statement)
    }
}

/// Commits wait for the disk. Every statement of ours looks something up in an index, and one that was planned while the tables were empty
/// would go on to read them from end to end as they grow: so plans are made afresh, and scans avoided.
const SETTINGS: &str = "SET synchronous_commit = on; SET default_transaction_isolation = 'read committed'; \
                        SET plan_cache_mode = force_custom_plan; SET enable_seqscan = off";

/// Connections that nobody uses at the moment.
pub(super) struct Pool {
    config: Config,
    idle: Mutex<Vec<Connection>>,
}

impl Pool {
    pub(super) fn new(config: Config) -> Self {
        Self { config, idle: Mutex::new(Vec::new()) }
    }

    /// A new connection, settled whatever the role's or the database's defaults are.
    pub(super) fn connect(&self) -> Result<Connection, StoreError> {
        let unreachable = |source| StoreError::Unreachable { place: place(&self.config), source };
        let mut client = encryption::connect(&self.config).map_err(unreachable)?;
        client.batch_execute(SETTINGS).map_err(failed("settling a connection"))?;
        Ok(Connection { client, prepared: Vec::new() })
    }

    /// Lends a connection; one on which anything failed is not lent again, since its state is not known.
    pub(super) fn lend<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let connection = match self.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        self.on(connection, work)
    }

    /// Lends a connection for work that changes nothing. A server that went away while the connection lay idle is only noticed when
    /// it is used, so what fails on an idle one is done once more on a new one.
    pub(super) fn lend_to_read<T>(
        &self,
        work: impl Fn(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(connection) = self.take()
            && let Ok(result) = self.on(connection, &work)
        {
            return Ok(result);
        }
        let connection = self.connect()?;
        self.on(connection, work)
    }

    fn on<T>(
        &self,
        mut connection: Connection,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let result = work(&mut connection);
        if result.is_ok() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        result
    }

    fn take(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| idle.pop()).find(|connection| !connection.client.is_closed())
    }
}
