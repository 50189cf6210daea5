//! Rows in any order, put aside in temporary files by person and read back sorted, a part of the persons at a time.
//!
//! The files have no name and go with the process, so that nothing of anybody is left behind.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use sha2::{Digest, Sha256};

use super::person::Pseudonym;
use commonweal_find::upstream::{Event, EventBatch};

/// Bytes of a file as stored that make up a part: some million rows, which are then sorted in memory.
const BYTES_A_PART: u64 = 64 << 20;
/// Most parts: each holds a file open.
const MOST_PARTS: u64 = 512;
/// Key, day, service, body and cost.
const ROW_BYTES: usize = 16 + 4 + 2 + 4 + 8;

pub(super) struct Parts {
    files: Vec<BufWriter<File>>,
}

impl Parts {
    pub(super) fn new(total_bytes: u64) -> io::Result<Self> {
        let parts = (total_bytes / BYTES_A_PART + 1).min(MOST_PARTS);
        let files = (0..parts).map(|_| Ok(BufWriter::with_capacity(1 << 16, tempfile::tempfile()?)));
        Ok(Self { files: files.collect::<io::Result<_>>()? })
    }

    pub(super) fn put(&mut self, pseudonym: &Pseudonym, event: Event) -> io::Result<()> {
        let key = key_of(pseudonym);
        let parts = self.files.len() as u128;
        let part = usize::try_from(key % parts.max(1)).unwrap_or_default();
        let Some(file) = self.files.get_mut(part) else { return Ok(()) };
        file.write_all(&key.to_le_bytes())?;
        file.write_all(&event.day.to_le_bytes())?;
        file.write_all(&event.service.to_le_bytes())?;
        file.write_all(&event.body.to_le_bytes())?;
        file.write_all(&event.cost.to_le_bytes())
    }

    /// The events of each part, sorted by person and day.
    pub(super) fn read_back(self) -> io::Result<impl Iterator<Item = io::Result<EventBatch>>> {
        let files =
            self.files.into_iter().map(|file| file.into_inner().map_err(io::IntoInnerError::into_error));
        let files: Vec<File> = files.collect::<io::Result<_>>()?;
        Ok(files.into_iter().map(read_part))
    }
}

/// A key of 128 bits: two persons of one key are not to be expected among all that ever lived.
fn key_of(pseudonym: &Pseudonym) -> u128 {
    let digest = match pseudonym {
        Pseudonym::Number(number) => Sha256::digest(number.to_le_bytes()),
        Pseudonym::Text(text) => Sha256::new().chain_update([1]).chain_update(text).finalize(),
    };
    digest.iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte))
}

fn read_part(mut file: File) -> io::Result<EventBatch> {
    let bytes = file.stream_position()?;
    file.rewind()?;
    let mut file = BufReader::with_capacity(1 << 18, file);
    let rows = usize::try_from(bytes).unwrap_or_default() / ROW_BYTES;
    let mut events = Vec::with_capacity(rows);
    for _ in 0..rows {
        events.push((u128::from_le_bytes(take(&mut file)?), read_event(&mut file)?));
    }
    // Stable, so that equal days keep the order of the file.
    events.sort_by_key(|(key, event)| (*key, event.day));
    let mut batch = EventBatch::default();
    let (mut person, mut last) = (0, None);
    for (key, event) in events {
        if last.replace(key).is_some_and(|last| last != key) {
            person += 1;
        }
        batch.push(person, event);
    }
    Ok(batch)
}

fn read_event(file: &mut impl Read) -> io::Result<Event> {
    Ok(Event {
        day: i32::from_le_bytes(take(file)?),
        service: u16::from_le_bytes(take(file)?),
        body: u32::from_le_bytes(take(file)?),
        cost: f64::from_le_bytes(take(file)?),
    })
}

fn take<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
