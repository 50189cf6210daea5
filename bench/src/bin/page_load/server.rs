//! The program, serving a database on this machine until it is dropped.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ureq::Agent;

use crate::Failure;

/// Clock ticks a second in `/proc`, as on every Linux of today.
const TICKS: f64 = 100.0;

pub(crate) struct Server {
    process: Child,
    begun: Instant,
    /// `http://127.0.0.1:PORT`.
    pub(crate) address: String,
}

impl Server {
    /// Starts it; its own lines on the requests go nowhere.
    pub(crate) fn start(program: &Path, database: &str) -> Result<Self, Failure> {
        let begun = Instant::now();
        let mut process = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                format!("{}: {error}; build it: cargo build --release -p commonweal-cli", program.display())
            })?;
        let mut line = String::new();
        if let Some(said) = process.stdout.take() {
            BufReader::new(said).read_line(&mut line)?;
        }
        let port = line.split("localhost:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.ok_or_else(|| format!("the program does not serve {database}: run 'commonweal serve --database {database}' to see why"))?;
        let address = format!("http://127.0.0.1:{port}");
        Ok(Self { process, begun, address })
    }

    pub(crate) fn since_start(&self) -> Duration {
        self.begun.elapsed()
    }

    /// A page by a connection of its own.
    pub(crate) fn page(&self, path: &str) -> Result<String, Failure> {
        let agent: Agent =
            Agent::config_builder().timeout_global(Some(Duration::from_mins(5))).build().into();
        Ok(agent.get(format!("{}{path}", self.address)).call()?.body_mut().read_to_string()?)
    }

    /// Resident memory, as Linux tells it.
    pub(crate) fn resident_bytes(&self) -> Result<u64, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? * 1024)
    }

    /// Processor time of all its threads, as Linux tells it.
    pub(crate) fn processor_seconds(&self) -> Result<f64, Failure> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let after = stat.rsplit(')').next().ok_or("no name")?;
        // Fields 14 and 15 of proc(5); the name that was cut off is the second.
        let ticks = after.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
        Ok(ticks.sum::<Result<f64, _>>()? / TICKS)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
