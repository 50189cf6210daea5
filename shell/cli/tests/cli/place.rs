//! A folder with a small fictional place in it, and the command run there.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const PLACES: [&str; 9] = [
    "Saltmere",
    "Ambershaw",
    "Brackenhythe",
    "Corvendale",
    "Dunmarrow",
    "Elderwyke",
    "Fennacre",
    "Gorsethwaite",
    "Hallowmarsh",
];

/// What `protocol.toml` says.
pub(crate) const PROTOCOL: &str = "\
data = \"panel.csv\"
unit = \"place\"
period = \"month\"
value = \"falls\"
treated = \"Saltmere\"
from = \"2021-07\"
";

/// Two years of falls in nine invented places; six fewer a month in Saltmere from July 2021.
pub(crate) fn panel() -> String {
    let mut csv = "place,month,falls,people\n".to_owned();
    for (i, place) in PLACES.iter().enumerate() {
        for month in 0..24 {
            let falls = falls(i, month);
            writeln!(csv, "{place},{},{falls},{}", month_name(month), 5000 + 100 * i).unwrap();
        }
    }
    csv
}

fn falls(place: usize, month: usize) -> usize {
    let noise = (month * 7 + place * 5 + month * place) % 11;
    let answered = if place == 0 && month >= 18 { 6 } else { 0 };
    100 + 8 * place + noise + month / 3 - answered
}

fn month_name(month: usize) -> String {
    format!("{}-{:02}", 2020 + month / 12, 1 + month % 12)
}

/// What the command did.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The one JSON document that was printed.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.stderr);
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// The document without the part that names the command and its files.
    pub(crate) fn result(&self) -> Value {
        let mut document = self.json();
        assert!(document.as_object_mut().unwrap().remove("reproduce").is_some());
        document
    }
}

/// A folder to run the command in.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// With `panel.csv` and `protocol.toml`.
    pub(crate) fn with_place() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("panel.csv", panel());
        folder.write("protocol.toml", PROTOCOL);
        folder
    }

    /// With nothing in it.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// Runs `commonweal` with these arguments, no terminal anywhere.
    pub(crate) fn run<A: AsRef<std::ffi::OsStr>>(&self, arguments: &[A]) -> Run {
        self.run_with(&[], arguments)
    }

    /// As [`Folder::run`], with variables of the environment.
    pub(crate) fn run_with<A: AsRef<std::ffi::OsStr>>(
        &self,
        environment: &[(&str, &str)],
        arguments: &[A],
    ) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_commonweal"))
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("CLICOLOR_FORCE")
            .env("COLUMNS", "100")
            .env("RUST_BACKTRACE", "0")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Runs the words of one line, quoted as in a shell.
    pub(crate) fn line(&self, line: &str) -> Run {
        self.run(&shlex::split(line).unwrap())
    }
}

/// A file beside the project that is not part of it, or `None` (said aloud) where it is absent.
pub(crate) fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(file);
    if path.exists() {
        return Some(path.canonicalize().unwrap());
    }
    eprintln!("skipped: shared/{file} is not beside the project");
    None
}
