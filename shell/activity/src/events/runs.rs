use std::cmp::Ordering;

use parquet::data_type::ByteArray;

use super::group::RowFault;
use super::person::Pseudonym;
use crate::parquet_column::Values;

/// Numbers the persons of a row group in the order in which they come, and sees that they come in order.
#[derive(Debug, Default)]
pub(super) struct Runs {
    first: Option<Pseudonym>,
    last: Option<Pseudonym>,
    last_day: i32,
    number: u32,
}

impl Runs {
    /// Adds a number for each of `values` to `numbers`; ranks are those among `persons`.
    ///
    /// # Errors
    /// The place of an event that comes too late.
    pub(super) fn number(
        &mut self,
        values: &Values,
        persons: &[Pseudonym],
        day: &[i32],
        numbers: &mut Vec<u32>,
    ) -> Result<(), (usize, RowFault)> {
        let pseudonym = |at: usize| match values {
            Values::Entries(ranks) => {
                ranks.get(at).and_then(|rank| persons.get(usize::try_from(*rank).ok()?)).cloned()
            }
            _ => Pseudonym::of(values, at),
        };
        let (Some(first), Some(last)) = (pseudonym(0), pseudonym(values.len().saturating_sub(1))) else {
            return Ok(());
        };
        let first_day = day.first().copied().unwrap_or_default();
        match self.last.as_ref().map(|before| before.cmp(&first)) {
            Some(Ordering::Greater) => return Err((0, RowFault::Unsorted)),
            Some(Ordering::Equal) if first_day < self.last_day => return Err((0, RowFault::Unsorted)),
            Some(Ordering::Less) => self.number += 1,
            Some(Ordering::Equal) => {}
            None => self.first = Some(first),
        }
        self.number = match values {
            Values::Entries(ranks) => runs(ranks, day, self.number, numbers),
            Values::Integers(values) => runs(values, day, self.number, numbers),
            Values::Wide(values) => runs(values, day, self.number, numbers),
            Values::Texts(values) => runs::<ByteArray>(values, day, self.number, numbers),
            Values::Truths(_) | Values::Numbers(_) | Values::Days(_) => Ok(self.number),
        }
        .map_err(|at| (at, RowFault::Unsorted))?;
        (self.last, self.last_day) = (Some(last), day.last().copied().unwrap_or_default());
        Ok(())
    }

    /// The first and the last person.
    pub(super) fn ends(self) -> Option<(Pseudonym, Pseudonym)> {
        self.first.zip(self.last)
    }
}

/// Numbers from `number` on, one more at each value that is another than the one before; gives the last.
fn runs<T: PartialOrd>(
    values: &[T],
    day: &[i32],
    mut number: u32,
    numbers: &mut Vec<u32>,
) -> Result<u32, usize> {
    numbers.reserve(values.len());
    if !values.is_empty() {
        numbers.push(number);
    }
    let mut in_order = true;
    let pairs = || values.windows(2).zip(day.windows(2));
    let is_late = |pair: &[T], days: &[i32]| match (pair, days) {
        ([before, after], [day_before, day_after]) => {
            before > after || (before == after && day_before > day_after)
        }
        _ => false,
    };
    numbers.extend(pairs().map(|(pair, days)| {
        in_order &= !is_late(pair, days);
        number += u32::from(matches!(pair, [before, after] if before != after));
        number
    }));
    if in_order {
        return Ok(number);
    }
    Err(pairs().position(|(pair, days)| is_late(pair, days)).map_or(0, |at| at + 1))
}
