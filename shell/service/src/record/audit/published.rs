//! A log that its host or a mirror publishes: the checkpoint, then the entries that it covers, a page at a time.

use std::time::Duration;

use commonweal_record::entry::Origin;
use commonweal_verify::Depth;
use commonweal_witness::remote::RemoteLog;

use super::{Examined, Verified, Wrong, entry, wrong};
use crate::record::RecordError;

/// How long a server may take for each answer.
const PATIENCE: Duration = Duration::from_secs(15);

pub(super) fn verify(
    url: &str,
    origin: &Origin,
    host_key: Option<[u8; 32]>,
    depth: Depth,
) -> Result<Result<Verified, Box<Wrong>>, RecordError> {
    let log = RemoteLog::new(url, origin, PATIENCE);
    let note = String::from_utf8_lossy(&log.checkpoint()?).into_owned();
    let mut examined = Examined::new(origin.as_str(), host_key, depth);
    let checker = &mut examined.checker;
    // Nothing is believed of the note yet but how far to read; the checker judges it once the entries are there.
    let size = size_of(&note);
    while checker.size() < size {
        let from = checker.size();
        let lines = log.entries(from, size)?;
        if lines.is_empty() {
            return Ok(Err(withheld(url, origin, from, size)));
        }
        for line in &lines {
            if let Err(finding) = checker.push(line) {
                return Ok(Err(Box::new(wrong(url, &finding))));
            }
        }
    }
    Ok(examined.conclude(origin.as_str(), [(size, note.as_str())]))
}

/// The size on the second line of a note; 0 where it has none, which the checker will find.
fn size_of(note: &str) -> u64 {
    note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or(0)
}

#[expect(clippy::unnecessary_box_returns, reason = "it becomes the error of a result, which is boxed")]
fn withheld(url: &str, origin: &Origin, from: u64, size: u64) -> Box<Wrong> {
    Box::new(Wrong {
        log: origin.to_string(),
        place: entry(from),
        rule: "withheld".to_owned(),
        section: None,
        what: format!("{url} has signed {size} entries and gives none from here on"),
        remedy: "ask its operator, or a partner's mirror".to_owned(),
    })
}
