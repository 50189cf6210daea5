//! Evaluate a data file by a protocol: load the panel, call the estimators, hand over the report.

pub mod again;
pub mod kept;

use std::path::Path;

use commonweal_activity::{ActivityError, PanelSource, ReadReport, read_panel};
use commonweal_evaluate::evaluation::{EvaluateError, Step, evaluate};
use commonweal_evaluate::protocol::{Plan, PlanError, Protocol, ProtocolError};
use commonweal_report::{EvaluationReport, Reproduce};

/// Why an evaluation came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum EvaluationError {
    /// The protocol cannot be carried out.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The protocol has no canonical form.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// The data cannot be read.
    #[error(transparent)]
    Activity(#[from] ActivityError),
    /// The data does not answer the question.
    #[error("{data}: {source}")]
    Evaluate {
        /// The data file.
        data: String,
        /// Why.
        source: EvaluateError,
    },
}

/// How far the work has come.
#[derive(Debug, Clone, Copy)]
pub enum Progress {
    /// The data file is being read.
    Reading(commonweal_activity::Progress),
    /// A method's replications are being run.
    Estimating(Step),
}

/// Carries `protocol` out. `command` is the exact command line, printed so that others can run it again.
///
/// # Errors
/// [`EvaluationError`]; nothing is written.
pub fn run(
    protocol: &Protocol,
    command: &str,
    on_progress: &(dyn Fn(Progress) + Sync),
) -> Result<EvaluationReport, EvaluationError> {
    let plan = protocol.plan()?;
    run_on(protocol, Path::new(&plan.source.data), command, on_progress)
}

/// As [`run`], with the panel read from `file`, under whatever name the protocol has for it.
///
/// # Errors
/// As for [`run`].
pub fn run_on(
    protocol: &Protocol,
    file: &Path,
    command: &str,
    on_progress: &(dyn Fn(Progress) + Sync),
) -> Result<EvaluationReport, EvaluationError> {
    let plan = protocol.plan()?;
    let protocol_sha256 = protocol.sha256()?;
    let loaded = read_panel(&source(&plan, file), &mut |progress| on_progress(Progress::Reading(progress)))?;
    let mut evaluation = evaluate(&loaded.panel, loaded.population.as_ref(), &plan, &|step| {
        on_progress(Progress::Estimating(step));
    })
    .map_err(|source| EvaluationError::Evaluate { data: plan.source.data.clone(), source })?;
    evaluation.caveats.extend(loaded.report.warnings.iter().cloned());
    let reproduce = Reproduce {
        command: command.to_owned(),
        program_version: format!("commonweal {}", env!("CARGO_PKG_VERSION")),
        data_file: plan.source.data.clone(),
        data_sha256: loaded.report.file_sha256.clone(),
        protocol_sha256: Some(protocol_sha256),
        seed: plan.inference.seed,
        reading: reading(&loaded.report),
    };
    let title = plan
        .title
        .clone()
        .unwrap_or_else(|| format!("{}: {}", plan.outcome, evaluation.panel.treated.join(", ")));
    Ok(EvaluationReport::new(&evaluation, reproduce, title))
}

fn source(plan: &Plan, file: &Path) -> PanelSource {
    let from = &plan.source;
    PanelSource {
        population: from.population.clone(),
        filters: from.filters.clone(),
        delimiter: from.delimiter,
        frequency: from.frequency,
        duplicates: from.duplicates,
        since: plan.design.since,
        until: plan.design.until,
        ..PanelSource::new(file, &from.unit, &from.period, &from.value)
    }
}

/// What the reading of the file did, a line each.
fn reading(report: &ReadReport) -> Vec<String> {
    let mut lines = vec![format!("{} rows read, {} kept", report.rows_read, report.rows_kept)];
    lines.extend(
        report.dropped.iter().map(|dropped| {
            format!("{} dropped: {} (first: {})", dropped.count, dropped.reason, dropped.first)
        }),
    );
    if report.units_outside_window > 0 {
        lines.push(format!("{} units have no row inside the window", report.units_outside_window));
    }
    lines
}
