//! One row group folded: its inner persons into a part, its first and its last put by, for they may go on in its neighbours.

use super::columns::Columns;
use super::fold::EventFold;
use super::group::{GroupFault, GroupRows, RowFault};
use super::names::EventNames;
use super::person::Pseudonym;
use super::report::EventReport;
use commonweal_find::upstream::EventBatch;

/// What a row group comes to.
pub(super) struct FoldedGroup<P> {
    /// Persons who are neither the first nor the last.
    pub(super) part: P,
    /// The first and the last person; none where no row is complete.
    pub(super) ends: Option<(Pseudonym, Pseudonym)>,
    /// Events of the first person.
    pub(super) head: EventBatch,
    /// Events of the last person, where that is another.
    pub(super) tail: Option<EventBatch>,
    pub(super) report: EventReport,
}

/// Folds the row group whose columns these are.
///
/// # Errors
/// What is wrong with a row or a column.
pub(super) fn fold_group<F: EventFold>(
    columns: Columns,
    rows: usize,
    rows_before: u64,
    names: &EventNames,
    fold: &F,
) -> Result<FoldedGroup<F::Part>, GroupFault> {
    let mut part = fold.begin(names, rows_before);
    let mut rows = GroupRows::new(columns, rows);
    let mut report = EventReport::default();
    let (mut head, mut pending) = (None, EventBatch::default());
    loop {
        let known = pending.len();
        if !rows.next_into(&mut pending)? {
            break;
        }
        report.see_days(pending.day.get(known..).unwrap_or_default());
        let (Some(first), Some(last)) = (pending.person.first().copied(), pending.person.last().copied())
        else {
            continue;
        };
        if first == last {
            continue;
        }
        report.persons += u64::from(last - first);
        if head.is_none() {
            let rest = pending.split_off(pending.person.partition_point(|person| *person == first));
            head = Some(std::mem::replace(&mut pending, rest));
        }
        let whole = pending.person.partition_point(|person| *person < last);
        let events =
            pending.events(..whole).map_err(|_| GroupFault::Row(rows.rows_read, RowFault::Unsorted))?;
        fold.take(&mut part, &events);
        pending.drop_front(whole);
    }
    report.persons += u64::from(!pending.is_empty());
    report.rows_read = rows.rows_read as u64;
    report.rows_incomplete = rows.rows_incomplete;
    report.costs_missing = rows.costs_missing;
    let (head, tail) = match head {
        Some(head) => (head, Some(pending)),
        None => (pending, None),
    };
    Ok(FoldedGroup { part, ends: rows.ends(), head, tail, report })
}
