//! A disk in memory that loses power: what was flushed stays, and of what was not, any part may be there.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use sqlite_vfs::{DatabaseHandle, LockKind, OpenOptions, Vfs, wip};

/// What a disk writes as a whole.
const SECTOR: usize = 512;

/// One change that is not flushed yet.
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

#[derive(Default)]
struct File {
    /// What a reader sees.
    now: Vec<u8>,
    /// What is on the platter.
    flushed: Vec<u8>,
    pending: Vec<Change>,
}

fn write(bytes: &mut Vec<u8>, offset: usize, new: &[u8]) {
    let end = offset + new.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[offset..end].copy_from_slice(new);
}

impl File {
    fn apply(bytes: &mut Vec<u8>, change: &Change) {
        match change {
            Change::Write { offset, bytes: new } => write(bytes, *offset, new),
            Change::Length(length) => bytes.resize(*length, 0),
        }
    }

    fn change(&mut self, change: Change) {
        Self::apply(&mut self.now, &change);
        self.pending.push(change);
    }

    fn flush(&mut self) {
        for change in self.pending.drain(..) {
            Self::apply(&mut self.flushed, &change);
        }
    }

    /// Of what was pending, nothing survives, or a beginning whose last write is torn, or any sectors in any order.
    fn lose_power(&mut self, random: &mut ChaCha8Rng) {
        let pending = std::mem::take(&mut self.pending);
        let (kept, chance) = match random.random_range(0..3) {
            0 => (0, 0.0),
            1 => (random.random_range(0..=pending.len()), 1.0),
            _ => (pending.len(), random.random_range(0.0..1.0)),
        };
        for (index, change) in pending.iter().take(kept).enumerate() {
            let torn = chance < 1.0 || index + 1 == kept;
            match change {
                Change::Write { offset, bytes } if torn => {
                    let chance = if chance < 1.0 { chance } else { 0.5 };
                    for (sector, part) in bytes.chunks(SECTOR).enumerate() {
                        if random.random_bool(chance) {
                            write(&mut self.flushed, offset + sector * SECTOR, part);
                        }
                    }
                }
                Change::Length(_) if torn && !random.random_bool(0.5) => {}
                whole => Self::apply(&mut self.flushed, whole),
            }
        }
        self.now.clone_from(&self.flushed);
    }
}

/// The disk's state.
#[derive(Default)]
pub(crate) struct State {
    files: BTreeMap<String, File>,
    /// Operations until the power fails; none while it does not.
    left: Option<u64>,
    /// Times that the power came back; handles from before are dead.
    starts: u64,
}

/// The disk, as a file system for SQLite.
#[derive(Clone, Default)]
pub(crate) struct Disk(Arc<Mutex<State>>);

impl Disk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// An empty disk.
    pub(crate) fn wipe(&self) {
        let mut state = self.state();
        state.files.clear();
        state.left = None;
        state.starts += 1;
    }

    /// The power fails after so many more writes and flushes.
    pub(crate) fn fail_after(&self, operations: u64) {
        self.state().left = Some(operations);
    }

    /// The power fails now, if it has not, and comes back.
    pub(crate) fn restart(&self, random: &mut ChaCha8Rng) {
        let mut state = self.state();
        state.files.values_mut().for_each(|file| file.lose_power(random));
        state.left = None;
        state.starts += 1;
    }
}

fn off() -> Error {
    Error::other("the power is off")
}

/// An open file.
pub(crate) struct Handle {
    disk: Disk,
    name: String,
    start: u64,
}

impl Handle {
    fn with<T>(&self, work: impl FnOnce(&mut File) -> Result<T, Error>) -> Result<T, Error> {
        let mut state = self.disk.state();
        if state.starts != self.start || state.left == Some(0) {
            return Err(off());
        }
        work(state.files.entry(self.name.clone()).or_default())
    }

    /// Counts towards the failure of the power.
    fn changing(&self, work: impl FnOnce(&mut File)) -> Result<(), Error> {
        {
            let mut state = self.disk.state();
            if let Some(left) = &mut state.left {
                *left = left.saturating_sub(1);
            }
        }
        self.with(|file| {
            work(file);
            Ok(())
        })
    }
}

impl DatabaseHandle for Handle {
    type WalIndex = NoIndex;

    fn size(&self) -> Result<u64, Error> {
        self.with(|file| Ok(file.now.len() as u64))
    }

    fn read_exact_at(&mut self, buffer: &mut [u8], offset: u64) -> Result<(), Error> {
        buffer.fill(0);
        self.with(|file| {
            let from = usize::try_from(offset).unwrap().min(file.now.len());
            let there = &file.now[from..file.now.len().min(from + buffer.len())];
            buffer[..there.len()].copy_from_slice(there);
            if there.len() < buffer.len() { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
        })
    }

    fn write_all_at(&mut self, buffer: &[u8], offset: u64) -> Result<(), Error> {
        let change = Change::Write { offset: usize::try_from(offset).unwrap(), bytes: buffer.to_vec() };
        self.changing(|file| file.change(change))
    }

    fn sync(&mut self, _data_only: bool) -> Result<(), Error> {
        self.changing(File::flush)
    }

    fn set_len(&mut self, size: u64) -> Result<(), Error> {
        self.changing(|file| file.change(Change::Length(usize::try_from(size).unwrap())))
    }

    fn lock(&mut self, _lock: LockKind) -> Result<bool, Error> {
        Ok(true)
    }

    fn reserved(&mut self) -> Result<bool, Error> {
        Ok(false)
    }

    fn current_lock(&self) -> Result<LockKind, Error> {
        Ok(LockKind::Exclusive)
    }

    fn wal_index(&self, _readonly: bool) -> Result<NoIndex, Error> {
        Err(off())
    }
}

/// With one connection, SQLite keeps the index of its log in its own memory.
pub(crate) struct NoIndex;

impl wip::WalIndex for NoIndex {
    fn map(&mut self, _region: u32) -> Result<[u8; 32768], Error> {
        Err(off())
    }

    fn lock(&mut self, _locks: std::ops::Range<u8>, _lock: wip::WalIndexLock) -> Result<bool, Error> {
        Err(off())
    }

    fn delete(self) -> Result<(), Error> {
        Ok(())
    }
}

impl Vfs for Disk {
    type Handle = Handle;

    fn open(&self, name: &str, _options: OpenOptions) -> Result<Handle, Error> {
        let mut state = self.state();
        state.files.entry(name.to_owned()).or_default();
        Ok(Handle { disk: self.clone(), name: name.to_owned(), start: state.starts })
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        let mut state = self.state();
        if state.left == Some(0) {
            return Err(off());
        }
        state.files.remove(name);
        Ok(())
    }

    fn exists(&self, name: &str) -> Result<bool, Error> {
        Ok(self.state().files.contains_key(name))
    }

    fn temporary_name(&self) -> String {
        "temporary".to_owned()
    }

    fn random(&self, buffer: &mut [i8]) {
        // SQLite salts its log with this; it must differ from one start to the next.
        let mut random = ChaCha8Rng::seed_from_u64(self.state().starts);
        for byte in buffer {
            *byte = random.next_u32().to_le_bytes()[0].cast_signed();
        }
    }

    fn sleep(&self, duration: Duration) -> Duration {
        duration
    }
}
