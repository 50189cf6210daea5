//! A PostgreSQL server of the tests' own: made, started and stopped by this program, reached by a socket that only it knows, or with TLS.
//!
//! The cluster lies in a folder of the system's temporary directory, because PostgreSQL refuses to run as root and another user cannot
//! enter every checkout, and because the path of a socket must be short. Flushing to disk stays on: the stores insist on it.

use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::debian;
use crate::steps::Outcome;

/// Where the tests of `shell/store` look for a server.
const VARIABLE: &str = "COMMONWEAL_TEST_POSTGRES";

/// Where they look for one that is reached with TLS alone, and for the certificate to trust.
const ENCRYPTED: &str = "COMMONWEAL_TEST_POSTGRES_TLS";
const CERTIFICATE: &str = "COMMONWEAL_TEST_POSTGRES_CERTIFICATE";

/// Of the server of the tests, which nobody else can reach.
const PASSWORD: &str = "only-for-tests";

/// The user that Debian's package makes for the server.
const SERVER_USER: &str = "postgres";

/// Which server the tests are given.
#[derive(Debug)]
pub(crate) enum Server {
    /// The one that the caller's environment names.
    Given,
    /// One of our own.
    Own(Cluster),
    /// None, for this reason; the tests that need one skip and say so.
    Missing(String),
}

impl Server {
    /// A server, if this machine can have one.
    pub(crate) fn start() -> Self {
        if std::env::var_os(VARIABLE).is_some() {
            return Self::Given;
        }
        match Cluster::start() {
            Ok(cluster) => Self::Own(cluster),
            Err(reason) => Self::Missing(reason),
        }
    }

    /// Tells a command where the server is.
    pub(crate) fn announce(&self, command: &mut Command) {
        if let Self::Own(cluster) = self {
            command.env(VARIABLE, cluster.address());
            command.env(ENCRYPTED, cluster.encrypted_address()).env(CERTIFICATE, cluster.certificate());
        }
    }

    /// What there is to say of it in a summary.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Given => format!("PostgreSQL as {VARIABLE} says"),
            Self::Own(_) => "PostgreSQL of its own".to_owned(),
            Self::Missing(reason) => format!("without PostgreSQL: {reason}"),
        }
    }
}

/// The check that says, before the tests, whether they will have a server: installs Debian's package where it may.
pub(crate) fn check(_root: &Path) -> Outcome {
    if std::env::var_os(VARIABLE).is_some() {
        return Outcome::Passed(format!("{VARIABLE} is set"));
    }
    match programs() {
        Ok(programs) => Outcome::Passed(programs.display().to_string()),
        Err(reason) => Outcome::Skipped(reason),
    }
}

/// A running server and its folder; stopped and removed when dropped.
#[derive(Debug)]
pub(crate) struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    fn start() -> Result<Self, String> {
        let (programs, port) = (programs()?, free_port()?);
        let folder = std::env::temp_dir().join(format!("commonweal-postgres-{}", std::process::id()));
        fs::create_dir(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
        // From here on the folder is removed again, whatever happens.
        let cluster = Self { folder, programs, port };
        if debian::is_root() {
            cluster.run(Command::new("chown").arg(SERVER_USER).arg(&cluster.folder))?;
        }
        let data = cluster.data();
        let password = cluster.folder.join("password");
        fs::write(&password, PASSWORD).map_err(|error| error.to_string())?;
        cluster.run(
            cluster
                .program("initdb")
                .args(["--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C"])
                .arg("--pwfile")
                .arg(&password)
                .arg(&data),
        )?;
        cluster.encrypt()?;
        let options = format!(
            "-c unix_socket_directories='{}' -c listen_addresses=localhost -c port={} -c ssl=on -c hba_file='{}'",
            cluster.folder.display(),
            cluster.port,
            cluster.folder.join("hba").display()
        );
        cluster.run(
            cluster.control("start").args(["--options", &options, "--log"]).arg(cluster.folder.join("log")),
        )?;
        Ok(cluster)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn address(&self) -> String {
        format!("host={} port={} user={} dbname=postgres", self.folder.display(), self.port, user())
    }

    fn encrypted_address(&self) -> String {
        format!("postgres://{}:{PASSWORD}@localhost:{}/postgres?sslmode=require", user(), self.port)
    }

    fn certificate(&self) -> PathBuf {
        self.data().join("server.crt")
    }

    /// A certificate of its own; and from the network nobody enters without TLS.
    fn encrypt(&self) -> Result<(), String> {
        let mut make = Self::with_rights("openssl");
        make.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]);
        make.args(["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]);
        make.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
        make.arg("-keyout").arg(self.data().join("server.key")).arg("-out").arg(self.certificate());
        self.run(&mut make)?;
        let who = "local all all trust\nhostssl all all samehost scram-sha-256\n";
        fs::write(self.folder.join("hba"), who).map_err(|error| error.to_string())
    }

    /// A program of the server, as the user that it may run as.
    fn program(&self, name: &str) -> Command {
        Self::with_rights(self.programs.join(name))
    }

    fn with_rights(program: impl AsRef<OsStr>) -> Command {
        if !debian::is_root() {
            return Command::new(program);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", SERVER_USER, "--"]).arg(program);
        command
    }

    fn control(&self, verb: &str) -> Command {
        let mut command = self.program("pg_ctl");
        command.args([verb, "--wait", "--silent", "--pgdata"]).arg(self.data());
        command
    }

    fn run(&self, command: &mut Command) -> Result<(), String> {
        // Not in the caller's folder, which the server's user may not enter.
        command::read(command.current_dir(&self.folder)).map(|_| ()).map_err(|error| error.to_string())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists()
            && let Err(error) = self.run(self.control("stop").args(["--mode", "immediate"]))
        {
            eprintln!("the PostgreSQL server in {} was not stopped: {error}", self.folder.display());
            return;
        }
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// Who may do everything on the server: whoever made it.
fn user() -> String {
    if debian::is_root() {
        return SERVER_USER.to_owned();
    }
    command::read(Command::new("id").arg("-un")).unwrap_or_default().trim().to_owned()
}

/// A port that nobody uses at the moment.
fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| format!("no port is free: {error}"))
}

/// The folder of the server's programs, installed where this machine lets us.
fn programs() -> Result<PathBuf, String> {
    if let Some(folder) = find_programs() {
        return Ok(folder);
    }
    let remedy = "PostgreSQL is not installed: on Debian or Ubuntu run 'sudo apt-get install postgresql'";
    debian::install(&["postgresql", "openssl"]);
    find_programs().ok_or_else(|| remedy.to_owned())
}

/// On the path, or where Debian puts them: the newest version.
fn find_programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let debian =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut versions: Vec<(u32, PathBuf)> = debian
        .filter_map(|path| Some((path.file_name()?.to_str()?.parse().ok()?, path.join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let folders = versions.into_iter().map(|(_, path)| path).chain(std::env::split_paths(&on_path));
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_of_its_own_answers_and_leaves_nothing_behind() {
        let cluster = match Cluster::start() {
            Ok(cluster) => cluster,
            Err(reason) => return println!("skipped: {reason}"),
        };
        let mut question = Command::new(cluster.programs.join("psql"));
        question.args(["--no-align", "--tuples-only", "--command", "SHOW fsync"]).arg(cluster.address());
        assert_eq!(command::read(&mut question).unwrap().trim(), "on");
        let folder = cluster.folder.clone();
        drop(cluster);
        assert!(!folder.exists());
        assert!(command::read(&mut question).is_err(), "the server still answers");
    }

    #[test]
    fn a_command_is_told_of_our_own_server_alone() {
        let mut command = Command::new("true");
        Server::Given.announce(&mut command);
        Server::Missing("none".to_owned()).announce(&mut command);
        assert_eq!(command.get_envs().count(), 0);
    }
}
