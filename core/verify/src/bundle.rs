//! A bundle, line by line.

mod conclusion;

use crate::entry_checker::{Depth, EntryChecker, witnessed};
use crate::finding::{Broken, Finding, Place, Rule, broken};
use crate::hash::{Hash, hex, leaf_hash, sha256};
use crate::json::{self, Value};
use crate::note::Checkpoint;
use crate::policy::Policy;
use crate::shape::{self, Misshapen};
use crate::sums::Sums;
use crate::verdict::{Report, Trust, Verified};

/// Verifies a whole bundle.
///
/// # Errors
/// The first thing wrong, and the others.
pub fn verify_bundle(bundle: &[u8], trust: Trust, depth: Depth) -> Result<Verified, Box<Report>> {
    let mut verifier = Verifier::new(trust, depth);
    for line in bundle.split_inclusive(|byte| *byte == b'\n') {
        verifier.line(line);
    }
    verifier.finish()
}

/// What the next line can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Header,
    Policy,
    Checkpoints,
    Entries,
    Rest,
    Ended,
}

#[derive(Debug)]
struct End {
    lines: u64,
    sha256: Hash,
}

/// Checks the lines of a bundle as they come; memory grows by hashes and ids only.
#[derive(Debug)]
pub struct Verifier {
    trust: Trust,
    depth: Depth,
    phase: Phase,
    /// Lines read.
    lines: u64,
    entries: u64,
    policy: Policy,
    own_policy: Policy,
    checkpoints: Vec<Checkpoint>,
    checker: Option<EntryChecker>,
    cosigners: Vec<String>,
    blobs: u64,
    sums: Sums,
    end: Option<End>,
    /// After the first line that cannot be right, the ones after it are only summed: what follows from it is noise.
    halted: bool,
    /// With the number of the line where each was noticed.
    findings: Vec<(u64, Finding)>,
}

impl Verifier {
    /// A verifier that has read nothing.
    pub fn new(trust: Trust, depth: Depth) -> Self {
        Self {
            trust,
            depth,
            phase: Phase::Header,
            lines: 0,
            entries: 0,
            policy: Policy::default(),
            own_policy: Policy::default(),
            checkpoints: Vec::new(),
            checker: None,
            cosigners: Vec::new(),
            blobs: 0,
            sums: Sums::default(),
            end: None,
            halted: false,
            findings: Vec::new(),
        }
    }

    /// Takes the next line with its line break. Only the last line can be without one, which `finish` will find.
    pub fn line(&mut self, line: &[u8]) {
        self.lines += 1;
        let (bytes, whole) = match line.strip_suffix(b"\n") {
            Some(bytes) => (bytes, true),
            None => (line, false),
        };
        let tail = bytes.starts_with(b"{\"sums\":") || bytes.starts_with(b"{\"end\":");
        let reads_tail = tail && (self.halted || self.phase == Phase::Rest);
        let mut leaf = [0; 32];
        if !reads_tail && !self.sums.begun() {
            leaf = leaf_hash(bytes);
            self.sums.taken.push(leaf);
        }
        let place = if reads_tail { self.place_of_tail(bytes) } else { self.place(bytes) };
        let read = if reads_tail {
            self.tail(bytes)
        } else if self.halted {
            Ok(())
        } else {
            self.content(bytes, leaf)
        };
        if let Err(broken) = read {
            self.findings.push((self.lines, broken.at(place)));
            self.halted = true;
        }
        if !whole && !self.halted {
            self.cut("the last line break is missing");
        }
    }

    fn cut(&mut self, what: &str) {
        let what = format!("{what}, after line {}", self.lines);
        self.findings.push((self.lines, Finding { place: Place::End, rule: Rule::Cut, what }));
        self.halted = true;
    }

    /// The place of the line that is now read.
    fn place(&self, bytes: &[u8]) -> Place {
        match self.phase {
            Phase::Checkpoints if bytes.starts_with(b"{\"checkpoint\":") => {
                Place::Checkpoint(self.checkpoints.len() as u64 + 1)
            }
            Phase::Checkpoints if bytes.starts_with(b"{\"admission\":") && !self.checkpoints.is_empty() => {
                Place::Entry(0)
            }
            Phase::Entries => Place::Entry(self.size()),
            Phase::Rest if bytes.starts_with(b"{\"blob\":") && !self.sums.begun() => {
                Place::Blob(self.blobs + 1)
            }
            _ => Place::Line(self.lines),
        }
    }

    fn place_of_tail(&self, bytes: &[u8]) -> Place {
        if bytes.starts_with(b"{\"end\":") { Place::End } else { Place::Line(self.lines) }
    }

    /// The place of an earlier line, given its number.
    fn place_of(&self, line: u64) -> Place {
        let checkpoints = self.checkpoints.len() as u64;
        match line {
            0..=2 => Place::Line(line),
            _ if line <= 2 + checkpoints => Place::Checkpoint(line - 2),
            _ if line <= 2 + checkpoints + self.size() => Place::Entry(line - 3 - checkpoints),
            _ if line <= 2 + checkpoints + self.size() + self.blobs => {
                Place::Blob(line - 2 - checkpoints - self.size())
            }
            _ => Place::Line(line),
        }
    }

    fn size(&self) -> u64 {
        self.checker.as_ref().map_or(0, EntryChecker::size)
    }

    fn content(&mut self, bytes: &[u8], leaf: Hash) -> Result<(), Broken> {
        if self.phase == Phase::Checkpoints
            && !self.checkpoints.is_empty()
            && bytes.starts_with(b"{\"admission\":")
        {
            let covered = self.checkpoints.last().map_or(0, |last| last.size);
            if covered < self.entries {
                let what =
                    format!("here must stand a checkpoint of all {} entries, not of {covered}", self.entries);
                return broken(Rule::Checkpoint, what);
            }
            self.phase = Phase::Entries;
        }
        if self.phase == Phase::Entries {
            return self.entry(bytes, leaf);
        }
        let expects = match self.phase {
            Phase::Checkpoints => "{\"checkpoint\":",
            Phase::Rest => "{\"blob\":",
            Phase::Ended => return broken(Rule::Order, "a line follows the end"),
            Phase::Header | Phase::Policy | Phase::Entries => "",
        };
        if !bytes.starts_with(expects.as_bytes()) || self.sums.begun() {
            return broken(Rule::Order, "a line of this kind cannot stand here");
        }
        let json = json::read(bytes)?;
        let shaped = |rule| move |what| Broken { rule, what };
        match self.phase {
            Phase::Header => self.header(&json).map_err(shaped(Rule::Header)),
            Phase::Policy => self.policy(&json).map_err(shaped(Rule::Policy)),
            Phase::Checkpoints => self.checkpoint(&json),
            _ => self.blob(&json),
        }
    }

    fn header(&mut self, json: &Value<'_>) -> Result<(), Misshapen> {
        let members = &shape::object("the line", json)?.members;
        let [bundle, entries, origin] =
            shape::fields("the header", members, ["bundle", "entries", "origin"])?;
        if shape::integer("bundle", bundle)? != 1 {
            return Err("only version 1 of bundles can be read".to_owned());
        }
        self.entries = shape::count("entries", entries)?;
        if self.entries == 0 {
            return Err("a log has at least one entry".to_owned());
        }
        let origin = shape::formed("origin", origin, shape::is_origin)?;
        self.checker = Some(EntryChecker::new(origin, self.trust.host_key, self.depth));
        self.phase = Phase::Policy;
        Ok(())
    }

    fn policy(&mut self, json: &Value<'_>) -> Result<(), Misshapen> {
        self.own_policy = Policy::read(json)?;
        self.policy = self.trust.witnesses.clone().unwrap_or_else(|| self.own_policy.clone());
        self.phase = Phase::Checkpoints;
        Ok(())
    }

    fn checkpoint(&mut self, json: &Value<'_>) -> Result<(), Broken> {
        let note = shape::object("the line", json)
            .and_then(|line| shape::fields("the line", &line.members, ["checkpoint"]))
            .and_then(|[note]| shape::text("checkpoint", note))
            .map_err(|what| Broken { rule: Rule::Checkpoint, what })?;
        let checkpoint = Checkpoint::read(note)?;
        if let Some(checker) = &self.checker {
            checker.of_this_log(&checkpoint)?;
        }
        let before = self.checkpoints.last().map_or(0, |last| last.size);
        if checkpoint.size < before || checkpoint.size > self.entries {
            let what = format!(
                "it covers {} entries, after one of {before}, of {} in all",
                checkpoint.size, self.entries
            );
            return broken(Rule::Checkpoint, what);
        }
        self.checkpoints.push(checkpoint);
        Ok(())
    }

    fn entry(&mut self, bytes: &[u8], leaf: Hash) -> Result<(), Broken> {
        let Some(checker) = &mut self.checker else { return Ok(()) };
        let opens = checker.size() == 0;
        checker
            .push_hashed(bytes, leaf)
            .map_err(|finding| Broken { rule: finding.rule, what: finding.what })?;
        let size = checker.size();
        if opens {
            self.judge_signatures();
            self.judge_roots(0);
        }
        self.judge_roots(size);
        if size == self.entries {
            self.phase = Phase::Rest;
        }
        Ok(())
    }

    /// Once the host's key is known: who signed the policy's and the checkpoints' lines. None of it halts.
    fn judge_signatures(&mut self) {
        let Some(checker) = &self.checker else { return };
        let mut found = Vec::new();
        if self.policy.witnesses.iter().any(|witness| checker.is_host(&witness.key)) {
            let what = "the host cannot witness itself".to_owned();
            found.push((2, Finding { place: Place::Line(2), rule: Rule::Policy, what }));
        }
        let last = self.checkpoints.len() as u64;
        for (number, checkpoint) in (1..).zip(&self.checkpoints) {
            let judged = checker.signed(checkpoint).and_then(|()| {
                if number < last {
                    return checkpoint.cosigners(&self.policy).map(drop);
                }
                self.cosigners = witnessed(checkpoint, &self.policy)?;
                Ok(())
            });
            if let Err(broken) = judged {
                found.push((2 + number, broken.at(Place::Checkpoint(number))));
            }
        }
        self.findings.append(&mut found);
    }

    fn judge_roots(&mut self, size: u64) {
        let Some(checker) = &self.checker else { return };
        let first = self.checkpoints.partition_point(|checkpoint| checkpoint.size < size);
        for (number, checkpoint) in (1..).zip(&self.checkpoints).skip(first) {
            if checkpoint.size > size {
                break;
            }
            if let Err(broken) = checker.rooted(checkpoint) {
                self.findings.push((self.lines, broken.at(Place::Checkpoint(number))));
            }
        }
    }

    fn blob(&mut self, json: &Value<'_>) -> Result<(), Broken> {
        let shaped = || {
            let [blob] = shape::fields("the line", &shape::object("the line", json)?.members, ["blob"])?;
            let members = &shape::object("blob", blob)?.members;
            let [data, hash, salt] = shape::fields("blob", members, ["data", "hash", "salt"])?;
            let salt: [u8; 32] = shape::base64_of("salt", salt)?;
            Ok((shape::base64("data", data)?, shape::digits("hash", hash)?, salt))
        };
        let (data, hash, salt): (Vec<u8>, Hash, [u8; 32]) =
            shaped().map_err(|what: Misshapen| Broken { rule: Rule::Blob, what })?;
        let found = sha256(&[&salt, &data]);
        if found != hash {
            let what = format!("salt and data have the hash {}, not {}", hex(&found), hex(&hash));
            return broken(Rule::Blob, what);
        }
        if !self.checker.as_ref().is_some_and(|checker| checker.carries(&hash)) {
            return broken(Rule::BlobUnknown, format!("no entry carries {}", hex(&hash)));
        }
        self.blobs += 1;
        Ok(())
    }

    /// Sums and end, which are read even after something was found.
    fn tail(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let json = json::read(bytes)?;
        if bytes.starts_with(b"{\"sums\":") {
            return self.sums.read_line(self.lines, bytes, &json);
        }
        let before = self.lines - 1;
        let end = read_end(&json).map_err(|what| Broken { rule: Rule::End, what })?;
        self.phase = Phase::Ended;
        let lines = end.lines;
        self.end = Some(end);
        if !self.sums.cover_all() {
            return broken(Rule::Sums, "the sums do not cover the lines");
        }
        if lines != before {
            return broken(Rule::End, format!("it counts {lines} lines, {before} stand before it"));
        }
        Ok(())
    }
}

fn read_end(json: &Value<'_>) -> Result<End, Misshapen> {
    let [end] = shape::fields("the line", &shape::object("the line", json)?.members, ["end"])?;
    let [lines, sha256] = shape::fields("end", &shape::object("end", end)?.members, ["lines", "sha256"])?;
    Ok(End { lines: shape::count("lines", lines)?, sha256: shape::digits("sha256", sha256)? })
}
