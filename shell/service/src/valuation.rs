//! Value a plan: load it, the evaluations and figures that it names, call the core, hand over the report.

pub mod claims;
pub mod kept;
pub mod worth;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use commonweal_report::{ReproduceValuation, ValuationReport};
use commonweal_value::import::{ImportError, import};
use commonweal_value::parameters::{ParameterError, Parameters};
use commonweal_value::plan::{Plan, PlanError, sha256};
use commonweal_value::valuation::value;

/// Largest file that is read: a result of an evaluation with many donors has some megabytes.
const LARGEST_BYTES: u64 = 50_000_000;

/// Why a valuation came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ValuationError {
    /// A file cannot be read.
    #[error("{what} {} cannot be read: {source}; check the path and its permissions", path.display())]
    Unreadable {
        /// "plan", "options", "evaluation" or "parameters".
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The plan cannot be carried out.
    #[error("plan {}, {source}", path.display())]
    Plan {
        /// The plan.
        path: PathBuf,
        /// What is wrong, with line and key.
        source: Box<PlanError>,
    },
    /// A file of figures is not whole.
    #[error(transparent)]
    Parameters(#[from] ParameterError),
    /// A table of unit costs cannot be used.
    #[error("parameters {}, {source}", path.display())]
    Import {
        /// The table.
        path: PathBuf,
        /// What is wrong, with its line.
        source: ImportError,
    },
}

/// What flags put in the place of a plan's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overrides {
    /// How many draws.
    pub draws: Option<usize>,
    /// Their seed.
    pub seed: Option<u64>,
}

/// Carries the plan in the file `path` out. `command` is the exact command line, printed so that others can run it again. Files
/// that the plan names are taken relative to the folder it stands in.
///
/// # Errors
/// [`ValuationError`], naming the file and, inside it, line and key; nothing is written.
pub fn run(path: &Path, overrides: Overrides, command: &str) -> Result<ValuationReport, ValuationError> {
    let wrong = |source| ValuationError::Plan { path: path.to_owned(), source: Box::new(source) };
    let text = read("plan", path)?;
    let mut plan = Plan::from_toml(&text).map_err(wrong)?;
    plan.draws = overrides.draws.or(plan.draws);
    plan.seed = overrides.seed.or(plan.seed);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut named = named_files(folder, &plan.parameters, &plan.evaluations())?;
    let built = plan.build(&text, &named.parameters, &named.evaluations).map_err(wrong)?;
    named.files.insert(0, (path.display().to_string(), sha256(&text)));
    let reproduce = ReproduceValuation {
        command: command.to_owned(),
        program_version: format!("commonweal {}", env!("CARGO_PKG_VERSION")),
        files: named.files,
    };
    Ok(ValuationReport::new(value(&built), reproduce))
}

/// What a plan names beside itself.
pub(crate) struct NamedFiles {
    /// The published figures with those of its files.
    pub(crate) parameters: Parameters,
    /// The text of each evaluation.
    pub(crate) evaluations: BTreeMap<String, String>,
    /// Each file with its hash.
    pub(crate) files: Vec<(String, String)>,
}

/// Reads the files of figures and the evaluations that are named, relative to `folder`.
pub(crate) fn named_files(
    folder: &Path,
    figures: &[String],
    evaluations_named: &[&str],
) -> Result<NamedFiles, ValuationError> {
    let (mut parameters, mut evaluations, mut files) =
        (Parameters::published()?, BTreeMap::new(), Vec::new());
    for name in figures {
        let (place, text) = beside(folder, "parameters", name, &mut files)?;
        parameters = if place.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            let costs =
                import(name, &text).map_err(|source| ValuationError::Import { path: place, source })?;
            parameters.joined(costs)?
        } else {
            parameters.with_file(name, &text)?
        };
    }
    for &name in evaluations_named {
        evaluations.insert(name.to_owned(), beside(folder, "evaluation", name, &mut files)?.1);
    }
    Ok(NamedFiles { parameters, evaluations, files })
}

fn beside(
    folder: &Path,
    what: &'static str,
    name: &str,
    files: &mut Vec<(String, String)>,
) -> Result<(PathBuf, String), ValuationError> {
    let place = folder.join(name);
    let text = read(what, &place)?;
    files.push((place.display().to_string(), sha256(&text)));
    Ok((place, text))
}

pub(crate) fn read(what: &'static str, path: &Path) -> Result<String, ValuationError> {
    let unreadable = |source| ValuationError::Unreadable { what, path: path.to_owned(), source };
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    file.take(LARGEST_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}
