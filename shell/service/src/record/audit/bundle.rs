//! A bundle.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use commonweal_record::tree::Hash;
use commonweal_verify::{Depth, Trust, Verifier};

use super::{Verified, Wrong, wrong};
use crate::record::RecordError;

pub(super) fn verify(
    path: &Path,
    host_key: Option<[u8; 32]>,
    depth: Depth,
) -> Result<Result<Verified, Box<Wrong>>, RecordError> {
    let mut verifier = Verifier::new(Trust { host_key, witnesses: None }, depth);
    let mut file = BufReader::new(File::open(path).map_err(RecordError::file(path))?);
    let mut line = Vec::new();
    while file.read_until(b'\n', &mut line).map_err(RecordError::file(path))? > 0 {
        verifier.line(&line);
        line.clear();
    }
    let judged = verifier.finish().map(|verified| Verified {
        origin: verified.origin,
        entries: verified.entries,
        root: Hash(verified.root).to_string(),
        host_key: verified.host_key,
        signed: verified.entries,
        cosigners: verified.cosigners,
        warnings: verified.warnings,
    });
    Ok(judged.map_err(|report| Box::new(wrong(&path.display().to_string(), &report.first))))
}
