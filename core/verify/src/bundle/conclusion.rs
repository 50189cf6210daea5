//! The verdict, once every line has been read.

use super::{Phase, Verifier};
use crate::entry_checker::{Depth, EntryChecker};
use crate::finding::{Finding, Place, Rule};
use crate::sums::Compared;
use crate::verdict::{Report, Verified};

impl Verifier {
    /// The verdict.
    ///
    /// # Errors
    /// The first thing wrong, and the others.
    pub fn finish(mut self) -> Result<Verified, Box<Report>> {
        if self.phase != Phase::Ended && !self.halted {
            self.cut("the bundle stops");
        }
        if let Some(end) = &self.end {
            let (line, place, rule) = match self.sums.compare(&end.sha256) {
                Compared::Same => (0, Place::End, Rule::End),
                Compared::LineChanged(line) => (line, self.place_of(line), Rule::LineChanged),
                Compared::SumsChanged(line) => (line, Place::Line(line), Rule::Sums),
                Compared::EndChanged => (self.lines, Place::End, Rule::End),
            };
            // A finding about the same line says more.
            let known = |(other, finding): &(u64, Finding)| *other == line && finding.rule != Rule::Root;
            if line > 0 && !self.findings.iter().any(known) {
                let what = match rule {
                    Rule::LineChanged => self.sums.describe(line),
                    _ => "the last line does not vouch for the sums".to_owned(),
                };
                self.findings.push((line, Finding { place, rule, what }));
            }
        }
        // A wrong root is noticed at the line that reaches its size, but tells of some line up to it.
        self.findings.sort_by_key(|(line, finding)| (*line, finding.rule == Rule::Root));
        let mut findings = std::mem::take(&mut self.findings).into_iter().map(|(_, finding)| finding);
        match findings.next() {
            Some(first) => Err(Box::new(Report { first, others: findings.collect() })),
            None => Ok(self.verified()),
        }
    }

    fn verified(self) -> Verified {
        let mut warnings = Vec::new();
        let checker = self.checker.as_ref();
        let host_key = checker.and_then(EntryChecker::host_key_id).unwrap_or_default();
        if self.trust.host_key.is_none() {
            warnings.push(format!(
                "the host's key {host_key} is taken on first sight: compare it with the host's"
            ));
        }
        if self.trust.witnesses.as_ref().is_some_and(|trusted| *trusted != self.own_policy) {
            warnings.push("the bundle's policy is not the trusted one, which was applied".to_owned());
        }
        let stated = checker.map(|checker| checker.policy_at(self.entries)).unwrap_or_default();
        if stated.k > 0 && !stated.is_like(&self.policy) {
            let (names, asked) = (stated.names(), self.policy.k);
            warnings.push(format!(
                "the entries ask for {} of {names}, and this was checked for {asked} of {}",
                stated.k,
                self.policy.names()
            ));
        }
        if self.policy.k == 0 {
            warnings.push(
                "no witness is asked for: only the host vouches that nobody was shown another log".to_owned(),
            );
        }
        if self.depth == Depth::Hashes {
            warnings.push("signatures of entries were not checked".to_owned());
        }
        Verified {
            entries: self.entries,
            root: self.checkpoints.last().map_or([0; 32], |checkpoint| checkpoint.root),
            origin: self.checkpoints.last().map_or_else(String::new, |checkpoint| checkpoint.origin.clone()),
            keys: checker.map_or_else(Vec::new, EntryChecker::keys),
            host_key,
            cosigners: self.cosigners,
            blobs: self.blobs,
            warnings,
        }
    }
}
