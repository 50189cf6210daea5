//! The sums at the end of a bundle: which line was changed, where nothing else can tell.

use crate::finding::{Broken, Rule, broken};
use crate::hash::{Hash, hex, sha256};
use crate::json::Value;
use crate::shape::{self, Misshapen};

const A_LINE: usize = 256;

/// Sums as they are read, beside those that were taken here.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// Of each line before the first line of sums.
    pub(crate) taken: Vec<Hash>,
    read: Vec<Hash>,
    lines: Vec<u8>,
    /// The number of the first line of sums.
    first_line: Option<u64>,
}

/// What the comparison says.
#[derive(Debug)]
pub(crate) enum Compared {
    /// Everything fits.
    Same,
    /// The content line of this number, from 1, is not the one whose sum was taken.
    LineChanged(u64),
    /// The line of sums of this number is not the one that the end vouches for.
    SumsChanged(u64),
    /// The last line does not vouch for the sums, which fit.
    EndChanged,
}

impl Sums {
    pub(crate) fn begun(&self) -> bool {
        self.first_line.is_some()
    }

    pub(crate) fn cover_all(&self) -> bool {
        self.read.len() == self.taken.len()
    }

    /// Takes a line of sums, without its line break, as line `number`.
    pub(crate) fn read_line(&mut self, number: u64, bytes: &[u8], json: &Value<'_>) -> Result<(), Broken> {
        self.first_line.get_or_insert(number);
        let sums = Self::shaped(json).map_err(|what| Broken { rule: Rule::Sums, what })?;
        self.lines.extend_from_slice(bytes);
        self.lines.push(b'\n');
        let due = self.taken.len().saturating_sub(self.read.len()).min(A_LINE);
        let found = sums.len();
        self.read.extend(sums);
        if found != due || due == 0 {
            return broken(Rule::Sums, format!("{found} sums, {due} are due"));
        }
        Ok(())
    }

    fn shaped(json: &Value<'_>) -> Result<Vec<Hash>, Misshapen> {
        let [sums] = shape::fields("the line", &shape::object("the line", json)?.members, ["sums"])?;
        shape::list("sums", sums)?.iter().map(|sum| shape::digits("a sum", sum)).collect()
    }

    /// Compares with the hash that the last line holds.
    pub(crate) fn compare(&self, end: &Hash) -> Compared {
        let differs = self.taken.iter().zip(&self.read).position(|(taken, read)| taken != read);
        let vouched = sha256(&[&self.lines]) == *end;
        match (differs, vouched) {
            (Some(index), true) => Compared::LineChanged(index as u64 + 1),
            (Some(index), false) => {
                Compared::SumsChanged(self.first_line.unwrap_or(0) + (index / A_LINE) as u64)
            }
            (None, true) if self.cover_all() => Compared::Same,
            (None, true) => Compared::LineChanged(self.taken.len().min(self.read.len()) as u64 + 1),
            (None, false) if self.cover_all() => Compared::EndChanged,
            // A line of sums too many or too few, which was found where it stands.
            (None, false) => Compared::Same,
        }
    }

    pub(crate) fn describe(&self, line: u64) -> String {
        let at = |sums: &[Hash]| {
            let index = usize::try_from(line).ok().and_then(|line| line.checked_sub(1));
            index.and_then(|index| sums.get(index)).map_or("missing".to_owned(), |hash| hex(hash))
        };
        format!("the sum of line {line} is {}, taken here {}", at(&self.read), at(&self.taken))
    }
}
