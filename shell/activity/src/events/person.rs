use std::cmp::Ordering;

use crate::parquet_column::Values;

/// A pseudonym of a person, as far as it must be told from its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pseudonym {
    Number(i128),
    Text(Vec<u8>),
}

impl Pseudonym {
    /// That of a value; none where there is no value, or none that a person may be called by.
    pub(super) fn of(values: &Values, at: usize) -> Option<Self> {
        match values {
            Values::Integers(numbers) => numbers.get(at).map(|number| Self::Number(i128::from(*number))),
            Values::Wide(numbers) => numbers.get(at).map(|number| Self::Number(*number)),
            Values::Texts(texts) => texts.get(at).map(|text| Self::Text(text.data().to_vec())),
            Values::Truths(_) | Values::Numbers(_) | Values::Days(_) | Values::Entries(_) => None,
        }
    }
}

/// Numbers the persons of a log in the order in which they come, and sees that they come in order.
#[derive(Debug, Default)]
pub(super) struct Persons {
    last: Option<Pseudonym>,
    last_day: i32,
    number: u32,
    count: u64,
}

impl Persons {
    /// The number of the person of the next event; none where the event comes too late.
    pub(super) fn next(&mut self, pseudonym: Pseudonym, day: i32) -> Option<u32> {
        let order = self.last.as_ref().map_or(Ordering::Less, |last| last.cmp(&pseudonym));
        match order {
            Ordering::Greater => return None,
            Ordering::Equal if day < self.last_day => return None,
            Ordering::Equal => {}
            Ordering::Less => {
                self.number = self.number.wrapping_add(1);
                self.count += 1;
                self.last = Some(pseudonym);
            }
        }
        self.last_day = day;
        Some(self.number)
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }
}
