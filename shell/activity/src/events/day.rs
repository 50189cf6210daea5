use commonweal_quantity::{Frequency, Period};

use crate::cell::Cell;

/// The day that a text writes: a date, a time stamp, or a whole number of days.
///
/// # Errors
/// What to write.
pub fn day(text: &str) -> Result<i32, String> {
    of_text(text.trim()).ok_or_else(|| "write a date (2024-03-31) or a whole number of days".to_owned())
}

/// The day that a cell holds: a date or a time stamp as days since 1 January 1970, a whole number as itself. None where it holds none.
pub(super) fn day_of(cell: Cell<'_>) -> Option<i32> {
    match cell {
        Cell::Null | Cell::Truth(_) => None,
        Cell::Day(day) => i32::try_from(day).ok(),
        Cell::Integer(day) => i32::try_from(day).ok(),
        Cell::Number(day) => whole(day),
        Cell::Text(text) => of_text(text.trim()),
    }
}

fn whole(day: f64) -> Option<i32> {
    let whole = day.trunc();
    // Checked to be a whole number that an i32 holds.
    #[allow(clippy::cast_possible_truncation)]
    (day == whole && whole.abs() < f64::from(i32::MAX)).then_some(whole as i32)
}

fn of_text(text: &str) -> Option<i32> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let period: Period = text.parse().ok()?;
    if period.frequency() == Frequency::Day { i32::try_from(period.ordinal()).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_time_stamps_and_numbers_of_days_are_days() {
        assert_eq!(day_of(Cell::Text("1970-01-03")), Some(2));
        assert_eq!(day_of(Cell::Text(" 1970-01-03 23:59:59 ")), Some(2));
        assert_eq!(day_of(Cell::Text("1970-01-03T23:59:59")), Some(2));
        assert_eq!(day_of(Cell::Text("1990")), Some(1990));
        assert_eq!(day_of(Cell::Text("-3")), Some(-3));
        assert_eq!(day_of(Cell::Integer(7)), Some(7));
        assert_eq!(day_of(Cell::Number(7.0)), Some(7));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for cell in
            [Cell::Text("2014-10"), Cell::Text("soon"), Cell::Number(7.5), Cell::Null, Cell::Integer(1 << 40)]
        {
            assert_eq!(day_of(cell), None, "{cell:?}");
        }
    }
}
