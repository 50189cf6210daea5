//! Running checks one after another, each with a heading, its time and its outcome, and a summary of all of them.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

/// One check.
pub(crate) struct Step {
    /// Name used in headings and in the summary.
    pub(crate) name: &'static str,
    /// What is run, in a few words.
    pub(crate) detail: &'static str,
    /// The check, given the root of the workspace.
    pub(crate) run: fn(&Path) -> Outcome,
}

/// How a check ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing wrong; what was looked at, in a few words.
    Passed(String),
    /// Not run; why, and what would let it run.
    Skipped(String),
    /// What is wrong, one finding a line.
    Failed(Vec<String>),
}

impl Outcome {
    /// Passed when there is no finding.
    pub(crate) fn from_findings(findings: Vec<String>, looked_at: String) -> Self {
        if findings.is_empty() { Self::Passed(looked_at) } else { Self::Failed(findings) }
    }
}

impl<E: std::error::Error> From<Result<Outcome, E>> for Outcome {
    fn from(result: Result<Outcome, E>) -> Self {
        result.unwrap_or_else(|error| Outcome::Failed(vec![error.to_string()]))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed(looked_at) => write!(f, "passed: {looked_at}"),
            Self::Skipped(reason) => write!(f, "skipped: {reason}"),
            Self::Failed(findings) => write!(f, "FAILED: {}", findings.join("; ")),
        }
    }
}

/// Runs every step, whatever the earlier ones say; true when none failed.
pub(crate) fn run(root: &Path, steps: &[Step]) -> bool {
    let start = Instant::now();
    let mut finished = Vec::with_capacity(steps.len());
    for (index, step) in steps.iter().enumerate() {
        let place = format!("[{}/{}] {}", index + 1, steps.len(), step.name);
        println!("{place} ({})", step.detail);
        let step_start = Instant::now();
        let outcome = (step.run)(root);
        if let Outcome::Failed(findings) = &outcome {
            for finding in findings {
                println!("  {finding}");
            }
        }
        println!("{place} took {}, {}\n", Elapsed(step_start.elapsed()), headline(&outcome));
        finished.push((step.name, outcome));
    }
    println!("{}", summary(&finished, start.elapsed()));
    !finished.iter().any(|(_, outcome)| matches!(outcome, Outcome::Failed(_)))
}

fn headline(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Failed(findings) if findings.len() == 1 => "FAILED: 1 finding".to_owned(),
        Outcome::Failed(findings) => format!("FAILED: {} findings", findings.len()),
        other => other.to_string(),
    }
}

fn summary(finished: &[(&str, Outcome)], elapsed: Duration) -> String {
    let count = |wanted: fn(&Outcome) -> bool| finished.iter().filter(|(_, outcome)| wanted(outcome)).count();
    let mut lines = vec![format!(
        "{} checks in {}: {} passed, {} skipped, {} failed",
        finished.len(),
        Elapsed(elapsed),
        count(|outcome| matches!(outcome, Outcome::Passed(_))),
        count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        count(|outcome| matches!(outcome, Outcome::Failed(_))),
    )];
    for (name, outcome) in finished {
        if !matches!(outcome, Outcome::Passed(_)) {
            lines.push(format!("  {name} {outcome}"));
        }
    }
    lines.join("\n")
}

/// A duration as a reader says it: `0.4 s`, `3 min 12 s`.
struct Elapsed(Duration);

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        if seconds < 60 {
            write!(f, "{:.1} s", self.0.as_secs_f64())
        } else {
            write!(f, "{} min {} s", seconds / 60, seconds % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(name: &'static str) -> Step {
        Step { name, detail: "", run: |_| Outcome::Failed(vec!["a finding".to_owned()]) }
    }

    fn passing(name: &'static str) -> Step {
        Step { name, detail: "", run: |_| Outcome::Passed("all".to_owned()) }
    }

    fn skipping(name: &'static str) -> Step {
        Step { name, detail: "", run: |_| Outcome::Skipped("no tool".to_owned()) }
    }

    #[test]
    fn one_failed_check_among_passing_ones_fails_the_run() {
        assert!(!run(Path::new("."), &[passing("a"), failing("b"), passing("c")]));
        assert!(run(Path::new("."), &[passing("a"), passing("c")]));
    }

    #[test]
    fn a_skipped_check_does_not_fail_the_run() {
        assert!(run(Path::new("."), &[skipping("a")]));
    }

    #[test]
    fn the_summary_names_every_failed_and_skipped_check_and_no_passed_one() {
        let finished = [
            ("layering", Outcome::Failed(vec!["core/a uses shell/b".to_owned()])),
            ("clippy", Outcome::Passed("no warning".to_owned())),
            ("licences", Outcome::Skipped("no cargo-deny".to_owned())),
            ("tests", Outcome::Failed(vec!["exit status 101".to_owned()])),
        ];
        assert_eq!(
            summary(&finished, Duration::from_secs(192)),
            "4 checks in 3 min 12 s: 1 passed, 1 skipped, 2 failed\n  \
             layering FAILED: core/a uses shell/b\n  \
             licences skipped: no cargo-deny\n  \
             tests FAILED: exit status 101"
        );
    }

    #[test]
    fn a_check_with_findings_has_failed_and_one_without_has_passed() {
        assert_eq!(
            Outcome::from_findings(Vec::new(), "3 files".to_owned()),
            Outcome::Passed("3 files".to_owned())
        );
        let finding = vec!["too long".to_owned()];
        assert_eq!(Outcome::from_findings(finding.clone(), "3 files".to_owned()), Outcome::Failed(finding));
    }
}
